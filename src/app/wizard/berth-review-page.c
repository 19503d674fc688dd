/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-review-page.h"

#include "berth-address-rule.h"
#include "berth-config.h"
#include "berth-desktop-support.h"
#include "berth-format.h"
#include "berth-future.h"
#include "berth-help-button.h"
#include "berth-plan.h"
#include "berth-suggestions-dialog.h"
#include "berth-verdict-list.h"
#include "berth-wizard-closures.h"
#include "berth-wizard-steps.h"

#include <glib/gi18n.h>

#define N_CHOICES 7

/**
 * BerthReviewPage:
 *
 * The whole machine at a glance: what Azure will say, what it costs, and each choice with
 * the way back to it.
 */
struct _BerthReviewPage {
  AdwBin parent_instance;

  BerthDraft *draft;
  AdwActionRow *choice_rows[N_CHOICES];

  AdwPreferencesGroup *verdict_group;
  BerthVerdictList *verdicts;
  GtkButton *refresh_button;
  AdwActionRow *hour_row;
  AdwActionRow *month_row;
  AdwActionRow *month_4h_row;
  AdwActionRow *off_row;
  AdwPreferencesGroup *choices_group;
};

G_DEFINE_FINAL_TYPE (BerthReviewPage, berth_review_page, ADW_TYPE_BIN)

enum { SIGNAL_EDIT, SIGNAL_COPIED, N_SIGNALS };
static guint signals[N_SIGNALS];

typedef struct {
  const char *step;
  const char *title;
  const char *edit_label;
  char *(*text) (BerthMachineSpec *spec);
} Choice;

static char *
text_machine (BerthMachineSpec *spec)
{
  g_autofree char *group = berth_machine_spec_dup_group (spec);

  return g_strdup_printf (
    /* Translators: machine name, region, resource group */
    _ ("%s in %s, resource group %s"), berth_machine_spec_get_name (spec),
    berth_machine_spec_get_location (spec), group);
}

static char *
text_image (BerthMachineSpec *spec)
{
  BerthImageChoice *image = berth_machine_spec_get_image (spec);

  return image != NULL ? berth_image_choice_dup_urn (image) : g_strdup (_ ("None"));
}

static char *
text_desktop (BerthMachineSpec *spec)
{
  return g_strdup (berth_desktop_will_be_installed (spec)
                     ? _ ("Xfce, reached through SSH only")
                     : _ ("None"));
}

static char *
text_size (BerthMachineSpec *spec)
{
  const char *size = berth_machine_spec_get_size (spec);

  return g_strdup (size != NULL && *size != '\0' ? size : _ ("None"));
}

static char *
text_spot (BerthMachineSpec *spec)
{
  g_autofree char *words = berth_wizard_steps_dup_choice (BERTH_STEP_SPOT, spec);

  if (!berth_machine_spec_get_spot (spec))
    return g_steal_pointer (&words);
  if (berth_machine_spec_get_eviction_type (spec) == BERTH_EVICTION_TYPE_CAPACITY)
    /* Translators: %s says that Spot is on and what happens at an eviction */
    return g_strdup_printf (_ ("%s; evicted for capacity only"), words);
  return g_strdup_printf (
    /* Translators: %s says that Spot is on and what happens at an eviction; the number is
     * an amount in US dollars per hour */
    _ ("%s; evicted for capacity, or when the price is above $%.5f per hour"), words,
    berth_machine_spec_get_max_price (spec));
}

static char *
text_access (BerthMachineSpec *spec)
{
  g_autofree char *words = berth_wizard_steps_dup_choice (BERTH_STEP_ACCESS, spec);

  /* Translators: user name, and what kind of key opens the machine */
  return g_strdup_printf (_ ("%s, %s"), berth_machine_spec_get_user (spec), words);
}

static char *
text_door (BerthMachineSpec *spec)
{
  const char *range = berth_machine_spec_get_ssh_from (spec);

  if (range == NULL)
    return g_strdup (_ ("Not decided yet"));
  if (*range == '\0')
    return g_strdup (_ ("Nobody"));
  if (g_str_equal (range, BERTH_ADDRESS_ANY))
    return g_strdup (_ ("Anybody on the internet"));
  return g_strdup (range);
}

static const Choice choices[N_CHOICES] = {
  { "basics", N_ ("Machine"), N_ ("Edit the basics"), text_machine },
  { "image", N_ ("Image"), N_ ("Edit the image"), text_image },
  { "image", N_ ("Desktop"), N_ ("Edit the desktop"), text_desktop },
  { "size", N_ ("Size"), N_ ("Edit the size"), text_size },
  { "spot", N_ ("Spot"), N_ ("Edit Spot"), text_spot },
  { "access", N_ ("User and key"), N_ ("Edit user and key"), text_access },
  { "access", N_ ("Who may reach port 22"), N_ ("Edit who may reach port 22"),
    text_door },
};

static void
show_choices (BerthReviewPage *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++) {
    g_autofree char *text = choices[i].text (berth_draft_get_spec (self->draft));

    adw_action_row_set_subtitle (self->choice_rows[i], text);
  }
}

static void
show_amount (AdwActionRow *row, const char *text)
{
  adw_action_row_set_subtitle (row, text != NULL ? text : _ ("Price not known yet"));
}

static void
show_month (AdwActionRow *row, double amount, const char *currency)
{
  g_autofree char *text = berth_format_amount (amount, currency, 2);

  show_amount (row, text);
}

static void
on_edit_clicked (BerthReviewPage *self, GtkButton *button)
{
  g_signal_emit (self, signals[SIGNAL_EDIT], 0,
                 g_object_get_data (G_OBJECT (button), "step"));
}

static void
add_choice_row (BerthReviewPage *self, gsize i)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("document-edit-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ (choices[i].edit_label));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (choices[i].edit_label), -1);
  g_object_set_data (G_OBJECT (button), "step", (gpointer) choices[i].step);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_edit_clicked), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (choices[i].title));
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_widget_add_css_class (row, "property");
  adw_preferences_group_add (self->choices_group, row);
  self->choice_rows[i] = ADW_ACTION_ROW (row);
}

static void
show_cost (BerthReviewPage *self)
{
  BerthCost *cost = berth_draft_get_cost (self->draft);
  const char *currency = cost != NULL ? berth_cost_get_currency (cost) : NULL;
  g_autofree char *hour = berth_format_hourly_amount (
    cost != NULL ? berth_cost_get_hour (cost) : -1, currency);

  show_amount (self->hour_row, hour);
  show_month (self->month_row, cost != NULL ? berth_cost_get_month (cost) : -1, currency);
  show_month (self->month_4h_row, cost != NULL ? berth_cost_get_month_4h (cost) : -1,
              currency);
  show_month (self->off_row, cost != NULL ? berth_cost_get_month_off (cost) : -1,
              currency);
}

static void
on_refresh_clicked (BerthReviewPage *self)
{
  BerthPreflight *preflight = berth_draft_get_preflight (self->draft);

  if (preflight != NULL)
    berth_preflight_refresh (preflight);
}

static void
on_alternatives_clicked (BerthReviewPage *self)
{
  adw_dialog_present (berth_suggestions_dialog_new (self->draft), GTK_WIDGET (self));
}

static const struct {
  const char *format;
  const char *name;
  char *(*print) (BerthPlan *plan);
} formats[] = {
  { "az", N_ ("Azure command line"), berth_plan_to_az_cli },
  { "arm", N_ ("ARM template"), berth_plan_to_arm },
  { "bicep", N_ ("Bicep"), berth_plan_to_bicep },
  { "terraform", N_ ("Terraform"), berth_plan_to_terraform },
};

static void
on_copy (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BerthReviewPage *self = user_data;
  const char *format = g_variant_get_string (parameter, NULL);
  g_autoptr (BerthPlan) plan = berth_draft_dup_plan (self->draft);

  for (gsize i = 0; plan != NULL && i < G_N_ELEMENTS (formats); i++) {
    g_autofree char *text = NULL;

    if (!g_str_equal (formats[i].format, format))
      continue;
    text = formats[i].print (plan);
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
    g_signal_emit (self, signals[SIGNAL_COPIED], 0, _ (formats[i].name));
  }
}

static void
berth_review_page_dispose (GObject *object)
{
  BerthReviewPage *self = BERTH_REVIEW_PAGE (object);

  g_clear_object (&self->draft);
  gtk_widget_dispose_template (GTK_WIDGET (object), BERTH_TYPE_REVIEW_PAGE);
  G_OBJECT_CLASS (berth_review_page_parent_class)->dispose (object);
}

static guint
add_signal (const char *name)
{
  return g_signal_new (name, BERTH_TYPE_REVIEW_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                       NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
berth_review_page_class_init (BerthReviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = berth_review_page_dispose;

  /**
   * BerthReviewPage::edit:
   * @step: the name of the step to go back to
   */
  signals[SIGNAL_EDIT] = add_signal ("edit");
  /**
   * BerthReviewPage::copied:
   * @format: the name of the format, for people
   */
  signals[SIGNAL_COPIED] = add_signal ("copied");

  g_type_ensure (BERTH_TYPE_HELP_BUTTON);
  g_type_ensure (BERTH_TYPE_VERDICT_LIST);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/wizard/berth-review-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthReviewPage, verdict_group);
  gtk_widget_class_bind_template_child (widget_class, BerthReviewPage, verdicts);
  gtk_widget_class_bind_template_child (widget_class, BerthReviewPage, refresh_button);
  gtk_widget_class_bind_template_child (widget_class, BerthReviewPage, hour_row);
  gtk_widget_class_bind_template_child (widget_class, BerthReviewPage, month_row);
  gtk_widget_class_bind_template_child (widget_class, BerthReviewPage, month_4h_row);
  gtk_widget_class_bind_template_child (widget_class, BerthReviewPage, off_row);
  gtk_widget_class_bind_template_child (widget_class, BerthReviewPage, choices_group);
  gtk_widget_class_bind_template_callback (widget_class, on_refresh_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_alternatives_clicked);
}

static void
berth_review_page_init (BerthReviewPage *self)
{
  static const GActionEntry entries[] = { { "copy", on_copy, "s" } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    add_choice_row (self, i);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries,
                                   G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "review", G_ACTION_GROUP (actions));
}

/**
 * berth_review_page_set_draft:
 * @self: the page
 * @draft: what it shows
 */
void
berth_review_page_set_draft (BerthReviewPage *self, BerthDraft *draft)
{
  g_return_if_fail (BERTH_IS_REVIEW_PAGE (self));

  if (!g_set_object (&self->draft, draft))
    return;
  berth_verdict_list_set_draft (self->verdicts, draft);
  g_signal_connect_object (berth_draft_get_spec (draft), "notify",
                           G_CALLBACK (show_choices), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "notify::cost", G_CALLBACK (show_cost), self,
                           G_CONNECT_SWAPPED);
  show_choices (self);
  show_cost (self);
}
