/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-public-ip.h"

#include "berth-json.h"

/**
 * BerthPublicIp:
 *
 * A public address.
 */
struct _BerthPublicIp {
  GObject parent_instance;

  char *id;
  char *name;
  char *address;
  char *sku;
};

G_DEFINE_FINAL_TYPE (BerthPublicIp, berth_public_ip, G_TYPE_OBJECT)

static void
berth_public_ip_finalize (GObject *object)
{
  BerthPublicIp *self = BERTH_PUBLIC_IP (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->sku, g_free);
  G_OBJECT_CLASS (berth_public_ip_parent_class)->finalize (object);
}

static void
berth_public_ip_class_init (BerthPublicIpClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_public_ip_finalize;
}

static void
berth_public_ip_init (BerthPublicIp *self)
{
}

/**
 * berth_public_ip_parse:
 * @object: the service's answer
 *
 * Returns: (transfer full) (nullable): the value, or %NULL with @error set to
 *   %BERTH_AZURE_ERROR_MALFORMED_ANSWER that names the member it lacks
 */
gpointer
berth_public_ip_parse (JsonObject *object, GError **error)
{
  BerthPublicIp *self = NULL;

  if (berth_json_require_string (object, "id", error) == NULL)
    return NULL;
  self = g_object_new (BERTH_TYPE_PUBLIC_IP, NULL);
  self->id = g_strdup (berth_json_get_string (object, "id"));
  self->name = g_strdup (berth_json_get_string (object, "name"));
  self->address = g_strdup (berth_json_get_string (object, "properties.ipAddress"));
  self->sku = g_strdup (berth_json_get_string (object, "sku.name"));
  return self;
}

/**
 * berth_public_ip_get_id:
 *
 * Returns: (transfer none): its id
 */
const char *
berth_public_ip_get_id (BerthPublicIp *self)
{
  g_return_val_if_fail (BERTH_IS_PUBLIC_IP (self), NULL);

  return self->id;
}

/**
 * berth_public_ip_get_name:
 *
 * Returns: (transfer none) (nullable): its name
 */
const char *
berth_public_ip_get_name (BerthPublicIp *self)
{
  g_return_val_if_fail (BERTH_IS_PUBLIC_IP (self), NULL);

  return self->name;
}

/**
 * berth_public_ip_get_address:
 *
 * Returns: (transfer none) (nullable): the address; %NULL before it was given
 */
const char *
berth_public_ip_get_address (BerthPublicIp *self)
{
  g_return_val_if_fail (BERTH_IS_PUBLIC_IP (self), NULL);

  return self->address;
}

/**
 * berth_public_ip_get_sku:
 *
 * Returns: (transfer none) (nullable): "Standard" or "Basic"
 */
const char *
berth_public_ip_get_sku (BerthPublicIp *self)
{
  g_return_val_if_fail (BERTH_IS_PUBLIC_IP (self), NULL);

  return self->sku;
}
