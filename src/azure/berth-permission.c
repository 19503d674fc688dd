/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-permission.h"

#include "berth-json.h"

/**
 * BerthPermission:
 *
 * What one of somebody's roles lets them do.
 */
struct _BerthPermission {
  GObject parent_instance;

  char **actions;
  char **not_actions;
};

G_DEFINE_FINAL_TYPE (BerthPermission, berth_permission, G_TYPE_OBJECT)

static void
berth_permission_finalize (GObject *object)
{
  BerthPermission *self = BERTH_PERMISSION (object);

  g_strfreev (self->actions);
  g_strfreev (self->not_actions);
  G_OBJECT_CLASS (berth_permission_parent_class)->finalize (object);
}

static void
berth_permission_class_init (BerthPermissionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_permission_finalize;
}

static void
berth_permission_init (BerthPermission *self)
{
}

/**
 * berth_permission_parse:
 * @object: the service's answer
 *
 * Returns: (transfer full): the value; without members it allows nothing
 */
gpointer
berth_permission_parse (JsonObject *object, GError **error)
{
  BerthPermission *self = g_object_new (BERTH_TYPE_PERMISSION, NULL);

  self->actions = berth_json_dup_strv (object, "actions");
  self->not_actions = berth_json_dup_strv (object, "notActions");
  return self;
}

/* "*" stands for any characters, slashes included; letter case does not matter (Azure
 * role definitions, "Actions format"). */
static gboolean
matches (const char *const *patterns, const char *action)
{
  for (gsize i = 0; patterns[i] != NULL; i++) {
    g_autofree char *pattern = g_ascii_strdown (patterns[i], -1);

    if (g_pattern_match_simple (pattern, action))
      return TRUE;
  }
  return FALSE;
}

/**
 * berth_permission_allows:
 * @action: such as "Microsoft.Compute/virtualMachines/write"
 *
 * Returns: whether the role has @action
 */
gboolean
berth_permission_allows (BerthPermission *self, const char *action)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (BERTH_IS_PERMISSION (self), FALSE);

  folded = g_ascii_strdown (action, -1);
  return matches ((const char *const *) self->actions, folded)
         && !matches ((const char *const *) self->not_actions, folded);
}
