/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BERTH_TYPE_GUIDE_PICTURE (berth_guide_picture_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthGuidePicture, berth_guide_picture, BERTH, GUIDE_PICTURE, GtkWidget)

GtkWidget *berth_guide_picture_new (const char *resource, const char *seen);

gboolean berth_guide_picture_is_ready (BerthGuidePicture *self);

G_END_DECLS
