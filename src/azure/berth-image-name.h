/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define BERTH_TYPE_IMAGE_NAME (berth_image_name_get_type ())
G_DECLARE_FINAL_TYPE (BerthImageName, berth_image_name, BERTH, IMAGE_NAME, GObject)

gpointer berth_image_name_parse (JsonObject *object, GError **error);

const char *berth_image_name_get_name (BerthImageName *self);
const char *berth_image_name_get_location (BerthImageName *self);

G_END_DECLS
