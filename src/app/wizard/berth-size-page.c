/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-size-page.h"

#include "berth-config.h"
#include "berth-draft-facts.h"
#include "berth-faces.h"
#include "berth-size-filter.h"
#include "berth-size-item.h"
#include "berth-size-rows.h"
#include "berth-size-table.h"

#include <glib/gi18n.h>

/**
 * BerthSizePage:
 *
 * Every size of the region: what it has, what it costs, and why it cannot be had if it
 * cannot.
 */
struct _BerthSizePage {
  AdwBin parent_instance;

  BerthDraft *draft;
  GListStore *items;
  BerthSizeFilter *filter;
  GtkFilterListModel *filtered;
  GtkSingleSelection *selection;
  gboolean narrow;
  gboolean showing;

  GtkPopover *filter_popover;
  AdwSpinRow *vcpus_row;
  AdwSpinRow *memory_row;
  AdwSpinRow *price_row;
  AdwSwitchRow *spot_row;
  AdwSwitchRow *available_row;
  GtkSearchEntry *search_entry;
  GtkToggleButton *gpu_toggle;
  GtkToggleButton *fits_toggle;
  GtkMenuButton *filter_button;
  GtkLabel *count_label;
  GtkLabel *chosen_label;
  BerthFaces *faces;
  BerthSizeTable *table;
};

G_DEFINE_FINAL_TYPE (BerthSizePage, berth_size_page, ADW_TYPE_BIN)

enum { PROP_0, PROP_NARROW, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum { SIGNAL_ACTIVATED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
show_count (BerthSizePage *self)
{
  guint all = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  guint shown = g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
  /* Translators: how many sizes are shown, and of how many */
  g_autofree char *text
    = g_strdup_printf (ngettext ("%u of %u size", "%u of %u sizes", all), shown, all);

  gtk_label_set_label (self->count_label, text);
  if (all == 0)
    return;
  if (shown > 0)
    berth_faces_show_ready (self->faces);
  else
    berth_faces_show_empty (self->faces, _ ("No size is like that"),
                            _ ("Loosen the filters, or choose another region."));
}

static void
on_filter_changed (BerthSizePage *self)
{
  BerthSizeWishes wishes = { 0 };

  if (self->filter == NULL)
    return;
  wishes.gpu = gtk_toggle_button_get_active (self->gpu_toggle);
  wishes.fits = gtk_toggle_button_get_active (self->fits_toggle);
  wishes.spot = adw_switch_row_get_active (self->spot_row);
  wishes.available = adw_switch_row_get_active (self->available_row);
  wishes.vcpus = (guint) adw_spin_row_get_value (self->vcpus_row);
  wishes.memory_gib = adw_spin_row_get_value (self->memory_row);
  wishes.max_price = adw_spin_row_get_value (self->price_row);
  berth_size_filter_set_wishes (self->filter, &wishes);
  berth_size_filter_set_text (self->filter,
                              gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
}

static void
on_clear_clicked (BerthSizePage *self)
{
  gtk_toggle_button_set_active (self->gpu_toggle, FALSE);
  gtk_toggle_button_set_active (self->fits_toggle, FALSE);
  adw_switch_row_set_active (self->spot_row, FALSE);
  adw_switch_row_set_active (self->available_row, FALSE);
  adw_spin_row_set_value (self->vcpus_row, 0);
  adw_spin_row_set_value (self->memory_row, 0);
  adw_spin_row_set_value (self->price_row, 0);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
}

static BerthSizeItem *
find_item (GListModel *items, const char *name)
{
  const guint n = g_list_model_get_n_items (items);

  for (guint i = 0; name != NULL && i < n; i++) {
    g_autoptr (BerthSizeItem) item = g_list_model_get_item (items, i);

    if (g_ascii_strcasecmp (berth_size_get_name (berth_size_item_get_size (item)), name)
        == 0)
      return g_steal_pointer (&item);
  }
  return NULL;
}

static void
show_chosen (BerthSizePage *self)
{
  const char *name = berth_machine_spec_get_size (berth_draft_get_spec (self->draft));
  g_autoptr (BerthSizeItem) item = find_item (G_LIST_MODEL (self->items), name);
  const char *reason = item != NULL ? berth_size_item_get_reason (item) : NULL;
  g_autofree char *summary = item != NULL ? berth_size_item_dup_summary (item) : NULL;
  g_autofree char *text = NULL;

  if (name == NULL || *name == '\0')
    text = g_strdup (_ ("No size is chosen yet. Click one to choose it."));
  else if (item == NULL)
    /* Translators: %s is the name of a size */
    text = g_strdup_printf (_ ("Chosen: %s"), name);
  else if (reason != NULL)
    /* Translators: the first %s describes a size, the second %s says why it cannot be had
     */
    text = g_strdup_printf (_ ("Chosen: %s. %s."), summary, reason);
  else
    /* Translators: %s describes a size */
    text = g_strdup_printf (_ ("Chosen: %s"), summary);
  gtk_label_set_label (self->chosen_label, text);
}

static void
select_chosen (BerthSizePage *self)
{
  const char *name = berth_machine_spec_get_size (berth_draft_get_spec (self->draft));
  GListModel *shown = G_LIST_MODEL (self->selection);
  const guint n = g_list_model_get_n_items (shown);
  guint position = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; name != NULL && i < n && position == GTK_INVALID_LIST_POSITION; i++) {
    g_autoptr (BerthSizeItem) item = g_list_model_get_item (shown, i);

    if (g_ascii_strcasecmp (berth_size_get_name (berth_size_item_get_size (item)), name)
        == 0)
      position = i;
  }
  self->showing = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->showing = FALSE;
  if (position != GTK_INVALID_LIST_POSITION)
    berth_size_table_scroll_to (self->table, position);
}

/* A filter that hides the chosen size takes the selection away, not the choice. */
static void
on_selected (BerthSizePage *self)
{
  BerthSizeItem *item = gtk_single_selection_get_selected_item (self->selection);
  BerthMachineSpec *spec = NULL;

  if (item == NULL || self->showing || self->draft == NULL)
    return;
  spec = berth_draft_get_spec (self->draft);
  berth_machine_spec_set_size_family (
    spec, berth_size_get_family (berth_size_item_get_size (item)));
  berth_machine_spec_set_size (spec,
                               berth_size_get_name (berth_size_item_get_size (item)));
}

static void
on_row_activated (BerthSizePage *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

static void
show_missing (BerthSizePage *self)
{
  const GError *error = berth_draft_get_sizes_error (self->draft);

  if (error != NULL)
    berth_faces_show_failed (self->faces, _ ("The Sizes Could Not Be Listed"),
                             error->message);
  else if (berth_draft_get_sizes (self->draft) != NULL)
    berth_faces_show_empty (self->faces, _ ("No Size Here"),
                            _ ("This region has nothing for this subscription."));
  else
    berth_faces_show_loading (self->faces,
                              _ ("Asking Azure for the sizes of this region…"));
}

static void
on_facts_changed (BerthSizePage *self)
{
  self->showing = TRUE;
  berth_size_rows_fill (self->items, self->draft,
                        berth_size_table_get_order (self->table));
  self->showing = FALSE;
  if (g_list_model_get_n_items (G_LIST_MODEL (self->items)) == 0)
    show_missing (self);
  show_count (self);
  select_chosen (self);
  show_chosen (self);
}

static void
on_retry (BerthSizePage *self)
{
  berth_draft_refresh (self->draft);
}

static void
set_narrow (BerthSizePage *self, gboolean narrow)
{
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  berth_size_table_set_narrow (self->table, narrow);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static void
berth_size_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BerthSizePage *self = BERTH_SIZE_PAGE (object);

  switch (id) {
  case PROP_NARROW:
    g_value_set_boolean (value, self->narrow);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_size_page_set_property (GObject *object,
                              guint id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  switch (id) {
  case PROP_NARROW:
    set_narrow (BERTH_SIZE_PAGE (object), g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_size_page_dispose (GObject *object)
{
  BerthSizePage *self = BERTH_SIZE_PAGE (object);

  g_clear_object (&self->draft);
  gtk_widget_dispose_template (GTK_WIDGET (object), BERTH_TYPE_SIZE_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->filtered);
  g_clear_object (&self->filter);
  g_clear_object (&self->items);
  G_OBJECT_CLASS (berth_size_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, BerthSizePage, filter_popover);
  gtk_widget_class_bind_template_child (widget_class, BerthSizePage, vcpus_row);
  gtk_widget_class_bind_template_child (widget_class, BerthSizePage, memory_row);
  gtk_widget_class_bind_template_child (widget_class, BerthSizePage, price_row);
  gtk_widget_class_bind_template_child (widget_class, BerthSizePage, spot_row);
  gtk_widget_class_bind_template_child (widget_class, BerthSizePage, available_row);
  gtk_widget_class_bind_template_child (widget_class, BerthSizePage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, BerthSizePage, gpu_toggle);
  gtk_widget_class_bind_template_child (widget_class, BerthSizePage, fits_toggle);
  gtk_widget_class_bind_template_child (widget_class, BerthSizePage, filter_button);
  gtk_widget_class_bind_template_child (widget_class, BerthSizePage, count_label);
  gtk_widget_class_bind_template_child (widget_class, BerthSizePage, chosen_label);
  gtk_widget_class_bind_template_child (widget_class, BerthSizePage, faces);
  gtk_widget_class_bind_template_child (widget_class, BerthSizePage, table);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_clear_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_retry);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
berth_size_page_class_init (BerthSizePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = berth_size_page_get_property;
  object_class->set_property = berth_size_page_set_property;
  object_class->dispose = berth_size_page_dispose;

  /**
   * BerthSizePage:narrow:
   *
   * Whether only the columns that decide are shown.
   */
  properties[PROP_NARROW] = g_param_spec_boolean (
    "narrow", NULL, NULL, FALSE,
    G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * BerthSizePage::activated:
   *
   * A size was chosen with Enter or a double click: on to the next step.
   */
  signals[SIGNAL_ACTIVATED]
    = g_signal_new ("activated", BERTH_TYPE_SIZE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 0);

  g_type_ensure (BERTH_TYPE_FACES);
  g_type_ensure (BERTH_TYPE_SIZE_TABLE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/wizard/berth-size-page.ui");
  bind_template (widget_class);
}

static void
on_order_changed (BerthSizePage *self)
{
  self->showing = TRUE;
  berth_size_rows_sort (self->items, berth_size_table_get_order (self->table));
  self->showing = FALSE;
}

/* The store itself is kept in order: a filter that reads it from end to end is many times
 * as fast as one over a GtkSortListModel, and a key press in the search sorts nothing. */
static void
set_up_table (BerthSizePage *self)
{
  self->items = g_list_store_new (BERTH_TYPE_SIZE_ITEM);
  self->filter = berth_size_filter_new ();
  self->filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->items)),
                                              g_object_ref (GTK_FILTER (self->filter)));
  self->selection
    = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->filtered)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  berth_size_table_set_model (self->table, self->selection);
  g_signal_connect_object (berth_size_table_get_order (self->table), "changed",
                           G_CALLBACK (on_order_changed), self, G_CONNECT_SWAPPED);
}

static void
berth_size_page_init (BerthSizePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  set_up_table (self);
  g_signal_connect_object (self->selection, "notify::selected-item",
                           G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filtered, "items-changed", G_CALLBACK (show_count), self,
                           G_CONNECT_SWAPPED);
}

/**
 * berth_size_page_set_draft:
 * @self: the page
 * @draft: what it edits
 */
void
berth_size_page_set_draft (BerthSizePage *self, BerthDraft *draft)
{
  g_return_if_fail (BERTH_IS_SIZE_PAGE (self));

  if (!g_set_object (&self->draft, draft))
    return;
  g_signal_connect_object (draft, "facts-changed", G_CALLBACK (on_facts_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (berth_draft_get_spec (draft), "notify::image",
                           G_CALLBACK (on_facts_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (berth_draft_get_spec (draft), "notify::size",
                           G_CALLBACK (show_chosen), self, G_CONNECT_SWAPPED);
  on_facts_changed (self);
}
