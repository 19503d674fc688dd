/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define BERTH_TYPE_SANDBOX_SERIAL_LOG (berth_sandbox_serial_log_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthSandboxSerialLog, berth_sandbox_serial_log, BERTH, SANDBOX_SERIAL_LOG, GObject)

BerthSandboxSerialLog *berth_sandbox_serial_log_new (const char *host_name,
                                                     const char *image_label);

gboolean berth_sandbox_serial_log_load_host_keys (BerthSandboxSerialLog *self,
                                                  const char *folder,
                                                  GError **error);
void berth_sandbox_serial_log_set_note (BerthSandboxSerialLog *self, const char *note);
char *berth_sandbox_serial_log_dup_text (BerthSandboxSerialLog *self);

G_END_DECLS
