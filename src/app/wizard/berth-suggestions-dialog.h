/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "berth-draft.h"

G_BEGIN_DECLS

#define BERTH_TYPE_SUGGESTIONS_DIALOG (berth_suggestions_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthSuggestionsDialog, berth_suggestions_dialog, BERTH, SUGGESTIONS_DIALOG, AdwDialog)

AdwDialog *berth_suggestions_dialog_new (BerthDraft *draft);

G_END_DECLS
