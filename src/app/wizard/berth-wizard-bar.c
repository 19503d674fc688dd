/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-wizard-bar.h"

#include "berth-config.h"
#include "berth-format.h"
#include "berth-verdict-list.h"
#include "berth-wizard-closures.h"

#include <glib/gi18n.h>

/**
 * BerthWizardBar:
 *
 * What stays in view on every page: the price now, what Azure would say now, and the way
 * back and on.
 */
struct _BerthWizardBar {
  AdwBin parent_instance;

  BerthDraft *draft;
  gboolean narrow;
  gboolean last;
  gboolean working;

  GtkPopover *popover;
  BerthVerdictList *verdicts;
  GtkBox *box;
  GtkBox *buttons;
  GtkLabel *hour_label;
  GtkLabel *month_label;
  GtkMenuButton *verdict_button;
  GtkStack *verdict_stack;
  GtkImage *verdict_icon;
  GtkLabel *verdict_label;
  GtkButton *back_button;
  GtkButton *next_button;
};

G_DEFINE_FINAL_TYPE (BerthWizardBar, berth_wizard_bar, ADW_TYPE_BIN)

enum { PROP_0, PROP_NARROW, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum { SIGNAL_BACK, SIGNAL_NEXT, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
on_back_clicked (BerthWizardBar *self)
{
  g_signal_emit (self, signals[SIGNAL_BACK], 0);
}

static void
on_next_clicked (BerthWizardBar *self)
{
  g_signal_emit (self, signals[SIGNAL_NEXT], 0);
}

static void
on_cost_changed (BerthWizardBar *self)
{
  BerthCost *cost = berth_draft_get_cost (self->draft);
  const char *currency = cost != NULL ? berth_cost_get_currency (cost) : NULL;
  g_autofree char *hour = berth_format_price_per_hour (
    cost != NULL ? berth_cost_get_hour (cost) : -1, currency);
  g_autofree char *month = berth_format_price_per_month (
    cost != NULL ? berth_cost_get_month (cost) : -1, currency);

  gtk_label_set_label (self->hour_label, hour);
  gtk_label_set_label (self->month_label, month);
  gtk_widget_set_visible (GTK_WIDGET (self->month_label), *month != '\0');
}

static guint
count_level (GListModel *verdicts, BerthVerdictLevel level, char **first_title)
{
  const guint n = g_list_model_get_n_items (verdicts);
  guint count = 0;

  for (guint i = 0; i < n; i++) {
    g_autoptr (BerthVerdict) verdict = g_list_model_get_item (verdicts, i);

    if (berth_verdict_get_level (verdict) != level)
      continue;
    if (count++ == 0 && first_title != NULL)
      *first_title = g_strdup (berth_verdict_get_title (verdict));
  }
  return count;
}

static void
say (BerthWizardBar *self, const char *text, const char *icon, const char *css_class)
{
  static const char *const classes[] = { "success", "warning", "error", "dim-label" };

  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++) {
    gtk_widget_remove_css_class (GTK_WIDGET (self->verdict_icon), classes[i]);
    gtk_widget_remove_css_class (GTK_WIDGET (self->verdict_label), classes[i]);
  }
  gtk_widget_add_css_class (GTK_WIDGET (self->verdict_icon), css_class);
  gtk_widget_add_css_class (GTK_WIDGET (self->verdict_label), css_class);
  gtk_image_set_from_icon_name (self->verdict_icon, icon);
  gtk_label_set_label (self->verdict_label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->verdict_button), text);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->verdict_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
    _ ("What Azure will say"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
say_warnings (BerthWizardBar *self, guint count)
{
  g_autofree char *text
    = g_strdup_printf (ngettext ("Azure will accept this, with %u warning",
                                 "Azure will accept this, with %u warnings", count),
                       count);

  say (self, text, "dialog-warning-symbolic", "warning");
}

static void
update_next (BerthWizardBar *self)
{
  BerthPreflight *preflight = berth_draft_get_preflight (self->draft);
  gboolean blocked = preflight == NULL
                     || berth_preflight_get_level (preflight) >= BERTH_VERDICT_LEVEL_OPEN;

  gtk_button_set_label (self->next_button, self->last ? _ ("C_reate") : _ ("_Next"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->next_button),
                            !self->working && (!self->last || !blocked));
}

static void
on_verdicts_changed (BerthWizardBar *self)
{
  BerthPreflight *preflight = berth_draft_get_preflight (self->draft);
  GListModel *verdicts
    = preflight != NULL ? berth_preflight_get_verdicts (preflight) : NULL;
  g_autofree char *reason = NULL;
  gboolean busy = preflight == NULL || berth_preflight_is_busy (preflight);
  guint warnings;

  gtk_stack_set_visible_child_name (self->verdict_stack, busy ? "busy" : "icon");
  if (verdicts == NULL) {
    say (self, _ ("Asking Azure…"), "dialog-question-symbolic", "dim-label");
    return;
  }
  warnings = count_level (verdicts, BERTH_VERDICT_LEVEL_WARNING, NULL);
  if (count_level (verdicts, BERTH_VERDICT_LEVEL_BLOCKED, &reason) > 0)
    say (self, reason, "dialog-error-symbolic", "error");
  else if (count_level (verdicts, BERTH_VERDICT_LEVEL_OPEN, &reason) > 0)
    say (self, reason, "berth-open-symbolic", "dim-label");
  else if (busy)
    say (self, _ ("Asking Azure…"), "dialog-question-symbolic", "dim-label");
  else if (warnings > 0)
    say_warnings (self, warnings);
  else if (count_level (verdicts, BERTH_VERDICT_LEVEL_UNKNOWN, NULL) > 0)
    say (self, _ ("Nothing speaks against this so far"), "dialog-question-symbolic",
         "dim-label");
  else
    say (self, _ ("Azure will accept this"), "object-select-symbolic", "success");
  update_next (self);
}

static void
on_preflight_changed (BerthWizardBar *self)
{
  BerthPreflight *preflight = berth_draft_get_preflight (self->draft);

  if (preflight != NULL) {
    g_signal_connect_object (preflight, "notify", G_CALLBACK (on_verdicts_changed), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (berth_preflight_get_verdicts (preflight), "items-changed",
                             G_CALLBACK (on_verdicts_changed), self, G_CONNECT_SWAPPED);
  }
  on_verdicts_changed (self);
}

static void
on_fix_chosen (BerthWizardBar *self)
{
  gtk_popover_popdown (self->popover);
}

static void
berth_wizard_bar_get_property (GObject *object,
                               guint id,
                               GValue *value,
                               GParamSpec *pspec)
{
  BerthWizardBar *self = BERTH_WIZARD_BAR (object);

  switch (id) {
  case PROP_NARROW:
    g_value_set_boolean (value, self->narrow);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
set_narrow (BerthWizardBar *self, gboolean narrow)
{
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  narrow ? GTK_ORIENTATION_VERTICAL
                                         : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (self->box, narrow ? 6 : 12);
  gtk_box_set_homogeneous (self->buttons, narrow);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static void
berth_wizard_bar_set_property (GObject *object,
                               guint id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  switch (id) {
  case PROP_NARROW:
    set_narrow (BERTH_WIZARD_BAR (object), g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_wizard_bar_dispose (GObject *object)
{
  BerthWizardBar *self = BERTH_WIZARD_BAR (object);

  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), BERTH_TYPE_WIZARD_BAR);
  g_clear_object (&self->draft);
  G_OBJECT_CLASS (berth_wizard_bar_parent_class)->dispose (object);
}

static guint
add_signal (const char *name)
{
  return g_signal_new (name, BERTH_TYPE_WIZARD_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                       NULL, G_TYPE_NONE, 0);
}

static void
berth_wizard_bar_class_init (BerthWizardBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = berth_wizard_bar_get_property;
  object_class->set_property = berth_wizard_bar_set_property;
  object_class->dispose = berth_wizard_bar_dispose;

  /**
   * BerthWizardBar:narrow:
   *
   * Whether the buttons stand below the price and the verdict, not beside them.
   */
  properties[PROP_NARROW] = g_param_spec_boolean (
    "narrow", NULL, NULL, FALSE,
    G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_BACK] = add_signal ("back");
  signals[SIGNAL_NEXT] = add_signal ("next");

  g_type_ensure (BERTH_TYPE_VERDICT_LIST);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/wizard/berth-wizard-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthWizardBar, popover);
  gtk_widget_class_bind_template_child (widget_class, BerthWizardBar, verdicts);
  gtk_widget_class_bind_template_child (widget_class, BerthWizardBar, box);
  gtk_widget_class_bind_template_child (widget_class, BerthWizardBar, buttons);
  gtk_widget_class_bind_template_child (widget_class, BerthWizardBar, hour_label);
  gtk_widget_class_bind_template_child (widget_class, BerthWizardBar, month_label);
  gtk_widget_class_bind_template_child (widget_class, BerthWizardBar, verdict_button);
  gtk_widget_class_bind_template_child (widget_class, BerthWizardBar, verdict_stack);
  gtk_widget_class_bind_template_child (widget_class, BerthWizardBar, verdict_icon);
  gtk_widget_class_bind_template_child (widget_class, BerthWizardBar, verdict_label);
  gtk_widget_class_bind_template_child (widget_class, BerthWizardBar, back_button);
  gtk_widget_class_bind_template_child (widget_class, BerthWizardBar, next_button);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_next_clicked);
}

static void
berth_wizard_bar_init (BerthWizardBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * berth_wizard_bar_set_draft:
 * @self: the bar
 * @draft: whose price and verdicts are shown
 */
void
berth_wizard_bar_set_draft (BerthWizardBar *self, BerthDraft *draft)
{
  g_return_if_fail (BERTH_IS_WIZARD_BAR (self));

  if (!g_set_object (&self->draft, draft))
    return;
  berth_verdict_list_set_draft (self->verdicts, draft);
  g_signal_connect_object (draft, "notify::preflight", G_CALLBACK (on_preflight_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "notify::cost", G_CALLBACK (on_cost_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "step-wanted", G_CALLBACK (on_fix_chosen), self,
                           G_CONNECT_SWAPPED);
  on_preflight_changed (self);
  on_cost_changed (self);
}

/**
 * berth_wizard_bar_set_position:
 * @self: the bar
 * @first: whether there is nothing to go back to
 * @last: whether the next thing is to create the machine
 */
void
berth_wizard_bar_set_position (BerthWizardBar *self, gboolean first, gboolean last)
{
  g_return_if_fail (BERTH_IS_WIZARD_BAR (self));

  self->last = last;
  gtk_widget_set_sensitive (GTK_WIDGET (self->back_button), !first);
  update_next (self);
}

/**
 * berth_wizard_bar_set_working:
 * @self: the bar
 * @working: whether the machine is being handed over, so that nothing may be pressed
 * twice
 */
void
berth_wizard_bar_set_working (BerthWizardBar *self, gboolean working)
{
  g_return_if_fail (BERTH_IS_WIZARD_BAR (self));

  self->working = working;
  update_next (self);
}

const char *
berth_wizard_bar_get_price (BerthWizardBar *self)
{
  g_return_val_if_fail (BERTH_IS_WIZARD_BAR (self), NULL);

  return gtk_label_get_label (self->hour_label);
}

const char *
berth_wizard_bar_get_verdict (BerthWizardBar *self)
{
  g_return_val_if_fail (BERTH_IS_WIZARD_BAR (self), NULL);

  return gtk_label_get_label (self->verdict_label);
}

GtkWidget *
berth_wizard_bar_get_next_button (BerthWizardBar *self)
{
  g_return_val_if_fail (BERTH_IS_WIZARD_BAR (self), NULL);

  return GTK_WIDGET (self->next_button);
}
