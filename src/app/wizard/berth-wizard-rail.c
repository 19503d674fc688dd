/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-wizard-rail.h"

#include "berth-config.h"
#include "berth-step-row.h"

#include <glib/gi18n.h>

/**
 * BerthWizardRail:
 *
 * The steps one below the other, each a click away. Used beside the page, and in the
 * popover of the compact header when the window is narrow.
 */
struct _BerthWizardRail {
  AdwBin parent_instance;

  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (BerthWizardRail, berth_wizard_rail, ADW_TYPE_BIN)

enum { SIGNAL_CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
on_row_activated (BerthWizardRail *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0,
                 (guint) gtk_list_box_row_get_index (row));
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  return berth_step_row_new (item);
}

static void
berth_wizard_rail_class_init (BerthWizardRailClass *klass)
{
  /**
   * BerthWizardRail::chosen:
   * @position: which step
   *
   * The person chose a step.
   */
  signals[SIGNAL_CHOSEN]
    = g_signal_new ("chosen", BERTH_TYPE_WIZARD_RAIL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
berth_wizard_rail_init (BerthWizardRail *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Steps"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated),
                           self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}

/**
 * berth_wizard_rail_set_steps:
 * @self: the rail
 * @steps: (nullable): of [class@WizardStep]
 */
void
berth_wizard_rail_set_steps (BerthWizardRail *self, GListModel *steps)
{
  g_return_if_fail (BERTH_IS_WIZARD_RAIL (self));

  gtk_list_box_bind_model (self->list, steps, create_row, NULL, NULL);
}

/**
 * berth_wizard_rail_select:
 * @self: the rail
 * @position: the step that is shown now
 */
void
berth_wizard_rail_select (BerthWizardRail *self, guint position)
{
  g_return_if_fail (BERTH_IS_WIZARD_RAIL (self));

  gtk_list_box_select_row (self->list,
                           gtk_list_box_get_row_at_index (self->list, (int) position));
}
