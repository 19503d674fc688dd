/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-spot-odds-row.h"

#include "berth-config.h"
#include "berth-spot-closures.h"

#include <glib/gi18n.h>

/**
 * BerthSpotOddsRow:
 *
 * How likely one gets through some hours without an eviction. The person chooses how
 * many, and can read how the answer comes about.
 */
struct _BerthSpotOddsRow {
  AdwActionRow parent_instance;

  char *bucket;

  GtkSpinButton *hours_button;
  GtkLabel *unit_label;
  GtkLabel *method_label;
};

G_DEFINE_FINAL_TYPE (BerthSpotOddsRow, berth_spot_odds_row, ADW_TYPE_ACTION_ROW)

static void
on_hours_changed (BerthSpotOddsRow *self)
{
  const guint hours = (guint) gtk_spin_button_get_value_as_int (self->hours_button);
  g_autofree char *answer = berth_format_to_finish (self->bucket, hours);
  g_autofree char *method = berth_format_to_finish_method (self->bucket, hours);
  g_autofree char *text = g_strdup_printf (
    /* Translators: how an answer such as 66–81 % comes about, then what it leaves out */
    _ ("%s\n\nThat takes hours as if they had nothing to do with one another, and leaves "
       "out a maximum price, which evicts too."),
    method);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), answer);
  gtk_label_set_label (self->unit_label, ngettext ("hour", "hours", hours));
  gtk_label_set_label (self->method_label, text);
}

static void
berth_spot_odds_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), BERTH_TYPE_SPOT_ODDS_ROW);
  G_OBJECT_CLASS (berth_spot_odds_row_parent_class)->dispose (object);
}

static void
berth_spot_odds_row_finalize (GObject *object)
{
  g_free (BERTH_SPOT_ODDS_ROW (object)->bucket);
  G_OBJECT_CLASS (berth_spot_odds_row_parent_class)->finalize (object);
}

static void
berth_spot_odds_row_class_init (BerthSpotOddsRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = berth_spot_odds_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = berth_spot_odds_row_finalize;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/wizard/berth-spot-odds-row.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthSpotOddsRow, hours_button);
  gtk_widget_class_bind_template_child (widget_class, BerthSpotOddsRow, unit_label);
  gtk_widget_class_bind_template_child (widget_class, BerthSpotOddsRow, method_label);
  gtk_widget_class_bind_template_callback (widget_class, on_hours_changed);
}

static void
berth_spot_odds_row_init (BerthSpotOddsRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  on_hours_changed (self);
}

/**
 * berth_spot_odds_row_set_bucket:
 * @bucket: (nullable): how often Azure says that it evicts such a machine
 */
void
berth_spot_odds_row_set_bucket (BerthSpotOddsRow *self, const char *bucket)
{
  g_return_if_fail (BERTH_IS_SPOT_ODDS_ROW (self));

  g_set_str (&self->bucket, bucket);
  on_hours_changed (self);
}
