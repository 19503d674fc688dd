/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

#define BERTH_TYPE_NOTES (berth_notes_get_type ())
G_DECLARE_FINAL_TYPE (BerthNotes, berth_notes, BERTH, NOTES, GObject)

BerthNotes *berth_notes_new (const char *path, const char *key);

DexFuture *berth_notes_find (BerthNotes *self,
                             const char *name,
                             const char *missing) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_notes_change (BerthNotes *self,
                               const char *name,
                               const char *value) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
