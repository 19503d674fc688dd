/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-net-test.h"

#include <string.h>

BerthNetTest *
berth_net_test_new (void)
{
  return berth_net_test_new_tls (NULL, NULL);
}

/**
 * berth_net_test_new_tls:
 * @certificate: (nullable): what the server proves itself by
 * @ca_file: (nullable): what the transport trusts
 */
BerthNetTest *
berth_net_test_new_tls (GTlsCertificate *certificate, const char *ca_file)
{
  BerthNetTest *self = g_new0 (BerthNetTest, 1);

  self->server = berth_test_server_new (certificate);
  self->transport = BERTH_HTTP_TRANSPORT (berth_curl_transport_new (ca_file));
  return self;
}

void
berth_net_test_free (BerthNetTest *self)
{
  g_assert_finalize_object (self->transport);
  berth_test_server_free (self->server);
  g_free (self);
}

DexFuture *
berth_net_test_send (BerthNetTest *self,
                     const char *method,
                     const char *path,
                     GCancellable *cancellable)
{
  g_autoptr (BerthHttpRequest) request
    = berth_test_server_make_request (self->server, method, path);

  return berth_http_transport_send (self->transport, request, cancellable);
}

/* GETs what has to be there. */
BerthHttpResponse *
berth_net_test_get (BerthNetTest *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  BerthHttpResponse *response
    = dex_await_object (berth_net_test_send (self, "GET", path, NULL), &error);

  g_assert_no_error (error);
  g_assert_nonnull (response);
  return response;
}

/* GETs what cannot be had. */
void
berth_net_test_fail (BerthNetTest *self, const char *path, BerthNetError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BerthHttpResponse) response
    = dex_await_object (berth_net_test_send (self, "GET", path, NULL), &error);

  g_assert_null (response);
  g_assert_error (error, BERTH_NET_ERROR, (int) code);
  g_assert_cmpuint (strlen (error->message), >, 20);
}
