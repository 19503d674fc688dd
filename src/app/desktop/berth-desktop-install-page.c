/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-install-page.h"

#include "berth-config.h"
#include "berth-future.h"

#include <glib/gi18n.h>

/* More is not read, and would have to be kept. */
#define LOG_LINES_MAX 3000

/**
 * BerthDesktopInstallPage:
 *
 * The way on from a machine without a desktop: what one would add, its installation as it
 * goes on in the machine, and why it failed. Then the desktop is opened.
 */
struct _BerthDesktopInstallPage {
  AdwBin parent_instance;
  GtkStack *stack;
  AdwStatusPage *offer_page;
  GtkLabel *title_label;
  GtkLabel *stage_label;
  GtkProgressBar *progress_bar;
  GtkTextView *log_view;
  GtkWidget *log_frame;
  GtkWidget *hint_label;
  GtkWidget *stop_button;
  GtkWidget *failed_buttons;
  BerthDesktopSource *source;
  BerthDesktopInstaller *installer; /* (nullable): while it runs */
};

G_DEFINE_FINAL_TYPE (BerthDesktopInstallPage, berth_desktop_install_page, ADW_TYPE_BIN)

/* One installation. The page may be gone before it ends, so the fiber holds it weakly. */
typedef struct {
  GWeakRef page;
  BerthDesktopInstaller *installer;
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  g_weak_ref_clear (&run->page);
  g_object_unref (run->installer);
  g_free (run);
}

static void
show_running (BerthDesktopInstallPage *self, gboolean is_running)
{
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), is_running);
  gtk_widget_set_visible (self->hint_label, is_running);
  gtk_widget_set_visible (self->stop_button, is_running);
  gtk_widget_set_visible (self->failed_buttons, !is_running);
  gtk_widget_set_sensitive (self->stop_button, TRUE);
}

static void
show_failed (BerthDesktopInstallPage *self, const GError *error)
{
  gboolean is_stopped = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  show_running (self, FALSE);
  gtk_label_set_text (self->title_label, is_stopped
                                           ? _ ("The Installation Was Stopped")
                                           : _ ("The Desktop Was Not Installed"));
  gtk_label_set_text (self->stage_label,
                      is_stopped
                        ? _ ("What is installed stays, and it can go on from there.")
                        : error->message);
}

static DexFuture *
run_fiber (gpointer data)
{
  Run *run = data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = dex_await (berth_desktop_installer_run (run->installer), &error);
  g_autoptr (BerthDesktopInstallPage) self = g_weak_ref_get (&run->page);

  if (self == NULL || self->installer != run->installer)
    return dex_future_new_true ();
  g_signal_handlers_disconnect_by_data (self->installer, self);
  g_clear_object (&self->installer);
  if (is_done)
    gtk_widget_activate_action (GTK_WIDGET (self), "desktop.reconnect", NULL);
  else
    show_failed (self, error);
  return dex_future_new_true ();
}

static void
on_progress (BerthDesktopInstallPage *self)
{
  gtk_label_set_text (self->stage_label,
                      berth_desktop_installer_get_stage (self->installer));
  gtk_progress_bar_set_fraction (self->progress_bar,
                                 berth_desktop_installer_get_fraction (self->installer));
}

static void
drop_first_lines (GtkTextBuffer *buffer)
{
  const int n = gtk_text_buffer_get_line_count (buffer) - LOG_LINES_MAX;
  GtkTextIter start;
  GtkTextIter end;

  if (n <= 0)
    return;
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_get_iter_at_line (buffer, &end, n);
  gtk_text_buffer_delete (buffer, &start, &end);
}

/* Whoever has scrolled up is reading there. */
static gboolean
is_at_end (BerthDesktopInstallPage *self)
{
  GtkAdjustment *adjustment
    = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->log_view));

  return gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment)
         >= gtk_adjustment_get_upper (adjustment) - 1;
}

static void
on_log (BerthDesktopInstallPage *self, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->log_view);
  const gboolean follow = is_at_end (self);
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert (buffer, &end, text, -1);
  drop_first_lines (buffer);
  gtk_widget_set_visible (self->log_frame, TRUE);
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_move_mark_by_name (buffer, "end", &end);
  if (follow)
    gtk_text_view_scroll_mark_onscreen (self->log_view,
                                        gtk_text_buffer_get_mark (buffer, "end"));
}

static void
on_install (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BerthDesktopInstallPage *self = BERTH_DESKTOP_INSTALL_PAGE (widget);
  Run *run;

  if (self->installer != NULL)
    return;
  self->installer = berth_desktop_source_new_installer (self->source, widget);
  g_signal_connect_object (self->installer, "notify::stage", G_CALLBACK (on_progress),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->installer, "notify::fraction", G_CALLBACK (on_progress),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->installer, "log", G_CALLBACK (on_log), self,
                           G_CONNECT_SWAPPED);
  gtk_label_set_text (self->title_label, _ ("Installing the Desktop"));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->log_view), "", 0);
  gtk_widget_set_visible (self->log_frame, FALSE);
  show_running (self, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "work");

  run = g_new0 (Run, 1);
  g_weak_ref_init (&run->page, self);
  run->installer = g_object_ref (self->installer);
  dex_future_disown (berth_future_spawn (run_fiber, run, run_free));
}

/* It ends once the machine has stopped. */
static void
on_stop (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BerthDesktopInstallPage *self = BERTH_DESKTOP_INSTALL_PAGE (widget);

  gtk_widget_set_sensitive (self->stop_button, FALSE);
  if (self->installer != NULL)
    berth_desktop_installer_stop (self->installer);
}

static void
on_copy_log (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BerthDesktopInstallPage *self = BERTH_DESKTOP_INSTALL_PAGE (widget);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->log_view);
  g_autofree char *log = NULL;
  g_autofree char *details = NULL;

  g_object_get (buffer, "text", &log, NULL);
  details
    = g_strdup_printf ("%s\n%s\n\n%s", berth_desktop_source_get_title (self->source),
                       gtk_label_get_text (self->stage_label), log);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), details);
}

static void
leave (BerthDesktopInstallPage *self)
{
  if (self->installer == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->installer, self);
  berth_desktop_installer_leave (self->installer);
  g_clear_object (&self->installer);
}

static void
berth_desktop_install_page_unroot (GtkWidget *widget)
{
  leave (BERTH_DESKTOP_INSTALL_PAGE (widget));
  GTK_WIDGET_CLASS (berth_desktop_install_page_parent_class)->unroot (widget);
}

static void
berth_desktop_install_page_dispose (GObject *object)
{
  BerthDesktopInstallPage *self = BERTH_DESKTOP_INSTALL_PAGE (object);

  leave (self);
  g_clear_object (&self->source);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), BERTH_TYPE_DESKTOP_INSTALL_PAGE);
  G_OBJECT_CLASS (berth_desktop_install_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/desktop/berth-desktop-install-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopInstallPage, stack);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopInstallPage,
                                        offer_page);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopInstallPage,
                                        title_label);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopInstallPage,
                                        stage_label);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopInstallPage,
                                        progress_bar);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopInstallPage, log_view);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopInstallPage, log_frame);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopInstallPage,
                                        hint_label);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopInstallPage,
                                        stop_button);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopInstallPage,
                                        failed_buttons);
}

static void
berth_desktop_install_page_class_init (BerthDesktopInstallPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = berth_desktop_install_page_dispose;
  widget_class->unroot = berth_desktop_install_page_unroot;
  gtk_widget_class_install_action (widget_class, "install.begin", NULL, on_install);
  gtk_widget_class_install_action (widget_class, "install.stop", NULL, on_stop);
  gtk_widget_class_install_action (widget_class, "install.copy-log", NULL, on_copy_log);
  bind_template (widget_class);
}

static void
berth_desktop_install_page_init (BerthDesktopInstallPage *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter end;

  gtk_widget_init_template (GTK_WIDGET (self));
  buffer = gtk_text_view_get_buffer (self->log_view);
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_create_mark (buffer, "end", &end, FALSE);
}

/**
 * berth_desktop_install_page_set_source:
 * @source: where the desktop is to come from
 */
void
berth_desktop_install_page_set_source (BerthDesktopInstallPage *self,
                                       BerthDesktopSource *source)
{
  g_return_if_fail (BERTH_IS_DESKTOP_INSTALL_PAGE (self));
  g_return_if_fail (BERTH_IS_DESKTOP_SOURCE (source));

  g_set_object (&self->source, source);
}

/**
 * berth_desktop_install_page_offer:
 * @error: why there is no desktop
 *
 * Shows what a desktop would add.
 */
void
berth_desktop_install_page_offer (BerthDesktopInstallPage *self, const GError *error)
{
  g_autofree char *text = NULL;

  g_return_if_fail (BERTH_IS_DESKTOP_INSTALL_PAGE (self));
  g_return_if_fail (error != NULL);

  text = g_markup_printf_escaped (
    "%s %s\n\n%s", error->message,
    _ ("Berth can install one: Xfce, with Korean fonts and input."),
    _ ("It takes about 10 minutes and 2 GB of the machine’s disk, and the machine can be "
       "used meanwhile. The desktop is reached through SSH only, so no port is opened."));
  leave (self);
  adw_status_page_set_description (self->offer_page, text);
  gtk_stack_set_visible_child_name (self->stack, "offer");
}
