/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-image-names-page.h"

#include "berth-config.h"
#include "berth-faces.h"
#include "berth-future.h"
#include "berth-image-name.h"
#include "berth-option.h"
#include "berth-wizard-closures.h"

#include <glib/gi18n.h>

/**
 * BerthImageNamesPage:
 *
 * One level of the image catalogue: the publishers, the offers of one, the skus of one of
 * them, or its versions. Choosing a name opens the next level; at the last one it is the
 * image.
 */
struct _BerthImageNamesPage {
  AdwNavigationPage parent_instance;

  BerthImageIndex *index;
  char *publisher;
  char *offer;
  char *sku;
  GListStore *names;
  GtkStringFilter *filter;
  DexFuture *work;

  GtkSearchEntry *filter_entry;
  BerthFaces *faces;
  GtkListView *view;
};

G_DEFINE_FINAL_TYPE (BerthImageNamesPage,
                     berth_image_names_page,
                     ADW_TYPE_NAVIGATION_PAGE)

enum { SIGNAL_CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
show_names (BerthImageNamesPage *self, GListModel *names)
{
  const guint n = g_list_model_get_n_items (names);

  g_list_store_remove_all (self->names);
  for (guint i = 0; i < n; i++) {
    g_autoptr (BerthImageName) name = g_list_model_get_item (names, i);

    berth_option_store_add (self->names, berth_image_name_get_name (name), NULL);
  }
  if (n > 0)
    berth_faces_show_ready (self->faces);
  else
    berth_faces_show_empty (self->faces, _ ("Nothing Here"),
                            _ ("This region has nothing under this name."));
}

static DexFuture *
load_fiber (gpointer data)
{
  BerthImageNamesPage *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) names = dex_await_object (
    berth_image_index_list (self->index, self->publisher, self->offer, self->sku, NULL),
    &error);

  if (self->faces == NULL || berth_error_is_cancelled (error))
    return dex_future_new_false ();
  if (names == NULL)
    berth_faces_show_failed (self->faces, _ ("The Catalogue Could Not Be Read"),
                             error->message);
  else
    show_names (self, names);
  return dex_future_new_true ();
}

static void
on_retry (BerthImageNamesPage *self)
{
  berth_faces_show_loading (self->faces, _ ("Reading the image catalogue…"));
  dex_clear (&self->work);
  self->work = berth_future_spawn (load_fiber, g_object_ref (self), g_object_unref);
}

static void
on_filter_changed (BerthImageNamesPage *self)
{
  gtk_string_filter_set_search (
    self->filter, gtk_editable_get_text (GTK_EDITABLE (self->filter_entry)));
}

static void
on_deeper_chosen (BerthImageNamesPage *self,
                  const char *publisher,
                  const char *offer,
                  const char *sku,
                  const char *version)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, publisher, offer, sku, version);
}

static void
open_name (BerthImageNamesPage *self, const char *name)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);
  BerthImageNamesPage *next = NULL;

  if (self->publisher == NULL)
    next = berth_image_names_page_new (self->index, name, NULL, NULL);
  else if (self->offer == NULL)
    next = berth_image_names_page_new (self->index, self->publisher, name, NULL);
  else
    next = berth_image_names_page_new (self->index, self->publisher, self->offer, name);
  g_signal_connect_object (next, "chosen", G_CALLBACK (on_deeper_chosen), self,
                           G_CONNECT_SWAPPED);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (next));
}

static void
on_activate (BerthImageNamesPage *self, guint position)
{
  GListModel *shown = G_LIST_MODEL (gtk_list_view_get_model (self->view));
  g_autoptr (BerthOption) option = g_list_model_get_item (shown, position);

  if (self->sku == NULL)
    open_name (self, berth_option_get_id (option));
  else
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, self->publisher, self->offer,
                   self->sku, berth_option_get_id (option));
}

static void
on_setup (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_margin_top (label, 6);
  gtk_widget_set_margin_bottom (label, 6);
  gtk_list_item_set_child (item, label);
}

static void
on_bind (GtkListItemFactory *factory, GtkListItem *item)
{
  const char *label = berth_option_get_label (gtk_list_item_get_item (item));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), label);
  gtk_list_item_set_accessible_label (item, label);
}

static void
set_up_view (BerthImageNamesPage *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkExpression *expression
    = gtk_property_expression_new (BERTH_TYPE_OPTION, NULL, "label");
  GtkFilterListModel *filtered = NULL;
  g_autoptr (GtkNoSelection) selection = NULL;

  self->names = g_list_store_new (BERTH_TYPE_OPTION);
  self->filter = gtk_string_filter_new (expression);
  filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->names)),
                                        g_object_ref (GTK_FILTER (self->filter)));
  gtk_filter_list_model_set_incremental (filtered, TRUE);
  selection = gtk_no_selection_new (G_LIST_MODEL (filtered));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  gtk_list_view_set_factory (self->view, factory);
  g_object_unref (factory);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
}

static void
berth_image_names_page_dispose (GObject *object)
{
  BerthImageNamesPage *self = BERTH_IMAGE_NAMES_PAGE (object);

  dex_clear (&self->work);
  gtk_widget_dispose_template (GTK_WIDGET (object), BERTH_TYPE_IMAGE_NAMES_PAGE);
  g_clear_object (&self->names);
  g_clear_object (&self->filter);
  g_clear_object (&self->index);
  G_OBJECT_CLASS (berth_image_names_page_parent_class)->dispose (object);
}

static void
berth_image_names_page_finalize (GObject *object)
{
  BerthImageNamesPage *self = BERTH_IMAGE_NAMES_PAGE (object);

  g_free (self->publisher);
  g_free (self->offer);
  g_free (self->sku);
  G_OBJECT_CLASS (berth_image_names_page_parent_class)->finalize (object);
}

static void
berth_image_names_page_class_init (BerthImageNamesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = berth_image_names_page_dispose;
  object_class->finalize = berth_image_names_page_finalize;

  /**
   * BerthImageNamesPage::chosen:
   * @publisher: the publisher
   * @offer: the offer
   * @sku: the sku
   * @version: the version
   *
   * An image was chosen, here or on a deeper level.
   */
  signals[SIGNAL_CHOSEN] = g_signal_new (
    "chosen", BERTH_TYPE_IMAGE_NAMES_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
    G_TYPE_NONE, 4, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);

  g_type_ensure (BERTH_TYPE_FACES);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/wizard/berth-image-names-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthImageNamesPage, filter_entry);
  gtk_widget_class_bind_template_child (widget_class, BerthImageNamesPage, faces);
  gtk_widget_class_bind_template_child (widget_class, BerthImageNamesPage, view);
  gtk_widget_class_bind_template_callback (widget_class, on_retry);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
berth_image_names_page_init (BerthImageNamesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  set_up_view (self);
}

static const char *
find_title (const char *publisher, const char *offer, const char *sku)
{
  if (publisher == NULL)
    return _ ("All Publishers");
  if (offer == NULL)
    return publisher;
  return sku == NULL ? offer : sku;
}

/**
 * berth_image_names_page_new:
 * @index: the catalogue
 * @publisher: (nullable): whose offers, %NULL for the list of publishers
 * @offer: (nullable): whose skus
 * @sku: (nullable): whose versions
 *
 * Returns: (transfer floating): a page that begins to load
 */
BerthImageNamesPage *
berth_image_names_page_new (BerthImageIndex *index,
                            const char *publisher,
                            const char *offer,
                            const char *sku)
{
  BerthImageNamesPage *self = g_object_new (BERTH_TYPE_IMAGE_NAMES_PAGE, "title",
                                            find_title (publisher, offer, sku), NULL);

  self->index = g_object_ref (index);
  self->publisher = g_strdup (publisher);
  self->offer = g_strdup (offer);
  self->sku = g_strdup (sku);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  find_title (publisher, offer, sku), -1);
  on_retry (self);
  return self;
}
