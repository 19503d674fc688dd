/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BERTH_TYPE_PREFERENCES_DIALOG (berth_preferences_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BerthPreferencesDialog,
                      berth_preferences_dialog,
                      BERTH,
                      PREFERENCES_DIALOG,
                      AdwPreferencesDialog)

BerthPreferencesDialog *berth_preferences_dialog_new (GSettings *settings);

G_END_DECLS
