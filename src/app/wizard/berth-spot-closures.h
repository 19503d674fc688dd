/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-spot-record.h"

G_BEGIN_DECLS

char *berth_format_day (gint64 time);
char *berth_format_eviction (const char *bucket);
char *berth_format_to_finish (const char *bucket, guint hours);
char *berth_format_to_finish_method (const char *bucket, guint hours);
char *berth_format_placement (const char *score, gint64 age_seconds);
char *berth_format_spot_record (BerthSpotRecord *record, double max_price);

G_END_DECLS
