/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-qr-code.h"

#include <qrencode.h>

#define NATURAL_SIZE 176
/* The quiet zone, in modules (ISO/IEC 18004 5.3.8). */
#define MARGIN 4

/**
 * BerthQrCode:
 *
 * A text as a QR code, dark on light in any style: not every camera reads the opposite.
 */
struct _BerthQrCode {
  GtkWidget parent_instance;

  QRcode *code;
};

G_DEFINE_FINAL_TYPE (BerthQrCode, berth_qr_code, GTK_TYPE_WIDGET)

static void
berth_qr_code_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  *minimum = *natural = NATURAL_SIZE;
}

static void
append_module (GtkSnapshot *snapshot, int x, int y, int width, int unit, int offset)
{
  const GdkRGBA dark = { 0, 0, 0, 1 };

  gtk_snapshot_append_color (snapshot, &dark,
                             &GRAPHENE_RECT_INIT ((float) (offset + x * unit),
                                                  (float) (offset + y * unit),
                                                  (float) (width * unit), (float) unit));
}

/* One rectangle for each run of dark modules; whole pixels, so that edges are sharp. */
static void
append_row (BerthQrCode *self, GtkSnapshot *snapshot, int y, int unit, int offset)
{
  const guchar *row = self->code->data + y * self->code->width;

  for (int x = 0, end; x < self->code->width; x = end + 1) {
    for (end = x; end < self->code->width && (row[end] & 1) != 0; end++)
      ;
    if (end > x)
      append_module (snapshot, x, y, end - x, unit, offset);
  }
}

static void
berth_qr_code_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BerthQrCode *self = BERTH_QR_CODE (widget);
  const GdkRGBA light = { 1, 1, 1, 1 };
  const int size = MIN (gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  GskRoundedRect frame;
  int unit;

  if (self->code == NULL)
    return;
  unit = MAX (size / (self->code->width + 2 * MARGIN), 1);
  gsk_rounded_rect_init_from_rect (
    &frame, &GRAPHENE_RECT_INIT (0, 0, (float) size, (float) size), 9);
  gtk_snapshot_push_rounded_clip (snapshot, &frame);
  gtk_snapshot_append_color (snapshot, &light, &frame.bounds);
  for (int y = 0; y < self->code->width; y++)
    append_row (self, snapshot, y, unit, (size - unit * self->code->width) / 2);
  gtk_snapshot_pop (snapshot);
}

static void
berth_qr_code_finalize (GObject *object)
{
  g_clear_pointer (&BERTH_QR_CODE (object)->code, QRcode_free);
  G_OBJECT_CLASS (berth_qr_code_parent_class)->finalize (object);
}

static void
berth_qr_code_class_init (BerthQrCodeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = berth_qr_code_finalize;
  widget_class->measure = berth_qr_code_measure;
  widget_class->snapshot = berth_qr_code_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
berth_qr_code_init (BerthQrCode *self)
{
}

/**
 * berth_qr_code_set_text:
 * @text: (nullable): what a camera reads; one that is too long shows nothing
 */
void
berth_qr_code_set_text (BerthQrCode *self, const char *text)
{
  g_return_if_fail (BERTH_IS_QR_CODE (self));

  g_clear_pointer (&self->code, QRcode_free);
  if (text != NULL)
    self->code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M);
  gtk_widget_set_visible (GTK_WIDGET (self), self->code != NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
