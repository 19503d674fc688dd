/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-image.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define BERTH_TYPE_IMAGE_CHOICE (berth_image_choice_get_type ())
G_DECLARE_FINAL_TYPE (BerthImageChoice, berth_image_choice, BERTH, IMAGE_CHOICE, GObject)

BerthImageChoice *berth_image_choice_new_from_image (BerthImage *image);
BerthImageChoice *berth_image_choice_from_json (JsonObject *object, GError **error);
JsonObject *berth_image_choice_to_json (BerthImageChoice *self);

const char *berth_image_choice_get_publisher (BerthImageChoice *self);
const char *berth_image_choice_get_offer (BerthImageChoice *self);
const char *berth_image_choice_get_sku (BerthImageChoice *self);
const char *berth_image_choice_get_version (BerthImageChoice *self);
const char *berth_image_choice_get_generation (BerthImageChoice *self);
const char *berth_image_choice_get_architecture (BerthImageChoice *self);
const char *berth_image_choice_get_plan_publisher (BerthImageChoice *self);
const char *berth_image_choice_get_plan_product (BerthImageChoice *self);
const char *berth_image_choice_get_plan_name (BerthImageChoice *self);
const char *berth_image_choice_get_operating_system (BerthImageChoice *self);
const char *berth_image_choice_get_deprecation (BerthImageChoice *self);
guint berth_image_choice_get_os_disk_gib (BerthImageChoice *self);
gboolean berth_image_choice_has_plan (BerthImageChoice *self);
char *berth_image_choice_dup_urn (BerthImageChoice *self);

G_END_DECLS
