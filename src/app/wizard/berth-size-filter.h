/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BERTH_TYPE_SIZE_FILTER (berth_size_filter_get_type ())
G_DECLARE_FINAL_TYPE (BerthSizeFilter, berth_size_filter, BERTH, SIZE_FILTER, GtkFilter)

/**
 * BerthSizeWishes:
 * @gpu: must have a GPU
 * @fits: must be able to boot the chosen image
 * @spot: must be possible on Spot
 * @available: must be available to this subscription
 * @vcpus: at least so many
 * @memory_gib: at least so much
 * @max_price: at most this per hour; zero = any
 *
 * What the person wants of a size.
 */
typedef struct {
  gboolean gpu;
  gboolean fits;
  gboolean spot;
  gboolean available;
  guint vcpus;
  double memory_gib;
  double max_price;
} BerthSizeWishes;

BerthSizeFilter *berth_size_filter_new (void);
void berth_size_filter_set_wishes (BerthSizeFilter *self, const BerthSizeWishes *wishes);
void berth_size_filter_set_text (BerthSizeFilter *self, const char *text);

G_END_DECLS
