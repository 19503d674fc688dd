/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-serial-log-dialog.h"

#include "berth-explanation.h"
#include "berth-future.h"
#include "berth-machine-console.h"

/**
 * BerthSerialLogDialog:
 *
 * What a machine wrote to its serial port while it started.
 */
struct _BerthSerialLogDialog {
  AdwDialog parent_instance;
  GtkStack *stack;
  GtkTextView *text;
  GtkWidget *copy_button;
  AdwStatusPage *failed_page;
  BerthAccount *account;
  char *machine_id;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (BerthSerialLogDialog, berth_serial_log_dialog, ADW_TYPE_DIALOG)

static void
show_failure (BerthSerialLogDialog *self, const GError *error)
{
  g_autoptr (BerthExplanation) explanation = berth_explain_error (error);
  g_autofree char *text
    = g_markup_escape_text (berth_explanation_get_body (explanation), -1);

  adw_status_page_set_description (self->failed_page, text);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
show_log (BerthSerialLogDialog *self, const char *log)
{
  /* A machine writes what it likes, and GTK takes nothing but UTF-8. */
  g_autofree char *valid = g_utf8_make_valid (log, -1);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), valid, -1);
  gtk_widget_set_sensitive (self->copy_button, *valid != '\0');
  gtk_stack_set_visible_child_name (self->stack, *valid != '\0' ? "ready" : "empty");
}

static DexFuture *
read_fiber (gpointer data)
{
  BerthSerialLogDialog *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *log = dex_await_string (
    berth_machines_get_boot_log (berth_account_get_client (self->account),
                                 self->machine_id, self->cancellable),
    &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return dex_future_new_true ();
  if (log != NULL)
    show_log (self, log);
  else
    show_failure (self, error);
  return dex_future_new_true ();
}

static void
on_refresh_clicked (BerthSerialLogDialog *self)
{
  gtk_stack_set_visible_child_name (self->stack, "loading");
  dex_future_disown (
    berth_future_spawn (read_fiber, g_object_ref (self), g_object_unref));
}

static void
on_copy_clicked (BerthSerialLogDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static void
berth_serial_log_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (BERTH_SERIAL_LOG_DIALOG (dialog)->cancellable);
}

static void
berth_serial_log_dialog_dispose (GObject *object)
{
  BerthSerialLogDialog *self = BERTH_SERIAL_LOG_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), BERTH_TYPE_SERIAL_LOG_DIALOG);
  g_clear_object (&self->account);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->machine_id, g_free);
  G_OBJECT_CLASS (berth_serial_log_dialog_parent_class)->dispose (object);
}

static void
berth_serial_log_dialog_class_init (BerthSerialLogDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = berth_serial_log_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = berth_serial_log_dialog_closed;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/machine/berth-serial-log-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthSerialLogDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, BerthSerialLogDialog, text);
  gtk_widget_class_bind_template_child (widget_class, BerthSerialLogDialog, copy_button);
  gtk_widget_class_bind_template_child (widget_class, BerthSerialLogDialog, failed_page);
  gtk_widget_class_bind_template_callback (widget_class, on_refresh_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
}

static void
berth_serial_log_dialog_init (BerthSerialLogDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * berth_serial_log_dialog_new:
 * @account: where the machine is
 * @machine_id: its resource id
 *
 * Returns: (transfer floating): a dialog that reads the log at once
 */
BerthSerialLogDialog *
berth_serial_log_dialog_new (BerthAccount *account, const char *machine_id)
{
  BerthSerialLogDialog *self;

  g_return_val_if_fail (BERTH_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (machine_id != NULL, NULL);

  self = g_object_new (BERTH_TYPE_SERIAL_LOG_DIALOG, NULL);
  self->account = g_object_ref (account);
  self->machine_id = g_strdup (machine_id);
  on_refresh_clicked (self);
  return self;
}
