/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-catalogue-private.h"

#include "berth-sandbox-json.h"
#include "berth-sandbox-private.h"

#include <string.h>

/* Marketplace terms: read, then sent back whole with "accepted": true. The signature
 * differs at every reading and has to be one that was given out. */

#define PATH                                                                             \
  "/subscriptions/{subscriptionId}/providers/Microsoft.MarketplaceOrdering/offerTypes/"  \
  "{offerType}/publishers/{publisher}/offers/{offer}/plans/{plan}/agreements/current"

/* As many characters as a UUID has. */
#define SIGNATURE_NONCE_LENGTH 36

static char *
make_id (BerthSandbox *sandbox,
         const char *publisher,
         const char *offer,
         const char *plan)
{
  return g_strdup_printf ("/subscriptions/%s/providers/Microsoft.MarketplaceOrdering/"
                          "offerTypes/VirtualMachine/publishers/%s/offers/%s/plans/%s/"
                          "agreements/current",
                          berth_sandbox_get_subscription_id (sandbox), publisher, offer,
                          plan);
}

static char *
make_id_of (BerthSandbox *sandbox, BerthSandboxRequest *request)
{
  return make_id (sandbox, berth_sandbox_request_get_capture (request, "publisher"),
                  berth_sandbox_request_get_capture (request, "offer"),
                  berth_sandbox_request_get_capture (request, "plan"));
}

/* A nonce and what only this cloud can make of it. */
static char *
sign (BerthSandbox *sandbox, const char *nonce, const char *id)
{
  const char *secret
    = berth_sandbox_identity_get (berth_sandbox_get_identity (sandbox), "key");
  g_autofree char *lower = g_ascii_strdown (id, -1);
  g_autofree char *text = g_strconcat (nonce, lower, NULL);
  g_autofree char *mark = g_compute_hmac_for_string (
    G_CHECKSUM_SHA256, (const guchar *) secret, strlen (secret), text, -1);

  return g_strconcat (nonce, ".", mark, NULL);
}

static gboolean
is_signed (BerthSandbox *sandbox, const char *signature, const char *id)
{
  g_autofree char *nonce
    = g_strndup (signature != NULL ? signature : "", SIGNATURE_NONCE_LENGTH);
  g_autofree char *expected = sign (sandbox, nonce, id);

  return g_strcmp0 (signature, expected) == 0;
}

/**
 * berth_sandbox_terms_are_accepted:
 *
 * Returns: whether the subscription has accepted the plan's terms
 */
gboolean
berth_sandbox_terms_are_accepted (BerthSandbox *sandbox,
                                  const char *publisher,
                                  const char *product,
                                  const char *plan)
{
  g_autofree char *id = make_id (sandbox, publisher, product, plan);

  return berth_sandbox_store_get (berth_sandbox_get_store (sandbox), id) != NULL;
}

/* Only what the catalogue sells under a plan has terms. */
static BerthSandboxReply *
check_plan (BerthSandbox *sandbox, BerthSandboxRequest *request)
{
  const char *plan = berth_sandbox_request_get_capture (request, "plan");
  g_autoptr (JsonObject) image = berth_sandbox_images_find (
    sandbox, "eastus", berth_sandbox_request_get_capture (request, "publisher"),
    berth_sandbox_request_get_capture (request, "offer"), plan, "latest");

  if (berth_sandbox_json_object (image, "properties.plan") != NULL)
    return NULL;
  return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
    400, "BadRequest", "The plan '%s' has no terms that could be accepted.", plan));
}

static JsonObject *
make_terms (BerthSandbox *sandbox, BerthSandboxRequest *request, gboolean accepted)
{
  const char *plan = berth_sandbox_request_get_capture (request, "plan");
  JsonObject *object = json_object_new ();
  JsonObject *properties = json_object_new ();
  g_autofree char *id = make_id_of (sandbox, request);
  g_autofree char *nonce = g_uuid_string_random ();
  g_autofree char *signature = sign (sandbox, nonce, id);
  g_autoptr (GDateTime) now = berth_clock_dup_now_utc (berth_sandbox_get_clock (sandbox));
  g_autofree char *time = g_date_time_format_iso8601 (now);
  const char *endpoint = berth_sandbox_get_endpoint (sandbox);
  g_autofree char *license = g_strconcat (endpoint, "/practice/terms.txt", NULL);
  g_autofree char *privacy = g_strconcat (endpoint, "/practice/privacy.txt", NULL);

  json_object_set_string_member (
    properties, "publisher", berth_sandbox_request_get_capture (request, "publisher"));
  json_object_set_string_member (properties, "product",
                                 berth_sandbox_request_get_capture (request, "offer"));
  json_object_set_string_member (properties, "plan", plan);
  json_object_set_string_member (properties, "licenseTextLink", license);
  json_object_set_string_member (properties, "privacyPolicyLink", privacy);
  json_object_set_string_member (properties, "marketplaceTermsLink", license);
  json_object_set_string_member (properties, "retrieveDatetime", time);
  json_object_set_string_member (properties, "signature", signature);
  json_object_set_boolean_member (properties, "accepted", accepted);
  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "name", plan);
  json_object_set_string_member (object, "type",
                                 "Microsoft.MarketplaceOrdering/offertypes");
  json_object_set_object_member (object, "properties", properties);
  return object;
}

static BerthSandboxReply *
get_terms (BerthSandboxRequest *request, gpointer sandbox)
{
  g_autofree char *id = make_id_of (sandbox, request);
  BerthSandboxReply *refusal = check_plan (sandbox, request);
  const gboolean accepted
    = berth_sandbox_store_get (berth_sandbox_get_store (sandbox), id) != NULL;

  if (refusal != NULL)
    return refusal;
  return berth_sandbox_reply_new_object (200, make_terms (sandbox, request, accepted));
}

static BerthSandboxReply *
put_terms (BerthSandboxRequest *request, gpointer sandbox)
{
  JsonObject *body = berth_sandbox_request_get_object (request);
  JsonNode *accepted = berth_sandbox_json_member (body, "properties.accepted");
  g_autofree char *id = make_id_of (sandbox, request);
  BerthSandboxReply *refusal = check_plan (sandbox, request);
  g_autoptr (JsonObject) terms = NULL;

  if (refusal != NULL)
    return refusal;
  if (!is_signed (sandbox, berth_sandbox_json_string (body, "properties.signature"), id)
      || accepted == NULL || !JSON_NODE_HOLDS_VALUE (accepted)
      || json_node_get_value_type (accepted) != G_TYPE_BOOLEAN)
    return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
      400, "BadRequest", "The terms have to be sent as they were received."));
  terms = make_terms (sandbox, request, json_node_get_boolean (accepted));
  if (json_node_get_boolean (accepted))
    berth_sandbox_store_put (berth_sandbox_get_store (sandbox), id, terms);
  else
    berth_sandbox_store_remove (berth_sandbox_get_store (sandbox), id);
  return berth_sandbox_reply_new_object (200, berth_sandbox_json_copy (terms));
}

static BerthSandboxReply *
get_text (BerthSandboxRequest *request, gpointer sandbox)
{
  static const char text[] = "These are the terms of a practice cloud. Nothing is sold "
                             "here and nothing is owed.\n";

  return berth_sandbox_reply_new_bytes (200, "text/plain; charset=utf-8",
                                        g_bytes_new_static (text, sizeof text - 1));
}

void
berth_sandbox_terms_install (BerthSandbox *sandbox)
{
  berth_sandbox_add_route (sandbox, "GET", PATH, NULL, get_terms);
  berth_sandbox_add_route (sandbox, "PUT", PATH, NULL, put_terms);
  berth_sandbox_add_open_route (sandbox, "GET", "/practice/{text}", get_text);
}
