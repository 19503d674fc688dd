/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-verdict-list.h"

#include "berth-config.h"
#include "berth-verdict-row.h"

#include <glib/gi18n.h>

/**
 * BerthVerdictList:
 *
 * All that preflight found, what stands in the way first, with the fixes.
 */
struct _BerthVerdictList {
  AdwBin parent_instance;

  BerthDraft *draft;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (BerthVerdictList, berth_verdict_list, ADW_TYPE_BIN)

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  BerthVerdictList *self = user_data;

  return berth_verdict_row_new (self->draft, item);
}

/* What needs the person comes first, what is fine last. */
static int
compare_urgency (gconstpointer a, gconstpointer b, gpointer user_data)
{
  static const int urgency[] = {
    [BERTH_VERDICT_LEVEL_BLOCKED] = 0, [BERTH_VERDICT_LEVEL_OPEN] = 1,
    [BERTH_VERDICT_LEVEL_WARNING] = 2, [BERTH_VERDICT_LEVEL_UNKNOWN] = 3,
    [BERTH_VERDICT_LEVEL_FINE] = 4,
  };

  return urgency[berth_verdict_get_level ((BerthVerdict *) a)]
         - urgency[berth_verdict_get_level ((BerthVerdict *) b)];
}

static void
on_preflight_changed (BerthVerdictList *self)
{
  BerthPreflight *preflight = berth_draft_get_preflight (self->draft);
  g_autoptr (GListModel) sorted = NULL;

  if (preflight != NULL) {
    GtkSorter *sorter = GTK_SORTER (gtk_custom_sorter_new (compare_urgency, NULL, NULL));

    sorted = G_LIST_MODEL (gtk_sort_list_model_new (
      g_object_ref (berth_preflight_get_verdicts (preflight)), sorter));
  }
  gtk_list_box_bind_model (self->list, sorted, create_row, self, NULL);
}

static void
berth_verdict_list_dispose (GObject *object)
{
  BerthVerdictList *self = BERTH_VERDICT_LIST (object);

  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  self->list = NULL;
  g_clear_object (&self->draft);
  G_OBJECT_CLASS (berth_verdict_list_parent_class)->dispose (object);
}

static void
berth_verdict_list_class_init (BerthVerdictListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = berth_verdict_list_dispose;
}

static void
berth_verdict_list_init (BerthVerdictList *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What Azure will say"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}

/**
 * berth_verdict_list_set_draft:
 * @self: the list
 * @draft: whose preflight is shown
 */
void
berth_verdict_list_set_draft (BerthVerdictList *self, BerthDraft *draft)
{
  g_return_if_fail (BERTH_IS_VERDICT_LIST (self));

  if (!g_set_object (&self->draft, draft))
    return;
  g_signal_connect_object (draft, "notify::preflight", G_CALLBACK (on_preflight_changed),
                           self, G_CONNECT_SWAPPED);
  on_preflight_changed (self);
}
