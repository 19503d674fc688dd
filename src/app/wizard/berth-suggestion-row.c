/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-suggestion-row.h"

#include "berth-config.h"
#include "berth-format.h"
#include "berth-spot-closures.h"

#include <glib/gi18n.h>

#define WORKING_HOURS 4

/**
 * BerthSuggestionRow:
 *
 * One way to meet the need: where and what, then price, odds and quota in columns that
 * all rows share, and a button that takes it.
 */
struct _BerthSuggestionRow {
  AdwActionRow parent_instance;

  BerthSuggestion *suggestion;
};

G_DEFINE_FINAL_TYPE (BerthSuggestionRow, berth_suggestion_row, ADW_TYPE_ACTION_ROW)

static guint chosen_signal;

static void
berth_suggestion_row_dispose (GObject *object)
{
  g_clear_object (&BERTH_SUGGESTION_ROW (object)->suggestion);
  G_OBJECT_CLASS (berth_suggestion_row_parent_class)->dispose (object);
}

static void
berth_suggestion_row_class_init (BerthSuggestionRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = berth_suggestion_row_dispose;

  /**
   * BerthSuggestionRow::chosen:
   *
   * The person takes it.
   */
  chosen_signal = g_signal_new ("chosen", BERTH_TYPE_SUGGESTION_ROW, G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
berth_suggestion_row_init (BerthSuggestionRow *self)
{
}

static char *
format_price (BerthSuggestion *suggestion)
{
  char *amount = berth_format_hourly_amount (berth_suggestion_get_price (suggestion),
                                             berth_suggestion_get_currency (suggestion));

  return amount != NULL ? amount : g_strdup (_ ("Not known"));
}

static char *
format_odds (BerthSuggestion *suggestion)
{
  if (!berth_suggestion_get_spot (suggestion))
    return g_strdup (_ ("No eviction"));
  return berth_format_to_finish (berth_suggestion_get_eviction_rate (suggestion),
                                 WORKING_HOURS);
}

static gboolean
is_short (BerthSuggestion *suggestion)
{
  return berth_suggestion_get_cores_left (suggestion) >= 0
         && !berth_suggestion_has_room (suggestion);
}

static char *
format_quota (BerthSuggestion *suggestion)
{
  const gint64 left = berth_suggestion_get_cores_left (suggestion);

  if (left < 0)
    return g_strdup (_ ("Not known"));
  return g_strdup_printf ("%d", (int) left);
}

static char *
caption_quota (BerthSuggestion *suggestion)
{
  const guint cores = berth_suggestion_get_cores (suggestion);

  if (is_short (suggestion))
    /* Translators: stands below the cores that are left of a quota; %u is how many are
     * needed */
    return g_strdup_printf (ngettext ("of %u core", "of %u cores", cores), cores);
  return g_strdup (_ ("cores left"));
}

static void
add_column (BerthSuggestionRow *self,
            GtkSizeGroup *column,
            const char *value,
            const char *caption,
            gboolean warns)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *value_label = gtk_label_new (value);
  GtkWidget *caption_label = gtk_label_new (caption);

  gtk_label_set_xalign (GTK_LABEL (value_label), 1);
  gtk_label_set_xalign (GTK_LABEL (caption_label), 1);
  gtk_widget_add_css_class (value_label, "numeric");
  gtk_widget_add_css_class (caption_label, "caption");
  gtk_widget_add_css_class (caption_label, "dim-label");
  if (warns)
    gtk_widget_add_css_class (value_label, "warning");
  gtk_box_append (GTK_BOX (box), value_label);
  gtk_box_append (GTK_BOX (box), caption_label);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_start (box, 12);
  gtk_size_group_add_widget (column, box);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), box);
}

static void
on_use_clicked (BerthSuggestionRow *self)
{
  g_signal_emit (self, chosen_signal, 0);
}

/* The row of now has no button, but as much room. */
static void
add_button (BerthSuggestionRow *self, gboolean is_current)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Use This"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_start (button, 6);
  if (is_current) {
    gtk_widget_set_opacity (button, 0);
    gtk_widget_set_sensitive (button, FALSE);
    gtk_widget_set_can_focus (button, FALSE);
    gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_HIDDEN,
                                 TRUE, -1);
  }
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_use_clicked), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
}

static void
show_what (BerthSuggestionRow *self)
{
  const char *place = berth_suggestion_get_place (self->suggestion);
  g_autofree char *what = g_strdup_printf (
    /* Translators: a size's name, then how it is paid for */
    _ ("%s, %s"), berth_size_get_name (berth_suggestion_get_size (self->suggestion)),
    berth_suggestion_get_spot (self->suggestion) ? _ ("Spot") : _ ("pay-as-you-go"));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 place != NULL ? place : _ ("This Region"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), what);
}

/**
 * berth_suggestion_row_new:
 * @columns: (array fixed-size=3): what keeps the columns of all rows alike
 * @is_current: whether it is what is chosen now
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
berth_suggestion_row_new (BerthSuggestion *suggestion,
                          GtkSizeGroup *const *columns,
                          gboolean is_current)
{
  BerthSuggestionRow *self = g_object_new (BERTH_TYPE_SUGGESTION_ROW, NULL);
  g_autofree char *price = format_price (suggestion);
  g_autofree char *odds = format_odds (suggestion);
  g_autofree char *quota = format_quota (suggestion);
  g_autofree char *cores = caption_quota (suggestion);
  g_autofree char *hours = g_strdup_printf (
    /* Translators: %d is a number of hours: the chance above is for them */
    ngettext ("for %d hour", "for %d hours", WORKING_HOURS), WORKING_HOURS);

  self->suggestion = g_object_ref (suggestion);
  show_what (self);
  add_column (self, columns[0], price, _ ("per hour"), FALSE);
  add_column (self, columns[1], odds, hours, FALSE);
  add_column (self, columns[2], quota, cores, is_short (suggestion));
  add_button (self, is_current);
  return GTK_WIDGET (self);
}

BerthSuggestion *
berth_suggestion_row_get_suggestion (BerthSuggestionRow *self)
{
  g_return_val_if_fail (BERTH_IS_SUGGESTION_ROW (self), NULL);

  return self->suggestion;
}
