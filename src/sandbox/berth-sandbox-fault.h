/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * BERTH_SANDBOX_FAULT:
 *
 * A refusal in Azure's words. It travels as a #GError, so that a synchronous answer and a
 * long-running operation that fails later say it the same way. The GError's code is the
 * HTTP status, its message is Azure's message.
 */
#define BERTH_SANDBOX_FAULT (berth_sandbox_fault_quark ())
GQuark berth_sandbox_fault_quark (void);

GError *berth_sandbox_fault_new (guint status, const char *code, const char *format, ...)
  G_GNUC_PRINTF (3, 4) G_GNUC_WARN_UNUSED_RESULT;
GError *berth_sandbox_fault_new_literal (guint status,
                                         const char *code,
                                         const char *message) G_GNUC_WARN_UNUSED_RESULT;
void berth_sandbox_fault_set_target (GError *error, const char *target);
void berth_sandbox_fault_add_detail (GError *error, const GError *detail);
void
berth_sandbox_fault_take_information (GError *error, const char *type, JsonNode *info);

guint berth_sandbox_fault_get_status (const GError *error);
const char *berth_sandbox_fault_get_code (const GError *error);
JsonObject *berth_sandbox_fault_to_json (const GError *error);

G_END_DECLS
