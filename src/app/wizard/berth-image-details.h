/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *berth_image_details_dup_machine (const char *architecture,
                                       const char *generation,
                                       guint disk_gib);
char *berth_image_details_dup_plan (const char *publisher,
                                    const char *product,
                                    const char *name);
char *berth_image_details_dup_age (const char *sku,
                                   const char *version,
                                   const char *deprecation,
                                   GDateTime *now);

G_END_DECLS
