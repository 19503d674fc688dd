/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sign-in-desk.h"
#include "berth-accounts-dialog.h"
#include "berth-folders.h"
#include "berth-keyring-tokens.h"
#include "berth-sign-in-page.h"

#include "berth-explanation.h"
#include "berth-future.h"

#include <glib/gi18n.h>

/**
 * BerthSignInDesk:
 *
 * What a window needs of signing in: who is signed in, the pages and the dialog for it,
 * and the word when the open account's sign-in is refused.
 */
struct _BerthSignInDesk {
  GObject parent_instance;

  AdwNavigationView *pages;
  GSettings *settings;
  BerthSignIns *sign_ins;
  BerthAccount *account; /* that is open */
  GCancellable *cancellable;
};

enum {
  ACCOUNT_OPENED,
  ACCOUNT_LEFT,
  PRACTICE_CHOSEN,
  SIGNED_IN_AGAIN,
  REFUSAL_CHANGED,
  TOAST,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BerthSignInDesk, berth_sign_in_desk, G_TYPE_OBJECT)

static BerthGrant *
get_grant (BerthSignInDesk *self)
{
  BerthIdentity *identity
    = self->account != NULL ? berth_account_get_identity (self->account) : NULL;

  return identity != NULL ? berth_identity_get_grant (identity) : NULL;
}

static void
on_refusal_changed (BerthSignInDesk *self)
{
  g_signal_emit (self, signals[REFUSAL_CHANGED], 0);
}

static void
open_account (BerthSignInDesk *self, BerthAccount *account)
{
  g_signal_emit (self, signals[ACCOUNT_OPENED], 0, account);
}

static DexFuture *
say_where_kept_fiber (gpointer data)
{
  BerthSignInDesk *self = data;
  g_autoptr (BerthGrant) grant = NULL;

  g_set_object (&grant, get_grant (self));
  if (grant == NULL)
    return dex_future_new_false ();
  dex_await (berth_grant_flush (grant), NULL);
  if (!berth_grant_is_persistent (grant) && get_grant (self) == grant)
    g_signal_emit (
      self, signals[TOAST], 0,
      _ ("There is no keyring here: Berth forgets the sign-in when it ends."));
  return dex_future_new_true ();
}

static void
on_signed_in (BerthSignInDesk *self, BerthAccount *account)
{
  open_account (self, account);
  dex_future_disown (
    berth_future_spawn (say_where_kept_fiber, g_object_ref (self), g_object_unref));
}

static void
on_signed_in_again (BerthSignInDesk *self)
{
  adw_navigation_view_pop (self->pages);
  g_signal_emit (self, signals[SIGNED_IN_AGAIN], 0);
}

static void
on_page_toast (BerthSignInDesk *self, const char *text)
{
  g_signal_emit (self, signals[TOAST], 0, text);
}

static gboolean
is_signing_in (BerthSignInDesk *self)
{
  return BERTH_IS_SIGN_IN_PAGE (adw_navigation_view_get_visible_page (self->pages));
}

static void
show_page (BerthSignInDesk *self, BerthSignInPage *page)
{
  g_signal_connect_object (page, "account-opened", G_CALLBACK (on_signed_in), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "signed-in-again", G_CALLBACK (on_signed_in_again), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "toast", G_CALLBACK (on_page_toast), self,
                           G_CONNECT_SWAPPED);
  adw_navigation_view_push (self->pages, ADW_NAVIGATION_PAGE (page));
}

static void
sign_in_again (BerthSignInDesk *self, BerthIdentity *identity)
{
  if (!is_signing_in (self))
    show_page (self,
               berth_sign_in_page_new_again (self->sign_ins, self->settings, identity));
}

static void
on_signed_out (BerthSignInDesk *self, BerthIdentity *identity)
{
  if (self->account != NULL && berth_account_get_identity (self->account) == identity)
    g_signal_emit (self, signals[ACCOUNT_LEFT], 0);
}

static void
on_practice_chosen (BerthSignInDesk *self)
{
  g_signal_emit (self, signals[PRACTICE_CHOSEN], 0);
}

static DexFuture *
reopen_fiber (gpointer data)
{
  BerthSignInDesk *self = data;
  g_autoptr (GCancellable) cancellable = g_object_ref (self->cancellable);
  g_autoptr (BerthAccount) last = NULL;

  if (!dex_await_boolean (berth_sign_ins_load (self->sign_ins, cancellable), NULL)
      || g_cancellable_is_cancelled (cancellable))
    return dex_future_new_false ();
  last = berth_sign_ins_dup_last (self->sign_ins);
  if (last != NULL && self->account == NULL && !is_signing_in (self))
    open_account (self, last);
  return dex_future_new_for_boolean (last != NULL);
}

static void
berth_sign_in_desk_dispose (GObject *object)
{
  BerthSignInDesk *self = BERTH_SIGN_IN_DESK (object);

  berth_sign_in_desk_close (self);
  g_clear_object (&self->settings);
  g_clear_object (&self->sign_ins);
  G_OBJECT_CLASS (berth_sign_in_desk_parent_class)->dispose (object);
}

static void
berth_sign_in_desk_finalize (GObject *object)
{
  g_clear_object (&BERTH_SIGN_IN_DESK (object)->cancellable);
  G_OBJECT_CLASS (berth_sign_in_desk_parent_class)->finalize (object);
}

static guint
add_signal (const char *name)
{
  return g_signal_new (name, BERTH_TYPE_SIGN_IN_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                       NULL, G_TYPE_NONE, 0);
}

static void
berth_sign_in_desk_class_init (BerthSignInDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = berth_sign_in_desk_dispose;
  G_OBJECT_CLASS (klass)->finalize = berth_sign_in_desk_finalize;

  /**
   * BerthSignInDesk::account-opened:
   * @account: the account to go on with
   */
  signals[ACCOUNT_OPENED]
    = g_signal_new ("account-opened", BERTH_TYPE_SIGN_IN_DESK, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 1, BERTH_TYPE_ACCOUNT);

  /**
   * BerthSignInDesk::account-left:
   *
   * The account that is open was signed out.
   */
  signals[ACCOUNT_LEFT] = add_signal ("account-left");

  /**
   * BerthSignInDesk::practice-chosen:
   *
   * The practice cloud is to be opened.
   */
  signals[PRACTICE_CHOSEN] = add_signal ("practice-chosen");

  /**
   * BerthSignInDesk::signed-in-again:
   *
   * What was refused works again.
   */
  signals[SIGNED_IN_AGAIN] = add_signal ("signed-in-again");

  /**
   * BerthSignInDesk::refusal-changed:
   *
   * See berth_sign_in_desk_dup_refusal().
   */
  signals[REFUSAL_CHANGED] = add_signal ("refusal-changed");

  /**
   * BerthSignInDesk::toast:
   * @text: something to say in passing
   */
  signals[TOAST] = g_signal_new ("toast", BERTH_TYPE_SIGN_IN_DESK, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
berth_sign_in_desk_init (BerthSignInDesk *self)
{
  g_autofree char *folder = berth_folders_dup_azure ();
  g_autofree char *path = g_build_filename (folder, "accounts.ini", NULL);
  g_autoptr (BerthTokenStore) tokens = berth_keyring_tokens_new ();

  self->sign_ins = berth_sign_ins_new (path, tokens);
  self->cancellable = g_cancellable_new ();
}

/**
 * berth_sign_in_desk_new:
 * @pages: (transfer none): where pages are shown; until berth_sign_in_desk_close()
 * @settings: the application's settings
 *
 * Returns: (transfer full): a desk with nobody at it
 */
BerthSignInDesk *
berth_sign_in_desk_new (AdwNavigationView *pages, GSettings *settings)
{
  BerthSignInDesk *self = g_object_new (BERTH_TYPE_SIGN_IN_DESK, NULL);

  self->pages = pages;
  self->settings = g_object_ref (settings);
  return self;
}

/**
 * berth_sign_in_desk_reopen:
 *
 * Opens where Berth was closed, without a question: the keyring has the sign-in.
 *
 * Returns: (transfer full): a future that resolves to whether there was something to open
 */
DexFuture *
berth_sign_in_desk_reopen (BerthSignInDesk *self)
{
  g_return_val_if_fail (BERTH_IS_SIGN_IN_DESK (self), NULL);

  return berth_future_spawn (reopen_fiber, g_object_ref (self), g_object_unref);
}

/**
 * berth_sign_in_desk_close:
 *
 * The window goes.
 */
void
berth_sign_in_desk_close (BerthSignInDesk *self)
{
  g_return_if_fail (BERTH_IS_SIGN_IN_DESK (self));

  g_cancellable_cancel (self->cancellable);
  berth_sign_in_desk_set_account (self, NULL);
  self->pages = NULL;
}

/**
 * berth_sign_in_desk_set_account:
 * @account: (nullable): the account that is open from now on
 */
void
berth_sign_in_desk_set_account (BerthSignInDesk *self, BerthAccount *account)
{
  g_return_if_fail (BERTH_IS_SIGN_IN_DESK (self));

  if (self->account == account)
    return;
  if (get_grant (self) != NULL)
    g_signal_handlers_disconnect_by_data (get_grant (self), self);
  g_set_object (&self->account, account);
  if (get_grant (self) != NULL)
    g_signal_connect_object (get_grant (self), "refusal-changed",
                             G_CALLBACK (on_refusal_changed), self, G_CONNECT_SWAPPED);
  if (account != NULL && berth_account_is_practice (account))
    berth_sign_ins_leave (self->sign_ins);
  on_refusal_changed (self);
}

/**
 * berth_sign_in_desk_sign_in:
 *
 * Shows the ways to sign in.
 */
void
berth_sign_in_desk_sign_in (BerthSignInDesk *self)
{
  g_return_if_fail (BERTH_IS_SIGN_IN_DESK (self));

  if (!is_signing_in (self))
    show_page (self, berth_sign_in_page_new (self->sign_ins, self->settings));
}

/**
 * berth_sign_in_desk_sign_in_again:
 *
 * For the account that is open, when its sign-in was refused: goes to the browser, and
 * from there back to where the person was.
 */
void
berth_sign_in_desk_sign_in_again (BerthSignInDesk *self)
{
  g_return_if_fail (BERTH_IS_SIGN_IN_DESK (self));

  if (get_grant (self) != NULL)
    sign_in_again (self, berth_account_get_identity (self->account));
}

/**
 * berth_sign_in_desk_show_accounts:
 * @parent: the window
 *
 * Shows all who are signed in.
 */
void
berth_sign_in_desk_show_accounts (BerthSignInDesk *self, GtkWidget *parent)
{
  BerthAccountsDialog *dialog = berth_accounts_dialog_new (self->sign_ins, self->account);
  const struct {
    const char *name;
    GCallback callback;
  } handlers[] = {
    { "account-chosen", G_CALLBACK (open_account) },
    { "add-account", G_CALLBACK (berth_sign_in_desk_sign_in) },
    { "practice-chosen", G_CALLBACK (on_practice_chosen) },
    { "signed-out", G_CALLBACK (on_signed_out) },
    { "sign-in-again", G_CALLBACK (sign_in_again) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_object (dialog, handlers[i].name, handlers[i].callback, self,
                             G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), parent);
}

/**
 * berth_sign_in_desk_dup_refusal:
 *
 * Returns: (transfer full) (nullable): why the person of the open account has to sign in
 *   again, as a title
 */
char *
berth_sign_in_desk_dup_refusal (BerthSignInDesk *self)
{
  BerthGrant *grant = get_grant (self);
  const GError *refusal = grant != NULL ? berth_grant_get_refusal (grant) : NULL;
  g_autoptr (BerthExplanation) explanation
    = refusal != NULL ? berth_explain_error (refusal) : NULL;

  return explanation != NULL ? g_strdup (berth_explanation_get_title (explanation))
                             : NULL;
}

/**
 * berth_sign_in_desk_get_sign_ins:
 *
 * Returns: (transfer none): who is signed in
 */
BerthSignIns *
berth_sign_in_desk_get_sign_ins (BerthSignInDesk *self)
{
  g_return_val_if_fail (BERTH_IS_SIGN_IN_DESK (self), NULL);

  return self->sign_ins;
}
