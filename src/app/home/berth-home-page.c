/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-home-page.h"
#include "berth-machine-row.h"
#include "berth-outside-dialog.h"

#include "berth-explanation.h"

#include <glib/gi18n.h>

/**
 * BerthHomePage:
 *
 * The machines of an account, and the run that is under way.
 */
struct _BerthHomePage {
  AdwNavigationPage parent_instance;
  AdwWindowTitle *title;
  GtkWidget *badge;
  AdwBanner *walled_banner;
  AdwBanner *run_banner;
  AdwBanner *notice_banner;
  GtkStack *stack;
  GtkListBox *list;
  AdwStatusPage *failed_page;
  BerthMachineList *machines;
  BerthRuns *runs;
  GListModel *notices; /* of GtkStringObject */
  guint n_read;
};

enum { MACHINE_ACTIVATED, SHOW_RUN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BerthHomePage, berth_home_page, ADW_TYPE_NAVIGATION_PAGE)

static const char *
find_face (BerthHomePage *self)
{
  GListModel *model = berth_machine_list_get_machines (self->machines);

  switch (berth_machine_list_get_state (self->machines)) {
  case BERTH_MACHINE_LIST_FAILED:
    return "failed";
  case BERTH_MACHINE_LIST_READY:
    return g_list_model_get_n_items (model) > 0 ? "ready" : "empty";
  case BERTH_MACHINE_LIST_LOADING:
  default:
    return "loading";
  }
}

static void
show_error (BerthHomePage *self, const GError *error)
{
  g_autoptr (BerthExplanation) explanation = berth_explain_error (error);
  g_autofree char *text
    = g_markup_escape_text (berth_explanation_get_body (explanation), -1);

  adw_status_page_set_description (self->failed_page, text);
}

static void
on_machines_changed (BerthHomePage *self)
{
  const GError *error = berth_machine_list_get_error (self->machines);

  if (error != NULL)
    show_error (self, error);
  gtk_stack_set_visible_child_name (self->stack, find_face (self));
}

static char *
describe_runs (BerthHomePage *self)
{
  g_autoptr (BerthRun) busy = berth_runs_ref_busy (self->runs);
  g_autoptr (BerthRun) unfinished = berth_runs_ref_unfinished (self->runs);

  if (busy != NULL)
    /* Translators: %s is the name of a machine */
    return g_strdup_printf (_ ("Building %s continues."),
                            berth_run_get_machine_name (busy));
  if (unfinished != NULL)
    /* Translators: %s is the name of a machine */
    return g_strdup_printf (_ ("Building %s did not come to its end."),
                            berth_run_get_machine_name (unfinished));
  return NULL;
}

static void
on_runs_changed (BerthHomePage *self)
{
  g_autofree char *text = describe_runs (self);

  adw_banner_set_use_markup (self->run_banner, FALSE);
  if (text != NULL)
    adw_banner_set_title (self->run_banner, text);
  adw_banner_set_revealed (self->run_banner, text != NULL);
}

static void
on_walled (BerthHomePage *self)
{
  adw_dialog_present (berth_outside_dialog_new (), GTK_WIDGET (self));
}

static void
on_show_run (BerthHomePage *self)
{
  g_autoptr (BerthRun) run = berth_runs_ref_busy (self->runs);

  if (run == NULL)
    run = berth_runs_ref_unfinished (self->runs);
  if (run != NULL)
    g_signal_emit (self, signals[SHOW_RUN], 0, run);
}

/* One fact at a time, in the order in which they came. */
static void
on_notices_changed (BerthHomePage *self)
{
  g_autoptr (GtkStringObject) notice
    = self->notices != NULL ? g_list_model_get_item (self->notices, self->n_read) : NULL;

  if (notice != NULL)
    adw_banner_set_title (self->notice_banner, gtk_string_object_get_string (notice));
  adw_banner_set_revealed (self->notice_banner, notice != NULL);
}

static void
on_notice_read (BerthHomePage *self)
{
  self->n_read++;
  on_notices_changed (self);
}

static void
on_row_activated (BerthHomePage *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[MACHINE_ACTIVATED], 0,
                 berth_machine_row_get_item (BERTH_MACHINE_ROW (row)));
}

static GtkWidget *
make_row (gpointer item, gpointer data)
{
  return GTK_WIDGET (berth_machine_row_new (item));
}

static void
berth_home_page_dispose (GObject *object)
{
  BerthHomePage *self = BERTH_HOME_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), BERTH_TYPE_HOME_PAGE);
  g_clear_object (&self->machines);
  g_clear_object (&self->runs);
  g_clear_object (&self->notices);
  G_OBJECT_CLASS (berth_home_page_parent_class)->dispose (object);
}

static void
berth_home_page_class_init (BerthHomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = berth_home_page_dispose;

  /**
   * BerthHomePage::machine-activated:
   * @machine: the machine to show
   */
  signals[MACHINE_ACTIVATED]
    = g_signal_new ("machine-activated", BERTH_TYPE_HOME_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 1, BERTH_TYPE_MACHINE_ITEM);

  /**
   * BerthHomePage::show-run:
   * @run: the run to show
   */
  signals[SHOW_RUN] = g_signal_new ("show-run", BERTH_TYPE_HOME_PAGE, G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL, G_TYPE_NONE, 1, BERTH_TYPE_RUN);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/home/berth-home-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthHomePage, title);
  gtk_widget_class_bind_template_child (widget_class, BerthHomePage, badge);
  gtk_widget_class_bind_template_child (widget_class, BerthHomePage, walled_banner);
  gtk_widget_class_bind_template_child (widget_class, BerthHomePage, run_banner);
  gtk_widget_class_bind_template_child (widget_class, BerthHomePage, notice_banner);
  gtk_widget_class_bind_template_child (widget_class, BerthHomePage, stack);
  gtk_widget_class_bind_template_child (widget_class, BerthHomePage, list);
  gtk_widget_class_bind_template_child (widget_class, BerthHomePage, failed_page);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_walled);
  gtk_widget_class_bind_template_callback (widget_class, on_show_run);
  gtk_widget_class_bind_template_callback (widget_class, on_notice_read);
}

static void
berth_home_page_init (BerthHomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
follow (BerthHomePage *self)
{
  GListModel *model = berth_machine_list_get_machines (self->machines);

  gtk_list_box_bind_model (self->list, model, make_row, NULL, NULL);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (on_machines_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->machines, "changed", G_CALLBACK (on_machines_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->runs, "changed", G_CALLBACK (on_runs_changed), self,
                           G_CONNECT_SWAPPED);
  on_machines_changed (self);
  on_runs_changed (self);
}

/* Whose machines they are, by what they are paid, and where. */
static void
show_account (BerthHomePage *self, BerthAccount *account)
{
  BerthIdentity *identity = berth_account_get_identity (account);
  const char *name = identity != NULL ? berth_identity_get_user_name (identity) : NULL;
  g_autofree char *subtitle
    = name != NULL
        ? g_strdup_printf ("%s · %s · %s", berth_account_get_subscription_name (account),
                           name, berth_account_get_cloud_label (account))
        : g_strdup (berth_account_get_subscription_name (account));

  adw_window_title_set_subtitle (self->title, subtitle);
  g_set_object (&self->notices, berth_account_get_notices (account));
  if (self->notices != NULL)
    g_signal_connect_object (self->notices, "items-changed",
                             G_CALLBACK (on_notices_changed), self, G_CONNECT_SWAPPED);
  on_notices_changed (self);
}

/**
 * berth_home_page_new:
 * @account: whose machines they are
 * @machines: the machines to show
 * @runs: the runs that may be under way
 *
 * Returns: (transfer floating): the page
 */
BerthHomePage *
berth_home_page_new (BerthAccount *account, BerthMachineList *machines, BerthRuns *runs)
{
  BerthHomePage *self;

  g_return_val_if_fail (BERTH_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (BERTH_IS_MACHINE_LIST (machines), NULL);
  g_return_val_if_fail (BERTH_IS_RUNS (runs), NULL);

  self = g_object_new (BERTH_TYPE_HOME_PAGE, NULL);
  self->machines = g_object_ref (machines);
  self->runs = g_object_ref (runs);
  show_account (self, account);
  gtk_widget_set_visible (self->badge, berth_account_is_practice (account));
  adw_banner_set_revealed (self->walled_banner, berth_account_is_walled (account));
  follow (self);
  return self;
}
