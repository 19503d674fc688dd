/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BERTH_TYPE_FIRST_RUN_DIALOG (berth_first_run_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthFirstRunDialog, berth_first_run_dialog, BERTH, FIRST_RUN_DIALOG, AdwDialog)

AdwDialog *berth_first_run_dialog_new (GSettings *settings);

G_END_DECLS
