/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-azure-error.h"

typedef struct {
  BerthFault *fault;
} BerthAzureErrorPrivate;

static void
berth_azure_error_private_init (BerthAzureErrorPrivate *priv)
{
}

static void
berth_azure_error_private_copy (const BerthAzureErrorPrivate *from,
                                BerthAzureErrorPrivate *to)
{
  to->fault = from->fault != NULL ? g_object_ref (from->fault) : NULL;
}

static void
berth_azure_error_private_clear (BerthAzureErrorPrivate *priv)
{
  g_clear_object (&priv->fault);
}

G_DEFINE_EXTENDED_ERROR (BerthAzureError, berth_azure_error)

/**
 * berth_azure_error_new:
 * @code: the kind of refusal
 * @fault: the service's own words
 *
 * Returns: (transfer full): an error that carries @fault; its message is the service's
 */
GError *
berth_azure_error_new (BerthAzureError code, BerthFault *fault)
{
  const char *message = berth_fault_get_message (fault);
  GError *error
    = g_error_new_literal (BERTH_AZURE_ERROR, (int) code,
                           message != NULL ? message : "The service gave no reason");

  berth_azure_error_get_private (error)->fault = g_object_ref (fault);
  return error;
}

/**
 * berth_azure_error_new_malformed:
 * @format: what is wrong with the answer, as printf()
 *
 * Returns: (transfer full): a %BERTH_AZURE_ERROR_MALFORMED_ANSWER
 */
GError *
berth_azure_error_new_malformed (const char *format, ...)
{
  va_list args;
  GError *error = NULL;

  va_start (args, format);
  error = g_error_new_valist (BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_MALFORMED_ANSWER,
                              format, args);
  va_end (args);
  return error;
}

/**
 * berth_azure_error_get_fault:
 * @error: (nullable): any error
 *
 * Returns: (transfer none) (nullable): the service's code, message and request id; %NULL
 *   when @error does not come from the service
 */
BerthFault *
berth_azure_error_get_fault (const GError *error)
{
  if (error == NULL || error->domain != BERTH_AZURE_ERROR)
    return NULL;
  return berth_azure_error_get_private (error)->fault;
}
