/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-template.h"

#include "berth-sandbox-copies.h"
#include "berth-sandbox-functions.h"
#include "berth-sandbox-json.h"
#include "berth-sandbox-parameters.h"

#include <string.h>

/* The service's own limit. */
#define MAX_RESOURCES 800

/**
 * BerthSandboxTemplate:
 *
 * A template with its parameters: what it will make, and in which order.
 */
struct _BerthSandboxTemplate {
  GObject parent_instance;

  BerthSandboxEvaluator *evaluator;
  JsonObject *source;
  GPtrArray *resources; /* what is needed comes before what needs it */
};

G_DEFINE_FINAL_TYPE (BerthSandboxTemplate, berth_sandbox_template, G_TYPE_OBJECT)

static void
resource_free (gpointer data)
{
  BerthSandboxTemplateResource *resource = data;

  g_free (resource->id);
  g_free (resource->type);
  g_free (resource->name);
  g_free (resource->api_version);
  json_object_unref (resource->raw);
  g_ptr_array_unref (resource->needs);
  g_free (resource);
}

static void
berth_sandbox_template_finalize (GObject *object)
{
  BerthSandboxTemplate *self = BERTH_SANDBOX_TEMPLATE (object);

  g_clear_object (&self->evaluator);
  g_clear_pointer (&self->source, json_object_unref);
  g_ptr_array_unref (self->resources);
  G_OBJECT_CLASS (berth_sandbox_template_parent_class)->finalize (object);
}

static void
berth_sandbox_template_class_init (BerthSandboxTemplateClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_sandbox_template_finalize;
}

static void
berth_sandbox_template_init (BerthSandboxTemplate *self)
{
  self->resources = g_ptr_array_new_with_free_func (resource_free);
}

static BerthSandboxTemplateResource *
find_by_id (BerthSandboxTemplate *self, const char *id)
{
  for (guint i = 0; i < self->resources->len; i++) {
    BerthSandboxTemplateResource *resource = self->resources->pdata[i];

    if (g_ascii_strcasecmp (resource->id, id) == 0)
      return resource;
  }
  return NULL;
}

/* dependsOn and reference() take an id, a type with a name, or a name alone. */
static BerthSandboxTemplateResource *
find (BerthSandboxTemplate *self, const char *text)
{
  BerthSandboxTemplateResource *found = find_by_id (self, text);

  for (guint i = 0; found == NULL && i < self->resources->len; i++) {
    BerthSandboxTemplateResource *resource = self->resources->pdata[i];
    const char *tail = strstr (resource->id, "/providers/");

    if (g_ascii_strcasecmp (resource->name, text) == 0
        || (tail != NULL
            && g_ascii_strcasecmp (tail + strlen ("/providers/"), text) == 0))
      found = resource;
  }
  return found;
}

static char *
look_up (const char *id_or_name, gpointer data)
{
  BerthSandboxTemplateResource *resource = find (data, id_or_name);

  return resource != NULL ? g_strdup (resource->id) : NULL;
}

static char *
make_id (BerthSandboxTemplate *self, const char *type, const char *name, GError **error)
{
  g_auto (GStrv) types = g_strsplit (type, "/", -1);
  g_auto (GStrv) names = g_strsplit (name, "/", -1);
  JsonObject *group = berth_sandbox_evaluator_get_group (self->evaluator);
  g_autoptr (GString) id = g_string_new (berth_sandbox_json_string (group, "id"));

  if (g_strv_length (types) != g_strv_length (names) + 1) {
    g_propagate_error (
      error,
      berth_sandbox_template_error (
        "The template resource '%s' for type '%s' has incorrect segment lengths. A "
        "nested "
        "resource type must have identical number of segments as its resource name",
        name, type));
    return NULL;
  }
  g_string_append_printf (id, "/providers/%s", types[0]);
  for (guint i = 0; names[i] != NULL; i++)
    g_string_append_printf (id, "/%s/%s", types[i + 1], names[i]);
  return g_strdup (id->str);
}

static gboolean
is_wanted (BerthSandboxTemplate *self, JsonObject *raw, gboolean *wanted, GError **error)
{
  JsonNode *condition = berth_sandbox_json_member (raw, "condition");
  g_autoptr (JsonNode) value = NULL;

  *wanted = TRUE;
  if (condition == NULL)
    return TRUE;
  value = berth_sandbox_evaluator_evaluate (self->evaluator, condition, error);
  if (value == NULL)
    return FALSE;
  *wanted
    = json_node_get_value_type (value) != G_TYPE_BOOLEAN || json_node_get_boolean (value);
  return TRUE;
}

static BerthSandboxTemplateResource *
read_resource (BerthSandboxTemplate *self, JsonObject *raw, GError **error)
{
  g_autofree char *type
    = berth_sandbox_evaluator_evaluate_string (self->evaluator, raw, "type", error);
  g_autofree char *name
    = type != NULL
        ? berth_sandbox_evaluator_evaluate_string (self->evaluator, raw, "name", error)
        : NULL;
  g_autofree char *version = name != NULL ? berth_sandbox_evaluator_evaluate_string (
                                              self->evaluator, raw, "apiVersion", error)
                                          : NULL;
  g_autofree char *id = version != NULL ? make_id (self, type, name, error) : NULL;
  BerthSandboxTemplateResource *resource;

  if (id == NULL)
    return NULL;
  resource = g_new0 (BerthSandboxTemplateResource, 1);
  resource->id = g_steal_pointer (&id);
  resource->type = g_steal_pointer (&type);
  resource->name = g_steal_pointer (&name);
  resource->api_version = g_steal_pointer (&version);
  resource->raw = json_object_ref (raw);
  resource->copy_index = berth_sandbox_evaluator_get_copy_index (self->evaluator);
  resource->needs = g_ptr_array_new ();
  return resource;
}

static gboolean
add_one (BerthSandboxTemplate *self, JsonObject *raw, GError **error)
{
  BerthSandboxTemplateResource *resource;
  gboolean wanted = TRUE;

  if (!is_wanted (self, raw, &wanted, error))
    return FALSE;
  if (!wanted)
    return TRUE;
  resource = read_resource (self, raw, error);
  if (resource == NULL)
    return FALSE;
  if (find_by_id (self, resource->id) != NULL) {
    g_propagate_error (error, berth_sandbox_template_error (
                                "The resource '%s' is defined multiple times in "
                                "a template.",
                                resource->id));
    resource_free (resource);
    return FALSE;
  }
  g_ptr_array_add (self->resources, resource);
  return TRUE;
}

/* A resource with "copy" is several. */
static gboolean
add_resource (BerthSandboxTemplate *self, JsonNode *node, GError **error)
{
  guint count = 1;
  gboolean fine = TRUE;

  if (!JSON_NODE_HOLDS_OBJECT (node) || self->resources->len >= MAX_RESOURCES) {
    g_propagate_error (error,
                       berth_sandbox_template_error ("The template's resources are not a "
                                                     "list of at most 800 objects."));
    return FALSE;
  }
  if (!json_object_has_member (json_node_get_object (node), "copy"))
    return add_one (self, json_node_get_object (node), error);
  if (!berth_sandbox_copies_count (self->evaluator, json_node_get_object (node), &count,
                                   error))
    return FALSE;
  for (guint i = 0; fine && i < count; i++) {
    berth_sandbox_evaluator_set_copy_index (self->evaluator, (int) i);
    fine = add_one (self, json_node_get_object (node), error);
  }
  berth_sandbox_evaluator_set_copy_index (self->evaluator, -1);
  return fine;
}

static gboolean
read_resources (BerthSandboxTemplate *self, GError **error)
{
  JsonArray *array = berth_sandbox_json_array (self->source, "resources");

  if (array == NULL) {
    g_propagate_error (error, berth_sandbox_template_error (
                                "Required property 'resources' not found in JSON."));
    return FALSE;
  }
  for (guint i = 0; i < json_array_get_length (array); i++) {
    if (!add_resource (self, json_array_get_element (array, i), error))
      return FALSE;
  }
  return TRUE;
}

static void
add_need (BerthSandboxTemplateResource *resource, BerthSandboxTemplateResource *need)
{
  if (need != resource && !g_ptr_array_find (resource->needs, need, NULL))
    g_ptr_array_add (resource->needs, need);
}

/* A copy loop's name stands for all that it made. */
static gboolean
add_needed_loop (BerthSandboxTemplate *self,
                 BerthSandboxTemplateResource *resource,
                 const char *name)
{
  gboolean found = FALSE;

  for (guint i = 0; name != NULL && i < self->resources->len; i++) {
    BerthSandboxTemplateResource *other = self->resources->pdata[i];

    if (g_strcmp0 (berth_sandbox_copies_get_name (other->raw), name) == 0) {
      add_need (resource, other);
      found = TRUE;
    }
  }
  return found;
}

static gboolean
read_depends_on (BerthSandboxTemplate *self,
                 BerthSandboxTemplateResource *resource,
                 GError **error)
{
  JsonArray *array = berth_sandbox_json_array (resource->raw, "dependsOn");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    g_autoptr (JsonNode) value = berth_sandbox_evaluator_evaluate (
      self->evaluator, json_array_get_element (array, i), error);
    const char *text;
    BerthSandboxTemplateResource *need;

    if (value == NULL)
      return FALSE;
    text = JSON_NODE_HOLDS_VALUE (value) ? json_node_get_string (value) : NULL;
    need = text != NULL ? find (self, text) : NULL;
    if (need == NULL && add_needed_loop (self, resource, text))
      continue;
    if (need == NULL) {
      g_propagate_error (error,
                         berth_sandbox_template_error (
                           "The resource '%s' is not defined in the template. Please see "
                           "https://aka.ms/arm-syntax for usage details.",
                           text != NULL ? text : ""));
      return FALSE;
    }
    add_need (resource, need);
  }
  return TRUE;
}

/* What a reference() names must be there too, without dependsOn saying so. */
static gboolean
read_references (BerthSandboxTemplate *self,
                 BerthSandboxTemplateResource *resource,
                 GError **error)
{
  g_autoptr (GPtrArray) noted = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JsonNode) node = berth_sandbox_json_node (resource->raw);
  g_autoptr (JsonNode) value = NULL;

  berth_sandbox_evaluator_set_references (self->evaluator, noted);
  value = berth_sandbox_evaluator_evaluate (self->evaluator, node, error);
  berth_sandbox_evaluator_set_references (self->evaluator, NULL);
  if (value == NULL)
    return FALSE;
  for (guint i = 0; i < noted->len; i++) {
    BerthSandboxTemplateResource *need = find_by_id (self, noted->pdata[i]);

    if (need != NULL)
      add_need (resource, need);
  }
  return TRUE;
}

static gboolean
place (BerthSandboxTemplateResource *resource,
       GPtrArray *ordered,
       GPtrArray *path,
       GError **error)
{
  if (g_ptr_array_find (ordered, resource, NULL))
    return TRUE;
  if (g_ptr_array_find (path, resource, NULL) || path->len > 100) {
    g_propagate_error (error,
                       berth_sandbox_template_error (
                         "Circular dependency detected on resource: '%s'. Please see "
                         "https://aka.ms/arm-syntax-resources for usage details.",
                         resource->id));
    return FALSE;
  }
  g_ptr_array_add (path, resource);
  for (guint i = 0; i < resource->needs->len; i++) {
    if (!place (resource->needs->pdata[i], ordered, path, error))
      return FALSE;
  }
  g_ptr_array_remove (path, resource);
  g_ptr_array_add (ordered, resource);
  return TRUE;
}

static gboolean
put_in_order (BerthSandboxTemplate *self, GError **error)
{
  g_autoptr (GPtrArray) ordered = g_ptr_array_new ();
  g_autoptr (GPtrArray) path = g_ptr_array_new ();

  for (guint i = 0; i < self->resources->len; i++) {
    BerthSandboxTemplateResource *resource = self->resources->pdata[i];

    berth_sandbox_evaluator_set_copy_index (self->evaluator, resource->copy_index);
    if (!read_depends_on (self, resource, error)
        || !read_references (self, resource, error))
      return FALSE;
  }
  berth_sandbox_evaluator_set_copy_index (self->evaluator, -1);
  for (guint i = 0; i < self->resources->len; i++) {
    if (!place (self->resources->pdata[i], ordered, path, error))
      return FALSE;
  }
  for (guint i = 0; i < ordered->len; i++)
    self->resources->pdata[i] = ordered->pdata[i];
  return TRUE;
}

/**
 * berth_sandbox_template_new:
 * @group: (transfer none): the resource group it is deployed to
 * @deployment: the deployment's name
 * @properties: (transfer none): "template", "parameters" and "mode"
 *
 * Reads a template and checks what can be known before anything is made.
 *
 * Returns: (transfer full): the template, or %NULL with a %BERTH_SANDBOX_FAULT
 *   `InvalidTemplate`
 */
BerthSandboxTemplate *
berth_sandbox_template_new (BerthSandbox *sandbox,
                            JsonObject *group,
                            const char *deployment,
                            JsonObject *properties,
                            GError **error)
{
  g_autoptr (BerthSandboxTemplate) self
    = g_object_new (BERTH_TYPE_SANDBOX_TEMPLATE, NULL);
  JsonObject *source = berth_sandbox_json_object (properties, "template");
  JsonObject *given = berth_sandbox_json_object (properties, "parameters");
  JsonObject *definitions = berth_sandbox_json_object (source, "parameters");

  if (source == NULL) {
    g_propagate_error (error, berth_sandbox_fault_new (
                                400, "InvalidDeploymentParameterValue",
                                "The deployment has no template: only templates within "
                                "the request are taken."));
    return NULL;
  }
  self->source = json_object_ref (source);
  self->evaluator = berth_sandbox_evaluator_new (sandbox, group, deployment, source);
  berth_sandbox_evaluator_set_lookup (self->evaluator, look_up, self);
  if (!berth_sandbox_parameters_take (self->evaluator, definitions, given, error)
      || !read_resources (self, error) || !put_in_order (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * berth_sandbox_template_get_resources:
 *
 * Returns: (transfer none) (element-type BerthSandboxTemplateResource): in an order in
 *   which each comes after what it needs
 */
GPtrArray *
berth_sandbox_template_get_resources (BerthSandboxTemplate *self)
{
  return self->resources;
}

/**
 * berth_sandbox_template_get_source:
 *
 * Returns: (transfer none): the template itself
 */
JsonObject *
berth_sandbox_template_get_source (BerthSandboxTemplate *self)
{
  return self->source;
}

static char *
dup_type (JsonObject *definition)
{
  const char *type = berth_sandbox_json_string (definition, "type");
  char *title = g_strdup (type != NULL ? type : "String");

  title[0] = g_ascii_toupper (title[0]);
  return title;
}

/**
 * berth_sandbox_template_parameters_to_json:
 *
 * Returns: (transfer full): the parameters as a deployment shows them; a secure one has
 * no value
 */
JsonObject *
berth_sandbox_template_parameters_to_json (BerthSandboxTemplate *self)
{
  JsonObject *definitions = berth_sandbox_json_object (self->source, "parameters");
  JsonObject *result = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (definitions == NULL)
    return result;
  json_object_iter_init_ordered (&iter, definitions);
  while (json_object_iter_next_ordered (&iter, &name, &node)) {
    JsonObject *definition
      = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    g_autofree char *type = dup_type (definition);
    JsonObject *shown = json_object_new ();
    JsonNode *value
      = g_ascii_strncasecmp (type, "secure", 6) == 0
          ? NULL
          : berth_sandbox_evaluator_get_parameter (self->evaluator, name, NULL);

    json_object_set_string_member (shown, "type", type);
    if (value != NULL)
      json_object_set_member (shown, "value", value);
    json_object_set_object_member (result, name, shown);
  }
  return result;
}

static JsonObject *
evaluate_body (BerthSandboxTemplate *self,
               BerthSandboxTemplateResource *resource,
               GError **error)
{
  const char *const own[]
    = { "apiVersion", "condition", "dependsOn", "comments", "copy", "scope", "metadata" };
  g_autoptr (JsonNode) node = berth_sandbox_json_node (resource->raw);
  g_autoptr (JsonNode) value = NULL;
  JsonObject *body;

  berth_sandbox_evaluator_set_copy_index (self->evaluator, resource->copy_index);
  value = berth_sandbox_evaluator_evaluate (self->evaluator, node, error);
  berth_sandbox_evaluator_set_copy_index (self->evaluator, -1);
  if (value == NULL)
    return NULL;
  body = json_node_dup_object (value);
  for (gsize i = 0; i < G_N_ELEMENTS (own); i++)
    json_object_remove_member (body, own[i]);
  json_object_set_string_member (body, "name", resource->name);
  json_object_set_string_member (body, "type", resource->type);
  return body;
}

/**
 * berth_sandbox_template_foresee:
 *
 * Returns: (transfer full): what will be PUT, as far as it can be known beforehand
 */
JsonObject *
berth_sandbox_template_foresee (BerthSandboxTemplate *self,
                                BerthSandboxTemplateResource *resource,
                                GError **error)
{
  g_autoptr (GPtrArray) noted = g_ptr_array_new_with_free_func (g_free);
  JsonObject *body;

  berth_sandbox_evaluator_set_references (self->evaluator, noted);
  body = evaluate_body (self, resource, error);
  berth_sandbox_evaluator_set_references (self->evaluator, NULL);
  return body;
}

/**
 * berth_sandbox_template_evaluate:
 *
 * Returns: (transfer full): what is PUT now that everything that it needs is there
 */
JsonObject *
berth_sandbox_template_evaluate (BerthSandboxTemplate *self,
                                 BerthSandboxTemplateResource *resource,
                                 GError **error)
{
  return evaluate_body (self, resource, error);
}

/**
 * berth_sandbox_template_evaluate_outputs:
 *
 * Returns: (transfer full): the outputs, when all resources are there
 */
JsonObject *
berth_sandbox_template_evaluate_outputs (BerthSandboxTemplate *self, GError **error)
{
  JsonObject *outputs = berth_sandbox_json_object (self->source, "outputs");
  g_autoptr (JsonObject) result = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (outputs == NULL)
    return g_steal_pointer (&result);
  json_object_iter_init_ordered (&iter, outputs);
  while (json_object_iter_next_ordered (&iter, &name, &node)) {
    JsonObject *definition
      = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    JsonNode *raw = berth_sandbox_json_member (definition, "value");
    JsonNode *value = raw != NULL
                        ? berth_sandbox_evaluator_evaluate (self->evaluator, raw, error)
                        : json_node_new (JSON_NODE_NULL);
    JsonObject *shown;
    g_autofree char *type = dup_type (definition);

    if (value == NULL)
      return NULL;
    shown = json_object_new ();
    json_object_set_string_member (shown, "type", type);
    json_object_set_member (shown, "value", value);
    json_object_set_object_member (result, name, shown);
  }
  return g_steal_pointer (&result);
}
