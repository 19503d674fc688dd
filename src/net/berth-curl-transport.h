/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-http-transport.h"

G_BEGIN_DECLS

#define BERTH_TYPE_CURL_TRANSPORT (berth_curl_transport_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthCurlTransport, berth_curl_transport, BERTH, CURL_TRANSPORT, GObject)

BerthCurlTransport *berth_curl_transport_new (const char *ca_file);
void berth_curl_transport_set_proxy_resolver (BerthCurlTransport *self,
                                              GProxyResolver *resolver);

G_END_DECLS
