/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-arm-response.h"

#include "berth-json.h"

/**
 * BerthArmResponse:
 *
 * A successful answer with its body read as JSON; an empty body has no node.
 */
struct _BerthArmResponse {
  GObject parent_instance;

  BerthHttpResponse *http;
  JsonNode *node;
};

G_DEFINE_FINAL_TYPE (BerthArmResponse, berth_arm_response, G_TYPE_OBJECT)

static void
berth_arm_response_finalize (GObject *object)
{
  BerthArmResponse *self = BERTH_ARM_RESPONSE (object);

  g_clear_object (&self->http);
  g_clear_pointer (&self->node, json_node_unref);
  G_OBJECT_CLASS (berth_arm_response_parent_class)->finalize (object);
}

static void
berth_arm_response_class_init (BerthArmResponseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_arm_response_finalize;
}

static void
berth_arm_response_init (BerthArmResponse *self)
{
}

/**
 * berth_arm_response_new:
 * @http: a successful answer
 *
 * Returns: (transfer full) (nullable): the answer, or %NULL with @error set to
 *   %BERTH_AZURE_ERROR_MALFORMED_ANSWER when its body is not JSON
 */
BerthArmResponse *
berth_arm_response_new (BerthHttpResponse *http, GError **error)
{
  GBytes *body = berth_http_response_get_body (http);
  g_autoptr (JsonNode) node = NULL;
  BerthArmResponse *self = NULL;

  if (g_bytes_get_size (body) > 0) {
    node = berth_json_parse (body, error);
    if (node == NULL)
      return NULL;
  }
  self = g_object_new (BERTH_TYPE_ARM_RESPONSE, NULL);
  self->http = g_object_ref (http);
  self->node = g_steal_pointer (&node);
  return self;
}

/**
 * berth_arm_response_get_status:
 *
 * Returns: the status code
 */
guint
berth_arm_response_get_status (BerthArmResponse *self)
{
  g_return_val_if_fail (BERTH_IS_ARM_RESPONSE (self), 0);

  return berth_http_response_get_status (self->http);
}

/**
 * berth_arm_response_get_node:
 *
 * Returns: (transfer none) (nullable): the body; %NULL when it was empty
 */
JsonNode *
berth_arm_response_get_node (BerthArmResponse *self)
{
  g_return_val_if_fail (BERTH_IS_ARM_RESPONSE (self), NULL);

  return self->node;
}

/**
 * berth_arm_response_get_object:
 *
 * Returns: (transfer none) (nullable): the body when it is an object
 */
JsonObject *
berth_arm_response_get_object (BerthArmResponse *self)
{
  g_return_val_if_fail (BERTH_IS_ARM_RESPONSE (self), NULL);

  return self->node != NULL && JSON_NODE_HOLDS_OBJECT (self->node)
           ? json_node_get_object (self->node)
           : NULL;
}

/**
 * berth_arm_response_get_http:
 *
 * Returns: (transfer none): the answer with its headers
 */
BerthHttpResponse *
berth_arm_response_get_http (BerthArmResponse *self)
{
  g_return_val_if_fail (BERTH_IS_ARM_RESPONSE (self), NULL);

  return self->http;
}
