/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-welcome-page.h"
#include "berth-account.h"

#include "berth-config.h"
#include "berth-future.h"

/**
 * BerthWelcomePage:
 *
 * The first page: what Berth is, and the way into the practice cloud.
 */
struct _BerthWelcomePage {
  AdwNavigationPage parent_instance;
  GtkStack *stack;
  AdwStatusPage *ready_page;
  AdwStatusPage *failed_page;
  GtkWidget *practice_button;
  GtkWidget *cancel_button;
  GtkWidget *retry_button;
  GCancellable *cancellable;
};

enum { ACCOUNT_OPENED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BerthWelcomePage, berth_welcome_page, ADW_TYPE_NAVIGATION_PAGE)

static void
show_face (BerthWelcomePage *self, const char *name, GtkWidget *focus)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_grab_focus (focus);
}

static void
show_failure (BerthWelcomePage *self, const GError *error)
{
  g_autofree char *text = g_markup_escape_text (error->message, -1);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    show_face (self, "ready", self->practice_button);
    return;
  }
  adw_status_page_set_description (self->failed_page, text);
  show_face (self, "failed", self->retry_button);
}

static DexFuture *
open_fiber (gpointer data)
{
  BerthWelcomePage *self = data;
  g_autoptr (GCancellable) cancellable = g_object_ref (self->cancellable);
  g_autoptr (GError) error = NULL;
  g_autoptr (BerthAccount) account
    = dex_await_object (berth_account_open_practice (cancellable), &error);

  if (self->cancellable == cancellable)
    g_clear_object (&self->cancellable);
  if (account == NULL) {
    show_failure (self, error);
    return dex_future_new_true ();
  }
  show_face (self, "ready", self->practice_button);
  g_signal_emit (self, signals[ACCOUNT_OPENED], 0, account);
  return dex_future_new_true ();
}

static void
on_practice_clicked (BerthWelcomePage *self)
{
  berth_welcome_page_open_practice (self);
}

static void
on_cancel_clicked (BerthWelcomePage *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
berth_welcome_page_dispose (GObject *object)
{
  BerthWelcomePage *self = BERTH_WELCOME_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), BERTH_TYPE_WELCOME_PAGE);
  G_OBJECT_CLASS (berth_welcome_page_parent_class)->dispose (object);
}

static void
berth_welcome_page_class_init (BerthWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = berth_welcome_page_dispose;

  /**
   * BerthWelcomePage::account-opened:
   * @account: the account to go on with
   */
  signals[ACCOUNT_OPENED]
    = g_signal_new ("account-opened", BERTH_TYPE_WELCOME_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 1, BERTH_TYPE_ACCOUNT);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/window/berth-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthWelcomePage, stack);
  gtk_widget_class_bind_template_child (widget_class, BerthWelcomePage, ready_page);
  gtk_widget_class_bind_template_child (widget_class, BerthWelcomePage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, BerthWelcomePage, practice_button);
  gtk_widget_class_bind_template_child (widget_class, BerthWelcomePage, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, BerthWelcomePage, retry_button);
  gtk_widget_class_bind_template_callback (widget_class, on_practice_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
}

static void
berth_welcome_page_init (BerthWelcomePage *self)
{
  GtkWidget *label;

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_status_page_set_icon_name (self->ready_page, BERTH_APP_ID);
  /* With large text it is wider than a phone. */
  label = gtk_button_get_child (GTK_BUTTON (self->practice_button));
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
}

/**
 * berth_welcome_page_open_practice:
 *
 * Starts the practice cloud, as the button does; #BerthWelcomePage::account-opened
 * follows. Does nothing while it is being started.
 */
void
berth_welcome_page_open_practice (BerthWelcomePage *self)
{
  g_return_if_fail (BERTH_IS_WELCOME_PAGE (self));

  if (self->cancellable != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  show_face (self, "opening", self->cancel_button);
  dex_future_disown (
    berth_future_spawn (open_fiber, g_object_ref (self), g_object_unref));
}
