/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-http-request.h"

/* The longest answer known is the size list of a region, about 10 MiB; without a filter
 * it would be 122 MiB. */
#define DEFAULT_MAX_BODY_BYTES (64 * 1024 * 1024)
#define DEFAULT_TIMEOUT_MS (120 * 1000)

/**
 * BerthHttpRequest:
 *
 * What is asked: method, absolute address, headers, body, and how long and how large the
 * answer may be.
 */
struct _BerthHttpRequest {
  GObject parent_instance;

  char *method;
  char *url;
  GHashTable *headers; /* lower-cased name → value */
  GBytes *body;
  gsize max_body_bytes;
  guint timeout_ms;
};

G_DEFINE_FINAL_TYPE (BerthHttpRequest, berth_http_request, G_TYPE_OBJECT)

static void
berth_http_request_finalize (GObject *object)
{
  BerthHttpRequest *self = BERTH_HTTP_REQUEST (object);

  g_clear_pointer (&self->method, g_free);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->headers, g_hash_table_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  G_OBJECT_CLASS (berth_http_request_parent_class)->finalize (object);
}

static void
berth_http_request_class_init (BerthHttpRequestClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_http_request_finalize;
}

static void
berth_http_request_init (BerthHttpRequest *self)
{
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->max_body_bytes = DEFAULT_MAX_BODY_BYTES;
  self->timeout_ms = DEFAULT_TIMEOUT_MS;
}

/**
 * berth_http_request_new:
 * @method: "GET", "PUT", …
 * @url: the absolute address; sent as it is
 */
BerthHttpRequest *
berth_http_request_new (const char *method, const char *url)
{
  BerthHttpRequest *self = NULL;

  g_return_val_if_fail (method != NULL && url != NULL, NULL);

  self = g_object_new (BERTH_TYPE_HTTP_REQUEST, NULL);
  self->method = g_strdup (method);
  self->url = g_strdup (url);
  return self;
}

/**
 * berth_http_request_get_method:
 *
 * Returns: (transfer none): the method
 */
const char *
berth_http_request_get_method (BerthHttpRequest *self)
{
  g_return_val_if_fail (BERTH_IS_HTTP_REQUEST (self), NULL);

  return self->method;
}

/**
 * berth_http_request_get_url:
 *
 * Returns: (transfer none): the absolute address
 */
const char *
berth_http_request_get_url (BerthHttpRequest *self)
{
  g_return_val_if_fail (BERTH_IS_HTTP_REQUEST (self), NULL);

  return self->url;
}

/**
 * berth_http_request_get_header:
 * @name: a header's name, in any case
 *
 * Returns: (transfer none) (nullable): its value
 */
const char *
berth_http_request_get_header (BerthHttpRequest *self, const char *name)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (BERTH_IS_HTTP_REQUEST (self), NULL);

  key = g_ascii_strdown (name, -1);
  return g_hash_table_lookup (self->headers, key);
}

/**
 * berth_http_request_set_header:
 * @name: a header's name
 * @value: (nullable): its value; %NULL takes the header away
 */
void
berth_http_request_set_header (BerthHttpRequest *self,
                               const char *name,
                               const char *value)
{
  g_autofree char *key = NULL;

  g_return_if_fail (BERTH_IS_HTTP_REQUEST (self));
  g_return_if_fail (value == NULL || strpbrk (value, "\r\n") == NULL);

  key = g_ascii_strdown (name, -1);
  if (value == NULL)
    g_hash_table_remove (self->headers, key);
  else
    g_hash_table_replace (self->headers, g_steal_pointer (&key), g_strdup (value));
}

/**
 * berth_http_request_dup_header_lines:
 *
 * Returns: (transfer full): `name: value` for each header
 */
char **
berth_http_request_dup_header_lines (BerthHttpRequest *self)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer name = NULL;
  gpointer value = NULL;

  g_return_val_if_fail (BERTH_IS_HTTP_REQUEST (self), NULL);

  g_hash_table_iter_init (&iter, self->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_strv_builder_take (lines,
                         g_strdup_printf ("%s: %s", (char *) name, (char *) value));
  return g_strv_builder_end (lines);
}

/**
 * berth_http_request_get_body:
 *
 * Returns: (transfer none) (nullable): what is sent
 */
GBytes *
berth_http_request_get_body (BerthHttpRequest *self)
{
  g_return_val_if_fail (BERTH_IS_HTTP_REQUEST (self), NULL);

  return self->body;
}

/**
 * berth_http_request_set_body:
 * @body: (nullable): what to send
 * @content_type: (nullable): its media type
 */
void
berth_http_request_set_body (BerthHttpRequest *self,
                             GBytes *body,
                             const char *content_type)
{
  g_return_if_fail (BERTH_IS_HTTP_REQUEST (self));

  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = body != NULL ? g_bytes_ref (body) : NULL;
  berth_http_request_set_header (self, "content-type", content_type);
}

/**
 * berth_http_request_get_timeout_ms:
 *
 * Returns: how long the whole exchange may take, in milliseconds
 */
guint
berth_http_request_get_timeout_ms (BerthHttpRequest *self)
{
  g_return_val_if_fail (BERTH_IS_HTTP_REQUEST (self), 0);

  return self->timeout_ms;
}

/**
 * berth_http_request_set_timeout_ms:
 * @timeout_ms: how long the whole exchange may take, in milliseconds
 */
void
berth_http_request_set_timeout_ms (BerthHttpRequest *self, guint timeout_ms)
{
  g_return_if_fail (BERTH_IS_HTTP_REQUEST (self));

  self->timeout_ms = timeout_ms;
}

/**
 * berth_http_request_get_max_body_bytes:
 *
 * Returns: how large the answer's body may be when it is unpacked
 */
gsize
berth_http_request_get_max_body_bytes (BerthHttpRequest *self)
{
  g_return_val_if_fail (BERTH_IS_HTTP_REQUEST (self), 0);

  return self->max_body_bytes;
}

/**
 * berth_http_request_set_max_body_bytes:
 * @max_bytes: how large the answer's body may be when it is unpacked
 */
void
berth_http_request_set_max_body_bytes (BerthHttpRequest *self, gsize max_bytes)
{
  g_return_if_fail (BERTH_IS_HTTP_REQUEST (self));

  self->max_body_bytes = max_bytes;
}
