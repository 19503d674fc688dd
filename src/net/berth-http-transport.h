/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "berth-http-request.h"
#include "berth-http-response.h"
#include "berth-net-error.h"

G_BEGIN_DECLS

#define BERTH_TYPE_HTTP_TRANSPORT (berth_http_transport_get_type ())
G_DECLARE_INTERFACE (
  BerthHttpTransport, berth_http_transport, BERTH, HTTP_TRANSPORT, GObject)

struct _BerthHttpTransportInterface {
  GTypeInterface parent_iface;

  DexFuture *(*send) (BerthHttpTransport *self,
                      BerthHttpRequest *request,
                      GCancellable *cancellable);
};

DexFuture *
berth_http_transport_send (BerthHttpTransport *self,
                           BerthHttpRequest *request,
                           GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
