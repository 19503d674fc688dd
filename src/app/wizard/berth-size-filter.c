/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-size-filter.h"

#include "berth-size-item.h"

#include <math.h>

/**
 * BerthSizeFilter:
 *
 * Which sizes are shown. A filter of its own rather than a chain of expressions, since it
 * runs over a thousand sizes at each key press and tells GTK when a change only narrows
 * the list.
 */
struct _BerthSizeFilter {
  GtkFilter parent_instance;

  BerthSizeWishes wishes;
  char *text;
  GStrv words;
};

G_DEFINE_FINAL_TYPE (BerthSizeFilter, berth_size_filter, GTK_TYPE_FILTER)

static gboolean
meets_wishes (const BerthSizeWishes *wishes, BerthSizeItem *item)
{
  BerthSize *size = berth_size_item_get_size (item);
  double price = berth_size_item_get_full_price (item);
  double spot = berth_size_item_get_spot_price (item);

  if (wishes->gpu && berth_size_get_gpus (size) == 0)
    return FALSE;
  if (wishes->spot && !berth_size_is_spot_capable (size))
    return FALSE;
  if (wishes->available && !berth_size_item_is_available (item))
    return FALSE;
  if (wishes->fits && !berth_size_item_fits_image (item))
    return FALSE;
  if (berth_size_get_vcpus (size) < wishes->vcpus
      || berth_size_get_memory_gib (size) < wishes->memory_gib)
    return FALSE;
  if (wishes->max_price > 0)
    /* A price that is not known cannot be promised to be low enough. */
    return fmin (price, spot) <= wishes->max_price;
  return TRUE;
}

static gboolean
berth_size_filter_match (GtkFilter *filter, gpointer item)
{
  BerthSizeFilter *self = BERTH_SIZE_FILTER (filter);

  return meets_wishes (&self->wishes, item)
         && berth_size_item_matches_words (item, (const char *const *) self->words);
}

static GtkFilterMatch
berth_size_filter_get_strictness (GtkFilter *filter)
{
  return GTK_FILTER_MATCH_SOME;
}

static void
berth_size_filter_finalize (GObject *object)
{
  BerthSizeFilter *self = BERTH_SIZE_FILTER (object);

  g_free (self->text);
  g_strfreev (self->words);
  G_OBJECT_CLASS (berth_size_filter_parent_class)->finalize (object);
}

static void
berth_size_filter_class_init (BerthSizeFilterClass *klass)
{
  GtkFilterClass *filter_class = GTK_FILTER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = berth_size_filter_finalize;
  filter_class->match = berth_size_filter_match;
  filter_class->get_strictness = berth_size_filter_get_strictness;
}

static void
berth_size_filter_init (BerthSizeFilter *self)
{
  self->text = g_strdup ("");
  self->words = g_new0 (char *, 1);
}

static gboolean
wishes_equal (const BerthSizeWishes *a, const BerthSizeWishes *b)
{
  return a->gpu == b->gpu && a->fits == b->fits && a->spot == b->spot
         && a->available == b->available && a->vcpus == b->vcpus
         && a->memory_gib == b->memory_gib && a->max_price == b->max_price;
}

BerthSizeFilter *
berth_size_filter_new (void)
{
  return g_object_new (BERTH_TYPE_SIZE_FILTER, NULL);
}

/**
 * berth_size_filter_set_wishes:
 * @self: the filter
 * @wishes: what the person wants
 */
void
berth_size_filter_set_wishes (BerthSizeFilter *self, const BerthSizeWishes *wishes)
{
  g_return_if_fail (BERTH_IS_SIZE_FILTER (self));

  if (wishes_equal (&self->wishes, wishes))
    return;
  self->wishes = *wishes;
  gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * berth_size_filter_set_text:
 * @self: the filter
 * @text: words that must all occur, in any order and letter case
 */
void
berth_size_filter_set_text (BerthSizeFilter *self, const char *text)
{
  g_autofree char *folded = g_utf8_strdown (text, -1);
  GtkFilterChange change = GTK_FILTER_CHANGE_DIFFERENT;

  g_return_if_fail (BERTH_IS_SIZE_FILTER (self));

  if (strcmp (folded, self->text) == 0)
    return;
  if (g_str_has_prefix (folded, self->text))
    change = GTK_FILTER_CHANGE_MORE_STRICT;
  else if (g_str_has_prefix (self->text, folded))
    change = GTK_FILTER_CHANGE_LESS_STRICT;
  g_set_str (&self->text, folded);
  g_strfreev (self->words);
  self->words = g_strsplit_set (self->text, " \t", -1);
  gtk_filter_changed (GTK_FILTER (self), change);
}
