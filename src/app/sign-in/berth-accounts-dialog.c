/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-accounts-dialog.h"
#include "berth-identity-group.h"

#include <glib/gi18n.h>

/**
 * BerthAccountsDialog:
 *
 * All who are signed in and what they may use, to switch between; and the way to sign in
 * somebody else, or to the practice cloud.
 */
struct _BerthAccountsDialog {
  AdwDialog parent_instance;

  AdwPreferencesPage *page;
  AdwPreferencesGroup *other_group;
  GtkWidget *practice_mark;
  BerthSignIns *sign_ins;
  BerthAccount *account;
};

enum {
  ACCOUNT_CHOSEN,
  ADD_ACCOUNT,
  PRACTICE_CHOSEN,
  SIGNED_OUT,
  SIGN_IN_AGAIN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BerthAccountsDialog, berth_accounts_dialog, ADW_TYPE_DIALOG)

static void
on_subscription_chosen (BerthIdentityGroup *group,
                        BerthSubscription *subscription,
                        BerthAccountsDialog *self)
{
  g_autoptr (BerthAccount) account = berth_sign_ins_choose (
    self->sign_ins, berth_identity_group_get_identity (group), subscription);

  g_signal_emit (self, signals[ACCOUNT_CHOSEN], 0, account);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_sign_out (BerthIdentityGroup *group, BerthAccountsDialog *self)
{
  g_autoptr (BerthIdentity) identity
    = g_object_ref (berth_identity_group_get_identity (group));

  adw_preferences_page_remove (self->page, ADW_PREFERENCES_GROUP (group));
  dex_future_disown (berth_sign_ins_remove (self->sign_ins, identity));
  g_signal_emit (self, signals[SIGNED_OUT], 0, identity);
}

static void
on_sign_in_again (BerthIdentityGroup *group, BerthAccountsDialog *self)
{
  g_signal_emit (self, signals[SIGN_IN_AGAIN], 0,
                 berth_identity_group_get_identity (group));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_add_activated (BerthAccountsDialog *self)
{
  g_signal_emit (self, signals[ADD_ACCOUNT], 0);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_practice_activated (BerthAccountsDialog *self)
{
  if (self->account == NULL || !berth_account_is_practice (self->account))
    g_signal_emit (self, signals[PRACTICE_CHOSEN], 0);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
berth_accounts_dialog_dispose (GObject *object)
{
  BerthAccountsDialog *self = BERTH_ACCOUNTS_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), BERTH_TYPE_ACCOUNTS_DIALOG);
  g_clear_object (&self->sign_ins);
  g_clear_object (&self->account);
  G_OBJECT_CLASS (berth_accounts_dialog_parent_class)->dispose (object);
}

static void
install_signals (void)
{
  /**
   * BerthAccountsDialog::account-chosen:
   * @account: the account to open
   */
  signals[ACCOUNT_CHOSEN]
    = g_signal_new ("account-chosen", BERTH_TYPE_ACCOUNTS_DIALOG, G_SIGNAL_RUN_LAST, 0,
                    NULL, NULL, NULL, G_TYPE_NONE, 1, BERTH_TYPE_ACCOUNT);

  /**
   * BerthAccountsDialog::add-account:
   *
   * Somebody else is to be signed in.
   */
  signals[ADD_ACCOUNT]
    = g_signal_new ("add-account", BERTH_TYPE_ACCOUNTS_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);

  /**
   * BerthAccountsDialog::practice-chosen:
   *
   * The practice cloud is to be opened.
   */
  signals[PRACTICE_CHOSEN]
    = g_signal_new ("practice-chosen", BERTH_TYPE_ACCOUNTS_DIALOG, G_SIGNAL_RUN_LAST, 0,
                    NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * BerthAccountsDialog::signed-out:
   * @identity: who is not signed in any more
   */
  signals[SIGNED_OUT]
    = g_signal_new ("signed-out", BERTH_TYPE_ACCOUNTS_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 1, BERTH_TYPE_IDENTITY);

  /**
   * BerthAccountsDialog::sign-in-again:
   * @identity: whose sign-in was refused
   */
  signals[SIGN_IN_AGAIN]
    = g_signal_new ("sign-in-again", BERTH_TYPE_ACCOUNTS_DIALOG, G_SIGNAL_RUN_LAST, 0,
                    NULL, NULL, NULL, G_TYPE_NONE, 1, BERTH_TYPE_IDENTITY);
}

static void
berth_accounts_dialog_class_init (BerthAccountsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = berth_accounts_dialog_dispose;
  install_signals ();

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/sign-in/berth-accounts-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthAccountsDialog, page);
  gtk_widget_class_bind_template_child (widget_class, BerthAccountsDialog, other_group);
  gtk_widget_class_bind_template_child (widget_class, BerthAccountsDialog, practice_mark);
  gtk_widget_class_bind_template_callback (widget_class, on_add_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_practice_activated);
}

static void
berth_accounts_dialog_init (BerthAccountsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const char *
find_current (BerthAccountsDialog *self, BerthIdentity *identity)
{
  return self->account != NULL && berth_account_get_identity (self->account) == identity
           ? berth_account_get_subscription_id (self->account)
           : NULL;
}

static void
add_group (BerthAccountsDialog *self, BerthIdentity *identity)
{
  BerthIdentityGroup *group
    = berth_identity_group_new (identity, find_current (self, identity));

  g_signal_connect_object (group, "subscription-chosen",
                           G_CALLBACK (on_subscription_chosen), self, 0);
  g_signal_connect_object (group, "sign-out", G_CALLBACK (on_sign_out), self, 0);
  g_signal_connect_object (group, "sign-in-again", G_CALLBACK (on_sign_in_again), self,
                           0);
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
}

/**
 * berth_accounts_dialog_new:
 * @sign_ins: all who are signed in
 * @account: (nullable): the account that is open
 *
 * Returns: (transfer floating): the dialog
 */
BerthAccountsDialog *
berth_accounts_dialog_new (BerthSignIns *sign_ins, BerthAccount *account)
{
  BerthAccountsDialog *self = g_object_new (BERTH_TYPE_ACCOUNTS_DIALOG, NULL);
  GListModel *identities = berth_sign_ins_get_identities (sign_ins);

  self->sign_ins = g_object_ref (sign_ins);
  g_set_object (&self->account, account);
  gtk_widget_set_visible (self->practice_mark,
                          account != NULL && berth_account_is_practice (account));
  /* The people come first. */
  g_object_ref (self->other_group);
  adw_preferences_page_remove (self->page, self->other_group);
  for (guint i = 0; i < g_list_model_get_n_items (identities); i++) {
    g_autoptr (BerthIdentity) identity = g_list_model_get_item (identities, i);

    add_group (self, identity);
  }
  adw_preferences_page_add (self->page, self->other_group);
  g_object_unref (self->other_group);
  return self;
}
