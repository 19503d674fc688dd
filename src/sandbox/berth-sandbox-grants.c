/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-grants.h"

#define MAX_GRANTS 500

/**
 * BerthSandboxGrants:
 *
 * The device codes and authorization codes that are under way.
 */
struct _BerthSandboxGrants {
  GObject parent_instance;

  BerthClock *clock;
  GPtrArray *grants;
};

G_DEFINE_FINAL_TYPE (BerthSandboxGrants, berth_sandbox_grants, G_TYPE_OBJECT)

static void
grant_free (gpointer data)
{
  BerthSandboxGrant *grant = data;

  g_free (grant->secret);
  g_free (grant->user_code);
  g_free (grant->client_id);
  g_free (grant->scope);
  g_free (grant->redirect_uri);
  g_free (grant->challenge);
  g_free (grant);
}

static void
berth_sandbox_grants_finalize (GObject *object)
{
  BerthSandboxGrants *self = BERTH_SANDBOX_GRANTS (object);

  g_clear_object (&self->clock);
  g_ptr_array_unref (self->grants);
  G_OBJECT_CLASS (berth_sandbox_grants_parent_class)->finalize (object);
}

static void
berth_sandbox_grants_class_init (BerthSandboxGrantsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_sandbox_grants_finalize;
}

static void
berth_sandbox_grants_init (BerthSandboxGrants *self)
{
  self->grants = g_ptr_array_new_with_free_func (grant_free);
}

BerthSandboxGrants *
berth_sandbox_grants_new (BerthClock *clock)
{
  BerthSandboxGrants *self = g_object_new (BERTH_TYPE_SANDBOX_GRANTS, NULL);

  self->clock = g_object_ref (clock);
  return self;
}

static char *
make_user_code (void)
{
  const char letters[] = "BCDFGHJKLMNPQRSTVWXYZ23456789";
  char *code = g_malloc0 (10);

  for (guint i = 0; i < 9; i++)
    code[i] = letters[g_random_int_range (0, (gint32) sizeof letters - 1)];
  return code;
}

/**
 * berth_sandbox_grants_add:
 *
 * Returns: (transfer none): a grant that waits for a person; the oldest ones give way
 */
BerthSandboxGrant *
berth_sandbox_grants_add (BerthSandboxGrants *self,
                          const char *client_id,
                          const char *scope,
                          gint64 lifetime_seconds)
{
  BerthSandboxGrant *grant = g_new0 (BerthSandboxGrant, 1);

  while (self->grants->len >= MAX_GRANTS)
    g_ptr_array_remove_index (self->grants, 0);
  grant->secret = g_uuid_string_random ();
  grant->user_code = make_user_code ();
  grant->client_id = g_strdup (client_id);
  grant->scope = g_strdup (scope);
  grant->created_usec = berth_clock_get_now (self->clock);
  grant->expires_usec = grant->created_usec + lifetime_seconds * G_USEC_PER_SEC;
  g_ptr_array_add (self->grants, grant);
  return grant;
}

/**
 * berth_sandbox_grants_find:
 *
 * Returns: (transfer none) (nullable): the grant with that device or authorization code
 */
BerthSandboxGrant *
berth_sandbox_grants_find (BerthSandboxGrants *self, const char *secret)
{
  for (guint i = 0; i < self->grants->len; i++) {
    BerthSandboxGrant *grant = g_ptr_array_index (self->grants, i);

    if (g_str_equal (grant->secret, secret))
      return grant;
  }
  return NULL;
}

/**
 * berth_sandbox_grants_find_user_code:
 *
 * Returns: (transfer none) (nullable): the grant with the code that a person typed
 */
BerthSandboxGrant *
berth_sandbox_grants_find_user_code (BerthSandboxGrants *self, const char *user_code)
{
  for (guint i = 0; i < self->grants->len; i++) {
    BerthSandboxGrant *grant = g_ptr_array_index (self->grants, i);

    if (g_ascii_strcasecmp (grant->user_code, user_code) == 0)
      return grant;
  }
  return NULL;
}

void
berth_sandbox_grants_remove (BerthSandboxGrants *self, BerthSandboxGrant *grant)
{
  g_ptr_array_remove (self->grants, grant);
}
