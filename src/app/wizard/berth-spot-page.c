/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-spot-page.h"

#include "berth-choice-row.h"
#include "berth-config.h"
#include "berth-format.h"
#include "berth-draft-facts.h"
#include "berth-help-button.h"
#include "berth-spot-closures.h"
#include "berth-spot-odds-row.h"
#include "berth-spot-panel.h"
#include "berth-wizard-closures.h"

#include <glib/gi18n.h>
#include <math.h>

/**
 * BerthSpotPage:
 *
 * Spot or not, what evicts the machine, and what becomes of it then.
 */
struct _BerthSpotPage {
  AdwBin parent_instance;

  BerthDraft *draft;
  BerthSpotOutlook *outlook; /* from the page's first look at a size on */
  gboolean showing;

  AdwSwitchRow *spot_row;
  AdwPreferencesGroup *type_group;
  AdwPreferencesGroup *policy_group;
  AdwActionRow *price_now_row;
  AdwActionRow *full_price_row;
  AdwActionRow *room_row;
  AdwActionRow *eviction_row;
  BerthSpotOddsRow *odds_row;
  BerthChoiceRow *capacity_row;
  BerthChoiceRow *price_row;
  AdwSpinRow *max_price_row;
  BerthSpotPanel *panel;
  BerthChoiceRow *deallocate_row;
  BerthChoiceRow *delete_row;
};

G_DEFINE_FINAL_TYPE (BerthSpotPage, berth_spot_page, ADW_TYPE_BIN)

static BerthMachineSpec *
get_spec (BerthSpotPage *self)
{
  return berth_draft_get_spec (self->draft);
}

static void
show_availability (BerthSpotPage *self)
{
  gboolean spot = berth_machine_spec_get_spot (get_spec (self));
  gboolean by_price
    = berth_machine_spec_get_eviction_type (get_spec (self)) == BERTH_EVICTION_TYPE_PRICE;

  gtk_widget_set_sensitive (GTK_WIDGET (self->type_group), spot);
  gtk_widget_set_sensitive (GTK_WIDGET (self->policy_group), spot);
  gtk_widget_set_visible (GTK_WIDGET (self->max_price_row), by_price);
}

static void
show_max_price (BerthSpotPage *self)
{
  double now = berth_draft_get_spot_price (self->draft);
  double chosen = adw_spin_row_get_value (self->max_price_row);
  g_autofree char *amount = berth_format_amount (now, NULL, 5);
  g_autofree char *text = NULL;

  if (amount == NULL)
    text = g_strdup (_ ("The Spot price of now is not known"));
  else if (chosen < now)
    /* Translators: %s is an amount of money */
    text = g_strdup_printf (_ ("Below the Spot price of now, %s: Azure would refuse it"),
                            amount);
  else
    /* Translators: %s is an amount of money */
    text = g_strdup_printf (_ ("The Spot price of now is %s"), amount);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->max_price_row), text);
  berth_spot_panel_set_max_price (
    self->panel, berth_choice_row_get_active (self->price_row) ? chosen : (double) NAN);
}

static void
on_choice_changed (BerthSpotPage *self)
{
  BerthMachineSpec *spec = NULL;
  gboolean by_price = berth_choice_row_get_active (self->price_row);
  gboolean deleting = berth_choice_row_get_active (self->delete_row);

  if (self->draft == NULL || self->showing)
    return;
  spec = get_spec (self);
  berth_machine_spec_set_spot (spec, adw_switch_row_get_active (self->spot_row));
  berth_machine_spec_set_eviction_type (spec, by_price ? BERTH_EVICTION_TYPE_PRICE
                                                       : BERTH_EVICTION_TYPE_CAPACITY);
  berth_machine_spec_set_eviction_policy (
    spec, deleting ? BERTH_EVICTION_POLICY_DELETE : BERTH_EVICTION_POLICY_DEALLOCATE);
  if (by_price)
    berth_machine_spec_set_max_price (spec, adw_spin_row_get_value (self->max_price_row));
  show_availability (self);
  show_max_price (self);
}

static void
show_price_now (BerthSpotPage *self)
{
  double full = berth_draft_get_full_price (self->draft);
  double spot = berth_draft_get_spot_price (self->draft);
  g_autofree char *full_text = berth_format_price_per_hour (full, NULL);
  g_autofree char *spot_text = berth_format_price_per_hour (spot, NULL);
  g_autofree char *saving = berth_format_saving (full, spot);
  g_autofree char *both
    = *saving != '\0' ? g_strdup_printf ("%s (%s)", spot_text, saving) : NULL;

  adw_action_row_set_subtitle (self->full_price_row, full_text);
  adw_action_row_set_subtitle (self->price_now_row, both != NULL ? both : spot_text);
}

static char *
describe_eviction (BerthSpotPage *self, const char *bucket)
{
  BerthFacts *facts = berth_draft_get_facts (self->draft);

  if (facts != NULL && berth_facts_is_busy (facts)
      && berth_facts_get_list (facts, BERTH_FACT_SPOT) == NULL)
    return g_strdup (_ ("Asking Azure…"));
  return berth_format_eviction (bucket);
}

static void
on_facts_changed (BerthSpotPage *self)
{
  const char *size = berth_machine_spec_get_size (get_spec (self));
  const char *bucket = berth_draft_get_eviction_rate (self->draft);
  g_autofree char *eviction = describe_eviction (self, bucket);
  double spot = berth_draft_get_spot_price (self->draft);

  gtk_widget_set_visible (GTK_WIDGET (self->price_now_row),
                          size != NULL && *size != '\0');
  show_price_now (self);
  adw_action_row_set_subtitle (self->eviction_row, eviction);
  berth_spot_odds_row_set_bucket (self->odds_row, bucket);
  /* The first offer for a maximum is the price of now; the person's own choice stays. */
  if (berth_machine_spec_get_eviction_type (get_spec (self)) != BERTH_EVICTION_TYPE_PRICE
      && isfinite (spot) && spot > 0) {
    self->showing = TRUE;
    adw_spin_row_set_value (self->max_price_row, ceil (spot * 1e5) / 1e5);
    self->showing = FALSE;
  }
  show_max_price (self);
}

static char *
describe_room (BerthSpotPage *self, gint64 now)
{
  BerthSpotRecord *record
    = self->outlook != NULL ? berth_spot_outlook_get_record (self->outlook) : NULL;
  const GError *error
    = self->outlook != NULL ? berth_spot_outlook_get_score_error (self->outlook) : NULL;

  if (g_error_matches (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_FORBIDDEN))
    /* Translators: the name in quotes is a role, as Azure calls it */
    return g_strdup (_ ("Not known: your administrator can give you the role “Compute "
                        "Recommendations Role”"));
  if (record == NULL || berth_spot_record_get_score (record) == NULL)
    return g_strdup (self->outlook != NULL && berth_spot_outlook_is_busy (self->outlook)
                       ? _ ("Asking Azure…")
                       : _ ("Not known"));
  return berth_format_placement (berth_spot_record_get_score (record),
                                 now - berth_spot_record_get_score_at (record));
}

static void
show_outlook (BerthSpotPage *self)
{
  BerthClock *clock = berth_account_get_clock (berth_draft_get_account (self->draft));
  const gint64 now = berth_clock_get_now (clock) / G_USEC_PER_SEC;
  g_autofree char *room = describe_room (self, now);

  adw_action_row_set_subtitle (self->room_row, room);
  berth_spot_panel_show (self->panel, self->outlook, now);
}

/* Placement scores are few and slow: they are asked for only while somebody looks. */
static void
look (BerthSpotPage *self)
{
  BerthMachineSpec *spec = self->draft != NULL ? get_spec (self) : NULL;

  if (spec == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self))
      || (self->outlook != NULL
          && berth_spot_outlook_is_about (
            self->outlook, berth_machine_spec_get_subscription_id (spec),
            berth_machine_spec_get_location (spec), berth_machine_spec_get_size (spec))))
    return;
  g_clear_object (&self->outlook);
  self->outlook = berth_draft_new_spot_outlook (self->draft);
  if (self->outlook != NULL)
    g_signal_connect_object (self->outlook, "changed", G_CALLBACK (show_outlook), self,
                             G_CONNECT_SWAPPED);
  show_outlook (self);
}

static void
berth_spot_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (berth_spot_page_parent_class)->map (widget);
  look (BERTH_SPOT_PAGE (widget));
}

static void
show_spec (BerthSpotPage *self)
{
  BerthMachineSpec *spec = get_spec (self);
  double max_price = berth_machine_spec_get_max_price (spec);
  gboolean by_price
    = berth_machine_spec_get_eviction_type (spec) == BERTH_EVICTION_TYPE_PRICE;
  gboolean deleting
    = berth_machine_spec_get_eviction_policy (spec) == BERTH_EVICTION_POLICY_DELETE;

  self->showing = TRUE;
  adw_switch_row_set_active (self->spot_row, berth_machine_spec_get_spot (spec));
  berth_choice_row_set_active (by_price ? self->price_row : self->capacity_row, TRUE);
  berth_choice_row_set_active (deleting ? self->delete_row : self->deallocate_row, TRUE);
  if (by_price && max_price > 0)
    adw_spin_row_set_value (self->max_price_row, max_price);
  self->showing = FALSE;
  show_availability (self);
  show_max_price (self);
}

static void
berth_spot_page_dispose (GObject *object)
{
  BerthSpotPage *self = BERTH_SPOT_PAGE (object);

  g_clear_object (&self->outlook);
  g_clear_object (&self->draft);
  gtk_widget_dispose_template (GTK_WIDGET (object), BERTH_TYPE_SPOT_PAGE);
  G_OBJECT_CLASS (berth_spot_page_parent_class)->dispose (object);
}

static void
berth_spot_page_class_init (BerthSpotPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = berth_spot_page_dispose;
  widget_class->map = berth_spot_page_map;
  g_type_ensure (BERTH_TYPE_HELP_BUTTON);
  g_type_ensure (BERTH_TYPE_CHOICE_ROW);
  g_type_ensure (BERTH_TYPE_SPOT_ODDS_ROW);
  g_type_ensure (BERTH_TYPE_SPOT_PANEL);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/wizard/berth-spot-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthSpotPage, spot_row);
  gtk_widget_class_bind_template_child (widget_class, BerthSpotPage, type_group);
  gtk_widget_class_bind_template_child (widget_class, BerthSpotPage, policy_group);
  gtk_widget_class_bind_template_child (widget_class, BerthSpotPage, price_now_row);
  gtk_widget_class_bind_template_child (widget_class, BerthSpotPage, full_price_row);
  gtk_widget_class_bind_template_child (widget_class, BerthSpotPage, room_row);
  gtk_widget_class_bind_template_child (widget_class, BerthSpotPage, eviction_row);
  gtk_widget_class_bind_template_child (widget_class, BerthSpotPage, odds_row);
  gtk_widget_class_bind_template_child (widget_class, BerthSpotPage, capacity_row);
  gtk_widget_class_bind_template_child (widget_class, BerthSpotPage, price_row);
  gtk_widget_class_bind_template_child (widget_class, BerthSpotPage, max_price_row);
  gtk_widget_class_bind_template_child (widget_class, BerthSpotPage, panel);
  gtk_widget_class_bind_template_child (widget_class, BerthSpotPage, deallocate_row);
  gtk_widget_class_bind_template_child (widget_class, BerthSpotPage, delete_row);
  gtk_widget_class_bind_template_callback (widget_class, on_choice_changed);
}

static void
berth_spot_page_init (BerthSpotPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  berth_choice_row_join (self->price_row, self->capacity_row);
  berth_choice_row_join (self->delete_row, self->deallocate_row);
}

/**
 * berth_spot_page_set_draft:
 * @self: the page
 * @draft: what it edits
 */
void
berth_spot_page_set_draft (BerthSpotPage *self, BerthDraft *draft)
{
  g_return_if_fail (BERTH_IS_SPOT_PAGE (self));

  if (!g_set_object (&self->draft, draft))
    return;
  show_spec (self);
  on_facts_changed (self);
  g_signal_connect_object (draft, "facts-changed", G_CALLBACK (on_facts_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "replaced", G_CALLBACK (show_spec), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_spec (self), "notify::size", G_CALLBACK (on_facts_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_spec (self), "notify", G_CALLBACK (look), self,
                           G_CONNECT_SWAPPED);
  look (self);
}
