/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-fault.h"

typedef struct {
  char *code;
  char *target;
  JsonArray *details;     /* nullable */
  JsonArray *information; /* nullable */
} BerthSandboxFaultPrivate;

static void
berth_sandbox_fault_private_init (BerthSandboxFaultPrivate *priv)
{
}

static void
berth_sandbox_fault_private_copy (const BerthSandboxFaultPrivate *from,
                                  BerthSandboxFaultPrivate *to)
{
  to->code = g_strdup (from->code);
  to->target = g_strdup (from->target);
  to->details = from->details != NULL ? json_array_ref (from->details) : NULL;
  to->information = from->information != NULL ? json_array_ref (from->information) : NULL;
}

static void
berth_sandbox_fault_private_clear (BerthSandboxFaultPrivate *priv)
{
  g_free (priv->code);
  g_free (priv->target);
  g_clear_pointer (&priv->details, json_array_unref);
  g_clear_pointer (&priv->information, json_array_unref);
}

G_DEFINE_EXTENDED_ERROR (BerthSandboxFault, berth_sandbox_fault)

/**
 * berth_sandbox_fault_new_literal:
 * @status: the HTTP status, 400 or more
 * @code: Azure's code
 * @message: Azure's sentence
 *
 * Returns: (transfer full): a refusal
 */
GError *
berth_sandbox_fault_new_literal (guint status, const char *code, const char *message)
{
  GError *error = g_error_new_literal (BERTH_SANDBOX_FAULT, (int) status, message);

  berth_sandbox_fault_get_private (error)->code = g_strdup (code);
  return error;
}

/**
 * berth_sandbox_fault_new:
 * @status: the HTTP status, 400 or more
 * @code: Azure's code
 * @format: Azure's sentence, as for printf()
 *
 * Returns: (transfer full): a refusal
 */
GError *
berth_sandbox_fault_new (guint status, const char *code, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  return berth_sandbox_fault_new_literal (status, code, message);
}

/**
 * berth_sandbox_fault_set_target:
 * @target: (nullable): what the refusal is about
 */
void
berth_sandbox_fault_set_target (GError *error, const char *target)
{
  g_return_if_fail (error != NULL && error->domain == BERTH_SANDBOX_FAULT);

  g_set_str (&berth_sandbox_fault_get_private (error)->target, target);
}

/**
 * berth_sandbox_fault_add_detail:
 * @detail: (transfer none): a refusal that lies beneath @error
 */
void
berth_sandbox_fault_add_detail (GError *error, const GError *detail)
{
  BerthSandboxFaultPrivate *priv;

  g_return_if_fail (error != NULL && error->domain == BERTH_SANDBOX_FAULT);
  g_return_if_fail (detail != NULL);

  priv = berth_sandbox_fault_get_private (error);
  if (priv->details == NULL)
    priv->details = json_array_new ();
  json_array_add_object_element (priv->details, berth_sandbox_fault_to_json (detail));
}

/**
 * berth_sandbox_fault_take_information:
 * @type: such as "TemplateViolation"
 * @info: (transfer full): what is known besides
 */
void
berth_sandbox_fault_take_information (GError *error, const char *type, JsonNode *info)
{
  BerthSandboxFaultPrivate *priv;
  JsonObject *object = json_object_new ();

  g_return_if_fail (error != NULL && error->domain == BERTH_SANDBOX_FAULT);

  priv = berth_sandbox_fault_get_private (error);
  if (priv->information == NULL)
    priv->information = json_array_new ();
  json_object_set_string_member (object, "type", type);
  json_object_set_member (object, "info", info);
  json_array_add_object_element (priv->information, object);
}

/**
 * berth_sandbox_fault_get_status:
 *
 * Returns: the HTTP status; 500 for an error of another domain
 */
guint
berth_sandbox_fault_get_status (const GError *error)
{
  return error->domain == BERTH_SANDBOX_FAULT ? (guint) error->code : 500;
}

/**
 * berth_sandbox_fault_get_code:
 *
 * Returns: Azure's code; "InternalServerError" for an error of another domain
 */
const char *
berth_sandbox_fault_get_code (const GError *error)
{
  return error->domain == BERTH_SANDBOX_FAULT
           ? berth_sandbox_fault_get_private (error)->code
           : "InternalServerError";
}

/**
 * berth_sandbox_fault_to_json:
 *
 * Returns: (transfer full): what stands in the member "error" of Azure's answers
 */
JsonObject *
berth_sandbox_fault_to_json (const GError *error)
{
  JsonObject *object = json_object_new ();
  BerthSandboxFaultPrivate *priv;

  json_object_set_string_member (object, "code", berth_sandbox_fault_get_code (error));
  json_object_set_string_member (object, "message", error->message);
  if (error->domain != BERTH_SANDBOX_FAULT)
    return object;
  priv = berth_sandbox_fault_get_private (error);
  if (priv->target != NULL)
    json_object_set_string_member (object, "target", priv->target);
  if (priv->details != NULL)
    json_object_set_array_member (object, "details", json_array_ref (priv->details));
  if (priv->information != NULL)
    json_object_set_array_member (object, "additionalInfo",
                                  json_array_ref (priv->information));
  return object;
}
