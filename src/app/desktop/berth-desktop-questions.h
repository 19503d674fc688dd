/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <libdex.h>

#include "berth-rdp-certificate.h"

G_BEGIN_DECLS

DexFuture *berth_desktop_ask_trust (GtkWidget *parent,
                                    const char *title,
                                    BerthRdpCertificate *certificate,
                                    GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_desktop_ask_sign_in (GtkWidget *parent,
                           const char *title,
                           const char *user,
                           gboolean was_wrong,
                           GtkWidget *shares,
                           GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_desktop_ask_password (GtkWidget *parent,
                            const char *machine,
                            const char *user,
                            GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
