/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-window.h"
#include "berth-alert.h"
#include "berth-desktop-page.h"
#include "berth-folders.h"
#include "berth-guide-dialog.h"
#include "berth-home-page.h"
#include "berth-machine-list.h"
#include "berth-machine-page.h"
#include "berth-run-page.h"
#include "berth-runs.h"
#include "berth-sign-in-desk.h"
#include "berth-ssh-page.h"
#include "berth-welcome-page.h"
#include "berth-wizard.h"

#include "berth-config.h"
#include "berth-future.h"

#include <glib/gi18n.h>

/**
 * BerthWindow:
 *
 * The window: welcome, then the home of an account, and from there the wizard, a run's
 * page and a machine's page. It owns what outlives a page: the list of machines and the
 * runs.
 */
struct _BerthWindow {
  AdwApplicationWindow parent_instance;
  AdwToastOverlay *toasts;
  AdwBanner *lost_banner;
  AdwBanner *signed_out_banner;
  AdwNavigationView *pages;
  BerthWelcomePage *welcome;
  GSettings *settings;
  BerthSignInDesk *desk;
  BerthAccount *account;
  BerthMachineList *machines;
  BerthRuns *runs;
  BerthGuideDialog *guide; /* weak: while it is open */
  gboolean wants_machine;  /* as soon as an account is open */
  gboolean is_asking;
  gboolean may_close;
};

enum { PROP_0, PROP_ACCOUNT, N_PROPS };

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (BerthWindow, berth_window, ADW_TYPE_APPLICATION_WINDOW)

static void
on_toast (BerthWindow *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void on_create (BerthWindow *self, BerthPlan *plan);

/* Home stays below whatever is shown, so that back always leads to the machines. */
static void
show_above_home (BerthWindow *self, AdwNavigationPage *page)
{
  adw_navigation_view_pop_to_tag (self->pages, "home");
  adw_navigation_view_push (self->pages, page);
}

static void
on_machine_deleted (BerthWindow *self)
{
  adw_navigation_view_pop_to_tag (self->pages, "home");
  dex_future_disown (berth_machine_list_refresh (self->machines));
}

static void
on_machine_activated (BerthWindow *self, BerthMachineItem *item)
{
  BerthMachinePage *page = berth_machine_page_new (self->account, item);

  g_signal_connect_object (page, "toast", G_CALLBACK (on_toast), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "deleted", G_CALLBACK (on_machine_deleted), self,
                           G_CONNECT_SWAPPED);
  show_above_home (self, ADW_NAVIGATION_PAGE (page));
}

static void
on_open_machine (BerthWindow *self, const char *machine_id)
{
  g_autoptr (BerthMachineItem) item
    = berth_machine_list_ref_machine (self->machines, machine_id);

  on_machine_activated (self, item);
  dex_future_disown (berth_machine_list_refresh (self->machines));
}

static void
on_run_dismissed (BerthWindow *self)
{
  adw_navigation_view_pop_to_tag (self->pages, "home");
}

static void
show_wizard (BerthWindow *self, GtkWidget *wizard)
{
  g_signal_connect_object (wizard, "create", G_CALLBACK (on_create), self,
                           G_CONNECT_SWAPPED);
  show_above_home (self, ADW_NAVIGATION_PAGE (wizard));
}

static void
on_edit_run (BerthWindow *self, const char *step, BerthRunPage *page)
{
  BerthPlan *plan = berth_run_get_plan (berth_run_page_get_run (page));

  show_wizard (
    self, berth_wizard_new_of_spec (self->account, berth_plan_get_spec (plan), step));
}

static void
on_show_run (BerthWindow *self, BerthRun *run)
{
  BerthRunPage *page = berth_run_page_new (self->runs, run);

  g_signal_connect_object (page, "toast", G_CALLBACK (on_toast), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "open-machine", G_CALLBACK (on_open_machine), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "edit", G_CALLBACK (on_edit_run), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "dismissed", G_CALLBACK (on_run_dismissed), self,
                           G_CONNECT_SWAPPED);
  show_above_home (self, ADW_NAVIGATION_PAGE (page));
}

static void
on_run_ended (BerthWindow *self)
{
  dex_future_disown (berth_machine_list_refresh (self->machines));
}

static void
on_create (BerthWindow *self, BerthPlan *plan)
{
  g_autoptr (BerthRun) run = berth_runs_start (self->runs, plan);

  on_show_run (self, run);
}

static void
on_new_machine (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BerthWindow *self = BERTH_WINDOW (widget);

  if (!BERTH_IS_WIZARD (adw_navigation_view_get_visible_page (self->pages)))
    show_wizard (self, berth_wizard_new (self->account));
}

static void
on_refresh (GtkWidget *widget, const char *action, GVariant *parameter)
{
  dex_future_disown (berth_machine_list_refresh (BERTH_WINDOW (widget)->machines));
}

static void
show_guide (BerthWindow *self, const char *topic)
{
  g_autoptr (BerthGuideBook) book = NULL;

  if (self->guide == NULL) {
    book = berth_guide_book_new (g_get_language_names ());
    g_set_weak_pointer (&self->guide, berth_guide_dialog_new (book));
    adw_dialog_present (ADW_DIALOG (self->guide), GTK_WIDGET (self));
  }
  berth_guide_dialog_show_topic (self->guide, topic);
}

static void
on_help (GtkWidget *widget, const char *action, GVariant *parameter)
{
  show_guide (BERTH_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

/* What is likely to be asked on the page that is in view. */
static gboolean
on_help_key (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  BerthWindow *self = BERTH_WINDOW (widget);
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->pages);

  if (BERTH_IS_WIZARD (page))
    show_guide (self, berth_wizard_get_help_topic (BERTH_WIZARD (page)));
  else if (BERTH_IS_MACHINE_PAGE (page) || BERTH_IS_DESKTOP_PAGE (page))
    show_guide (self, "connecting");
  else
    show_guide (self, "start");
  return GDK_EVENT_STOP;
}

static void
on_account_opened (BerthWindow *self, BerthAccount *account)
{
  berth_window_set_account (self, account);
}

static void
on_signed_in_again (BerthWindow *self)
{
  if (self->machines == NULL)
    return;
  dex_future_disown (berth_machine_list_refresh (self->machines));
  dex_future_disown (berth_runs_pick_up (self->runs));
}

static void
on_refusal_changed (BerthWindow *self)
{
  g_autofree char *refusal = berth_sign_in_desk_dup_refusal (self->desk);

  if (refusal != NULL)
    adw_banner_set_title (self->signed_out_banner, refusal);
  adw_banner_set_revealed (self->signed_out_banner, refusal != NULL);
}

static void
on_account_left (BerthWindow *self)
{
  berth_window_set_account (self, NULL);
}

static void
on_sign_in_again (BerthWindow *self)
{
  berth_sign_in_desk_sign_in_again (self->desk);
}

static void
on_sign_in (GtkWidget *widget, const char *action, GVariant *parameter)
{
  berth_sign_in_desk_sign_in (BERTH_WINDOW (widget)->desk);
}

static void
on_accounts (GtkWidget *widget, const char *action, GVariant *parameter)
{
  berth_sign_in_desk_show_accounts (BERTH_WINDOW (widget)->desk, widget);
}

/* The practice cloud keeps its state in a folder: started again, it knows its machines.
 */
static void
on_start_again (BerthWindow *self)
{
  berth_window_set_account (self, NULL);
  berth_welcome_page_open_practice (self->welcome);
}

static void
on_lost_changed (BerthWindow *self)
{
  adw_banner_set_revealed (self->lost_banner, self->account != NULL
                                                && berth_account_is_lost (self->account));
}

static void
show_home (BerthWindow *self)
{
  BerthHomePage *home = berth_home_page_new (self->account, self->machines, self->runs);
  AdwNavigationPage *page = ADW_NAVIGATION_PAGE (home);

  g_signal_connect_object (home, "machine-activated", G_CALLBACK (on_machine_activated),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (home, "show-run", G_CALLBACK (on_show_run), self,
                           G_CONNECT_SWAPPED);
  adw_navigation_view_replace (self->pages, &page, 1);
}

static void
drop_account (BerthWindow *self)
{
  if (self->machines != NULL)
    berth_machine_list_close (self->machines);
  if (self->runs != NULL)
    berth_runs_close (self->runs);
  g_clear_object (&self->machines);
  g_clear_object (&self->runs);
  if (self->account != NULL) {
    g_signal_handlers_disconnect_by_data (self->account, self);
    dex_future_disown (berth_account_close (self->account));
  }
  g_clear_object (&self->account);
}

static void
take_account (BerthWindow *self, BerthAccount *account)
{
  self->account = g_object_ref (account);
  self->machines = berth_machine_list_new (account);
  self->runs = berth_runs_new (account);
  g_signal_connect_object (self->runs, "ended", G_CALLBACK (on_run_ended), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (account, "notify::lost", G_CALLBACK (on_lost_changed), self,
                           G_CONNECT_SWAPPED);
  show_home (self);
  dex_future_disown (berth_machine_list_refresh (self->machines));
  dex_future_disown (berth_runs_pick_up (self->runs));
}

static gboolean
ask_about_runs (BerthWindow *self)
{
  g_autofree char *name
    = self->runs != NULL ? berth_runs_dup_busy_name (self->runs) : NULL;
  g_autofree char *response = NULL;
  g_autofree char *title = NULL;
  AdwAlertDialog *dialog;

  if (name == NULL)
    return TRUE;
  /* Translators: %s is the name of a machine */
  title = g_strdup_printf (_ ("“%s” Is Still Being Built"), name);
  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (title, NULL));
  adw_alert_dialog_set_body (dialog, berth_account_is_practice (self->account)
                                       ? _ ("The practice cloud stops with Berth. What "
                                            "was begun is picked up when you open "
                                            "Berth again.")
                                       : _ ("The cloud goes on building it, and it costs "
                                            "money from then on. Berth picks it "
                                            "up when you open it again."));
  adw_alert_dialog_add_responses (dialog, "stay", _ ("_Keep Open"), "close",
                                  _ ("_Close Window"), NULL);
  adw_alert_dialog_set_close_response (dialog, "stay");
  adw_alert_dialog_set_default_response (dialog, "stay");
  response
    = dex_await_string (berth_alert_choose (dialog, GTK_WIDGET (self), NULL), NULL);
  return g_strcmp0 (response, "close") == 0;
}

static gboolean
ask_about_wizard (BerthWindow *self)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->pages);

  if (!BERTH_IS_WIZARD (page) || !berth_wizard_has_changes (BERTH_WIZARD (page)))
    return TRUE;
  return dex_await_boolean (berth_wizard_confirm_leaving (BERTH_WIZARD (page)), NULL);
}

static DexFuture *
close_fiber (gpointer data)
{
  BerthWindow *self = data;

  self->may_close = ask_about_wizard (self) && ask_about_runs (self);
  self->is_asking = FALSE;
  if (self->may_close)
    gtk_window_close (GTK_WINDOW (self));
  return dex_future_new_true ();
}

static gboolean
has_something_to_say (BerthWindow *self)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->pages);
  g_autofree char *busy
    = self->runs != NULL ? berth_runs_dup_busy_name (self->runs) : NULL;

  return busy != NULL
         || (BERTH_IS_WIZARD (page) && berth_wizard_has_changes (BERTH_WIZARD (page)));
}

static void
ask_and_close (BerthWindow *self)
{
  if (self->is_asking)
    return;
  self->is_asking = TRUE;
  dex_future_disown (
    berth_future_spawn (close_fiber, g_object_ref (self), g_object_unref));
}

static gboolean
berth_window_close_request (GtkWindow *window)
{
  BerthWindow *self = BERTH_WINDOW (window);

  if (self->may_close || !has_something_to_say (self))
    return GTK_WINDOW_CLASS (berth_window_parent_class)->close_request (window);
  ask_and_close (self);
  return TRUE;
}

static void
berth_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_ACCOUNT:
    g_value_set_object (value, BERTH_WINDOW (object)->account);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_window_dispose (GObject *object)
{
  BerthWindow *self = BERTH_WINDOW (object);

  if (self->desk != NULL)
    berth_sign_in_desk_close (self->desk);
  drop_account (self);
  g_clear_weak_pointer (&self->guide);
  gtk_widget_dispose_template (GTK_WIDGET (self), BERTH_TYPE_WINDOW);
  g_clear_object (&self->desk);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (berth_window_parent_class)->dispose (object);
}

static void
berth_window_class_init (BerthWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (BERTH_TYPE_WELCOME_PAGE);
  object_class->get_property = berth_window_get_property;
  object_class->dispose = berth_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = berth_window_close_request;

  props[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, BERTH_TYPE_ACCOUNT,
                                             G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                               | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/window/berth-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, BerthWindow, lost_banner);
  gtk_widget_class_bind_template_child (widget_class, BerthWindow, signed_out_banner);
  gtk_widget_class_bind_template_child (widget_class, BerthWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, BerthWindow, welcome);
  gtk_widget_class_bind_template_callback (widget_class, on_account_opened);
  gtk_widget_class_bind_template_callback (widget_class, on_sign_in_again);
  gtk_widget_class_bind_template_callback (widget_class, on_start_again);
  gtk_widget_class_install_action (widget_class, "win.new-machine", NULL, on_new_machine);
  gtk_widget_class_install_action (widget_class, "win.refresh", NULL, on_refresh);
  gtk_widget_class_install_action (widget_class, "win.help", "s", on_help);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F1, 0, on_help_key, NULL);
  gtk_widget_class_install_action (widget_class, "win.sign-in", NULL, on_sign_in);
  gtk_widget_class_install_action (widget_class, "win.accounts", NULL, on_accounts);
}

static void
make_desk (BerthWindow *self)
{
  const struct {
    const char *name;
    GCallback callback;
  } handlers[] = {
    { "account-opened", G_CALLBACK (on_account_opened) },
    { "account-left", G_CALLBACK (on_account_left) },
    { "practice-chosen", G_CALLBACK (on_start_again) },
    { "signed-in-again", G_CALLBACK (on_signed_in_again) },
    { "refusal-changed", G_CALLBACK (on_refusal_changed) },
    { "toast", G_CALLBACK (on_toast) },
  };

  self->desk = berth_sign_in_desk_new (self->pages, self->settings);
  for (gsize i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_object (self->desk, handlers[i].name, handlers[i].callback, self,
                             G_CONNECT_SWAPPED);
  dex_future_disown (berth_sign_in_desk_reopen (self->desk));
}

static void
berth_window_init (BerthWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  if (BERTH_IS_DEVEL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "devel");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.new-machine", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.refresh", FALSE);
  self->settings = g_settings_new (BERTH_SCHEMA_ID);
  g_settings_bind (self->settings, "window-width", self, "default-width",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized",
                   G_SETTINGS_BIND_DEFAULT);
  make_desk (self);
}

/**
 * berth_window_new:
 * @application: (nullable): the application that the window belongs to
 *
 * Returns: (transfer none): a window on the welcome page; GTK owns it
 */
BerthWindow *
berth_window_new (BerthApplication *application)
{
  return g_object_new (BERTH_TYPE_WINDOW, "application", application, NULL);
}

/**
 * berth_window_get_account:
 *
 * Returns: (transfer none) (nullable): the account that is open
 */
BerthAccount *
berth_window_get_account (BerthWindow *self)
{
  g_return_val_if_fail (BERTH_IS_WINDOW (self), NULL);

  return self->account;
}

/**
 * berth_window_set_account:
 * @account: (nullable): what to show from now on; %NULL for the welcome page
 *
 * Leaves the account that was open, with its practice cloud, and goes to the home of
 * @account.
 */
void
berth_window_set_account (BerthWindow *self, BerthAccount *account)
{
  const char *const welcome[] = { "welcome" };

  g_return_if_fail (BERTH_IS_WINDOW (self));
  g_return_if_fail (account == NULL || BERTH_IS_ACCOUNT (account));

  if (self->account == account)
    return;
  drop_account (self);
  if (account != NULL)
    take_account (self, account);
  else
    adw_navigation_view_replace_with_tags (self->pages, welcome, 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.new-machine", account != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.refresh", account != NULL);
  on_lost_changed (self);
  berth_sign_in_desk_set_account (self->desk, account);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ACCOUNT]);
  if (account != NULL && self->wants_machine)
    berth_window_new_machine (self);
}

static void
open_ssh (BerthWindow *self, GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *keys = berth_folders_dup_keys (self->settings);
  BerthSshPage *page = berth_ssh_page_new (uri, keys);

  adw_navigation_view_push (self->pages, ADW_NAVIGATION_PAGE (page));
}

/**
 * berth_window_open_file:
 * @file: a .rdp file, or an rdp:// or ssh:// link
 *
 * Shows the desktop or the terminal that it leads to, above whatever is open.
 */
void
berth_window_open_file (BerthWindow *self, GFile *file)
{
  BerthDesktopPage *page;

  g_return_if_fail (BERTH_IS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  /* A desktop's virtual file system hands ssh on as sftp. */
  if (g_file_has_uri_scheme (file, "ssh") || g_file_has_uri_scheme (file, "sftp")) {
    open_ssh (self, file);
    return;
  }
  page = berth_desktop_page_new (file);
  g_signal_connect_object (page, "toast", G_CALLBACK (on_toast), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (self->pages, ADW_NAVIGATION_PAGE (page));
}

/**
 * berth_window_new_machine:
 *
 * Begins a new machine: at once where an account is open, else as soon as one is.
 */
void
berth_window_new_machine (BerthWindow *self)
{
  g_return_if_fail (BERTH_IS_WINDOW (self));

  self->wants_machine = self->account == NULL;
  if (self->account != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.new-machine", NULL);
}

/**
 * berth_window_open_practice:
 *
 * Opens the practice cloud, as the welcome page's button does, where nothing is open.
 */
void
berth_window_open_practice (BerthWindow *self)
{
  g_return_if_fail (BERTH_IS_WINDOW (self));

  if (self->account == NULL)
    berth_welcome_page_open_practice (self->welcome);
}

/**
 * berth_window_quit:
 *
 * Closes the window with whatever dialog is open over it; a request to close would close
 * only that. Asks first where choices would be lost or a machine is being built.
 */
void
berth_window_quit (BerthWindow *self)
{
  g_return_if_fail (BERTH_IS_WINDOW (self));

  if (has_something_to_say (self))
    ask_and_close (self);
  else
    gtk_window_destroy (GTK_WINDOW (self));
}
