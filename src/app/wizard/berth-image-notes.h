/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BerthImageNote:
 * @title: what people call it
 * @inside: what is on the disk, in a sentence
 * @publisher: its publisher
 * @offer: its offer
 * @sku: the sku to begin with; %NULL where the newest of the list is the one
 * @many_versions: whether the skus of the offer are its versions, to choose from
 *
 * A recommended image, with what its catalogue entry does not say.
 */
typedef struct {
  const char *title;
  const char *inside;
  const char *publisher;
  const char *offer;
  const char *sku;
  gboolean many_versions;
} BerthImageNote;

const BerthImageNote *berth_image_notes_get (gsize *n_notes);
const BerthImageNote *berth_image_notes_find (const char *publisher, const char *offer);

char *berth_image_sku_dup_title (const char *sku);
int berth_image_sku_compare (const char *a, const char *b);
gboolean berth_image_sku_is_gen2 (const char *sku);
gint64 berth_image_months_old (const char *sku, const char *version, GDateTime *now);

G_END_DECLS
