/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-image-choice.h"
#include "berth-size.h"

G_BEGIN_DECLS

gboolean berth_need_is_met (BerthSize *wanted, BerthSize *size);
gboolean berth_need_image_fits (BerthImageChoice *image, BerthSize *size);
gboolean berth_need_can_be_had (BerthSize *size, gboolean spot);
double berth_need_get_distance (double latitude1,
                                double longitude1,
                                double latitude2,
                                double longitude2);

G_END_DECLS
