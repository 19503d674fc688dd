/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-catalogue-private.h"

#include "berth-sandbox-json.h"
#include "berth-sandbox-locations.h"

/* Spot placement scores: how likely a size is to be had as Spot. */

static const char *
choose_score (JsonObject *size)
{
  static const char *const scores[] = { "High", "Medium", "Low" };
  const char *name;

  if (size == NULL)
    return "DataNotFoundOrStale";
  if (berth_sandbox_size_is_closed (size))
    return "RestrictedSkuNotAvailable";
  name = berth_sandbox_json_string (size, "name");
  return scores[g_str_hash (name) % G_N_ELEMENTS (scores)];
}

static JsonObject *
make_score (BerthSandbox *sandbox, const char *location, const char *name)
{
  JsonObject *score = json_object_new ();
  g_autofree char *normal = berth_sandbox_location_normalize (location);
  JsonObject *size = berth_sandbox_sizes_find (sandbox, normal, name);

  json_object_set_string_member (score, "sku", name);
  json_object_set_string_member (score, "region", normal);
  json_object_set_string_member (score, "score", choose_score (size));
  json_object_set_boolean_member (score, "isQuotaAvailable", size != NULL);
  return score;
}

static BerthSandboxReply *
generate (BerthSandboxRequest *request, gpointer sandbox)
{
  JsonObject *body = berth_sandbox_request_get_object (request);
  JsonArray *locations = berth_sandbox_json_array (body, "desiredLocations");
  JsonArray *sizes = berth_sandbox_json_array (body, "desiredSizes");
  JsonObject *answer;
  JsonArray *scores;

  if (locations == NULL || sizes == NULL || json_array_get_length (locations) > 8
      || json_array_get_length (sizes) > 5)
    return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
      400, "InvalidParameter",
      "At most 8 desiredLocations and 5 desiredSizes have to be given."));
  answer = json_object_new ();
  scores = json_array_new ();
  for (guint i = 0; i < json_array_get_length (locations); i++) {
    const char *location = json_array_get_string_element (locations, i);

    for (guint j = 0; j < json_array_get_length (sizes); j++) {
      JsonNode *node = json_array_get_element (sizes, j);
      const char *name
        = JSON_NODE_HOLDS_OBJECT (node)
            ? berth_sandbox_json_string (json_node_get_object (node), "sku")
            : NULL;

      if (name != NULL && location != NULL)
        json_array_add_object_element (scores, make_score (sandbox, location, name));
    }
  }
  json_object_set_array_member (answer, "placementScores", scores);
  return berth_sandbox_reply_new_object (200, answer);
}

void
berth_sandbox_placement_install (BerthSandbox *sandbox)
{
  berth_sandbox_add_route (sandbox, "POST",
                           "/subscriptions/{subscriptionId}/providers/Microsoft.Compute/"
                           "locations/{location}/placementScores/spot/generate",
                           NULL, generate);
}
