/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-cloud.h"

G_BEGIN_DECLS

#define BERTH_N_CLOUDS 3

const char *berth_clouds_get_endpoint (guint index);
const char *berth_clouds_get_title (guint index);
guint berth_clouds_find (const char *endpoint);
const char *berth_clouds_get_label (BerthCloud *cloud);
char *berth_clouds_normalize (const char *text);

G_END_DECLS
