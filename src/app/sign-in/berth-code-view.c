/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-code-view.h"
#include "berth-qr-code.h"

#include <glib/gi18n.h>

#define TICK_SECONDS 1

/**
 * BerthCodeView:
 *
 * A code to type into a browser: large, to copy, with the page's address to open here or
 * to read off with a telephone, and how long it is good.
 */
struct _BerthCodeView {
  AdwBin parent_instance;

  GtkWidget *content;
  GtkLabel *code_label;
  GtkLabel *address_label;
  GtkLabel *time_label;
  BerthQrCode *qr_code;
  BerthDeviceCode *code;
  BerthClock *clock;
  guint tick;
};

enum { COPIED, OPEN_PAGE, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BerthCodeView, berth_code_view, ADW_TYPE_BIN)

static gboolean
on_tick (gpointer data)
{
  BerthCodeView *self = data;
  gint64 left = (berth_device_code_get_expires_usec (self->code)
                 - berth_clock_get_now (self->clock))
                / G_USEC_PER_SEC;
  g_autofree char *text = NULL;

  left = MAX (left, 0);
  /* Translators: minutes and seconds that a code is still good, such as 14:05 */
  text = g_strdup_printf (_ ("The code is good for %d:%02d."), (int) (left / 60),
                          (int) (left % 60));
  gtk_label_set_label (self->time_label, text);
  return G_SOURCE_CONTINUE;
}

static void
on_copy_clicked (BerthCodeView *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          berth_device_code_get_user_code (self->code));
  g_signal_emit (self, signals[COPIED], 0);
}

static void
on_open_clicked (BerthCodeView *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          berth_device_code_get_user_code (self->code));
  g_signal_emit (self, signals[OPEN_PAGE], 0, berth_device_code_get_address (self->code));
}

static void
berth_code_view_dispose (GObject *object)
{
  BerthCodeView *self = BERTH_CODE_VIEW (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  if (self->content != NULL)
    adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), BERTH_TYPE_CODE_VIEW);
  g_clear_object (&self->code);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (berth_code_view_parent_class)->dispose (object);
}

static void
berth_code_view_class_init (BerthCodeViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (BERTH_TYPE_QR_CODE);
  G_OBJECT_CLASS (klass)->dispose = berth_code_view_dispose;

  /**
   * BerthCodeView::copied:
   *
   * The code is on the clipboard.
   */
  signals[COPIED] = g_signal_new ("copied", BERTH_TYPE_CODE_VIEW, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * BerthCodeView::open-page:
   * @address: the page to open in the browser; the code is on the clipboard
   */
  signals[OPEN_PAGE] = g_signal_new ("open-page", BERTH_TYPE_CODE_VIEW, G_SIGNAL_RUN_LAST,
                                     0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/sign-in/berth-code-view.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthCodeView, content);
  gtk_widget_class_bind_template_child (widget_class, BerthCodeView, code_label);
  gtk_widget_class_bind_template_child (widget_class, BerthCodeView, address_label);
  gtk_widget_class_bind_template_child (widget_class, BerthCodeView, time_label);
  gtk_widget_class_bind_template_child (widget_class, BerthCodeView, qr_code);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_open_clicked);
}

static void
berth_code_view_init (BerthCodeView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * berth_code_view_set_code:
 * @code: (nullable): the code to show
 * @clock: what it expires by
 */
void
berth_code_view_set_code (BerthCodeView *self, BerthDeviceCode *code, BerthClock *clock)
{
  g_return_if_fail (BERTH_IS_CODE_VIEW (self));

  g_clear_handle_id (&self->tick, g_source_remove);
  g_set_object (&self->code, code);
  g_set_object (&self->clock, clock);
  if (code == NULL)
    return;
  gtk_label_set_label (self->code_label, berth_device_code_get_user_code (code));
  gtk_label_set_label (self->address_label, berth_device_code_get_address (code));
  berth_qr_code_set_text (self->qr_code, berth_device_code_get_address (code));
  on_tick (self);
  self->tick = g_timeout_add_seconds (TICK_SECONDS, on_tick, self);
}
