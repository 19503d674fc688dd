/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-wizard.h"

#include "berth-access-page.h"
#include "berth-basics-page.h"
#include "berth-config.h"
#include "berth-draft.h"
#include "berth-future.h"
#include "berth-help-button.h"
#include "berth-image-page.h"
#include "berth-plan.h"
#include "berth-review-page.h"
#include "berth-size-page.h"
#include "berth-spot-page.h"
#include "berth-wizard-bar.h"
#include "berth-wizard-rail.h"
#include "berth-wizard-steps.h"

#include <glib/gi18n.h>

/**
 * BerthWizard:
 *
 * Clicks a machine together: six steps that edit one [class@MachineSpec], and a bar that
 * says on each of them what it costs and whether Azure will take it.
 */
struct _BerthWizard {
  AdwNavigationPage parent_instance;

  BerthDraft *draft;
  GListStore *steps;
  BerthStep step;
  guint visited; /* a bit for each step that was shown */
  DexFuture *work;

  AdwToastOverlay *toasts;
  AdwBanner *banner;
  GtkWidget *side;
  GtkMenuButton *compact;
  GtkPopover *compact_popover;
  BerthWizardRail *compact_rail;
  BerthWizardRail *rail;
  GtkStack *stack;
  BerthBasicsPage *basics_page;
  BerthImagePage *image_page;
  BerthSizePage *size_page;
  BerthSpotPage *spot_page;
  BerthAccessPage *access_page;
  BerthReviewPage *review_page;
  BerthWizardBar *bar;
  BerthHelpButton *help_button;
};

G_DEFINE_FINAL_TYPE (BerthWizard, berth_wizard, ADW_TYPE_NAVIGATION_PAGE)

enum { SIGNAL_CREATE, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
show_compact_title (BerthWizard *self)
{
  g_autoptr (BerthWizardStep) step
    = g_list_model_get_item (G_LIST_MODEL (self->steps), self->step);
  /* Translators: the number of the step, how many there are, and the title of the step */
  g_autofree char *title
    = g_strdup_printf (_ ("Step %u of %u: %s"), self->step + 1, (guint) BERTH_N_STEPS,
                       berth_wizard_step_get_title (step));

  gtk_menu_button_set_label (self->compact, title);
}

static void
update_steps (BerthWizard *self)
{
  BerthPreflight *preflight = berth_draft_get_preflight (self->draft);

  berth_wizard_steps_update (
    G_LIST_MODEL (self->steps), berth_draft_get_spec (self->draft),
    preflight != NULL ? berth_preflight_get_verdicts (preflight) : NULL, self->visited);
}

/* What the guide has to say on each step. */
static const char *
get_topic (BerthStep step)
{
  static const char *const topics[] = {
    [BERTH_STEP_BASICS] = "resource-group", [BERTH_STEP_IMAGE] = "image",
    [BERTH_STEP_SIZE] = "image#size",       [BERTH_STEP_SPOT] = "spot",
    [BERTH_STEP_ACCESS] = "keys",           [BERTH_STEP_REVIEW] = "cost",
  };

  return topics[step];
}

static void
go_to (BerthWizard *self, BerthStep position)
{
  g_autoptr (BerthWizardStep) step = NULL;

  if (position >= BERTH_N_STEPS)
    return;
  step = g_list_model_get_item (G_LIST_MODEL (self->steps), position);
  self->step = position;
  self->visited |= 1u << position;
  gtk_stack_set_visible_child_name (self->stack, berth_wizard_step_get_name (step));
  berth_wizard_rail_select (self->rail, position);
  berth_wizard_rail_select (self->compact_rail, position);
  berth_wizard_bar_set_position (self->bar, position == BERTH_STEP_BASICS,
                                 position == BERTH_STEP_REVIEW);
  g_object_set (self->help_button, "topic", get_topic (position), NULL);
  show_compact_title (self);
  update_steps (self);
}

static void
on_step_chosen (BerthWizard *self, guint position)
{
  gtk_popover_popdown (self->compact_popover);
  go_to (self, position);
}

static void
on_back (BerthWizard *self)
{
  if (self->step > BERTH_STEP_BASICS)
    go_to (self, self->step - 1);
}

static void
show_failure (BerthWizard *self, const char *title, const GError *error)
{
  AdwDialog *dialog = adw_alert_dialog_new (title, error->message);

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static DexFuture *
create_fiber (gpointer data)
{
  BerthWizard *self = data;
  g_autoptr (BerthPlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  plan = dex_await_object (berth_draft_make_plan (self->draft, NULL), &error);
  if (self->bar == NULL)
    return dex_future_new_false ();
  berth_wizard_bar_set_working (self->bar, FALSE);
  if (plan == NULL) {
    show_failure (self, _ ("The machine could not be prepared"), error);
    return dex_future_new_false ();
  }
  berth_draft_keep (self->draft);
  adw_navigation_page_set_can_pop (ADW_NAVIGATION_PAGE (self), TRUE);
  g_signal_emit (self, signals[SIGNAL_CREATE], 0, plan);
  return dex_future_new_true ();
}

static void
on_next (BerthWizard *self)
{
  if (self->step < BERTH_STEP_REVIEW) {
    go_to (self, self->step + 1);
    return;
  }
  berth_wizard_bar_set_working (self->bar, TRUE);
  dex_clear (&self->work);
  self->work = berth_future_spawn (create_fiber, g_object_ref (self), g_object_unref);
}

static void
on_edit (BerthWizard *self, const char *name)
{
  go_to (self, berth_wizard_steps_find (G_LIST_MODEL (self->steps), name));
}

static void
on_copied (BerthWizard *self, const char *what)
{
  /* Translators: %s is the name of a format, such as Bicep */
  g_autofree char *text = g_strdup_printf (_ ("Copied as %s"), what);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (text));
}

static void
on_spec_changed (BerthWizard *self)
{
  update_steps (self);
  adw_navigation_page_set_can_pop (ADW_NAVIGATION_PAGE (self),
                                   !berth_draft_is_changed (self->draft));
}

static void
on_preflight_changed (BerthWizard *self)
{
  BerthPreflight *preflight = berth_draft_get_preflight (self->draft);

  if (preflight != NULL)
    g_signal_connect_object (berth_preflight_get_verdicts (preflight), "items-changed",
                             G_CALLBACK (update_steps), self, G_CONNECT_SWAPPED);
  update_steps (self);
}

static void
on_fresh_clicked (BerthWizard *self)
{
  adw_banner_set_revealed (self->banner, FALSE);
  berth_draft_start_afresh (self->draft);
}

static DexFuture *
leave_fiber (gpointer data)
{
  BerthWizard *self = data;
  gboolean leave = dex_await_boolean (berth_wizard_confirm_leaving (self), NULL);

  if (leave) {
    adw_navigation_page_set_can_pop (ADW_NAVIGATION_PAGE (self), TRUE);
    gtk_widget_activate_action (GTK_WIDGET (self), "navigation.pop", NULL);
  }
  return dex_future_new_for_boolean (leave);
}

static void
on_cancel_clicked (BerthWizard *self)
{
  dex_future_disown (
    berth_future_spawn (leave_fiber, g_object_ref (self), g_object_unref));
}

static void
on_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BerthWizard *self = BERTH_WIZARD (widget);

  if (g_str_equal (name, "wizard.cancel"))
    on_cancel_clicked (self);
  else if (g_str_equal (name, "wizard.back"))
    on_back (self);
  else if (self->step < BERTH_STEP_REVIEW)
    on_next (self);
}

/* Enter in a field goes on, as in any wizard; the window knows one default widget. */
static void
on_mapped (BerthWizard *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (GTK_IS_WINDOW (root))
    gtk_window_set_default_widget (GTK_WINDOW (root),
                                   berth_wizard_bar_get_next_button (self->bar));
}

static void
on_unmapped (BerthWizard *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (GTK_IS_WINDOW (root))
    gtk_window_set_default_widget (GTK_WINDOW (root), NULL);
}

static void
berth_wizard_dispose (GObject *object)
{
  BerthWizard *self = BERTH_WIZARD (object);

  dex_clear (&self->work);
  gtk_widget_dispose_template (GTK_WIDGET (object), BERTH_TYPE_WIZARD);
  g_clear_object (&self->draft);
  g_clear_object (&self->steps);
  G_OBJECT_CLASS (berth_wizard_parent_class)->dispose (object);
}

static void
ensure_types (void)
{
  g_type_ensure (BERTH_TYPE_ACCESS_PAGE);
  g_type_ensure (BERTH_TYPE_BASICS_PAGE);
  g_type_ensure (BERTH_TYPE_HELP_BUTTON);
  g_type_ensure (BERTH_TYPE_IMAGE_PAGE);
  g_type_ensure (BERTH_TYPE_REVIEW_PAGE);
  g_type_ensure (BERTH_TYPE_SIZE_PAGE);
  g_type_ensure (BERTH_TYPE_SPOT_PAGE);
  g_type_ensure (BERTH_TYPE_WIZARD_BAR);
  g_type_ensure (BERTH_TYPE_WIZARD_RAIL);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, BerthWizard, toasts);
  gtk_widget_class_bind_template_child (widget_class, BerthWizard, banner);
  gtk_widget_class_bind_template_child (widget_class, BerthWizard, side);
  gtk_widget_class_bind_template_child (widget_class, BerthWizard, compact);
  gtk_widget_class_bind_template_child (widget_class, BerthWizard, compact_popover);
  gtk_widget_class_bind_template_child (widget_class, BerthWizard, compact_rail);
  gtk_widget_class_bind_template_child (widget_class, BerthWizard, rail);
  gtk_widget_class_bind_template_child (widget_class, BerthWizard, stack);
  gtk_widget_class_bind_template_child (widget_class, BerthWizard, basics_page);
  gtk_widget_class_bind_template_child (widget_class, BerthWizard, image_page);
  gtk_widget_class_bind_template_child (widget_class, BerthWizard, size_page);
  gtk_widget_class_bind_template_child (widget_class, BerthWizard, spot_page);
  gtk_widget_class_bind_template_child (widget_class, BerthWizard, access_page);
  gtk_widget_class_bind_template_child (widget_class, BerthWizard, review_page);
  gtk_widget_class_bind_template_child (widget_class, BerthWizard, bar);
  gtk_widget_class_bind_template_child (widget_class, BerthWizard, help_button);
  gtk_widget_class_bind_template_callback (widget_class, on_step_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_edit);
  gtk_widget_class_bind_template_callback (widget_class, on_copied);
  gtk_widget_class_bind_template_callback (widget_class, on_fresh_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_mapped);
  gtk_widget_class_bind_template_callback (widget_class, on_unmapped);
}

static void
berth_wizard_class_init (BerthWizardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = berth_wizard_dispose;

  /**
   * BerthWizard::create:
   * @plan: what is to be built
   *
   * The person pressed Create, and the key is there.
   */
  signals[SIGNAL_CREATE]
    = g_signal_new ("create", BERTH_TYPE_WIZARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, BERTH_TYPE_PLAN);

  ensure_types ();
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/wizard/berth-wizard.ui");
  bind_template (widget_class);

  gtk_widget_class_install_action (widget_class, "wizard.cancel", NULL, on_action);
  gtk_widget_class_install_action (widget_class, "wizard.back", NULL, on_action);
  gtk_widget_class_install_action (widget_class, "wizard.next", NULL, on_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "wizard.cancel",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, GDK_CONTROL_MASK,
                                       "wizard.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, GDK_CONTROL_MASK,
                                       "wizard.next", NULL);
}

static void
berth_wizard_init (BerthWizard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->steps = berth_wizard_steps_new ();
  berth_wizard_rail_set_steps (self->rail, G_LIST_MODEL (self->steps));
  berth_wizard_rail_set_steps (self->compact_rail, G_LIST_MODEL (self->steps));
}

static void
set_draft (BerthWizard *self, BerthDraft *draft)
{
  self->draft = g_object_ref (draft);
  berth_basics_page_set_draft (self->basics_page, draft);
  berth_image_page_set_draft (self->image_page, draft);
  berth_size_page_set_draft (self->size_page, draft);
  berth_spot_page_set_draft (self->spot_page, draft);
  berth_access_page_set_draft (self->access_page, draft);
  berth_review_page_set_draft (self->review_page, draft);
  berth_wizard_bar_set_draft (self->bar, draft);
  g_signal_connect_object (berth_draft_get_spec (draft), "notify",
                           G_CALLBACK (on_spec_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "notify::preflight", G_CALLBACK (on_preflight_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "step-wanted", G_CALLBACK (on_edit), self,
                           G_CONNECT_SWAPPED);
  adw_banner_set_revealed (self->banner, berth_draft_is_of_last_time (draft));
  on_preflight_changed (self);
  go_to (self, BERTH_STEP_BASICS);
}

/**
 * berth_wizard_new:
 * @account: where the machine shall be made
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
berth_wizard_new (BerthAccount *account)
{
  BerthWizard *self = NULL;
  g_autoptr (BerthDraft) draft = NULL;

  g_return_val_if_fail (BERTH_IS_ACCOUNT (account), NULL);

  self = g_object_new (BERTH_TYPE_WIZARD, NULL);
  draft = berth_draft_new (account);
  set_draft (self, draft);
  return GTK_WIDGET (self);
}

/**
 * berth_wizard_new_of_spec:
 * @account: where the machine shall be made
 * @spec: choices that did not work out
 * @step: the name of the step at which something else is to be chosen
 *
 * Returns: (transfer floating): a wizard with a copy of @spec, at @step
 */
GtkWidget *
berth_wizard_new_of_spec (BerthAccount *account, BerthMachineSpec *spec, const char *step)
{
  BerthWizard *self = NULL;
  g_autoptr (BerthDraft) draft = NULL;

  g_return_val_if_fail (BERTH_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (BERTH_IS_MACHINE_SPEC (spec), NULL);

  self = g_object_new (BERTH_TYPE_WIZARD, NULL);
  draft = berth_draft_new_of_spec (account, spec);
  set_draft (self, draft);
  self->visited = (1u << BERTH_N_STEPS) - 1;
  on_edit (self, step);
  return GTK_WIDGET (self);
}

/**
 * berth_wizard_has_changes:
 * @self: the wizard
 *
 * Returns: whether leaving would lose choices
 */
gboolean
berth_wizard_has_changes (BerthWizard *self)
{
  g_return_val_if_fail (BERTH_IS_WIZARD (self), FALSE);

  return self->draft != NULL && berth_draft_is_changed (self->draft);
}

/**
 * berth_wizard_get_help_topic:
 * @self: the wizard
 *
 * Returns: (transfer none): the place in the guide that explains the present step
 */
const char *
berth_wizard_get_help_topic (BerthWizard *self)
{
  g_return_val_if_fail (BERTH_IS_WIZARD (self), NULL);

  return get_topic (self->step);
}

static void
on_leaving_answered (AdwAlertDialog *dialog, const char *response, gpointer data)
{
  DexPromise *promise = data;

  dex_promise_resolve_boolean (promise, g_str_equal (response, "leave"));
}

static void
unref_promise (gpointer data, GClosure *closure)
{
  dex_unref (data);
}

/**
 * berth_wizard_confirm_leaving:
 * @self: the wizard
 *
 * Asks whether to leave when choices would be lost, and keeps them for the next time.
 *
 * Returns: (transfer full): a future that resolves to whether to leave
 */
DexFuture *
berth_wizard_confirm_leaving (BerthWizard *self)
{
  AdwDialog *dialog = NULL;
  DexPromise *promise = NULL;

  g_return_val_if_fail (BERTH_IS_WIZARD (self), NULL);

  if (!berth_wizard_has_changes (self))
    return dex_future_new_true ();
  berth_draft_keep (self->draft);
  dialog = adw_alert_dialog_new (
    _ ("Leave Without a Machine?"),
    _ ("Nothing has been made yet, and nothing costs money. Your choices are kept and "
       "offered the next time."));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "stay", _ ("_Stay"), "leave",
                                  _ ("_Leave"), NULL);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "stay");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "stay");
  promise = dex_promise_new ();
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_leaving_answered),
                         dex_ref (promise), unref_promise, 0);
  adw_dialog_present (dialog, GTK_WIDGET (self));
  return DEX_FUTURE (promise);
}
