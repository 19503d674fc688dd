/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-size-texts.h"

/**
 * BerthSizeTexts:
 *
 * The texts of the size list's cells, laid out. Most of them stand in many rows, and come
 * back at the next key press, so that laying each out once is most of the work saved.
 */
struct _BerthSizeTexts {
  GObject parent_instance;

  GtkWidget *widget;                         /* weak: whose font counts */
  GHashTable *layouts[BERTH_SIZE_N_COLUMNS]; /* text to PangoLayout */
};

G_DEFINE_FINAL_TYPE (BerthSizeTexts, berth_size_texts, G_TYPE_OBJECT)

#define MAX_TEXTS 1000 /* of one column, before they are all laid out anew */

static void
berth_size_texts_dispose (GObject *object)
{
  BerthSizeTexts *self = BERTH_SIZE_TEXTS (object);

  g_clear_weak_pointer (&self->widget);
  for (guint i = 0; i < BERTH_SIZE_N_COLUMNS; i++)
    g_clear_pointer (&self->layouts[i], g_hash_table_unref);
  G_OBJECT_CLASS (berth_size_texts_parent_class)->dispose (object);
}

static void
berth_size_texts_class_init (BerthSizeTextsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = berth_size_texts_dispose;
}

static void
berth_size_texts_init (BerthSizeTexts *self)
{
  for (guint i = 0; i < BERTH_SIZE_N_COLUMNS; i++)
    self->layouts[i]
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

/**
 * berth_size_texts_new:
 * @widget: (transfer none): whose font counts; its owner must own the texts too
 *
 * Returns: (transfer full): no texts yet
 */
BerthSizeTexts *
berth_size_texts_new (GtkWidget *widget)
{
  BerthSizeTexts *self = g_object_new (BERTH_TYPE_SIZE_TEXTS, NULL);

  g_set_weak_pointer (&self->widget, widget);
  return self;
}

static PangoLayout *
create_layout (BerthSizeTexts *self, guint column, const char *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (self->widget, text);

  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  if (berth_size_columns_is_number (column)) {
    g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

    pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
    pango_layout_set_attributes (layout, attributes);
    pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  }
  return layout;
}

/**
 * berth_size_texts_lay_out:
 * @self: the texts
 * @column: of which column
 * @text: the text of a cell
 * @width: the room it has, in pixels
 *
 * Returns: (transfer none): @text, laid out; until the next call
 */
PangoLayout *
berth_size_texts_lay_out (BerthSizeTexts *self, guint column, const char *text, int width)
{
  GHashTable *layouts = NULL;
  PangoLayout *layout = NULL;

  g_return_val_if_fail (BERTH_IS_SIZE_TEXTS (self), NULL);
  g_return_val_if_fail (column < BERTH_SIZE_N_COLUMNS, NULL);

  layouts = self->layouts[column];
  layout = g_hash_table_lookup (layouts, text);
  if (layout == NULL) {
    if (g_hash_table_size (layouts) >= MAX_TEXTS)
      g_hash_table_remove_all (layouts);
    layout = create_layout (self, column, text);
    g_hash_table_insert (layouts, g_strdup (text), layout);
  }
  pango_layout_set_width (layout, width * PANGO_SCALE);
  return layout;
}

/**
 * berth_size_texts_forget:
 * @self: the texts
 *
 * Lays all out anew, as after a change of the font.
 */
void
berth_size_texts_forget (BerthSizeTexts *self)
{
  g_return_if_fail (BERTH_IS_SIZE_TEXTS (self));

  for (guint i = 0; i < BERTH_SIZE_N_COLUMNS; i++)
    g_hash_table_remove_all (self->layouts[i]);
}
