/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <libdex.h>

G_BEGIN_DECLS

DexFuture *berth_terminal_ask_trust (GtkWidget *parent,
                                     const char *address,
                                     const char *fingerprint,
                                     GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_terminal_ask_passphrase (GtkWidget *parent,
                               const char *key_path,
                               guint attempt,
                               GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
