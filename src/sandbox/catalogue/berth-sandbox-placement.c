/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-catalogue-private.h"

#include "berth-sandbox-json.h"
#include "berth-sandbox-locations.h"
#include "berth-sandbox-quota.h"

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

static gboolean
has_quota (BerthSandbox *sandbox, const char *location, JsonObject *size, gint64 count)
{
  const gint64 vcpus = berth_sandbox_size_get_vcpus (size);
  const gint64 limit
    = berth_sandbox_quota_get_limit (sandbox, location, "lowPriorityCores");
  const gint64 usage = berth_sandbox_usages_count (sandbox, location, "lowPriorityCores");

  return vcpus * CLAMP (count, 1, 1000) <= limit - usage;
}

/* @zone: (nullable) */
static JsonObject *
make_score (BerthSandbox *sandbox,
            const char *location,
            const char *name,
            const char *zone,
            gint64 count)
{
  JsonObject *score = json_object_new ();
  g_autofree char *normal = berth_sandbox_location_normalize (location);
  JsonObject *size = berth_sandbox_sizes_find (sandbox, normal, name);

  json_object_set_string_member (score, "sku", name);
  json_object_set_string_member (score, "region", normal);
  json_object_set_string_member (score, "score", choose_score (size));
  if (zone != NULL)
    json_object_set_string_member (score, "availabilityZone", zone);
  json_object_set_boolean_member (
    score, "isQuotaAvailable", size != NULL && has_quota (sandbox, normal, size, count));
  return score;
}

static void
add_scores (JsonArray *scores,
            BerthSandbox *sandbox,
            JsonObject *body,
            const char *location,
            const char *name)
{
  static const char *const zones[] = { "1", "2", "3" };
  g_autofree char *normal = berth_sandbox_location_normalize (location);
  JsonObject *size = berth_sandbox_sizes_find (sandbox, normal, name);
  JsonNode *by_zone = json_object_get_member (body, "availabilityZones");
  JsonNode *node = json_object_get_member (body, "desiredCount");
  const gint64 count
    = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 1;
  gboolean found = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (zones) && by_zone != NULL && size != NULL
                    && JSON_NODE_HOLDS_VALUE (by_zone) && json_node_get_boolean (by_zone);
       i++) {
    if (!berth_sandbox_size_has_zone (size, zones[i]))
      continue;
    found = TRUE;
    json_array_add_object_element (scores,
                                   make_score (sandbox, location, name, zones[i], count));
  }
  if (!found)
    json_array_add_object_element (scores,
                                   make_score (sandbox, location, name, NULL, count));
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
    JsonNode *place = json_array_get_element (locations, i);
    const char *location
      = JSON_NODE_HOLDS_VALUE (place) ? json_node_get_string (place) : NULL;

    for (guint j = 0; j < json_array_get_length (sizes); j++) {
      JsonNode *node = json_array_get_element (sizes, j);
      const char *name
        = JSON_NODE_HOLDS_OBJECT (node)
            ? berth_sandbox_json_string (json_node_get_object (node), "sku")
            : NULL;

      if (name != NULL && location != NULL)
        add_scores (scores, sandbox, body, location, name);
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
  /* Where the first previews had it. */
  berth_sandbox_add_route (sandbox, "POST",
                           "/subscriptions/{subscriptionId}/providers/Microsoft.Compute/"
                           "locations/{location}/diagnostics/spotPlacementRecommender/"
                           "generate",
                           NULL, generate);
}
