/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define BERTH_TYPE_REMOVAL_ENTRY (berth_removal_entry_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthRemovalEntry, berth_removal_entry, BERTH, REMOVAL_ENTRY, GObject)

BerthRemovalEntry *
berth_removal_entry_new (const char *id, const char *name, const char *resource_type);

const char *berth_removal_entry_get_id (BerthRemovalEntry *self);
const char *berth_removal_entry_get_name (BerthRemovalEntry *self);
const char *berth_removal_entry_get_resource_type (BerthRemovalEntry *self);
const char *berth_removal_entry_get_kind (BerthRemovalEntry *self);

G_END_DECLS
