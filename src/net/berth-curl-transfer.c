/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-curl-transfer.h"

#include "berth-http-response.h"
#include "berth-net-error.h"

#include <string.h>

#define CONNECT_TIMEOUT_MS (20 * 1000)
/* All headers of one answer together. */
#define MAX_HEADER_BYTES (256 * 1024)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CURLU, curl_url_cleanup)

/* One exchange: a curl handle, what it has brought so far, and the promise of the whole.
 */
struct _BerthCurlTransfer {
  CURL *easy;
  BerthHttpRequest *request;
  struct curl_slist *header_lines;
  GPtrArray *header_names;
  GPtrArray *header_values;
  GByteArray *body;
  DexPromise *promise;
  gsize header_bytes;
  gboolean too_large;
  char message[CURL_ERROR_SIZE];
};

static size_t
on_body (char *data, size_t size, size_t count, void *user_data)
{
  BerthCurlTransfer *self = user_data;
  gsize length = size * count;

  if (length > berth_http_request_get_max_body_bytes (self->request) - self->body->len) {
    self->too_large = TRUE;
    return CURL_WRITEFUNC_ERROR;
  }
  g_byte_array_append (self->body, (const guint8 *) data, (guint) length);
  return length;
}

/* A new status line starts a new set of headers: those of an interim answer are dropped.
 */
static size_t
on_header (char *data, size_t size, size_t count, void *user_data)
{
  BerthCurlTransfer *self = user_data;
  gsize length = size * count;
  g_autofree char *line = g_strndup (data, length);
  char *colon = strchr (line, ':');

  self->header_bytes += length;
  if (self->header_bytes > MAX_HEADER_BYTES) {
    self->too_large = TRUE;
    return 0;
  }
  if (g_str_has_prefix (line, "HTTP/")) {
    g_ptr_array_set_size (self->header_names, 0);
    g_ptr_array_set_size (self->header_values, 0);
  } else if (colon != NULL) {
    *colon = '\0';
    g_ptr_array_add (self->header_names, g_strdup (g_strstrip (line)));
    g_ptr_array_add (self->header_values, g_strdup (g_strstrip (colon + 1)));
  }
  return length;
}

static gboolean
is_loopback (const char *host)
{
  g_autofree char *bare = NULL;
  g_autoptr (GInetAddress) address = NULL;
  gsize length = strlen (host);

  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  bare
    = host[0] == '[' && length > 2 ? g_strndup (host + 1, length - 2) : g_strdup (host);
  address = g_inet_address_new_from_string (bare);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

/**
 * berth_curl_transfer_check_url:
 * @url: where a request is to go
 * @local: (out): whether that is this computer
 *
 * Tokens travel in these requests: without TLS they never leave this computer, so @local
 * ones do not go through a proxy either.
 *
 * Returns: whether Berth may speak to it; else @error is %BERTH_NET_ERROR_PROTOCOL
 */
gboolean
berth_curl_transfer_check_url (const char *url, gboolean *local, GError **error)
{
  g_autoptr (CURLU) parsed = curl_url ();
  char *scheme = NULL;
  char *host = NULL;
  gboolean fine = FALSE;

  if (curl_url_set (parsed, CURLUPART_URL, url, 0) == CURLUE_OK
      && curl_url_get (parsed, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK
      && curl_url_get (parsed, CURLUPART_HOST, &host, 0) == CURLUE_OK)
    fine = g_str_equal (scheme, "https")
           || (g_str_equal (scheme, "http") && is_loopback (host));
  *local = fine && is_loopback (host);
  curl_free (scheme);
  curl_free (host);
  if (!fine)
    g_set_error (error, BERTH_NET_ERROR, BERTH_NET_ERROR_PROTOCOL,
                 "“%s” is not an address that Berth may speak to: it must begin with "
                 "https",
                 url);
  return fine;
}

static void
set_method (BerthCurlTransfer *self)
{
  const char *method = berth_http_request_get_method (self->request);
  GBytes *body = berth_http_request_get_body (self->request);
  gsize length = 0;
  const char *data = body != NULL ? g_bytes_get_data (body, &length) : NULL;

  if (g_str_equal (method, "HEAD")) {
    curl_easy_setopt (self->easy, CURLOPT_NOBODY, 1L);
    return;
  }
  if (body != NULL || g_str_equal (method, "POST") || g_str_equal (method, "PUT")
      || g_str_equal (method, "PATCH")) {
    curl_easy_setopt (self->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t) length);
    curl_easy_setopt (self->easy, CURLOPT_POSTFIELDS, data != NULL ? data : "");
  }
  curl_easy_setopt (self->easy, CURLOPT_CUSTOMREQUEST, method);
}

static void
set_headers (BerthCurlTransfer *self)
{
  g_auto (GStrv) lines = berth_http_request_dup_header_lines (self->request);

  for (guint i = 0; lines[i] != NULL; i++)
    self->header_lines = curl_slist_append (self->header_lines, lines[i]);
  /* Waiting for "100 Continue" costs a round trip and Azure does not send it. */
  self->header_lines = curl_slist_append (self->header_lines, "Expect:");
  if (berth_http_request_get_header (self->request, "content-type") == NULL)
    self->header_lines = curl_slist_append (self->header_lines, "Content-Type:");
  curl_easy_setopt (self->easy, CURLOPT_HTTPHEADER, self->header_lines);
}

static void
set_options (BerthCurlTransfer *self, const char *ca_file)
{
  CURL *easy = self->easy;

  curl_easy_setopt (easy, CURLOPT_URL, berth_http_request_get_url (self->request));
  curl_easy_setopt (easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt (easy, CURLOPT_HTTP_VERSION, (long) CURL_HTTP_VERSION_2TLS);
  curl_easy_setopt (easy, CURLOPT_PIPEWAIT, 1L);
  curl_easy_setopt (easy, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt (easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (easy, CURLOPT_TCP_KEEPALIVE, 1L);
  curl_easy_setopt (easy, CURLOPT_CONNECTTIMEOUT_MS, (long) CONNECT_TIMEOUT_MS);
  curl_easy_setopt (easy, CURLOPT_TIMEOUT_MS,
                    (long) berth_http_request_get_timeout_ms (self->request));
  curl_easy_setopt (easy, CURLOPT_ERRORBUFFER, self->message);
  curl_easy_setopt (easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt (easy, CURLOPT_WRITEDATA, self);
  curl_easy_setopt (easy, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt (easy, CURLOPT_HEADERDATA, self);
  curl_easy_setopt (easy, CURLOPT_PRIVATE, self);
  if (ca_file != NULL)
    curl_easy_setopt (easy, CURLOPT_CAINFO, ca_file);
  set_method (self);
  set_headers (self);
}

/* A proxy that cannot be reached, or that answers the question for a way through with
 * anything but 200, such as 407: it wants a sign-in of its own. */
static gboolean
failed_at_proxy (BerthCurlTransfer *self, CURLcode code)
{
  long used = 0;
  long answer = 0;

  curl_easy_getinfo (self->easy, CURLINFO_USED_PROXY, &used);
  curl_easy_getinfo (self->easy, CURLINFO_HTTP_CONNECTCODE, &answer);
  if (code == CURLE_COULDNT_RESOLVE_PROXY || code == CURLE_PROXY)
    return TRUE;
  return used != 0 && (code == CURLE_COULDNT_CONNECT || (answer != 0 && answer != 200));
}

static BerthNetError
error_from_code (BerthCurlTransfer *self, CURLcode code)
{
  if (self->too_large)
    return BERTH_NET_ERROR_TOO_LARGE;
  if (failed_at_proxy (self, code))
    return BERTH_NET_ERROR_PROXY;
  switch ((int) code) {
  case CURLE_COULDNT_RESOLVE_HOST:
    return BERTH_NET_ERROR_UNKNOWN_HOST;
  case CURLE_COULDNT_CONNECT:
  case CURLE_INTERFACE_FAILED:
    return BERTH_NET_ERROR_UNREACHABLE;
  case CURLE_OPERATION_TIMEDOUT:
    return BERTH_NET_ERROR_TIMED_OUT;
  case CURLE_SEND_ERROR:
  case CURLE_RECV_ERROR:
  case CURLE_GOT_NOTHING:
  case CURLE_PARTIAL_FILE:
  case CURLE_HTTP2:
  case CURLE_HTTP2_STREAM:
    return BERTH_NET_ERROR_RESET;
  case CURLE_PEER_FAILED_VERIFICATION:
  case CURLE_SSL_CONNECT_ERROR:
  case CURLE_SSL_CERTPROBLEM:
  case CURLE_SSL_CIPHER:
  case CURLE_SSL_CACERT_BADFILE:
  case CURLE_SSL_ISSUER_ERROR:
  case CURLE_USE_SSL_FAILED:
    return BERTH_NET_ERROR_TLS;
  default:
    return BERTH_NET_ERROR_PROTOCOL;
  }
}

static const char *
sentence_for (BerthNetError code)
{
  switch (code) {
  case BERTH_NET_ERROR_UNREACHABLE:
    return "The server could not be reached";
  case BERTH_NET_ERROR_TIMED_OUT:
    return "The server took too long to answer";
  case BERTH_NET_ERROR_RESET:
    return "The connection ended before the answer was whole";
  case BERTH_NET_ERROR_TLS:
    return "The server could not prove who it is";
  case BERTH_NET_ERROR_TOO_LARGE:
    return "The answer is larger than it may be";
  case BERTH_NET_ERROR_UNKNOWN_HOST:
    return "The server’s name could not be looked up";
  case BERTH_NET_ERROR_PROXY:
    return "The proxy in this computer’s settings did not let the request through";
  case BERTH_NET_ERROR_PROTOCOL:
  default:
    return "The server’s answer could not be understood";
  }
}

static BerthHttpResponse *
make_response (BerthCurlTransfer *self)
{
  g_autoptr (GBytes) body = g_byte_array_free_to_bytes (g_steal_pointer (&self->body));
  BerthHttpResponse *response = NULL;
  long status = 0;

  curl_easy_getinfo (self->easy, CURLINFO_RESPONSE_CODE, &status);
  response = berth_http_response_new ((guint) status, body);
  for (guint i = 0; i < self->header_names->len; i++)
    berth_http_response_set_header (response, g_ptr_array_index (self->header_names, i),
                                    g_ptr_array_index (self->header_values, i));
  return response;
}

/**
 * berth_curl_transfer_new:
 * @request: what to ask
 * @ca_file: (nullable): certificates to trust instead of the system's
 * @proxy: (nullable): what to go through, in curl's words; %NULL for what the environment
 * says
 *
 * Readies one exchange; the caller hands its easy handle to curl.
 *
 * Returns: (transfer full) (nullable): the transfer, or %NULL with @error set to
 *   %BERTH_NET_ERROR_PROTOCOL when the address is not one to speak to
 */
BerthCurlTransfer *
berth_curl_transfer_new (BerthHttpRequest *request,
                         const char *ca_file,
                         const char *proxy,
                         GError **error)
{
  BerthCurlTransfer *self = NULL;
  gboolean local = FALSE;

  if (!berth_curl_transfer_check_url (berth_http_request_get_url (request), &local,
                                      error))
    return NULL;
  self = g_new0 (BerthCurlTransfer, 1);
  self->easy = curl_easy_init ();
  self->request = g_object_ref (request);
  self->header_names = g_ptr_array_new_with_free_func (g_free);
  self->header_values = g_ptr_array_new_with_free_func (g_free);
  self->body = g_byte_array_new ();
  self->promise = dex_promise_new_cancellable ();
  set_options (self, ca_file);
  if (local)
    curl_easy_setopt (self->easy, CURLOPT_PROXY, "");
  else if (proxy != NULL)
    curl_easy_setopt (self->easy, CURLOPT_PROXY, proxy);
  return self;
}

/**
 * berth_curl_transfer_free:
 *
 * Frees a transfer that curl no longer knows and whose future is done.
 */
void
berth_curl_transfer_free (BerthCurlTransfer *self)
{
  curl_easy_cleanup (self->easy);
  curl_slist_free_all (self->header_lines);
  g_ptr_array_unref (self->header_names);
  g_ptr_array_unref (self->header_values);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_object_unref (self->request);
  dex_clear (&self->promise);
  g_free (self);
}

/**
 * berth_curl_transfer_get_easy:
 *
 * Returns: (transfer none): the curl handle; its private pointer is the transfer
 */
CURL *
berth_curl_transfer_get_easy (BerthCurlTransfer *self)
{
  return self->easy;
}

/**
 * berth_curl_transfer_dup_future:
 *
 * Returns: (transfer full): a future that resolves to a #BerthHttpResponse
 */
DexFuture *
berth_curl_transfer_dup_future (BerthCurlTransfer *self)
{
  return dex_ref (DEX_FUTURE (self->promise));
}

/**
 * berth_curl_transfer_get_dropped:
 *
 * Returns: (transfer none): cancelled when nobody waits for the future any more
 */
GCancellable *
berth_curl_transfer_get_dropped (BerthCurlTransfer *self)
{
  return dex_promise_get_cancellable (self->promise);
}

/**
 * berth_curl_transfer_complete:
 * @code: how curl says that it ended
 *
 * Settles the future.
 */
void
berth_curl_transfer_complete (BerthCurlTransfer *self, CURLcode code)
{
  BerthNetError error = BERTH_NET_ERROR_PROTOCOL;

  if (code == CURLE_OK) {
    dex_promise_resolve_object (self->promise, make_response (self));
    return;
  }
  error = error_from_code (self, code);
  berth_curl_transfer_reject (
    self,
    g_error_new (BERTH_NET_ERROR, (int) error, "%s (%s)", sentence_for (error),
                 *self->message != '\0' ? self->message : curl_easy_strerror (code)));
}

/**
 * berth_curl_transfer_reject:
 * @error: (transfer full): why there will be no answer
 */
void
berth_curl_transfer_reject (BerthCurlTransfer *self, GError *error)
{
  dex_promise_reject (self->promise, error);
}
