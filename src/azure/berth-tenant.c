/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-tenant.h"

#include "berth-json.h"

/**
 * BerthTenant:
 *
 * A directory that people and subscriptions belong to.
 */
struct _BerthTenant {
  GObject parent_instance;

  char *id;
  char *name;
  char *domain;
};

G_DEFINE_FINAL_TYPE (BerthTenant, berth_tenant, G_TYPE_OBJECT)

static void
berth_tenant_finalize (GObject *object)
{
  BerthTenant *self = BERTH_TENANT (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->domain, g_free);
  G_OBJECT_CLASS (berth_tenant_parent_class)->finalize (object);
}

static void
berth_tenant_class_init (BerthTenantClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_tenant_finalize;
}

static void
berth_tenant_init (BerthTenant *self)
{
}

/**
 * berth_tenant_parse:
 * @object: the service's answer
 *
 * Returns: (transfer full) (nullable): the value, or %NULL with @error set to
 *   %BERTH_AZURE_ERROR_MALFORMED_ANSWER that names the member it lacks
 */
gpointer
berth_tenant_parse (JsonObject *object, GError **error)
{
  BerthTenant *self = NULL;

  if (berth_json_require_string (object, "tenantId", error) == NULL)
    return NULL;
  self = g_object_new (BERTH_TYPE_TENANT, NULL);
  self->id = g_strdup (berth_json_get_string (object, "tenantId"));
  self->name = g_strdup (berth_json_get_string (object, "displayName"));
  self->domain = g_strdup (berth_json_get_string (object, "defaultDomain"));
  return self;
}

/**
 * berth_tenant_get_id:
 *
 * Returns: (transfer none): its id, a UUID
 */
const char *
berth_tenant_get_id (BerthTenant *self)
{
  g_return_val_if_fail (BERTH_IS_TENANT (self), NULL);

  return self->id;
}

/**
 * berth_tenant_get_name:
 *
 * Returns: (transfer none) (nullable): the name that the portal shows
 */
const char *
berth_tenant_get_name (BerthTenant *self)
{
  g_return_val_if_fail (BERTH_IS_TENANT (self), NULL);

  return self->name;
}

/**
 * berth_tenant_get_domain:
 *
 * Returns: (transfer none) (nullable): its first domain
 */
const char *
berth_tenant_get_domain (BerthTenant *self)
{
  g_return_val_if_fail (BERTH_IS_TENANT (self), NULL);

  return self->domain;
}
