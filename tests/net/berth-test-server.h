/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>
#include <libsoup/soup.h>

#include "berth-http-request.h"

G_BEGIN_DECLS

/**
 * BerthTestServer:
 * @connections: how many connections requests have come in on
 * @requests: how many requests have come
 * @version: the HTTP version of the last request
 * @arrived: resolves when a request has come to a path that does not answer
 * @held: the connection of that request
 *
 * An HTTP server on loopback in this process, at a free port: libsoup's, so that two
 * readings of HTTP meet. It answers at
 *
 * - `/echo` with the method, headers and body of the request as JSON
 * - `/gzip` with a packed body
 * - `/bytes/N` with N bytes, `/packed/N` with as many zeros packed small
 * - `/headers/N` with N long headers
 * - `/moved` with a redirect
 * - `/hold` not at all, `/begin` with the first bytes only, `/half` too, and then it
 *   closes the connection, `/reset` closes it at once, `/noise` with what is not HTTP
 */
typedef struct {
  SoupServer *server;
  char *base;
  GHashTable *ports;
  guint connections;
  guint requests;
  SoupHTTPVersion version;
  DexPromise *arrived;
  GIOStream *held;
} BerthTestServer;

BerthTestServer *berth_test_server_new (GTlsCertificate *certificate);
void berth_test_server_free (BerthTestServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BerthTestServer, berth_test_server_free)

BerthHttpRequest *berth_test_server_make_request (BerthTestServer *self,
                                                  const char *method,
                                                  const char *path);
gboolean berth_test_server_await_hang_up (BerthTestServer *self);

G_END_DECLS
