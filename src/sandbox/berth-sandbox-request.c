/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-request.h"

#include "berth-sandbox-fault.h"
#include "berth-sandbox-json.h"

/**
 * BerthSandboxRequest:
 *
 * One request, whether it came over HTTP or from a template deployment.
 */
struct _BerthSandboxRequest {
  GObject parent_instance;

  char *method;
  char *path;           /* decoded, without the query */
  GHashTable *query;    /* lower-cased name → value */
  GHashTable *headers;  /* lower-cased name → value */
  GHashTable *captures; /* name → value */
  GBytes *body;         /* nullable */
  JsonNode *node;       /* nullable: @body as JSON */
  char *base_url;
  char *resource_id;
  char *resource_type;
};

G_DEFINE_FINAL_TYPE (BerthSandboxRequest, berth_sandbox_request, G_TYPE_OBJECT)

static void
berth_sandbox_request_finalize (GObject *object)
{
  BerthSandboxRequest *self = BERTH_SANDBOX_REQUEST (object);

  g_free (self->method);
  g_free (self->path);
  g_free (self->base_url);
  g_free (self->resource_id);
  g_free (self->resource_type);
  g_hash_table_unref (self->query);
  g_hash_table_unref (self->headers);
  g_hash_table_unref (self->captures);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->node, json_node_unref);
  G_OBJECT_CLASS (berth_sandbox_request_parent_class)->finalize (object);
}

static void
berth_sandbox_request_class_init (BerthSandboxRequestClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_sandbox_request_finalize;
}

static void
berth_sandbox_request_init (BerthSandboxRequest *self)
{
  self->query = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->captures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->base_url = g_strdup ("");
}

static char *
decode (const char *text, gboolean plus_is_space)
{
  g_autofree char *spaced = g_strdup (text);
  char *decoded;

  for (char *c = spaced; plus_is_space && *c != '\0'; c++) {
    if (*c == '+')
      *c = ' ';
  }
  decoded = g_uri_unescape_string (spaced, NULL);
  if (decoded == NULL || !g_utf8_validate (decoded, -1, NULL)) {
    g_free (decoded);
    decoded = g_utf8_make_valid (spaced, -1);
  }
  return decoded;
}

static void
read_query (BerthSandboxRequest *self, const char *query)
{
  g_auto (GStrv) pairs = g_strsplit (query, "&", 100);

  for (guint i = 0; pairs[i] != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (pairs[i], "=", 2);
    g_autofree char *name = NULL;

    if (parts[0] == NULL)
      continue;
    name = decode (parts[0], TRUE);
    g_hash_table_replace (self->query, g_ascii_strdown (name, -1),
                          decode (parts[1] != NULL ? parts[1] : "", TRUE));
  }
}

/**
 * berth_sandbox_request_new:
 * @method: "GET"
 * @target: the path as it is on the wire, with its query
 *
 * Returns: (transfer full): a request without headers and body
 */
BerthSandboxRequest *
berth_sandbox_request_new (const char *method, const char *target)
{
  BerthSandboxRequest *self;
  g_auto (GStrv) parts = NULL;

  g_return_val_if_fail (method != NULL && target != NULL, NULL);

  self = g_object_new (BERTH_TYPE_SANDBOX_REQUEST, NULL);
  parts = g_strsplit (target, "?", 2);
  self->method = g_strdup (method);
  self->path = decode (parts[0] != NULL ? parts[0] : "/", FALSE);
  if (parts[0] != NULL && parts[1] != NULL)
    read_query (self, parts[1]);
  return self;
}

/**
 * berth_sandbox_request_new_put:
 * @resource_id: the resource to make
 * @api_version: the version of its body
 * @body: (transfer none): the resource
 *
 * Returns: (transfer full): the PUT that a template deployment performs
 */
BerthSandboxRequest *
berth_sandbox_request_new_put (const char *resource_id,
                               const char *api_version,
                               JsonObject *body)
{
  BerthSandboxRequest *self = g_object_new (BERTH_TYPE_SANDBOX_REQUEST, NULL);

  self->method = g_strdup ("PUT");
  self->path = g_strdup (resource_id);
  g_hash_table_replace (self->query, g_strdup ("api-version"), g_strdup (api_version));
  self->node = berth_sandbox_json_node (body);
  return self;
}

const char *
berth_sandbox_request_get_method (BerthSandboxRequest *self)
{
  return self->method;
}

/**
 * berth_sandbox_request_get_path:
 *
 * Returns: the decoded path in the letter case of the caller
 */
const char *
berth_sandbox_request_get_path (BerthSandboxRequest *self)
{
  return self->path;
}

/**
 * berth_sandbox_request_get_query:
 * @name: in lower case: "$expand", "api-version"
 *
 * Returns: (nullable): the decoded value
 */
const char *
berth_sandbox_request_get_query (BerthSandboxRequest *self, const char *name)
{
  return g_hash_table_lookup (self->query, name);
}

/**
 * berth_sandbox_request_get_api_version:
 *
 * Returns: (nullable): the version that was asked for
 */
const char *
berth_sandbox_request_get_api_version (BerthSandboxRequest *self)
{
  return berth_sandbox_request_get_query (self, "api-version");
}

/**
 * berth_sandbox_request_get_header:
 * @name: in any letter case
 *
 * Returns: (nullable): the value
 */
const char *
berth_sandbox_request_get_header (BerthSandboxRequest *self, const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_hash_table_lookup (self->headers, lower);
}

void
berth_sandbox_request_set_header (BerthSandboxRequest *self,
                                  const char *name,
                                  const char *value)
{
  g_hash_table_replace (self->headers, g_ascii_strdown (name, -1), g_strdup (value));
}

/**
 * berth_sandbox_request_get_base_url:
 *
 * Returns: "http://127.0.0.1:4000", what absolute URLs in the answer begin with
 */
const char *
berth_sandbox_request_get_base_url (BerthSandboxRequest *self)
{
  return self->base_url;
}

void
berth_sandbox_request_set_base_url (BerthSandboxRequest *self, const char *base_url)
{
  g_set_str (&self->base_url, base_url);
}

/**
 * berth_sandbox_request_get_body:
 *
 * Returns: (transfer none) (nullable): the bytes that came
 */
GBytes *
berth_sandbox_request_get_body (BerthSandboxRequest *self)
{
  return self->body;
}

void
berth_sandbox_request_set_body (BerthSandboxRequest *self, GBytes *body)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = g_bytes_ref (body);
}

/**
 * berth_sandbox_request_parse_body:
 *
 * Reads the body as JSON; a request without a body has nothing to read.
 *
 * Returns: %FALSE with a %BERTH_SANDBOX_FAULT `InvalidRequestContent`
 */
gboolean
berth_sandbox_request_parse_body (BerthSandboxRequest *self, GError **error)
{
  g_autoptr (GError) cause = NULL;
  const char *data;
  gsize length = 0;

  if (self->node != NULL || self->body == NULL || g_bytes_get_size (self->body) == 0)
    return TRUE;
  data = g_bytes_get_data (self->body, &length);
  self->node = berth_sandbox_json_parse (data, length, &cause);
  if (self->node != NULL)
    return TRUE;
  g_propagate_error (
    error, berth_sandbox_fault_new (400, "InvalidRequestContent",
                                    "The request content was invalid and could not be "
                                    "deserialized: '%s'.",
                                    cause->message));
  return FALSE;
}

/**
 * berth_sandbox_request_get_object:
 *
 * Returns: (transfer none) (nullable): the body when it is a JSON object
 */
JsonObject *
berth_sandbox_request_get_object (BerthSandboxRequest *self)
{
  return self->node != NULL && JSON_NODE_HOLDS_OBJECT (self->node)
           ? json_node_get_object (self->node)
           : NULL;
}

/**
 * berth_sandbox_request_get_capture:
 * @name: as it stands between the braces of the route's pattern
 *
 * Returns: (nullable): that segment of the path
 */
const char *
berth_sandbox_request_get_capture (BerthSandboxRequest *self, const char *name)
{
  return g_hash_table_lookup (self->captures, name);
}

void
berth_sandbox_request_set_capture (BerthSandboxRequest *self,
                                   const char *name,
                                   const char *value)
{
  g_hash_table_replace (self->captures, g_strdup (name), g_strdup (value));
}

/**
 * berth_sandbox_request_get_resource_id:
 *
 * Returns: (nullable): the id in the service's spelling, of the resource that is read,
 *   written or asked to act
 */
const char *
berth_sandbox_request_get_resource_id (BerthSandboxRequest *self)
{
  return self->resource_id;
}

void
berth_sandbox_request_set_resource_id (BerthSandboxRequest *self, const char *id)
{
  g_set_str (&self->resource_id, id);
}

/**
 * berth_sandbox_request_get_resource_type:
 *
 * Returns: (nullable): the type in the service's spelling
 */
const char *
berth_sandbox_request_get_resource_type (BerthSandboxRequest *self)
{
  return self->resource_type;
}

void
berth_sandbox_request_set_resource_type (BerthSandboxRequest *self, const char *type)
{
  g_set_str (&self->resource_type, type);
}

/**
 * berth_sandbox_request_get_subscription_id:
 *
 * Returns: (nullable): the subscription in the path
 */
const char *
berth_sandbox_request_get_subscription_id (BerthSandboxRequest *self)
{
  return berth_sandbox_request_get_capture (self, "subscriptionId");
}

/**
 * berth_sandbox_request_get_group:
 *
 * Returns: (nullable): the resource group in the path, in the caller's letter case
 */
const char *
berth_sandbox_request_get_group (BerthSandboxRequest *self)
{
  return berth_sandbox_request_get_capture (self, "resourceGroupName");
}

/**
 * berth_sandbox_request_get_name:
 *
 * Returns: (nullable): the resource's own name, the last one of its id
 */
const char *
berth_sandbox_request_get_name (BerthSandboxRequest *self)
{
  return berth_sandbox_request_get_capture (self, "name");
}
