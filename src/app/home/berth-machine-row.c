/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-machine-row.h"

#include "berth-format.h"
#include "berth-machine-closures.h"

#include <glib/gi18n.h>

/**
 * BerthMachineRow:
 *
 * A machine in the list: what it is called, what it is, what it does and costs.
 */
struct _BerthMachineRow {
  AdwActionRow parent_instance;
  GtkImage *state_icon;
  GtkLabel *state_label;
  GtkLabel *price_label;
  BerthMachineItem *item;
};

G_DEFINE_FINAL_TYPE (BerthMachineRow, berth_machine_row, ADW_TYPE_ACTION_ROW)

static char *
dup_subtitle (BerthMachineItem *item)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;

  if (berth_machine_item_get_size (item) != NULL)
    g_strv_builder_add (parts, berth_machine_item_get_size (item));
  g_strv_builder_add (parts,
                      berth_machine_purchase_label (berth_machine_item_is_spot (item)));
  if (berth_machine_item_get_address (item) != NULL)
    g_strv_builder_add (parts, berth_machine_item_get_address (item));
  words = g_strv_builder_end (parts);
  return g_strjoinv (" · ", words);
}

static void
show_state (BerthMachineRow *self)
{
  BerthPowerState state = berth_machine_item_get_state (self->item);
  const char *activity = berth_machine_item_get_activity (self->item);
  const char *classes[] = { berth_machine_state_style (state), NULL };
  const char *text = activity != NULL ? activity : berth_machine_state_label (state);

  gtk_image_set_from_icon_name (self->state_icon, berth_machine_state_icon (state));
  gtk_widget_set_css_classes (GTK_WIDGET (self->state_icon), classes);
  gtk_label_set_text (self->state_label, text);
}

static void
on_item_changed (BerthMachineRow *self)
{
  const char *name = berth_machine_item_get_name (self->item);
  g_autofree char *description = NULL;
  g_autofree char *subtitle = dup_subtitle (self->item);
  g_autofree char *price
    = berth_format_price_per_hour (berth_machine_item_get_price (self->item),
                                   berth_machine_item_get_currency (self->item));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_label_set_text (self->price_label, price);
  show_state (self);
  description = g_strdup_printf ("%s. %s. %s", gtk_label_get_text (self->state_label),
                                 subtitle, price);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description,
                                  -1);
}

static void
berth_machine_row_dispose (GObject *object)
{
  BerthMachineRow *self = BERTH_MACHINE_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), BERTH_TYPE_MACHINE_ROW);
  g_clear_object (&self->item);
  G_OBJECT_CLASS (berth_machine_row_parent_class)->dispose (object);
}

static void
berth_machine_row_class_init (BerthMachineRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = berth_machine_row_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/home/berth-machine-row.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthMachineRow, state_icon);
  gtk_widget_class_bind_template_child (widget_class, BerthMachineRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, BerthMachineRow, price_label);
}

static void
berth_machine_row_init (BerthMachineRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * berth_machine_row_new:
 * @item: the machine
 *
 * Returns: (transfer floating): a row that follows @item
 */
BerthMachineRow *
berth_machine_row_new (BerthMachineItem *item)
{
  BerthMachineRow *self;

  g_return_val_if_fail (BERTH_IS_MACHINE_ITEM (item), NULL);

  self = g_object_new (BERTH_TYPE_MACHINE_ROW, NULL);
  self->item = g_object_ref (item);
  g_signal_connect_object (item, "changed", G_CALLBACK (on_item_changed), self,
                           G_CONNECT_SWAPPED);
  on_item_changed (self);
  return self;
}

/**
 * berth_machine_row_get_item:
 *
 * Returns: (transfer none): the machine
 */
BerthMachineItem *
berth_machine_row_get_item (BerthMachineRow *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE_ROW (self), NULL);

  return self->item;
}
