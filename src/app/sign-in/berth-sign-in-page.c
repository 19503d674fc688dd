/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sign-in-page.h"
#include "berth-code-view.h"
#include "berth-sign-in-target.h"
#include "berth-sign-in-ways.h"
#include "berth-subscription-rows.h"

#include "berth-browser-sign-in.h"
#include "berth-explanation.h"
#include "berth-future.h"

#include <glib/gi18n.h>

/**
 * BerthSignInPage:
 *
 * The way from nobody to an account: a choice of ways, then the browser or a code, then
 * the subscription where there are several. For somebody whose sign-in was refused it
 * goes straight to the browser.
 */
struct _BerthSignInPage {
  AdwNavigationPage parent_instance;

  GtkStack *stack;
  BerthSignInWays *ways;
  AdwStatusPage *waiting_page;
  GtkWidget *waiting_buttons;
  GtkWidget *cancel_button;
  BerthCodeView *code_view;
  GtkListBox *subscriptions;
  AdwStatusPage *failed_page;
  GtkWidget *retry_button;

  BerthSignIns *sign_ins;
  BerthSignInTarget *target;
  BerthSignInWay way;
  BerthIdentity *identity;
  GListModel *found; /* of BerthSubscription */
  GCancellable *cancellable;
  char *address; /* for the browser */
  char *details;
};

enum { ACCOUNT_OPENED, SIGNED_IN_AGAIN, OPEN_ADDRESS, TOAST, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BerthSignInPage, berth_sign_in_page, ADW_TYPE_NAVIGATION_PAGE)

static void
show_face (BerthSignInPage *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
show_waiting (BerthSignInPage *self, const char *title, const char *description)
{
  adw_status_page_set_title (self->waiting_page, title);
  adw_status_page_set_description (self->waiting_page, description);
  gtk_widget_set_visible (self->waiting_buttons, self->address != NULL);
  show_face (self, "waiting");
}

static void
show_failure (BerthSignInPage *self, const GError *error)
{
  g_autoptr (BerthExplanation) explanation = berth_explain_error (error);
  g_autofree char *text
    = g_markup_escape_text (berth_explanation_get_body (explanation), -1);

  g_set_str (&self->details, berth_explanation_get_details (explanation));
  adw_status_page_set_title (self->failed_page,
                             berth_explanation_get_title (explanation));
  adw_status_page_set_description (self->failed_page, text);
  gtk_button_set_label (GTK_BUTTON (self->retry_button),
                        self->way == BERTH_SIGN_IN_WAY_CODE ? _ ("_New Code")
                                                            : _ ("_Try Again"));
  show_face (self, "failed");
}

static void
open_account (BerthSignInPage *self, BerthSubscription *subscription)
{
  g_autoptr (BerthAccount) account
    = berth_sign_ins_choose (self->sign_ins, self->identity, subscription);

  g_signal_emit (self, signals[ACCOUNT_OPENED], 0, account);
}

static void
on_subscription_activated (BerthSignInPage *self, GtkListBoxRow *row)
{
  g_autoptr (BerthSubscription) subscription
    = g_list_model_get_item (self->found, (guint) gtk_list_box_row_get_index (row));

  open_account (self, subscription);
}

static gboolean
offer_subscriptions (BerthSignInPage *self, GListModel *found, GError **error)
{
  g_autoptr (BerthSubscription) first = g_list_model_get_item (found, 0);

  if (first == NULL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                         _ ("There is no subscription that this account may use. One is "
                            "made in the Azure portal; with a student's or a free one "
                            "come back here afterwards."));
    return FALSE;
  }
  if (g_list_model_get_n_items (found) == 1) {
    open_account (self, first);
    return TRUE;
  }
  g_set_object (&self->found, found);
  gtk_list_box_bind_model (self->subscriptions, found, berth_subscription_rows_make, NULL,
                           NULL);
  show_face (self, "subscriptions");
  return TRUE;
}

/* What every way ends with. */
static gboolean
go_on (BerthSignInPage *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GListModel) found = NULL;

  g_clear_pointer (&self->address, g_free);
  show_waiting (self, _ ("Looking for Your Subscriptions"), NULL);
  found = dex_await_object (
    berth_identity_list_subscriptions (self->identity, cancellable), error);
  return found != NULL && offer_subscriptions (self, found, error);
}

static gboolean
take (BerthSignInPage *self,
      BerthTokens *tokens,
      GCancellable *cancellable,
      GError **error)
{
  g_clear_object (&self->identity);
  self->identity = berth_sign_in_target_take (self->target, self->sign_ins, tokens);
  if (self->identity == berth_sign_in_target_get_identity (self->target)) {
    g_signal_emit (self, signals[SIGNED_IN_AGAIN], 0);
    return TRUE;
  }
  return go_on (self, cancellable, error);
}

static gboolean
use_browser (BerthSignInPage *self,
             BerthTokenEndpoint *endpoint,
             GCancellable *cancellable,
             GError **error)
{
  const BerthBrowserPages pages = {
    .done = _ ("That is all. You can close this page and go back to Berth."),
    .failed = _ ("The sign-in did not work. Go back to Berth, which says more."),
    .stranger = _ ("Nobody waits for this page any more. Begin again in Berth."),
  };
  g_autoptr (BerthBrowserSignIn) sign_in = berth_browser_sign_in_new (
    endpoint, berth_sign_in_target_get_tenant (self->target),
    berth_sign_in_target_get_login_hint (self->target),
    berth_sign_in_target_get_claims (self->target), &pages, error);
  g_autoptr (BerthTokens) tokens = NULL;
  gboolean handled = FALSE;

  if (sign_in == NULL)
    return FALSE;
  g_set_str (&self->address, berth_browser_sign_in_get_url (sign_in));
  show_waiting (self, _ ("Continue in the Browser"),
                _ ("Berth goes on by itself when you have signed in there."));
  g_signal_emit (self, signals[OPEN_ADDRESS], 0, self->address, &handled);
  tokens = dex_await_object (berth_browser_sign_in_finish (sign_in, cancellable), error);
  return tokens != NULL && take (self, tokens, cancellable, error);
}

static gboolean
use_code (BerthSignInPage *self,
          BerthTokenEndpoint *endpoint,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (BerthDeviceCode) code = dex_await_object (
    berth_device_code_ask (endpoint, berth_sign_in_target_get_tenant (self->target),
                           berth_sign_in_target_get_claims (self->target), cancellable),
    error);
  g_autoptr (BerthTokens) tokens = NULL;

  if (code == NULL)
    return FALSE;
  berth_code_view_set_code (self->code_view, code,
                            berth_sign_ins_get_clock (self->sign_ins));
  show_face (self, "code");
  tokens = dex_await_object (berth_device_code_wait (code, cancellable), error);
  berth_code_view_set_code (self->code_view, NULL, NULL);
  return tokens != NULL && take (self, tokens, cancellable, error);
}

/* What the environment or az names is there already. */
static gboolean
use_existing (BerthSignInPage *self, GCancellable *cancellable, GError **error)
{
  BerthCloud *cloud = berth_sign_in_target_get_cloud (self->target);
  BerthHttpTransport *transport = berth_sign_ins_get_transport (self->sign_ins);
  BerthClock *clock = berth_sign_ins_get_clock (self->sign_ins);
  g_autoptr (BerthIdentity) identity
    = self->way == BERTH_SIGN_IN_WAY_CLI
        ? berth_identity_new_cli (cloud, transport, clock)
        : berth_identity_new_application (cloud, transport, clock);

  g_set_object (&self->identity, identity);
  if (!go_on (self, cancellable, error))
    return FALSE;
  g_clear_object (&self->identity);
  self->identity = berth_sign_ins_add (self->sign_ins, identity);
  return TRUE;
}

static gboolean
sign_in (BerthSignInPage *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (BerthTokenEndpoint) endpoint = NULL;

  show_waiting (self, _ ("Asking the Cloud"), NULL);
  endpoint = dex_await_object (
    berth_sign_in_target_prepare (self->target, self->sign_ins, cancellable), error);
  if (endpoint == NULL)
    return FALSE;
  switch (self->way) {
  case BERTH_SIGN_IN_WAY_CODE:
    return use_code (self, endpoint, cancellable, error);
  case BERTH_SIGN_IN_WAY_CLI:
  case BERTH_SIGN_IN_WAY_ENVIRONMENT:
    return use_existing (self, cancellable, error);
  case BERTH_SIGN_IN_WAY_BROWSER:
  default:
    return use_browser (self, endpoint, cancellable, error);
  }
}

static DexFuture *
sign_in_fiber (gpointer data)
{
  BerthSignInPage *self = data;
  g_autoptr (GCancellable) cancellable = g_object_ref (self->cancellable);
  g_autoptr (GError) error = NULL;

  if (!sign_in (self, cancellable, &error) && !g_cancellable_is_cancelled (cancellable))
    show_failure (self, error);
  if (self->cancellable == cancellable)
    g_clear_object (&self->cancellable);
  return dex_future_new_true ();
}

static void
give_up (BerthSignInPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->address, g_free);
}

static void
begin (BerthSignInPage *self)
{
  give_up (self);
  self->cancellable = g_cancellable_new ();
  dex_future_disown (
    berth_future_spawn (sign_in_fiber, g_object_ref (self), g_object_unref));
}

static void
on_way_chosen (BerthSignInPage *self, BerthSignInWay way)
{
  self->way = way;
  g_clear_object (&self->target);
  self->target = berth_sign_in_ways_dup_target (self->ways);
  begin (self);
}

static void
on_retry_clicked (BerthSignInPage *self)
{
  begin (self);
}

static void
on_back_clicked (BerthSignInPage *self)
{
  give_up (self);
  show_face (self, "ways");
}

static void
on_open_again_clicked (BerthSignInPage *self)
{
  gboolean handled = FALSE;

  if (self->address != NULL)
    g_signal_emit (self, signals[OPEN_ADDRESS], 0, self->address, &handled);
}

static void
on_copy_address_clicked (BerthSignInPage *self)
{
  if (self->address == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->address);
  g_signal_emit (self, signals[TOAST], 0, _ ("The address was copied"));
}

static void
on_copy_details_clicked (BerthSignInPage *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->details);
  g_signal_emit (self, signals[TOAST], 0, _ ("The details were copied"));
}

static void
on_code_copied (BerthSignInPage *self)
{
  g_signal_emit (self, signals[TOAST], 0, _ ("The code was copied"));
}

static void
on_open_page (BerthSignInPage *self, const char *address)
{
  gboolean handled = FALSE;

  g_signal_emit (self, signals[OPEN_ADDRESS], 0, address, &handled);
}

static void
on_launched (GObject *launcher, GAsyncResult *result, gpointer data)
{
  g_autoptr (BerthSignInPage) self = data;
  g_autoptr (GError) error = NULL;

  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (launcher), result, &error)
      && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    g_signal_emit (self, signals[TOAST], 0,
                   _ ("The browser could not be opened. Copy the address, and open it "
                      "there yourself."));
}

/* Through the portal in a Flatpak. */
static gboolean
launch (BerthSignInPage *self, const char *address)
{
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (address);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_uri_launcher_launch (launcher, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                           NULL, on_launched, g_object_ref (self));
  return TRUE;
}

/* Who signs in again has nothing to choose. */
static void
berth_sign_in_page_shown (AdwNavigationPage *page)
{
  BerthSignInPage *self = BERTH_SIGN_IN_PAGE (page);

  if (self->target != NULL && self->identity == NULL && self->cancellable == NULL
      && g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "ways") == 0)
    begin (self);
}

static void
berth_sign_in_page_unroot (GtkWidget *widget)
{
  give_up (BERTH_SIGN_IN_PAGE (widget));
  GTK_WIDGET_CLASS (berth_sign_in_page_parent_class)->unroot (widget);
}

static void
berth_sign_in_page_dispose (GObject *object)
{
  BerthSignInPage *self = BERTH_SIGN_IN_PAGE (object);

  give_up (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), BERTH_TYPE_SIGN_IN_PAGE);
  g_clear_object (&self->sign_ins);
  g_clear_object (&self->target);
  g_clear_object (&self->identity);
  g_clear_object (&self->found);
  g_clear_pointer (&self->details, g_free);
  G_OBJECT_CLASS (berth_sign_in_page_parent_class)->dispose (object);
}

static void
install_signals (void)
{
  /**
   * BerthSignInPage::account-opened:
   * @account: the account to go on with
   */
  signals[ACCOUNT_OPENED]
    = g_signal_new ("account-opened", BERTH_TYPE_SIGN_IN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 1, BERTH_TYPE_ACCOUNT);

  /**
   * BerthSignInPage::signed-in-again:
   *
   * Whose sign-in was refused may go on where they were.
   */
  signals[SIGNED_IN_AGAIN]
    = g_signal_new ("signed-in-again", BERTH_TYPE_SIGN_IN_PAGE, G_SIGNAL_RUN_LAST, 0,
                    NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * BerthSignInPage::open-address:
   * @address: the page to open in a browser
   *
   * A handler that returns %TRUE has opened it; otherwise the desktop does.
   */
  signals[OPEN_ADDRESS] = g_signal_new_class_handler (
    "open-address", BERTH_TYPE_SIGN_IN_PAGE, G_SIGNAL_RUN_LAST, G_CALLBACK (launch),
    g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 1, G_TYPE_STRING);

  /**
   * BerthSignInPage::toast:
   * @text: something to say in passing
   */
  signals[TOAST] = g_signal_new ("toast", BERTH_TYPE_SIGN_IN_PAGE, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/sign-in/berth-sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthSignInPage, stack);
  gtk_widget_class_bind_template_child (widget_class, BerthSignInPage, ways);
  gtk_widget_class_bind_template_child (widget_class, BerthSignInPage, waiting_page);
  gtk_widget_class_bind_template_child (widget_class, BerthSignInPage, waiting_buttons);
  gtk_widget_class_bind_template_child (widget_class, BerthSignInPage, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, BerthSignInPage, code_view);
  gtk_widget_class_bind_template_child (widget_class, BerthSignInPage, subscriptions);
  gtk_widget_class_bind_template_child (widget_class, BerthSignInPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, BerthSignInPage, retry_button);
  gtk_widget_class_bind_template_callback (widget_class, on_way_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_retry_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_open_again_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_address_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_details_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_code_copied);
  gtk_widget_class_bind_template_callback (widget_class, on_open_page);
  gtk_widget_class_bind_template_callback (widget_class, on_subscription_activated);
}

static void
berth_sign_in_page_class_init (BerthSignInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (BERTH_TYPE_CODE_VIEW);
  g_type_ensure (BERTH_TYPE_SIGN_IN_WAYS);
  G_OBJECT_CLASS (klass)->dispose = berth_sign_in_page_dispose;
  widget_class->unroot = berth_sign_in_page_unroot;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = berth_sign_in_page_shown;
  install_signals ();
  bind_template (widget_class);
}

static void
berth_sign_in_page_init (BerthSignInPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * berth_sign_in_page_new:
 * @sign_ins: all who are signed in
 * @settings: the application's settings
 *
 * Returns: (transfer floating): the page, on its choice of ways
 */
BerthSignInPage *
berth_sign_in_page_new (BerthSignIns *sign_ins, GSettings *settings)
{
  BerthSignInPage *self = g_object_new (BERTH_TYPE_SIGN_IN_PAGE, NULL);

  self->sign_ins = g_object_ref (sign_ins);
  berth_sign_in_ways_set_settings (self->ways, settings);
  return self;
}

/**
 * berth_sign_in_page_new_again:
 * @sign_ins: all who are signed in
 * @settings: the application's settings
 * @identity: a person whose sign-in was refused
 *
 * Returns: (transfer floating): the page, on its way to the browser
 */
BerthSignInPage *
berth_sign_in_page_new_again (BerthSignIns *sign_ins,
                              GSettings *settings,
                              BerthIdentity *identity)
{
  BerthSignInPage *self = berth_sign_in_page_new (sign_ins, settings);

  self->target = berth_sign_in_target_new_again (identity);
  self->way = BERTH_SIGN_IN_WAY_BROWSER;
  return self;
}
