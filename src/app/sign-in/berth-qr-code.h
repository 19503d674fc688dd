/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BERTH_TYPE_QR_CODE (berth_qr_code_get_type ())
G_DECLARE_FINAL_TYPE (BerthQrCode, berth_qr_code, BERTH, QR_CODE, GtkWidget)

void berth_qr_code_set_text (BerthQrCode *self, const char *text);

G_END_DECLS
