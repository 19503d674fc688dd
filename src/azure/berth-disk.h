/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define BERTH_TYPE_DISK (berth_disk_get_type ())
G_DECLARE_FINAL_TYPE (BerthDisk, berth_disk, BERTH, DISK, GObject)

gpointer berth_disk_parse (JsonObject *object, GError **error);

const char *berth_disk_get_id (BerthDisk *self);
const char *berth_disk_get_name (BerthDisk *self);
const char *berth_disk_get_location (BerthDisk *self);
gint64 berth_disk_get_size_gib (BerthDisk *self);
const char *berth_disk_get_sku (BerthDisk *self);
const char *berth_disk_get_state (BerthDisk *self);
const char *berth_disk_get_managed_by (BerthDisk *self);

G_END_DECLS
