/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-verdict-row.h"

#include "berth-config.h"
#include "berth-format.h"
#include "berth-draft-fixes.h"
#include "berth-guide-topics.h"
#include "berth-help-button.h"
#include "berth-suggestions-dialog.h"
#include "berth-wizard-closures.h"

#include <glib/gi18n.h>

/**
 * BerthVerdictRow:
 *
 * One thing that preflight found: what, why, who says so and since when, and a button
 * where there is a way on. While a quota request runs, it shows how long it has been
 * waiting.
 */
struct _BerthVerdictRow {
  AdwActionRow parent_instance;

  BerthDraft *draft;
  BerthVerdict *verdict;

  GtkImage *icon;
  GtkWidget *help_button;
  GtkButton *fix_button;
  GtkBox *waiting_box;
  GtkLabel *waiting_label;
};

G_DEFINE_FINAL_TYPE (BerthVerdictRow, berth_verdict_row, ADW_TYPE_ACTION_ROW)

static void
show_level (BerthVerdictRow *self)
{
  static const struct {
    const char *icon;
    const char *css_class;
    const char *words; /* what the icon says to who does not see it */
  } looks[] = {
    [BERTH_VERDICT_LEVEL_FINE] = { "object-select-symbolic", "success", N_ ("Fine") },
    [BERTH_VERDICT_LEVEL_WARNING]
    = { "dialog-warning-symbolic", "warning", N_ ("Warning") },
    [BERTH_VERDICT_LEVEL_OPEN]
    = { "berth-open-symbolic", "dim-label", N_ ("Not chosen yet") },
    [BERTH_VERDICT_LEVEL_BLOCKED] = { "dialog-error-symbolic", "error", N_ ("Blocked") },
    [BERTH_VERDICT_LEVEL_UNKNOWN]
    = { "dialog-question-symbolic", "dim-label", N_ ("Not known") },
  };
  BerthVerdictLevel level = berth_verdict_get_level (self->verdict);

  gtk_image_set_from_icon_name (self->icon, looks[level].icon);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), looks[level].css_class);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ (looks[level].words),
                                  -1);
}

static char *
describe_source (BerthVerdictRow *self)
{
  const char *source = berth_verdict_get_source (self->verdict);
  gint64 checked = berth_verdict_get_checked_at (self->verdict);
  BerthClock *clock = berth_account_get_clock (berth_draft_get_account (self->draft));
  g_autofree char *age = NULL;

  if (source == NULL || *source == '\0')
    return NULL;
  if (checked <= 0)
    return g_strdup (source);
  age = berth_format_age ((berth_clock_get_now (clock) - checked) / G_USEC_PER_SEC);
  /* Translators: the first %s is who says so ("Azure's usage list"), the second %s how
   * long ago that was ("2 minutes ago") */
  return g_strdup_printf (_ ("%s, %s"), source, age);
}

static void
show_texts (BerthVerdictRow *self)
{
  const char *detail = berth_verdict_get_detail (self->verdict);
  g_autofree char *source = describe_source (self);
  g_autoptr (GString) markup = g_string_new (NULL);
  g_autofree char *title
    = g_markup_escape_text (berth_verdict_get_title (self->verdict), -1);

  if (detail != NULL && *detail != '\0') {
    g_autofree char *escaped = g_markup_escape_text (detail, -1);

    g_string_append (markup, escaped);
  }
  if (source != NULL) {
    g_autofree char *line = g_markup_printf_escaped ("%s<small>%s</small>",
                                                     markup->len > 0 ? "\n" : "", source);

    g_string_append (markup, line);
  }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), markup->str);
}

/* Only where something is the matter: what is fine raises no question. */
static void
show_help (BerthVerdictRow *self)
{
  const char *topic = berth_guide_topic_of_verdict (self->verdict);
  gboolean is_fine = berth_verdict_get_level (self->verdict) == BERTH_VERDICT_LEVEL_FINE;

  gtk_widget_set_visible (self->help_button, topic != NULL && !is_fine);
  if (topic != NULL)
    g_object_set (self->help_button, "topic", topic, NULL);
}

static gboolean
is_quota_fix (BerthVerdictRow *self)
{
  BerthFix *fix = berth_verdict_get_fix (self->verdict);

  return fix != NULL && berth_fix_get_kind (fix) == BERTH_FIX_REQUEST_QUOTA;
}

static void
on_quota_changed (BerthVerdictRow *self)
{
  BerthQuotaRequestTask *task = berth_draft_get_quota_task (self->draft);
  BerthFix *fix = berth_verdict_get_fix (self->verdict);
  gboolean waiting
    = task != NULL && is_quota_fix (self)
      && berth_quota_request_task_get_state (task) == BERTH_QUOTA_REQUEST_WAITING;

  gtk_widget_set_visible (GTK_WIDGET (self->waiting_box), waiting);
  gtk_widget_set_visible (GTK_WIDGET (self->fix_button), !waiting && fix != NULL);
  if (waiting) {
    g_autofree char *elapsed = berth_format_elapsed (
      berth_quota_request_task_get_elapsed (task) / G_USEC_PER_SEC);
    g_autofree char *text
      /* Translators: %s is how long, such as 1:05 */
      = g_strdup_printf (_ ("Requested, waiting %s"), elapsed);

    gtk_label_set_label (self->waiting_label, text);
  }
}

static void
watch_quota (BerthVerdictRow *self)
{
  BerthQuotaRequestTask *task = berth_draft_get_quota_task (self->draft);

  if (task != NULL)
    g_signal_connect_object (task, "notify", G_CALLBACK (on_quota_changed), self,
                             G_CONNECT_SWAPPED);
  on_quota_changed (self);
}

static void
on_fix_clicked (BerthVerdictRow *self)
{
  berth_draft_fix (self->draft, berth_verdict_get_fix (self->verdict), GTK_WIDGET (self));
}

/* Whether another region, size or kind of payment could help. */
static gboolean
has_alternatives (BerthVerdict *verdict)
{
  const BerthVerdictTopic topic = berth_verdict_get_topic (verdict);

  return berth_verdict_get_level (verdict) == BERTH_VERDICT_LEVEL_BLOCKED
         && (topic == BERTH_VERDICT_TOPIC_SIZE || topic == BERTH_VERDICT_TOPIC_QUOTA
             || topic == BERTH_VERDICT_TOPIC_SPOT || topic == BERTH_VERDICT_TOPIC_PRICE);
}

static void
on_alternatives_clicked (BerthVerdictRow *self)
{
  adw_dialog_present (berth_suggestions_dialog_new (self->draft), GTK_WIDGET (self));
}

static void
add_alternatives (BerthVerdictRow *self)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Alternatives"));

  gtk_widget_set_tooltip_text (button, _ ("The same need in another region, with another "
                                          "size, on Spot or not"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_alternatives_clicked), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
}

static void
berth_verdict_row_dispose (GObject *object)
{
  BerthVerdictRow *self = BERTH_VERDICT_ROW (object);

  g_clear_object (&self->draft);
  g_clear_object (&self->verdict);
  G_OBJECT_CLASS (berth_verdict_row_parent_class)->dispose (object);
}

static void
berth_verdict_row_class_init (BerthVerdictRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = berth_verdict_row_dispose;
}

static void
add_waiting (BerthVerdictRow *self)
{
  self->waiting_box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  self->waiting_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->waiting_label), "numeric");
  gtk_box_append (self->waiting_box, adw_spinner_new ());
  gtk_box_append (self->waiting_box, GTK_WIDGET (self->waiting_label));
  gtk_widget_set_visible (GTK_WIDGET (self->waiting_box), FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->waiting_box));
}

static void
berth_verdict_row_init (BerthVerdictRow *self)
{
  self->icon = GTK_IMAGE (gtk_image_new ());
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->icon));
  add_waiting (self);
  self->help_button = berth_help_button_new ("start", _ ("What does this mean?"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->help_button);
  self->fix_button = GTK_BUTTON (gtk_button_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->fix_button), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self->fix_button), FALSE);
  g_signal_connect_object (self->fix_button, "clicked", G_CALLBACK (on_fix_clicked), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->fix_button));
}

/**
 * berth_verdict_row_new:
 * @draft: what runs the fix
 * @verdict: what preflight found
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
berth_verdict_row_new (BerthDraft *draft, BerthVerdict *verdict)
{
  BerthVerdictRow *self = g_object_new (BERTH_TYPE_VERDICT_ROW, NULL);
  BerthFix *fix = berth_verdict_get_fix (verdict);

  self->draft = g_object_ref (draft);
  self->verdict = g_object_ref (verdict);
  show_level (self);
  show_texts (self);
  show_help (self);
  if (fix != NULL)
    gtk_button_set_label (self->fix_button, berth_fix_get_label (fix));
  if (has_alternatives (verdict))
    add_alternatives (self);
  g_signal_connect_object (draft, "notify::quota-task", G_CALLBACK (watch_quota), self,
                           G_CONNECT_SWAPPED);
  watch_quota (self);
  return GTK_WIDGET (self);
}
