/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-placement.h"

#include "berth-json.h"
#include "berth-wire.h"

/* How likely Azure has room for a Spot machine now (Compute, Spot Placement Scores). */

static JsonNode *
make_question (const char *location, const char *size)
{
  JsonObject *object = json_object_new ();
  JsonObject *wanted = json_object_new ();
  JsonArray *locations = json_array_new ();
  JsonArray *sizes = json_array_new ();

  json_array_add_string_element (locations, location);
  json_object_set_string_member (wanted, "sku", size);
  json_array_add_object_element (sizes, wanted);
  json_object_set_array_member (object, "desiredLocations", locations);
  json_object_set_array_member (object, "desiredSizes", sizes);
  json_object_set_int_member (object, "desiredCount", 1);
  json_object_set_boolean_member (object, "availabilityZones", FALSE);
  return berth_json_node_from_object (object);
}

static gpointer
parse_first (JsonObject *object, GError **error)
{
  JsonArray *scores = berth_json_get_array (object, "placementScores");
  JsonObject *first = berth_json_array_get_object (scores, 0);

  if (first == NULL) {
    g_propagate_error (error, berth_azure_error_new_malformed (
                                "The service’s answer has no placement score"));
    return NULL;
  }
  return berth_placement_score_parse (first, error);
}

/**
 * berth_placement_get_score:
 *
 * Returns: (transfer full): a future that resolves to a #BerthPlacementScore for the
 * whole region; rejects as berth_arm_client_send()
 */
DexFuture *
berth_placement_get_score (BerthArmClient *client,
                           const char *subscription_id,
                           const char *location,
                           const char *size,
                           GCancellable *cancellable)
{
  g_autofree char *path
    = berth_arm_path ("/subscriptions/%s/providers/Microsoft.Compute/locations/%s"
                      "/placementScores/spot/generate",
                      subscription_id, location);
  g_autoptr (JsonNode) body = make_question (location, size);

  return berth_arm_parse (
    berth_arm_client_send (client, "POST", path, BERTH_API_PLACEMENT, body, cancellable),
    parse_first);
}
