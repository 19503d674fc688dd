/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-identity-group.h"
#include "berth-clouds.h"
#include "berth-subscription-rows.h"

#include "berth-explanation.h"
#include "berth-future.h"
#include "berth-subscription.h"

#include <glib/gi18n.h>

/**
 * BerthIdentityGroup:
 *
 * Somebody who is signed in, with their subscriptions to choose from.
 */
struct _BerthIdentityGroup {
  AdwPreferencesGroup parent_instance;

  BerthIdentity *identity;
  char *current; /* the subscription that is open */
  AdwActionRow *state_row;
  GCancellable *cancellable;
};

enum { SUBSCRIPTION_CHOSEN, SIGN_OUT, SIGN_IN_AGAIN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BerthIdentityGroup, berth_identity_group, ADW_TYPE_PREFERENCES_GROUP)

static void
on_row_activated (GtkListBoxRow *row, BerthIdentityGroup *self)
{
  g_signal_emit (self, signals[SUBSCRIPTION_CHOSEN], 0,
                 g_object_get_data (G_OBJECT (row), "subscription"));
}

static void
add_subscription (BerthIdentityGroup *self, BerthSubscription *subscription)
{
  GtkWidget *row = berth_subscription_rows_make (subscription, NULL);

  g_object_set_data_full (G_OBJECT (row), "subscription", g_object_ref (subscription),
                          g_object_unref);
  if (g_strcmp0 (self->current, berth_subscription_get_id (subscription)) == 0) {
    GtkWidget *mark = gtk_image_new_from_icon_name ("object-select-symbolic");

    gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    _ ("Open now"), -1);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), mark);
  }
  g_signal_connect_object (row, "activated", G_CALLBACK (on_row_activated), self, 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
show_state (BerthIdentityGroup *self, const char *title)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state_row), title);
  gtk_widget_set_visible (GTK_WIDGET (self->state_row), TRUE);
}

static void
on_sign_in_again (BerthIdentityGroup *self)
{
  g_signal_emit (self, signals[SIGN_IN_AGAIN], 0);
}

/* A person whose sign-in was refused has a button to begin anew. */
static void
show_error (BerthIdentityGroup *self, const GError *error)
{
  g_autoptr (BerthExplanation) explanation = berth_explain_error (error);
  BerthGrant *grant = berth_identity_get_grant (self->identity);

  show_state (self, berth_explanation_get_title (explanation));
  adw_action_row_set_subtitle (self->state_row, berth_explanation_get_body (explanation));
  if (grant != NULL && berth_grant_get_refusal (grant) != NULL) {
    GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Sign In Again"));

    gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
    g_signal_connect_object (button, "clicked", G_CALLBACK (on_sign_in_again), self,
                             G_CONNECT_SWAPPED);
    adw_action_row_add_suffix (self->state_row, button);
  }
}

static DexFuture *
list_fiber (gpointer data)
{
  BerthIdentityGroup *self = data;
  g_autoptr (GCancellable) cancellable = g_object_ref (self->cancellable);
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) found = dex_await_object (
    berth_identity_list_subscriptions (self->identity, cancellable), &error);

  if (g_cancellable_is_cancelled (cancellable))
    return dex_future_new_false ();
  if (found == NULL) {
    show_error (self, error);
    return dex_future_new_false ();
  }
  gtk_widget_set_visible (GTK_WIDGET (self->state_row), FALSE);
  for (guint i = 0; i < g_list_model_get_n_items (found); i++) {
    g_autoptr (BerthSubscription) subscription = g_list_model_get_item (found, i);

    add_subscription (self, subscription);
  }
  if (g_list_model_get_n_items (found) == 0)
    show_state (self, _ ("No subscription"));
  return dex_future_new_true ();
}

static const char *
describe_storage (BerthIdentity *identity)
{
  switch (berth_identity_get_kind (identity)) {
  case BERTH_IDENTITY_APPLICATION:
    return _ ("From the environment");
  case BERTH_IDENTITY_CLI:
    return _ ("The sign-in of az");
  case BERTH_IDENTITY_PERSON:
  default:
    return berth_grant_is_persistent (berth_identity_get_grant (identity))
             ? _ ("Kept in the keyring")
             : _ ("Not in the keyring: forgotten when Berth ends");
  }
}

static void
on_persistence_changed (BerthIdentityGroup *self)
{
  g_autofree char *text = g_strdup_printf (
    "%s · %s", berth_clouds_get_label (berth_identity_get_cloud (self->identity)),
    describe_storage (self->identity));
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), escaped);
}

static void
on_sign_out_clicked (BerthIdentityGroup *self)
{
  g_signal_emit (self, signals[SIGN_OUT], 0);
}

static void
add_sign_out (BerthIdentityGroup *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (
    berth_identity_get_kind (self->identity) == BERTH_IDENTITY_PERSON ? _ ("Sign _Out")
                                                                      : _ ("_Leave"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_sign_out_clicked), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), button);
}

static void
berth_identity_group_unroot (GtkWidget *widget)
{
  g_cancellable_cancel (BERTH_IDENTITY_GROUP (widget)->cancellable);
  GTK_WIDGET_CLASS (berth_identity_group_parent_class)->unroot (widget);
}

static void
berth_identity_group_finalize (GObject *object)
{
  BerthIdentityGroup *self = BERTH_IDENTITY_GROUP (object);

  g_clear_object (&self->identity);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->current, g_free);
  G_OBJECT_CLASS (berth_identity_group_parent_class)->finalize (object);
}

static void
berth_identity_group_class_init (BerthIdentityGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_identity_group_finalize;
  GTK_WIDGET_CLASS (klass)->unroot = berth_identity_group_unroot;

  /**
   * BerthIdentityGroup::subscription-chosen:
   * @subscription: the #BerthSubscription to open
   */
  signals[SUBSCRIPTION_CHOSEN]
    = g_signal_new ("subscription-chosen", BERTH_TYPE_IDENTITY_GROUP, G_SIGNAL_RUN_LAST,
                    0, NULL, NULL, NULL, G_TYPE_NONE, 1, BERTH_TYPE_SUBSCRIPTION);

  /**
   * BerthIdentityGroup::sign-out:
   *
   * The identity is to be forgotten.
   */
  signals[SIGN_OUT]
    = g_signal_new ("sign-out", BERTH_TYPE_IDENTITY_GROUP, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);

  /**
   * BerthIdentityGroup::sign-in-again:
   *
   * The identity's sign-in was refused, and the person wants a new one.
   */
  signals[SIGN_IN_AGAIN]
    = g_signal_new ("sign-in-again", BERTH_TYPE_IDENTITY_GROUP, G_SIGNAL_RUN_LAST, 0,
                    NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
berth_identity_group_init (BerthIdentityGroup *self)
{
  self->cancellable = g_cancellable_new ();
  self->state_row = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->state_row), FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->state_row));
}

/**
 * berth_identity_group_new:
 * @identity: who is signed in
 * @current_subscription: (nullable): the id of the subscription that is open
 *
 * Returns: (transfer floating): the group; it begins to list at once
 */
BerthIdentityGroup *
berth_identity_group_new (BerthIdentity *identity, const char *current_subscription)
{
  BerthIdentityGroup *self = g_object_new (BERTH_TYPE_IDENTITY_GROUP, NULL);
  const char *name = berth_identity_get_user_name (identity);
  g_autofree char *escaped
    = g_markup_escape_text (name != NULL ? name : _ ("Somebody"), -1);

  self->identity = g_object_ref (identity);
  self->current = g_strdup (current_subscription);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), escaped);
  on_persistence_changed (self);
  if (berth_identity_get_grant (identity) != NULL)
    g_signal_connect_object (berth_identity_get_grant (identity), "persistence-changed",
                             G_CALLBACK (on_persistence_changed), self,
                             G_CONNECT_SWAPPED);
  add_sign_out (self);
  show_state (self, _ ("Looking for subscriptions…"));
  dex_future_disown (
    berth_future_spawn (list_fiber, g_object_ref (self), g_object_unref));
  return self;
}

/**
 * berth_identity_group_get_identity:
 *
 * Returns: (transfer none): who it shows
 */
BerthIdentity *
berth_identity_group_get_identity (BerthIdentityGroup *self)
{
  g_return_val_if_fail (BERTH_IS_IDENTITY_GROUP (self), NULL);

  return self->identity;
}
