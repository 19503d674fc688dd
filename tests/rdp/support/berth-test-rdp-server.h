/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BerthTestRdpServer:
 *
 * A server for desktops that runs as a process of its own, on a free port of loopback.
 * Its log goes among the test's messages.
 */
typedef struct _BerthTestRdpServer BerthTestRdpServer;

/**
 * BerthTestSpawnFunc:
 * @port: where to listen
 *
 * Returns: (transfer full): the process, its output in a pipe
 */
typedef GSubprocess *(*BerthTestSpawnFunc) (guint16 port, gpointer data);

BerthTestRdpServer *berth_test_rdp_server_start (const char *name,
                                                 const char *ready,
                                                 const char *certificate_path,
                                                 BerthTestSpawnFunc spawn,
                                                 gpointer data);
void berth_test_rdp_server_stop (BerthTestRdpServer *self);

guint16 berth_test_rdp_server_get_port (BerthTestRdpServer *self);
const char *berth_test_rdp_server_get_fingerprint (BerthTestRdpServer *self);

G_END_DECLS
