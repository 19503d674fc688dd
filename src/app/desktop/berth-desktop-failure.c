/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-failure.h"

#include "berth-config.h"
#include "berth-desktop-install-page.h"
#include "berth-future.h"
#include "berth-remote-error.h"

#include <glib/gi18n.h>

/**
 * BerthDesktopFailure:
 *
 * Why there is no desktop, and each way on.
 */
struct _BerthDesktopFailure {
  AdwBin parent_instance;
  GtkStack *stack;
  AdwStatusPage *failed_page;
  AdwStatusPage *changed_page;
  GtkLabel *changed_label;
  GtkWidget *forget_button;
  BerthDesktopInstallPage *install_page;
  BerthDesktopSource *source;
  GError *error;
};

enum { TOAST, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BerthDesktopFailure, berth_desktop_failure, ADW_TYPE_BIN)

static void
show_changed (BerthDesktopFailure *self, const GError *error)
{
  g_autofree char *escaped = g_markup_escape_text (error->message, -1);

  adw_status_page_set_description (self->changed_page, escaped);
  gtk_stack_set_visible_child_name (self->stack, "changed");
}

static void
show_missing (BerthDesktopFailure *self, const GError *error)
{
  berth_desktop_install_page_offer (self->install_page, error);
  gtk_stack_set_visible_child_name (self->stack, "missing");
}

static void
show_other (BerthDesktopFailure *self, const GError *error)
{
  g_autofree char *escaped = g_markup_escape_text (error->message, -1);

  adw_status_page_set_icon_name (self->failed_page, "network-error-symbolic");
  adw_status_page_set_title (self->failed_page, _ ("The Desktop Did Not Open"));
  adw_status_page_set_description (self->failed_page, escaped);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
on_copy_details (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BerthDesktopFailure *self = BERTH_DESKTOP_FAILURE (widget);
  g_autofree char *details = g_strdup_printf (
    "%s\n%s (%s %d)", berth_desktop_source_get_title (self->source), self->error->message,
    g_quark_to_string (self->error->domain), self->error->code);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), details);
  g_signal_emit (self, signals[TOAST], 0, _ ("Details copied."));
}

static DexFuture *
forget_fiber (gpointer data)
{
  BerthDesktopFailure *self = data;
  g_autoptr (GError) error = NULL;

  if (dex_await (berth_desktop_source_forget (self->source), &error))
    gtk_widget_activate_action (GTK_WIDGET (self), "desktop.reconnect", NULL);
  else
    g_signal_emit (self, signals[TOAST], 0, error->message);
  return dex_future_new_true ();
}

static void
on_forget (GtkWidget *widget, const char *action, GVariant *parameter)
{
  dex_future_disown (
    berth_future_spawn (forget_fiber, g_object_ref (widget), g_object_unref));
}

static void
berth_desktop_failure_dispose (GObject *object)
{
  BerthDesktopFailure *self = BERTH_DESKTOP_FAILURE (object);

  g_clear_object (&self->source);
  g_clear_error (&self->error);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), BERTH_TYPE_DESKTOP_FAILURE);
  G_OBJECT_CLASS (berth_desktop_failure_parent_class)->dispose (object);
}

static void
berth_desktop_failure_class_init (BerthDesktopFailureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (BERTH_TYPE_DESKTOP_INSTALL_PAGE);
  G_OBJECT_CLASS (klass)->dispose = berth_desktop_failure_dispose;
  /**
   * BerthDesktopFailure::toast:
   * @text: something to tell in passing
   */
  signals[TOAST] = g_signal_new ("toast", BERTH_TYPE_DESKTOP_FAILURE, G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "failure.copy-details", NULL,
                                   on_copy_details);
  gtk_widget_class_install_action (widget_class, "failure.forget", NULL, on_forget);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/desktop/berth-desktop-failure.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopFailure, stack);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopFailure, failed_page);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopFailure, changed_page);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopFailure, changed_label);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopFailure, forget_button);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopFailure, install_page);
}

static void
berth_desktop_failure_init (BerthDesktopFailure *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * berth_desktop_failure_set_source:
 * @source: where the desktop should have come from
 */
void
berth_desktop_failure_set_source (BerthDesktopFailure *self, BerthDesktopSource *source)
{
  gboolean can_forget;

  g_return_if_fail (BERTH_IS_DESKTOP_FAILURE (self));
  g_return_if_fail (BERTH_IS_DESKTOP_SOURCE (source));

  g_set_object (&self->source, source);
  berth_desktop_install_page_set_source (self->install_page, source);
  can_forget = berth_desktop_source_can_forget (source);
  gtk_widget_set_visible (self->forget_button, can_forget);
  gtk_label_set_text (
    self->changed_label,
    can_forget
      ? _ ("Berth did not sign in, and sent no password. If you know why its "
           "certificate changed, forget the old one: Berth then asks again.")
      : _ ("Berth did not sign in, and sent no password. Berth has read over SSH "
           "which certificate the machine's desktop has, and what answers shows another "
           "one. If xrdp was set up anew a moment ago, try again."));
}

/**
 * berth_desktop_failure_show:
 * @error: why there is no desktop
 */
void
berth_desktop_failure_show (BerthDesktopFailure *self, const GError *error)
{
  g_return_if_fail (BERTH_IS_DESKTOP_FAILURE (self));
  g_return_if_fail (error != NULL);

  g_clear_error (&self->error);
  self->error = g_error_copy (error);
  if (g_error_matches (error, BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_HOST_KEY_CHANGED))
    show_changed (self, error);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
           && berth_desktop_source_can_install (self->source))
    show_missing (self, error);
  else
    show_other (self, error);
}
