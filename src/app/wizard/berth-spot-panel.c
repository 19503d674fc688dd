/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-spot-panel.h"

#include "berth-config.h"
#include "berth-spot-chart.h"
#include "berth-spot-closures.h"
#include "berth-wizard-closures.h"

#include <glib/gi18n.h>
#include <math.h>

/**
 * BerthSpotPanel:
 *
 * What a size has cost on Spot: the chart, what it means for the person's maximum, and
 * how old it is where Azure could not be asked.
 */
struct _BerthSpotPanel {
  AdwBin parent_instance;

  BerthSpotRecord *record;
  gboolean is_waiting;
  double max_price; /* NaN for none */

  BerthSpotChart *chart;
  GtkLabel *words_label;
  GtkLabel *age_label;
};

G_DEFINE_FINAL_TYPE (BerthSpotPanel, berth_spot_panel, ADW_TYPE_BIN)

static void
show_words (BerthSpotPanel *self)
{
  const gboolean is_empty
    = self->record == NULL || berth_spot_record_get_n_prices (self->record) == 0;
  g_autofree char *words = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->chart), !is_empty);
  if (self->record == NULL)
    words = g_strdup (_ ("Choose a size first."));
  else if (is_empty && self->is_waiting)
    words = g_strdup (_ ("Asking Azure…"));
  else
    words = berth_format_spot_record (self->record, self->max_price);
  gtk_label_set_label (self->words_label, words);
}

static void
show_age (BerthSpotPanel *self, const GError *error, gint64 now)
{
  const gint64 seen_at
    = self->record != NULL ? berth_spot_record_get_seen_at (self->record) : 0;
  g_autofree char *age = berth_format_age (now - seen_at);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->age_label), error != NULL);
  if (error == NULL)
    return;
  if (seen_at > 0)
    /* Translators: %s is how long ago, such as "3 days ago" */
    text = g_strdup_printf (_ ("Azure could not be asked. This was noted %s."), age);
  else
    text = g_strdup (_ ("Azure could not be asked."));
  gtk_label_set_label (self->age_label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->age_label), error->message);
}

static void
berth_spot_panel_dispose (GObject *object)
{
  BerthSpotPanel *self = BERTH_SPOT_PANEL (object);

  g_clear_object (&self->record);
  gtk_widget_dispose_template (GTK_WIDGET (object), BERTH_TYPE_SPOT_PANEL);
  G_OBJECT_CLASS (berth_spot_panel_parent_class)->dispose (object);
}

static void
berth_spot_panel_class_init (BerthSpotPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = berth_spot_panel_dispose;
  g_type_ensure (BERTH_TYPE_SPOT_CHART);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/wizard/berth-spot-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthSpotPanel, chart);
  gtk_widget_class_bind_template_child (widget_class, BerthSpotPanel, words_label);
  gtk_widget_class_bind_template_child (widget_class, BerthSpotPanel, age_label);
}

static void
berth_spot_panel_init (BerthSpotPanel *self)
{
  self->max_price = NAN;
  gtk_widget_init_template (GTK_WIDGET (self));
  show_words (self);
}

/**
 * berth_spot_panel_show:
 * @outlook: (nullable): what is known; %NULL while no size is chosen
 * @now: what time it is, in seconds since 1970
 */
void
berth_spot_panel_show (BerthSpotPanel *self, BerthSpotOutlook *outlook, gint64 now)
{
  BerthSpotRecord *record = NULL;

  g_return_if_fail (BERTH_IS_SPOT_PANEL (self));

  if (outlook != NULL)
    record = berth_spot_outlook_get_record (outlook);
  g_set_object (&self->record, record);
  self->is_waiting = outlook != NULL && berth_spot_outlook_is_busy (outlook);
  berth_spot_chart_set_record (self->chart, self->record);
  show_words (self);
  show_age (self, outlook != NULL ? berth_spot_outlook_get_history_error (outlook) : NULL,
            now);
}

/**
 * berth_spot_panel_set_max_price:
 * @max_price: the person's maximum in US dollars per hour; NaN for none
 */
void
berth_spot_panel_set_max_price (BerthSpotPanel *self, double max_price)
{
  g_return_if_fail (BERTH_IS_SPOT_PANEL (self));

  self->max_price = max_price;
  berth_spot_chart_set_max_price (self->chart, max_price);
  show_words (self);
}
