/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-guide-dialog.h"
#include "berth-guide-body.h"
#include "berth-guide-row.h"

#include "berth-config.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * BerthGuideDialog:
 *
 * The guide: its contents with a search at the side, and the page that is read. It lies
 * over the window, so that closing it leads back to where the question came up.
 */
struct _BerthGuideDialog {
  AdwDialog parent_instance;
  BerthGuideBook *book;
  GtkFilterListModel *found;
  BerthGuideBody *body;
  AdwNavigationSplitView *split;
  AdwNavigationPage *reading;
  AdwBin *body_bin;
  GtkSearchEntry *search_entry;
  GtkStack *stack;
  GtkListBox *list;
  GtkButton *next_button;
};

G_DEFINE_FINAL_TYPE (BerthGuideDialog, berth_guide_dialog, ADW_TYPE_DIALOG)

static const char *
get_words (BerthGuideDialog *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
}

static guint
find_position (BerthGuideDialog *self, BerthGuidePage *page)
{
  GListModel *pages = berth_guide_book_get_pages (self->book);
  guint position = 0;

  g_list_store_find (G_LIST_STORE (pages), page, &position);
  return position;
}

static void
show_next (BerthGuideDialog *self, BerthGuidePage *page)
{
  g_autoptr (BerthGuidePage) next = g_list_model_get_item (
    berth_guide_book_get_pages (self->book), find_position (self, page) + 1);
  g_autofree char *label = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->next_button), next != NULL);
  if (next == NULL)
    return;
  /* Translators: %s is the title of the page that comes next */
  label = g_strdup_printf (_ ("Next: %s"), berth_guide_page_get_title (next));
  gtk_button_set_label (self->next_button, label);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->next_button), "s",
                                    berth_guide_page_get_name (next));
}

static void
select_row (BerthGuideDialog *self, BerthGuidePage *page)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++) {
    if (berth_guide_row_get_page (BERTH_GUIDE_ROW (row)) == page)
      gtk_list_box_select_row (self->list, row);
  }
}

static void
show_page (BerthGuideDialog *self, BerthGuidePage *page, guint position)
{
  adw_navigation_page_set_title (self->reading, berth_guide_page_get_title (page));
  berth_guide_body_show (self->body, page, position);
  show_next (self, page);
  select_row (self, page);
}

static void
on_row_activated (BerthGuideDialog *self, GtkListBoxRow *row)
{
  BerthGuidePage *page = berth_guide_row_get_page (BERTH_GUIDE_ROW (row));
  guint position = 0;

  if (*get_words (self) != '\0')
    berth_guide_page_find_text (page, get_words (self), &position);
  show_page (self, page, position);
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

static GtkWidget *
create_row (gpointer item, gpointer data)
{
  return berth_guide_row_new (item, get_words (data));
}

static gboolean
is_found (gpointer page, gpointer data)
{
  guint position;

  return berth_guide_page_find_text (page, get_words (data), &position);
}

static void
on_search_changed (BerthGuideDialog *self)
{
  GListModel *found = G_LIST_MODEL (self->found);

  gtk_filter_changed (gtk_filter_list_model_get_filter (self->found),
                      GTK_FILTER_CHANGE_DIFFERENT);
  /* Anew, since each row shows where it has what is sought. */
  gtk_list_box_bind_model (self->list, found, create_row, self, NULL);
  gtk_stack_set_visible_child_name (
    self->stack, g_list_model_get_n_items (found) > 0 ? "found" : "nothing");
}

static void
on_search_activated (BerthGuideDialog *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  if (row != NULL)
    on_row_activated (self, row);
}

static void
on_topic (GtkWidget *widget, const char *action, GVariant *parameter)
{
  berth_guide_dialog_show_topic (BERTH_GUIDE_DIALOG (widget),
                                 g_variant_get_string (parameter, NULL));
}

static void
on_find (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BerthGuideDialog *self = BERTH_GUIDE_DIALOG (widget);

  adw_navigation_split_view_set_show_content (self->split, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/* "quota.md#ask" as the pages write it, or "#ask" for the page that is read. */
static void
on_link_followed (BerthGuideDialog *self, const char *target)
{
  g_auto (GStrv) parts = g_strsplit (target, ".md", 2);
  g_autofree char *topic = g_strconcat (parts[0], parts[1], NULL);

  berth_guide_dialog_show_topic (self, topic);
}

static void
berth_guide_dialog_dispose (GObject *object)
{
  BerthGuideDialog *self = BERTH_GUIDE_DIALOG (object);

  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->found);
  g_clear_object (&self->book);
  gtk_widget_dispose_template (GTK_WIDGET (self), BERTH_TYPE_GUIDE_DIALOG);
  G_OBJECT_CLASS (berth_guide_dialog_parent_class)->dispose (object);
}

static void
berth_guide_dialog_class_init (BerthGuideDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = berth_guide_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/guide/berth-guide-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthGuideDialog, split);
  gtk_widget_class_bind_template_child (widget_class, BerthGuideDialog, reading);
  gtk_widget_class_bind_template_child (widget_class, BerthGuideDialog, body_bin);
  gtk_widget_class_bind_template_child (widget_class, BerthGuideDialog, search_entry);
  gtk_widget_class_bind_template_child (widget_class, BerthGuideDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, BerthGuideDialog, list);
  gtk_widget_class_bind_template_child (widget_class, BerthGuideDialog, next_button);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activated);
  gtk_widget_class_install_action (widget_class, "guide.topic", "s", on_topic);
  gtk_widget_class_install_action (widget_class, "guide.find", NULL, on_find);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK,
                                       "guide.find", NULL);
}

static void
berth_guide_dialog_init (BerthGuideDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_entry_set_key_capture_widget (self->search_entry, GTK_WIDGET (self->list));
}

/**
 * berth_guide_dialog_new:
 * @book: what is to be read
 *
 * Returns: (transfer floating): a dialog on the first page
 */
BerthGuideDialog *
berth_guide_dialog_new (BerthGuideBook *book)
{
  BerthGuideDialog *self;
  g_autoptr (BerthGuidePage) first = NULL;

  g_return_val_if_fail (BERTH_IS_GUIDE_BOOK (book), NULL);

  self = g_object_new (BERTH_TYPE_GUIDE_DIALOG, NULL);
  self->book = g_object_ref (book);
  self->body = BERTH_GUIDE_BODY (berth_guide_body_new (book));
  g_signal_connect_object (self->body, "link-followed", G_CALLBACK (on_link_followed),
                           self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->body_bin, GTK_WIDGET (self->body));
  self->found = gtk_filter_list_model_new (
    g_object_ref (berth_guide_book_get_pages (book)),
    GTK_FILTER (gtk_custom_filter_new (is_found, self, NULL)));
  on_search_changed (self);
  first = g_list_model_get_item (berth_guide_book_get_pages (book), 0);
  show_page (self, first, 0);
  return self;
}

/**
 * berth_guide_dialog_show_topic:
 * @topic: a page's name, an anchor on the page that is read, or both: "quota", "#ask",
 *   "quota#ask"
 *
 * Turns to that place; to the page's top where the place is not known, and nowhere where
 * the page is not.
 */
void
berth_guide_dialog_show_topic (BerthGuideDialog *self, const char *topic)
{
  g_auto (GStrv) parts = NULL;
  BerthGuidePage *page;
  guint position = 0;

  g_return_if_fail (BERTH_IS_GUIDE_DIALOG (self));
  g_return_if_fail (topic != NULL);

  parts = g_strsplit (topic, "#", 2);
  if (parts[0] == NULL || *parts[0] == '\0') {
    GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

    page = row != NULL ? berth_guide_row_get_page (BERTH_GUIDE_ROW (row)) : NULL;
  } else {
    gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
    page = berth_guide_book_find (self->book, parts[0]);
  }
  if (page == NULL)
    return;
  if (parts[0] != NULL && parts[1] != NULL)
    berth_guide_page_find_anchor (page, parts[1], &position);
  show_page (self, page, position);
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}
