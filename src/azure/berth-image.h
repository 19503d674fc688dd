/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define BERTH_TYPE_IMAGE (berth_image_get_type ())
G_DECLARE_FINAL_TYPE (BerthImage, berth_image, BERTH, IMAGE, GObject)

gpointer berth_image_parse (JsonObject *object, GError **error);

const char *berth_image_get_id (BerthImage *self);
const char *berth_image_get_version (BerthImage *self);
const char *berth_image_get_generation (BerthImage *self);
const char *berth_image_get_architecture (BerthImage *self);
const char *berth_image_get_plan_publisher (BerthImage *self);
const char *berth_image_get_plan_product (BerthImage *self);
const char *berth_image_get_plan_name (BerthImage *self);
const char *berth_image_get_operating_system (BerthImage *self);
guint berth_image_get_os_disk_gib (BerthImage *self);
const char *berth_image_get_deprecation (BerthImage *self);
const char *berth_image_get_deprecation_date (BerthImage *self);

G_END_DECLS
