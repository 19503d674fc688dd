/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "berth-account.h"

G_BEGIN_DECLS

#define BERTH_TYPE_SERIAL_LOG_DIALOG (berth_serial_log_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthSerialLogDialog, berth_serial_log_dialog, BERTH, SERIAL_LOG_DIALOG, AdwDialog)

BerthSerialLogDialog *berth_serial_log_dialog_new (BerthAccount *account,
                                                   const char *machine_id);

G_END_DECLS
