/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-http-response.h"

/**
 * BerthHttpResponse:
 *
 * What came back: status, headers and the whole body, unpacked.
 */
struct _BerthHttpResponse {
  GObject parent_instance;

  GHashTable *headers; /* lower-cased name → value */
  GBytes *body;
  guint status;
};

G_DEFINE_FINAL_TYPE (BerthHttpResponse, berth_http_response, G_TYPE_OBJECT)

static void
berth_http_response_finalize (GObject *object)
{
  BerthHttpResponse *self = BERTH_HTTP_RESPONSE (object);

  g_clear_pointer (&self->headers, g_hash_table_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  G_OBJECT_CLASS (berth_http_response_parent_class)->finalize (object);
}

static void
berth_http_response_class_init (BerthHttpResponseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_http_response_finalize;
}

static void
berth_http_response_init (BerthHttpResponse *self)
{
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * berth_http_response_new:
 * @status: the status code
 * @body: (nullable): the body; %NULL is an empty one
 */
BerthHttpResponse *
berth_http_response_new (guint status, GBytes *body)
{
  BerthHttpResponse *self = g_object_new (BERTH_TYPE_HTTP_RESPONSE, NULL);

  self->status = status;
  self->body = body != NULL ? g_bytes_ref (body) : g_bytes_new (NULL, 0);
  return self;
}

/**
 * berth_http_response_get_status:
 *
 * Returns: the status code
 */
guint
berth_http_response_get_status (BerthHttpResponse *self)
{
  g_return_val_if_fail (BERTH_IS_HTTP_RESPONSE (self), 0);

  return self->status;
}

/**
 * berth_http_response_get_body:
 *
 * Returns: (transfer none): the body, perhaps empty
 */
GBytes *
berth_http_response_get_body (BerthHttpResponse *self)
{
  g_return_val_if_fail (BERTH_IS_HTTP_RESPONSE (self), NULL);

  return self->body;
}

/**
 * berth_http_response_get_header:
 * @name: a header's name, in any case
 *
 * Returns: (transfer none) (nullable): its value; of a repeated header the last one
 */
const char *
berth_http_response_get_header (BerthHttpResponse *self, const char *name)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (BERTH_IS_HTTP_RESPONSE (self), NULL);

  key = g_ascii_strdown (name, -1);
  return g_hash_table_lookup (self->headers, key);
}

/**
 * berth_http_response_set_header:
 * @name: a header's name
 * @value: its value
 *
 * For transports, before the response is handed on.
 */
void
berth_http_response_set_header (BerthHttpResponse *self,
                                const char *name,
                                const char *value)
{
  g_return_if_fail (BERTH_IS_HTTP_RESPONSE (self));

  g_hash_table_replace (self->headers, g_ascii_strdown (name, -1), g_strdup (value));
}
