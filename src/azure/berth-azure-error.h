/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "berth-fault.h"

G_BEGIN_DECLS

/**
 * BerthAzureError:
 * @BERTH_AZURE_ERROR_SIGNED_OUT: no valid token, or the service wants a fresh sign-in
 * @BERTH_AZURE_ERROR_FORBIDDEN: signed in, but without the right
 * @BERTH_AZURE_ERROR_NOT_FOUND: it is not there
 * @BERTH_AZURE_ERROR_QUOTA: it would exceed a quota; see berth_fault_get_quota()
 * @BERTH_AZURE_ERROR_NOT_AVAILABLE_HERE: this size or image cannot be had here
 * @BERTH_AZURE_ERROR_CAPACITY: Azure has no room for it at this moment
 * @BERTH_AZURE_ERROR_CONFLICT: something else is in the way or under way
 * @BERTH_AZURE_ERROR_TERMS: the image's terms were not accepted, or its plan was not sent
 * @BERTH_AZURE_ERROR_NOT_REGISTERED: the subscription has not switched this service on
 * @BERTH_AZURE_ERROR_THROTTLED: too many requests
 * @BERTH_AZURE_ERROR_INVALID: the request itself is wrong
 * @BERTH_AZURE_ERROR_FAILED: anything else that the service says
 * @BERTH_AZURE_ERROR_MALFORMED_ANSWER: the answer is not what it should be
 * @BERTH_AZURE_ERROR_TIMED_OUT: an operation did not end in time
 * @BERTH_AZURE_ERROR_OUTAGE: the service itself is out of order
 * @BERTH_AZURE_ERROR_INTERCEPTED: something on the way answered in the service's place
 *
 * What the service refused, as far as a person can act on it.
 */
typedef enum {
  BERTH_AZURE_ERROR_SIGNED_OUT,
  BERTH_AZURE_ERROR_FORBIDDEN,
  BERTH_AZURE_ERROR_NOT_FOUND,
  BERTH_AZURE_ERROR_QUOTA,
  BERTH_AZURE_ERROR_NOT_AVAILABLE_HERE,
  BERTH_AZURE_ERROR_CAPACITY,
  BERTH_AZURE_ERROR_CONFLICT,
  BERTH_AZURE_ERROR_TERMS,
  BERTH_AZURE_ERROR_NOT_REGISTERED,
  BERTH_AZURE_ERROR_THROTTLED,
  BERTH_AZURE_ERROR_INVALID,
  BERTH_AZURE_ERROR_FAILED,
  BERTH_AZURE_ERROR_MALFORMED_ANSWER,
  BERTH_AZURE_ERROR_TIMED_OUT,
  BERTH_AZURE_ERROR_OUTAGE,
  BERTH_AZURE_ERROR_INTERCEPTED,
} BerthAzureError;

#define BERTH_AZURE_ERROR (berth_azure_error_quark ())
GQuark berth_azure_error_quark (void);

GError *berth_azure_error_new (BerthAzureError code, BerthFault *fault);
GError *berth_azure_error_new_malformed (const char *format, ...) G_GNUC_PRINTF (1, 2);
BerthFault *berth_azure_error_get_fault (const GError *error);

G_END_DECLS
