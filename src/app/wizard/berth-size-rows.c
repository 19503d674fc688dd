/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-size-rows.h"

#include "berth-config.h"
#include "berth-draft-facts.h"
#include "berth-size-item.h"

#include <glib/gi18n.h>

/* Joins what is known of sizes, prices and the chosen image to the rows of the size list.
 */

/**
 * berth_size_rows_explain_misfit:
 * @size: a size
 * @image: (nullable): the chosen image
 *
 * Returns: (transfer full) (nullable): why @size cannot boot @image, %NULL when it can
 */
char *
berth_size_rows_explain_misfit (BerthSize *size, BerthImageChoice *image)
{
  const char *architecture = NULL;
  const char *generation = NULL;
  gboolean second;

  if (image == NULL)
    return NULL;
  architecture = berth_image_choice_get_architecture (image);
  generation = berth_image_choice_get_generation (image);
  if (architecture != NULL
      && g_ascii_strcasecmp (architecture, berth_size_get_architecture (size)) != 0)
    /* Translators: the first %s is the processor of the size, the second %s that of the
     * image; x64 or Arm64 */
    return g_strdup_printf (_ ("This size has %s processors, the image is made for %s"),
                            berth_size_get_architecture (size), architecture);
  second = g_strcmp0 (generation, "V2") == 0;
  if (second && !berth_size_supports_gen2 (size))
    return g_strdup (
      _ ("The image is of generation 2, this size boots generation 1 only"));
  if (!second && generation != NULL && !berth_size_supports_gen1 (size))
    return g_strdup (
      _ ("The image is of generation 1, this size boots generation 2 only"));
  return NULL;
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer order)
{
  return (int) gtk_sorter_compare (GTK_SORTER (order), (gpointer) a, (gpointer) b);
}

/**
 * berth_size_rows_fill:
 * @items: (element-type BerthSizeItem): the rows, replaced as a whole
 * @draft: what is known and chosen
 * @order: in which order they stand
 */
void
berth_size_rows_fill (GListStore *items, BerthDraft *draft, GtkSorter *order)
{
  GListModel *sizes = berth_draft_get_sizes (draft);
  BerthImageChoice *image = berth_machine_spec_get_image (berth_draft_get_spec (draft));
  const guint n = sizes != NULL ? g_list_model_get_n_items (sizes) : 0;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_full (n, g_object_unref);

  for (guint i = 0; i < n; i++) {
    g_autoptr (BerthSize) size = g_list_model_get_item (sizes, i);
    const char *name = berth_size_get_name (size);
    g_autofree char *misfit = berth_size_rows_explain_misfit (size, image);

    g_ptr_array_add (
      rows, berth_size_item_new (size, berth_draft_find_price (draft, name, FALSE),
                                 berth_draft_find_price (draft, name, TRUE),
                                 berth_draft_get_currency (draft), misfit));
  }
  g_ptr_array_sort_values_with_data (rows, compare_rows, order);
  g_list_store_splice (items, 0, g_list_model_get_n_items (G_LIST_MODEL (items)),
                       rows->pdata, rows->len);
}

/**
 * berth_size_rows_sort:
 * @items: (element-type BerthSizeItem): the rows
 * @order: in which order they are to stand
 */
void
berth_size_rows_sort (GListStore *items, GtkSorter *order)
{
  g_list_store_sort (items, compare_rows, order);
}
