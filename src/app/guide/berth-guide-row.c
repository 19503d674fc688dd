/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-guide-row.h"

/**
 * BerthGuideRow:
 *
 * A line of the guide's contents; while somebody searches, with the sentences in which
 * the words stand.
 */
struct _BerthGuideRow {
  GtkListBoxRow parent_instance;
  BerthGuidePage *page;
};

G_DEFINE_FINAL_TYPE (BerthGuideRow, berth_guide_row, GTK_TYPE_LIST_BOX_ROW)

static void
berth_guide_row_dispose (GObject *object)
{
  g_clear_object (&BERTH_GUIDE_ROW (object)->page);
  G_OBJECT_CLASS (berth_guide_row_parent_class)->dispose (object);
}

static void
berth_guide_row_class_init (BerthGuideRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = berth_guide_row_dispose;
}

static void
berth_guide_row_init (BerthGuideRow *self)
{
}

static GtkWidget *
create_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  return label;
}

static GtkWidget *
create_sentence (BerthGuidePage *page, const char *words)
{
  GtkWidget *label;
  guint position;

  if (*words == '\0' || !berth_guide_page_find_text (page, words, &position))
    return NULL;
  label = create_label (berth_guide_page_get_block (page, position)->plain);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dimmed");
  return label;
}

/**
 * berth_guide_row_new:
 * @page: the page that it leads to
 * @words: what is sought; empty where nothing is
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
berth_guide_row_new (BerthGuidePage *page, const char *words)
{
  BerthGuideRow *self;
  GtkWidget *box;
  GtkWidget *sentence;

  g_return_val_if_fail (BERTH_IS_GUIDE_PAGE (page), NULL);
  g_return_val_if_fail (words != NULL, NULL);

  self = g_object_new (BERTH_TYPE_GUIDE_ROW, NULL);
  self->page = g_object_ref (page);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), create_label (berth_guide_page_get_title (page)));
  sentence = create_sentence (page, words);
  if (sentence != NULL)
    gtk_box_append (GTK_BOX (box), sentence);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  return GTK_WIDGET (self);
}

/**
 * berth_guide_row_get_page:
 *
 * Returns: (transfer none): the page that it leads to
 */
BerthGuidePage *
berth_guide_row_get_page (BerthGuideRow *self)
{
  g_return_val_if_fail (BERTH_IS_GUIDE_ROW (self), NULL);

  return self->page;
}
