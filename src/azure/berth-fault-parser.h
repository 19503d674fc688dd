/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "berth-azure-error.h"
#include "berth-http-response.h"

G_BEGIN_DECLS

GError *berth_fault_parse_response (BerthHttpResponse *response);
GError *berth_fault_parse_object (JsonObject *error_object,
                                  guint http_status,
                                  const char *request_id);
GError *berth_fault_parse_sign_in (const char *error,
                                   const char *description,
                                   guint status,
                                   const char *claims,
                                   const char *request_id);

G_END_DECLS
