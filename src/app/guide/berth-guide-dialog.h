/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "berth-guide-book.h"

G_BEGIN_DECLS

#define BERTH_TYPE_GUIDE_DIALOG (berth_guide_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthGuideDialog, berth_guide_dialog, BERTH, GUIDE_DIALOG, AdwDialog)

BerthGuideDialog *berth_guide_dialog_new (BerthGuideBook *book);

void berth_guide_dialog_show_topic (BerthGuideDialog *self, const char *topic);

G_END_DECLS
