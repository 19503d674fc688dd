/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BERTH_HOURS_PER_MONTH:
 *
 * What Azure's own price pages reckon a month with.
 */
#define BERTH_HOURS_PER_MONTH 730.0

char *berth_format_saving (double full, double reduced);
char *berth_format_gib (double gib);
char *berth_format_gpu (guint count, const char *name, double memory_gib);
char *berth_format_age (gint64 seconds);

gboolean berth_error_is_cancelled (const GError *error);
gboolean berth_max_price_is_valid (double per_hour);

G_END_DECLS
