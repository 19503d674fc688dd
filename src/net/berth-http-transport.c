/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-http-transport.h"

/**
 * BerthHttpTransport:
 *
 * Carries one request to a server and brings the answer back.
 */
G_DEFINE_INTERFACE (BerthHttpTransport, berth_http_transport, G_TYPE_OBJECT)

static void
berth_http_transport_default_init (BerthHttpTransportInterface *iface)
{
}

/**
 * berth_http_transport_send:
 * @request: what to ask; must not change until the future is done
 * @cancellable: (nullable): gives up; the connection is dropped
 *
 * Dropping the future gives up as well.
 *
 * Returns: (transfer full): a future that resolves to a #BerthHttpResponse of any status,
 * or rejects with a #BerthNetError or %G_IO_ERROR_CANCELLED
 */
DexFuture *
berth_http_transport_send (BerthHttpTransport *self,
                           BerthHttpRequest *request,
                           GCancellable *cancellable)
{
  g_return_val_if_fail (BERTH_IS_HTTP_TRANSPORT (self), NULL);
  g_return_val_if_fail (BERTH_IS_HTTP_REQUEST (request), NULL);

  return BERTH_HTTP_TRANSPORT_GET_IFACE (self)->send (self, request, cancellable);
}
