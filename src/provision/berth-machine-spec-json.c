/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-machine-spec.h"

#include "berth-json.h"

/* A spec as JSON: a member per property, by the property's own name. Members that nobody
 * knows are skipped, so that a file of a later Berth can be read. */

static JsonNode *
print_value (const GValue *value)
{
  JsonNode *node = json_node_alloc ();

  if (G_VALUE_HOLDS_STRING (value))
    return json_node_init_string (node, g_value_get_string (value));
  if (G_VALUE_HOLDS_BOOLEAN (value))
    return json_node_init_boolean (node, g_value_get_boolean (value));
  if (G_VALUE_HOLDS_DOUBLE (value))
    return json_node_init_double (node, g_value_get_double (value));
  if (G_VALUE_HOLDS_ENUM (value)) {
    GEnumClass *klass = g_type_class_peek (G_VALUE_TYPE (value));

    return json_node_init_string (
      node, g_enum_get_value (klass, g_value_get_enum (value))->value_nick);
  }
  json_node_init (node, JSON_NODE_OBJECT);
  json_node_take_object (node, berth_image_choice_to_json (g_value_get_object (value)));
  return node;
}

static gboolean
is_unset (const GValue *value)
{
  if (G_VALUE_HOLDS_STRING (value))
    return g_value_get_string (value) == NULL;
  return G_VALUE_HOLDS_OBJECT (value) && g_value_get_object (value) == NULL;
}

/**
 * berth_machine_spec_to_json:
 *
 * Returns: (transfer full): the choices as JSON
 */
JsonNode *
berth_machine_spec_to_json (BerthMachineSpec *self)
{
  guint n_pspecs = 0;
  g_autofree GParamSpec **pspecs = NULL;
  JsonObject *object = NULL;

  g_return_val_if_fail (BERTH_IS_MACHINE_SPEC (self), NULL);

  object = json_object_new ();
  pspecs = g_object_class_list_properties (G_OBJECT_GET_CLASS (self), &n_pspecs);
  for (guint i = 0; i < n_pspecs; i++) {
    g_auto (GValue) value = G_VALUE_INIT;

    g_object_get_property (G_OBJECT (self), pspecs[i]->name, &value);
    if (!is_unset (&value))
      json_object_set_member (object, pspecs[i]->name, print_value (&value));
  }
  return berth_json_node_from_object (object);
}

static gboolean
read_image (JsonNode *node, GValue *value, GError **error)
{
  BerthImageChoice *image = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  image = berth_image_choice_from_json (json_node_get_object (node), error);
  g_value_take_object (value, image);
  return image != NULL;
}

static gboolean
read_enum (JsonNode *node, GValue *value)
{
  GEnumClass *klass = g_type_class_peek (G_VALUE_TYPE (value));
  const GEnumValue *entry = g_enum_get_value_by_nick (klass, json_node_get_string (node));

  if (entry != NULL)
    g_value_set_enum (value, entry->value);
  return entry != NULL;
}

/* A member of another type than expected leaves the property as it was. */
static gboolean
read_value (JsonNode *node, GValue *value, GError **error)
{
  const GType type = json_node_get_value_type (node);

  if (G_VALUE_HOLDS_OBJECT (value))
    return read_image (node, value, error);
  if (type == G_TYPE_STRING && G_VALUE_HOLDS_ENUM (value))
    return read_enum (node, value);
  if (type == G_TYPE_STRING && G_VALUE_HOLDS_STRING (value))
    g_value_set_string (value, json_node_get_string (node));
  else if (type == G_TYPE_BOOLEAN && G_VALUE_HOLDS_BOOLEAN (value))
    g_value_set_boolean (value, json_node_get_boolean (node));
  else if ((type == G_TYPE_DOUBLE || type == G_TYPE_INT64)
           && G_VALUE_HOLDS_DOUBLE (value))
    g_value_set_double (value, CLAMP (json_node_get_double (node), 0, 1e6));
  else
    return FALSE;
  return TRUE;
}

/**
 * berth_machine_spec_from_json:
 * @node: what berth_machine_spec_to_json() made
 * @error: %BERTH_AZURE_ERROR_MALFORMED_ANSWER when it is no spec
 *
 * Returns: (transfer full) (nullable): the choices
 */
BerthMachineSpec *
berth_machine_spec_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = berth_json_require_root (node, error);
  g_autoptr (BerthMachineSpec) self = NULL;
  guint n_pspecs = 0;
  g_autofree GParamSpec **pspecs = NULL;

  if (object == NULL || berth_json_require_string (object, "name", error) == NULL)
    return NULL;
  self = berth_machine_spec_new ();
  pspecs = g_object_class_list_properties (G_OBJECT_GET_CLASS (self), &n_pspecs);
  for (guint i = 0; i < n_pspecs; i++) {
    JsonNode *member = json_object_get_member (object, pspecs[i]->name);
    g_auto (GValue) value = G_VALUE_INIT;
    g_autoptr (GError) local = NULL;

    g_value_init (&value, pspecs[i]->value_type);
    if (member != NULL && read_value (member, &value, &local))
      g_object_set_property (G_OBJECT (self), pspecs[i]->name, &value);
    if (local != NULL) {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  }
  return g_steal_pointer (&self);
}
