/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-machine-panel.h"

#include "berth-format.h"
#include "berth-help-button.h"
#include "berth-machine-closures.h"

#include <glib/gi18n.h>

/**
 * BerthMachinePanel:
 *
 * What is known of a machine, beside its terminal; its buttons activate the "machine."
 * actions of the page that it is in.
 */
struct _BerthMachinePanel {
  AdwBin parent_instance;
  GtkImage *state_icon;
  GtkLabel *state_label;
  GtkWidget *spinner;
  GtkLabel *cost_label;
  GtkWidget *start_button;
  GtkWidget *stop_button;
  GtkWidget *restart_button;
  AdwActionRow *size_row;
  AdwActionRow *purchase_row;
  AdwActionRow *price_row;
  AdwActionRow *address_row;
  AdwActionRow *user_row;
  AdwActionRow *command_row;
  GtkWidget *simulated_label;
  BerthMachineItem *item;
  gboolean is_practice;
};

G_DEFINE_FINAL_TYPE (BerthMachinePanel, berth_machine_panel, ADW_TYPE_BIN)

static void
set_row (AdwActionRow *row, const char *text)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_subtitle (row, text != NULL ? text : _ ("Unknown"));
}

static void
show_state (BerthMachinePanel *self)
{
  BerthPowerState state = berth_machine_item_get_state (self->item);
  const char *activity = berth_machine_item_get_activity (self->item);
  const char *classes[] = { berth_machine_state_style (state), NULL };
  g_autofree char *cost = berth_machine_cost_line (
    state, berth_machine_item_get_price (self->item),
    berth_machine_item_get_currency (self->item), self->is_practice);

  gtk_image_set_from_icon_name (self->state_icon, berth_machine_state_icon (state));
  gtk_widget_set_css_classes (GTK_WIDGET (self->state_icon), classes);
  gtk_label_set_text (self->state_label,
                      activity != NULL ? activity : berth_machine_state_label (state));
  gtk_widget_set_visible (self->spinner, activity != NULL);
  gtk_label_set_text (self->cost_label, cost);
  gtk_widget_set_visible (self->start_button, berth_machine_state_can_start (state));
  gtk_widget_set_visible (self->stop_button, berth_machine_state_can_switch_off (state));
  gtk_widget_set_visible (self->restart_button, state == BERTH_POWER_STATE_RUNNING);
}

static void
show_facts (BerthMachinePanel *self)
{
  BerthMachineItem *item = self->item;
  g_autofree char *price = berth_format_price_per_hour (
    berth_machine_item_get_price (item), berth_machine_item_get_currency (item));

  set_row (self->size_row, berth_machine_item_get_size (item));
  set_row (self->purchase_row,
           berth_machine_purchase_label (berth_machine_item_is_spot (item)));
  set_row (self->price_row, price);
  set_row (self->address_row, berth_machine_item_get_address (item));
  set_row (self->user_row, berth_machine_item_get_user (item));
}

static void
on_item_changed (BerthMachinePanel *self)
{
  show_state (self);
  show_facts (self);
}

static void
berth_machine_panel_dispose (GObject *object)
{
  BerthMachinePanel *self = BERTH_MACHINE_PANEL (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), BERTH_TYPE_MACHINE_PANEL);
  g_clear_object (&self->item);
  G_OBJECT_CLASS (berth_machine_panel_parent_class)->dispose (object);
}

static void
berth_machine_panel_class_init (BerthMachinePanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (BERTH_TYPE_HELP_BUTTON);
  G_OBJECT_CLASS (klass)->dispose = berth_machine_panel_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/machine/berth-machine-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthMachinePanel, state_icon);
  gtk_widget_class_bind_template_child (widget_class, BerthMachinePanel, state_label);
  gtk_widget_class_bind_template_child (widget_class, BerthMachinePanel, spinner);
  gtk_widget_class_bind_template_child (widget_class, BerthMachinePanel, cost_label);
  gtk_widget_class_bind_template_child (widget_class, BerthMachinePanel, start_button);
  gtk_widget_class_bind_template_child (widget_class, BerthMachinePanel, stop_button);
  gtk_widget_class_bind_template_child (widget_class, BerthMachinePanel, restart_button);
  gtk_widget_class_bind_template_child (widget_class, BerthMachinePanel, size_row);
  gtk_widget_class_bind_template_child (widget_class, BerthMachinePanel, purchase_row);
  gtk_widget_class_bind_template_child (widget_class, BerthMachinePanel, price_row);
  gtk_widget_class_bind_template_child (widget_class, BerthMachinePanel, address_row);
  gtk_widget_class_bind_template_child (widget_class, BerthMachinePanel, user_row);
  gtk_widget_class_bind_template_child (widget_class, BerthMachinePanel, command_row);
  gtk_widget_class_bind_template_child (widget_class, BerthMachinePanel, simulated_label);
}

static void
berth_machine_panel_init (BerthMachinePanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * berth_machine_panel_set_item:
 * @item: the machine to show, once
 * @is_practice: whether it is on the practice cloud, where parts of it are simulated
 */
void
berth_machine_panel_set_item (BerthMachinePanel *self,
                              BerthMachineItem *item,
                              gboolean is_practice)
{
  g_return_if_fail (BERTH_IS_MACHINE_PANEL (self));
  g_return_if_fail (BERTH_IS_MACHINE_ITEM (item));
  g_return_if_fail (self->item == NULL);

  self->item = g_object_ref (item);
  self->is_practice = is_practice;
  gtk_widget_set_visible (self->simulated_label, is_practice);
  g_signal_connect_object (item, "changed", G_CALLBACK (on_item_changed), self,
                           G_CONNECT_SWAPPED);
  on_item_changed (self);
  berth_machine_panel_set_command (self, NULL);
}

/**
 * berth_machine_panel_set_command:
 * @command: (nullable): the line that enters the machine from any terminal; %NULL while
 * it is not known
 */
void
berth_machine_panel_set_command (BerthMachinePanel *self, const char *command)
{
  g_return_if_fail (BERTH_IS_MACHINE_PANEL (self));

  gtk_widget_set_visible (GTK_WIDGET (self->command_row), command != NULL);
  set_row (self->command_row, command);
}
