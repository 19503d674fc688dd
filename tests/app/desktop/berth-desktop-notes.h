/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-desktop-sink.h"

G_BEGIN_DECLS

#define BERTH_TYPE_DESKTOP_NOTES (berth_desktop_notes_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthDesktopNotes, berth_desktop_notes, BERTH, DESKTOP_NOTES, GObject)

BerthDesktopNotes *berth_desktop_notes_new (void);
char *berth_desktop_notes_take (BerthDesktopNotes *self);

G_END_DECLS
