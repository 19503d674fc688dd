/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-quota-request.h"

#include "berth-json.h"

/**
 * BerthQuotaRequest:
 *
 * A request for a higher quota.
 */
struct _BerthQuotaRequest {
  GObject parent_instance;

  char *id;
  char *name;
  char *state;
  char *message;
  char *error_code;
  char *error_message;
};

G_DEFINE_FINAL_TYPE (BerthQuotaRequest, berth_quota_request, G_TYPE_OBJECT)

static void
berth_quota_request_finalize (GObject *object)
{
  BerthQuotaRequest *self = BERTH_QUOTA_REQUEST (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->message, g_free);
  g_clear_pointer (&self->error_code, g_free);
  g_clear_pointer (&self->error_message, g_free);
  G_OBJECT_CLASS (berth_quota_request_parent_class)->finalize (object);
}

static void
berth_quota_request_class_init (BerthQuotaRequestClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_quota_request_finalize;
}

static void
berth_quota_request_init (BerthQuotaRequest *self)
{
}

/**
 * berth_quota_request_parse:
 * @object: the service's answer
 *
 * Returns: (transfer full) (nullable): the value, or %NULL with @error set to
 *   %BERTH_AZURE_ERROR_MALFORMED_ANSWER that names the member it lacks
 */
gpointer
berth_quota_request_parse (JsonObject *object, GError **error)
{
  BerthQuotaRequest *self = NULL;

  self = g_object_new (BERTH_TYPE_QUOTA_REQUEST, NULL);
  self->id = g_strdup (berth_json_get_string (object, "id"));
  self->name = g_strdup (berth_json_get_string (object, "name"));
  self->state = g_strdup (berth_json_get_string (object, "properties.provisioningState"));
  self->message = g_strdup (berth_json_get_string (object, "properties.message"));
  self->error_code = g_strdup (berth_json_get_string (object, "properties.error.code"));
  self->error_message
    = g_strdup (berth_json_get_string (object, "properties.error.message"));
  return self;
}

/**
 * berth_quota_request_get_id:
 *
 * Returns: (transfer none) (nullable): its id
 */
const char *
berth_quota_request_get_id (BerthQuotaRequest *self)
{
  g_return_val_if_fail (BERTH_IS_QUOTA_REQUEST (self), NULL);

  return self->id;
}

/**
 * berth_quota_request_get_name:
 *
 * Returns: (transfer none) (nullable): its name, a UUID
 */
const char *
berth_quota_request_get_name (BerthQuotaRequest *self)
{
  g_return_val_if_fail (BERTH_IS_QUOTA_REQUEST (self), NULL);

  return self->name;
}

/**
 * berth_quota_request_get_state:
 *
 * Returns: (transfer none) (nullable): "Accepted", "InProgress", "Succeeded", "Failed" or
 * "Invalid"
 */
const char *
berth_quota_request_get_state (BerthQuotaRequest *self)
{
  g_return_val_if_fail (BERTH_IS_QUOTA_REQUEST (self), NULL);

  return self->state;
}

/**
 * berth_quota_request_get_message:
 *
 * Returns: (transfer none) (nullable): the service's words
 */
const char *
berth_quota_request_get_message (BerthQuotaRequest *self)
{
  g_return_val_if_fail (BERTH_IS_QUOTA_REQUEST (self), NULL);

  return self->message;
}

/**
 * berth_quota_request_get_error_code:
 *
 * Returns: (transfer none) (nullable): "ContactSupport", say
 */
const char *
berth_quota_request_get_error_code (BerthQuotaRequest *self)
{
  g_return_val_if_fail (BERTH_IS_QUOTA_REQUEST (self), NULL);

  return self->error_code;
}

/**
 * berth_quota_request_get_error_message:
 *
 * Returns: (transfer none) (nullable): why it was refused
 */
const char *
berth_quota_request_get_error_message (BerthQuotaRequest *self)
{
  g_return_val_if_fail (BERTH_IS_QUOTA_REQUEST (self), NULL);

  return self->error_message;
}
