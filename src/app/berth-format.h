/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *berth_format_amount (double amount, const char *currency, int digits);
char *berth_format_hourly_amount (double per_hour, const char *currency);
char *berth_format_price_per_hour (double per_hour, const char *currency);
char *berth_format_price_per_month (double per_month, const char *currency);
char *berth_format_elapsed (gint64 seconds);

G_END_DECLS
