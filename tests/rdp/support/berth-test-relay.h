/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/**
 * BerthTestRelay:
 *
 * A way to a server that the test can cut: one end of a socket pair for the session, the
 * other one carried to a TCP port, as an SSH connection would do it.
 */
typedef struct _BerthTestRelay BerthTestRelay;

BerthTestRelay *berth_test_relay_new (guint16 port);
void berth_test_relay_free (BerthTestRelay *self);

DexFuture *berth_test_relay_dial (const char *host, guint16 port, gpointer relay);
void berth_test_relay_cut (BerthTestRelay *self);
void berth_test_relay_spoil (BerthTestRelay *self);
void berth_test_relay_set_port (BerthTestRelay *self, guint16 port);
void berth_test_relay_set_down (BerthTestRelay *self, gboolean is_down);
guint berth_test_relay_get_n_dialled (BerthTestRelay *self);

G_END_DECLS
