/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-json.h"
#include "berth-sandbox-private.h"

static JsonArray *
make_audiences (BerthSandbox *sandbox)
{
  g_auto (GStrv) audiences = berth_sandbox_dup_audiences (sandbox);
  JsonArray *array = json_array_new ();

  for (guint i = 0; audiences[i] != NULL; i++)
    json_array_add_string_element (array, audiences[i]);
  return array;
}

static JsonObject *
make_first_shape (BerthSandbox *sandbox)
{
  const char *endpoint = berth_sandbox_get_endpoint (sandbox);
  JsonObject *object = json_object_new ();
  JsonObject *authentication = json_object_new ();

  json_object_set_string_member (object, "galleryEndpoint", endpoint);
  json_object_set_string_member (object, "graphEndpoint", endpoint);
  json_object_set_string_member (object, "portalEndpoint", endpoint);
  json_object_set_string_member (authentication, "loginEndpoint", endpoint);
  json_object_set_array_member (authentication, "audiences", make_audiences (sandbox));
  json_object_set_object_member (object, "authentication", authentication);
  return object;
}

static JsonObject *
make_suffixes (void)
{
  const struct {
    const char *name;
    const char *value;
  } suffixes[] = {
    { "storage", "core.practice.invalid" },
    { "keyVaultDns", "vault.practice.invalid" },
    { "sqlServerHostname", "database.practice.invalid" },
    { "acrLoginServer", "registry.practice.invalid" },
  };
  JsonObject *object = json_object_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    json_object_set_string_member (object, suffixes[i].name, suffixes[i].value);
  return object;
}

static JsonObject *
make_modern_shape (BerthSandbox *sandbox)
{
  const char *const endpoints[]
    = { "portal",  "resourceManager", "graphAudience", "graph",
        "gallery", "batch",           "sqlManagement" };
  const char *endpoint = berth_sandbox_get_endpoint (sandbox);
  g_autofree char *aliases = g_strconcat (endpoint, "/practice/image-aliases.json", NULL);
  JsonObject *object = json_object_new ();
  JsonObject *authentication = json_object_new ();

  json_object_set_string_member (object, "name", "BerthPractice");
  for (gsize i = 0; i < G_N_ELEMENTS (endpoints); i++)
    json_object_set_string_member (object, endpoints[i], endpoint);
  json_object_set_string_member (object, "vmImageAliasDoc", aliases);
  json_object_set_string_member (authentication, "loginEndpoint", endpoint);
  json_object_set_array_member (authentication, "audiences", make_audiences (sandbox));
  json_object_set_string_member (authentication, "tenant", "common");
  json_object_set_string_member (authentication, "identityProvider", "AAD");
  json_object_set_object_member (object, "authentication", authentication);
  json_object_set_object_member (object, "suffixes", make_suffixes ());
  return object;
}

static BerthSandboxReply *
answer_endpoints (BerthSandboxRequest *request, gpointer data)
{
  BerthSandbox *sandbox = data;
  const char *version = berth_sandbox_request_get_api_version (request);
  JsonArray *array;

  if (version == NULL)
    return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
      400, "MissingApiVersionParameter",
      "The api-version query parameter (?api-version=) is required for all requests."));
  if (g_str_has_prefix (version, "2015") || g_str_has_prefix (version, "2018"))
    return berth_sandbox_reply_new_object (200, make_first_shape (sandbox));
  if (g_strcmp0 (version, "2022") >= 0)
    return berth_sandbox_reply_new_object (200, make_modern_shape (sandbox));
  array = json_array_new ();
  json_array_add_object_element (array, make_modern_shape (sandbox));
  return berth_sandbox_reply_new_array (200, array);
}

static BerthSandboxReply *
answer_openid (BerthSandboxRequest *request, gpointer data)
{
  const char *base = berth_sandbox_request_get_base_url (request);
  const char *tenant = berth_sandbox_request_get_capture (request, "tenant");
  const struct {
    const char *name;
    const char *path;
  } places[] = {
    { "issuer", "v2.0" },
    { "authorization_endpoint", "oauth2/v2.0/authorize" },
    { "token_endpoint", "oauth2/v2.0/token" },
    { "device_authorization_endpoint", "oauth2/v2.0/devicecode" },
    { "end_session_endpoint", "oauth2/v2.0/logout" },
    { "jwks_uri", "discovery/v2.0/keys" },
  };
  JsonObject *object;
  JsonArray *methods;

  if (!berth_sandbox_knows_tenant (data, tenant))
    return berth_sandbox_refuse_tenant (data, "invalid_tenant");
  object = json_object_new ();
  methods = json_array_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++) {
    g_autofree char *url = g_strdup_printf ("%s/%s/%s", base, tenant, places[i].path);

    json_object_set_string_member (object, places[i].name, url);
  }
  json_array_add_string_element (methods, "client_secret_post");
  json_object_set_array_member (object, "token_endpoint_auth_methods_supported", methods);
  json_object_set_string_member (object, "tenant_region_scope", "AS");
  return berth_sandbox_reply_new_object (200, object);
}

static BerthSandboxReply *
answer_instance (BerthSandboxRequest *request, gpointer data)
{
  const char *base = berth_sandbox_request_get_base_url (request);
  g_autofree char *endpoint
    = g_strdup_printf ("%s/common/v2.0/.well-known/openid-configuration", base);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "tenant_discovery_endpoint", endpoint);
  json_object_set_string_member (object, "api-version", "1.1");
  json_object_set_array_member (object, "metadata", json_array_new ());
  return berth_sandbox_reply_new_object (200, object);
}

static BerthSandboxReply *
answer_keys (BerthSandboxRequest *request, gpointer data)
{
  JsonObject *object = json_object_new ();

  json_object_set_array_member (object, "keys", json_array_new ());
  return berth_sandbox_reply_new_object (200, object);
}

void
berth_sandbox_metadata_install (BerthSandbox *self)
{
  berth_sandbox_add_open_route (self, "GET", "/metadata/endpoints", answer_endpoints);
  berth_sandbox_add_open_route (
    self, "GET", "/{tenant}/v2.0/.well-known/openid-configuration", answer_openid);
  berth_sandbox_add_open_route (self, "GET", "/common/discovery/instance",
                                answer_instance);
  berth_sandbox_add_open_route (self, "GET", "/{tenant}/discovery/v2.0/keys",
                                answer_keys);
}
