/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-cloud.h"

#include "berth-azure-error.h"
#include "berth-fault-parser.h"
#include "berth-future.h"
#include "berth-json.h"
#include "berth-value.h"
#include "berth-wire.h"

#include <string.h>

#define PUBLIC_ARM "https://management.azure.com"
/* Retail prices are asked without a token and known for the public cloud only. */
#define PUBLIC_PRICES "https://prices.azure.com/api/retail/prices"

/**
 * BerthCloud:
 *
 * One cloud that speaks Azure's API: the resource manager's address, and what its
 * metadata says about signing in. Public Azure, the sovereign ones, Azure Stack Hub and
 * the practice cloud differ in these values only.
 */
struct _BerthCloud {
  GObject parent_instance;

  char *name;
  char *arm_endpoint; /* without a slash at the end */
  char *login_endpoint;
  char *audience;
  char *portal_url;
  char *prices_endpoint;
};

typedef struct {
  BerthHttpTransport *transport;
  char *endpoint;
  GCancellable *cancellable;
} Discovery;

G_DEFINE_FINAL_TYPE (BerthCloud, berth_cloud, G_TYPE_OBJECT)

static void
berth_cloud_finalize (GObject *object)
{
  BerthCloud *self = BERTH_CLOUD (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->arm_endpoint, g_free);
  g_clear_pointer (&self->login_endpoint, g_free);
  g_clear_pointer (&self->audience, g_free);
  g_clear_pointer (&self->portal_url, g_free);
  g_clear_pointer (&self->prices_endpoint, g_free);
  G_OBJECT_CLASS (berth_cloud_parent_class)->finalize (object);
}

static void
berth_cloud_class_init (BerthCloudClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_cloud_finalize;
}

static void
berth_cloud_init (BerthCloud *self)
{
}

static void
discovery_free (gpointer data)
{
  Discovery *discovery = data;

  g_clear_object (&discovery->transport);
  g_clear_object (&discovery->cancellable);
  g_free (discovery->endpoint);
  g_free (discovery);
}

static char *
without_slash (const char *url)
{
  char *copy = g_strdup (url);
  gsize length = strlen (copy);

  while (length > 0 && copy[length - 1] == '/')
    copy[--length] = '\0';
  return copy;
}

/* Some clouds answer with an array of clouds: ours is the one with our address in it. */
static JsonObject *
find_own_entry (JsonNode *root, const char *endpoint)
{
  JsonArray *array = NULL;

  if (JSON_NODE_HOLDS_OBJECT (root))
    return json_node_get_object (root);
  if (!JSON_NODE_HOLDS_ARRAY (root))
    return NULL;
  array = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonObject *entry = berth_json_array_get_object (array, i);
    const char *manager = berth_json_get_string (entry, "resourceManager");
    g_autofree char *bare = without_slash (manager != NULL ? manager : "");

    if (g_ascii_strcasecmp (bare, endpoint) == 0)
      return entry;
  }
  return berth_json_array_get_object (array, 0);
}

static BerthCloud *
parse (JsonNode *root, const char *endpoint, GError **error)
{
  JsonObject *entry = find_own_entry (root, endpoint);
  const char *login
    = berth_json_require_string (entry, "authentication.loginEndpoint", error);
  g_auto (GStrv) audiences = berth_json_dup_strv (entry, "authentication.audiences");
  const char *prices = berth_json_get_string (entry, "berthPricesEndpoint");
  const char *name = berth_json_get_string (entry, "name");
  g_autoptr (BerthCloud) self = NULL;

  if (login == NULL)
    return NULL;
  if (g_ascii_strncasecmp (endpoint, "https:", 6) == 0
      && g_ascii_strncasecmp (login, "https:", 6) != 0) {
    g_propagate_error (error, berth_azure_error_new_malformed (
                                "The cloud’s sign-in page is not an https address"));
    return NULL;
  }
  if (audiences[0] == NULL) {
    g_propagate_error (error,
                       berth_azure_error_new_malformed (
                         "The cloud does not say for which audience a token is wanted"));
    return NULL;
  }
  self = g_object_new (BERTH_TYPE_CLOUD, NULL);
  self->name = g_strdup (name != NULL ? name : endpoint);
  self->arm_endpoint = g_strdup (endpoint);
  self->login_endpoint = without_slash (login);
  self->audience = g_strdup (audiences[0]);
  self->portal_url = g_strdup (berth_json_get_string (entry, "portal"));
  self->prices_endpoint = prices != NULL
                            ? g_strdup (prices)
                            : g_strconcat (endpoint, "/api/retail/prices", NULL);
  return g_steal_pointer (&self);
}

static DexFuture *
discover_fiber (gpointer data)
{
  Discovery *discovery = data;
  g_autofree char *url
    = g_strconcat (discovery->endpoint,
                   "/metadata/endpoints?api-version=" BERTH_API_CLOUD_METADATA, NULL);
  g_autoptr (BerthHttpRequest) request = berth_http_request_new ("GET", url);
  g_autoptr (BerthHttpResponse) response = NULL;
  g_autoptr (JsonNode) root = NULL;
  BerthCloud *cloud = NULL;
  GError *error = NULL;

  response = dex_await_object (
    berth_http_transport_send (discovery->transport, request, discovery->cancellable),
    &error);
  if (response == NULL)
    return dex_future_new_for_error (error);
  if (berth_http_response_get_status (response) != 200 || berth_wire_is_page (response))
    return dex_future_new_for_error (berth_fault_parse_response (response));
  root = berth_json_parse (berth_http_response_get_body (response), &error);
  cloud = root != NULL ? parse (root, discovery->endpoint, &error) : NULL;
  if (cloud == NULL)
    return dex_future_new_for_error (error);
  return dex_future_new_take_object (cloud);
}

/**
 * berth_cloud_new_public:
 *
 * Creates public Azure, without asking it.
 */
BerthCloud *
berth_cloud_new_public (void)
{
  BerthCloud *self = g_object_new (BERTH_TYPE_CLOUD, NULL);

  self->name = g_strdup ("AzureCloud");
  self->arm_endpoint = g_strdup (PUBLIC_ARM);
  self->login_endpoint = g_strdup ("https://login.microsoftonline.com");
  self->audience = g_strdup (PUBLIC_ARM);
  self->portal_url = g_strdup ("https://portal.azure.com");
  self->prices_endpoint = g_strdup (PUBLIC_PRICES);
  return self;
}

/**
 * berth_cloud_discover:
 * @arm_endpoint: the resource manager's address
 * @cancellable: (nullable): gives up
 *
 * Asks a cloud about itself (`/metadata/endpoints`, no token).
 *
 * Returns: (transfer full): a future that resolves to a #BerthCloud, or rejects with a
 *   #BerthNetError or #BerthAzureError
 */
DexFuture *
berth_cloud_discover (BerthHttpTransport *transport,
                      const char *arm_endpoint,
                      GCancellable *cancellable)
{
  Discovery *discovery = g_new0 (Discovery, 1);

  discovery->transport = g_object_ref (transport);
  discovery->endpoint = without_slash (arm_endpoint);
  discovery->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return berth_future_spawn (discover_fiber, discovery, discovery_free);
}

BERTH_VALUE_GETTER (BerthCloud, cloud, const char *, name)
BERTH_VALUE_GETTER (BerthCloud, cloud, const char *, arm_endpoint)
BERTH_VALUE_GETTER (BerthCloud, cloud, const char *, login_endpoint)
BERTH_VALUE_GETTER (BerthCloud, cloud, const char *, audience)
BERTH_VALUE_GETTER (BerthCloud, cloud, const char *, portal_url)
BERTH_VALUE_GETTER (BerthCloud, cloud, const char *, prices_endpoint)

/**
 * berth_cloud_dup_scope:
 *
 * Returns: (transfer full): what a token request asks for; an audience that ends in a
 * slash rightly gives two
 */
char *
berth_cloud_dup_scope (BerthCloud *self)
{
  g_return_val_if_fail (BERTH_IS_CLOUD (self), NULL);

  return g_strconcat (self->audience, "/.default", NULL);
}
