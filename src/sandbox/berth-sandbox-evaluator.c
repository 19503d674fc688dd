/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-evaluator.h"

#include "berth-sandbox-functions.h"
#include "berth-sandbox-json.h"

#include <string.h>

/* Deeper than anything people write; each level is a few frames on a fiber's stack. */
#define MAX_DEPTH 60

/**
 * BerthSandboxEvaluator:
 *
 * Reads the expressions of a template, "[concat(parameters('a'), '-nic')]", and answers
 * their values. An expression that begins with "[[" is plain text.
 */
struct _BerthSandboxEvaluator {
  GObject parent_instance;

  BerthSandbox *sandbox; /* unowned: outlives every deployment */
  JsonObject *group;
  char *deployment;
  JsonObject *template;
  GHashTable *parameters; /* name → JsonNode */
  BerthSandboxLookup lookup;
  gpointer lookup_data;
  GPtrArray *noted; /* nullable: references are only noted, not followed */
  guint depth;
  int copy_index; /* -1 outside of a copy loop */
};

G_DEFINE_FINAL_TYPE (BerthSandboxEvaluator, berth_sandbox_evaluator, G_TYPE_OBJECT)

typedef struct {
  BerthSandboxEvaluator *evaluator;
  const char *text; /* the whole expression, for messages */
  const char *at;
} Reader;

static JsonNode *read_value (Reader *reader, GError **error);

static void
berth_sandbox_evaluator_finalize (GObject *object)
{
  BerthSandboxEvaluator *self = BERTH_SANDBOX_EVALUATOR (object);

  json_object_unref (self->group);
  json_object_unref (self->template);
  g_free (self->deployment);
  g_hash_table_unref (self->parameters);
  g_clear_pointer (&self->noted, g_ptr_array_unref);
  G_OBJECT_CLASS (berth_sandbox_evaluator_parent_class)->finalize (object);
}

static void
berth_sandbox_evaluator_class_init (BerthSandboxEvaluatorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_sandbox_evaluator_finalize;
}

static void
free_node (gpointer node)
{
  json_node_unref (node);
}

static void
berth_sandbox_evaluator_init (BerthSandboxEvaluator *self)
{
  self->parameters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_node);
}

/**
 * berth_sandbox_evaluator_new:
 * @group: (transfer none): the resource group
 * @deployment: the deployment's name
 * @template: (transfer none): the whole template
 */
BerthSandboxEvaluator *
berth_sandbox_evaluator_new (BerthSandbox *sandbox,
                             JsonObject *group,
                             const char *deployment,
                             JsonObject *template)
{
  BerthSandboxEvaluator *self = g_object_new (BERTH_TYPE_SANDBOX_EVALUATOR, NULL);

  self->sandbox = sandbox;
  self->group = json_object_ref (group);
  self->deployment = g_strdup (deployment);
  self->template = json_object_ref (template);
  self->copy_index = -1;
  return self;
}

/**
 * berth_sandbox_evaluator_set_copy_index:
 * @index: what copyIndex() says from now on; -1 outside of a copy loop
 */
void
berth_sandbox_evaluator_set_copy_index (BerthSandboxEvaluator *self, int index)
{
  self->copy_index = index;
}

int
berth_sandbox_evaluator_get_copy_index (BerthSandboxEvaluator *self)
{
  return self->copy_index;
}

/**
 * berth_sandbox_evaluator_set_parameter:
 * @value: (transfer none): its value, without expressions
 */
void
berth_sandbox_evaluator_set_parameter (BerthSandboxEvaluator *self,
                                       const char *name,
                                       JsonNode *value)
{
  g_hash_table_replace (self->parameters, g_ascii_strdown (name, -1),
                        json_node_copy (value));
}

void
berth_sandbox_evaluator_set_lookup (BerthSandboxEvaluator *self,
                                    BerthSandboxLookup lookup,
                                    gpointer data)
{
  self->lookup = lookup;
  self->lookup_data = data;
}

/**
 * berth_sandbox_evaluator_set_references:
 * @noted: (nullable) (element-type utf8): where the ids that reference() names are noted
 *   instead of being followed; the strings that need them stay as they are
 */
void
berth_sandbox_evaluator_set_references (BerthSandboxEvaluator *self, GPtrArray *noted)
{
  if (noted != NULL)
    g_ptr_array_ref (noted);
  g_clear_pointer (&self->noted, g_ptr_array_unref);
  self->noted = noted;
}

BerthSandbox *
berth_sandbox_evaluator_get_sandbox (BerthSandboxEvaluator *self)
{
  return self->sandbox;
}

JsonObject *
berth_sandbox_evaluator_get_group (BerthSandboxEvaluator *self)
{
  return self->group;
}

const char *
berth_sandbox_evaluator_get_deployment (BerthSandboxEvaluator *self)
{
  return self->deployment;
}

static void
skip_space (Reader *reader)
{
  while (g_ascii_isspace (*reader->at))
    reader->at++;
}

static void
set_syntax_error (Reader *reader, GError **error)
{
  g_propagate_error (
    error, berth_sandbox_template_error (
             "The language expression '%s' is not valid: the string character '%c' at "
             "position '%d' is not expected.",
             reader->text, *reader->at != '\0' ? *reader->at : ' ',
             (int) (reader->at - reader->text)));
}

static JsonNode *
read_string (Reader *reader, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (reader->at++; *reader->at != '\0'; reader->at++) {
    if (*reader->at == '\'') {
      if (reader->at[1] != '\'') {
        reader->at++;
        return json_node_init_string (json_node_alloc (), text->str);
      }
      reader->at++;
    }
    g_string_append_c (text, *reader->at);
  }
  set_syntax_error (reader, error);
  return NULL;
}

static JsonNode *
read_number (Reader *reader)
{
  char *end = NULL;
  gint64 number = g_ascii_strtoll (reader->at, &end, 10);

  reader->at = end;
  return json_node_init_int (json_node_alloc (), number);
}

static char *
read_name (Reader *reader)
{
  const char *start = reader->at;

  while (g_ascii_isalnum (*reader->at) || *reader->at == '_')
    reader->at++;
  return reader->at > start ? g_strndup (start, (gsize) (reader->at - start)) : NULL;
}

static gboolean
read_arguments (Reader *reader, GPtrArray *arguments, GError **error)
{
  reader->at++;
  skip_space (reader);
  if (*reader->at == ')') {
    reader->at++;
    return TRUE;
  }
  for (;;) {
    JsonNode *argument = read_value (reader, error);

    if (argument == NULL)
      return FALSE;
    g_ptr_array_add (arguments, argument);
    skip_space (reader);
    if (*reader->at == ')') {
      reader->at++;
      return TRUE;
    }
    if (*reader->at != ',') {
      set_syntax_error (reader, error);
      return FALSE;
    }
    reader->at++;
  }
}

static JsonNode *
read_call (Reader *reader, GError **error)
{
  g_autofree char *name = read_name (reader);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (free_node);

  skip_space (reader);
  if (name == NULL || *reader->at != '(') {
    set_syntax_error (reader, error);
    return NULL;
  }
  if (!read_arguments (reader, arguments, error))
    return NULL;
  return berth_sandbox_function_call (reader->evaluator, name, arguments, error);
}

static JsonNode *
pick (Reader *reader, JsonNode *from, JsonNode *key, GError **error)
{
  JsonNode *found = NULL;

  if (JSON_NODE_HOLDS_OBJECT (from) && json_node_get_value_type (key) == G_TYPE_STRING) {
    found = berth_sandbox_json_member (json_node_get_object (from),
                                       json_node_get_string (key));
  } else if (JSON_NODE_HOLDS_ARRAY (from)
             && json_node_get_value_type (key) == G_TYPE_INT64) {
    JsonArray *array = json_node_get_array (from);
    gint64 index = json_node_get_int (key);

    if (index >= 0 && index < (gint64) json_array_get_length (array))
      found = json_array_get_element (array, (guint) index);
  }
  if (found != NULL)
    return json_node_copy (found);
  g_propagate_error (
    error,
    berth_sandbox_template_error (
      "The language expression property '%s' doesn't exist in '%s'.",
      json_node_get_value_type (key) == G_TYPE_STRING ? json_node_get_string (key) : "[]",
      reader->text));
  return NULL;
}

static JsonNode *
read_key (Reader *reader, GError **error)
{
  JsonNode *key;
  g_autofree char *name = NULL;

  if (*reader->at++ == '.') {
    name = read_name (reader);
    if (name != NULL)
      return json_node_init_string (json_node_alloc (), name);
    set_syntax_error (reader, error);
    return NULL;
  }
  key = read_value (reader, error);
  skip_space (reader);
  if (key != NULL && *reader->at == ']' && JSON_NODE_HOLDS_VALUE (key)) {
    reader->at++;
    return key;
  }
  if (key != NULL)
    set_syntax_error (reader, error);
  g_clear_pointer (&key, json_node_unref);
  return NULL;
}

static JsonNode *
read_primary (Reader *reader, GError **error)
{
  skip_space (reader);
  if (*reader->at == '\'')
    return read_string (reader, error);
  if (g_ascii_isdigit (*reader->at)
      || (*reader->at == '-' && g_ascii_isdigit (reader->at[1])))
    return read_number (reader);
  return read_call (reader, error);
}

static JsonNode *
read_value (Reader *reader, GError **error)
{
  BerthSandboxEvaluator *self = reader->evaluator;
  JsonNode *value;

  if (++self->depth > MAX_DEPTH) {
    self->depth--;
    g_propagate_error (
      error, berth_sandbox_template_error ("The template is nested too deeply."));
    return NULL;
  }
  value = read_primary (reader, error);
  while (value != NULL && (*reader->at == '.' || *reader->at == '[')) {
    g_autoptr (JsonNode) key = read_key (reader, error);
    g_autoptr (JsonNode) from = value;

    value = key != NULL ? pick (reader, from, key, error) : NULL;
  }
  self->depth--;
  return value;
}

static JsonNode *
evaluate_text (BerthSandboxEvaluator *self, const char *text, GError **error)
{
  gsize length = strlen (text);
  g_autofree char *inner = NULL;
  Reader reader = { .evaluator = self };
  JsonNode *value;

  if (length < 2 || text[0] != '[' || text[length - 1] != ']')
    return json_node_init_string (json_node_alloc (), text);
  if (text[1] == '[')
    return json_node_init_string (json_node_alloc (), text + 1);
  inner = g_strndup (text + 1, length - 2);
  reader.text = inner;
  reader.at = inner;
  value = read_value (&reader, error);
  if (value == NULL)
    return NULL;
  skip_space (&reader);
  if (*reader.at != '\0') {
    json_node_unref (value);
    set_syntax_error (&reader, error);
    return NULL;
  }
  return value;
}

static JsonNode *
evaluate_string (BerthSandboxEvaluator *self, JsonNode *node, GError **error)
{
  g_autoptr (GError) local = NULL;
  JsonNode *value = evaluate_text (self, json_node_get_string (node), &local);

  if (value != NULL)
    return value;
  /* What is known only later stays as it is written while references are noted. */
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_PENDING))
    return json_node_copy (node);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static JsonNode *
evaluate_object (BerthSandboxEvaluator *self, JsonObject *object, GError **error)
{
  g_autoptr (JsonObject) result = json_object_new ();
  JsonNode *node;
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node)) {
    JsonNode *value = berth_sandbox_evaluator_evaluate (self, node, error);

    if (value == NULL)
      return NULL;
    json_object_set_member (result, name, value);
  }
  return berth_sandbox_json_node (result);
}

static JsonNode *
evaluate_array (BerthSandboxEvaluator *self, JsonArray *array, GError **error)
{
  g_autoptr (JsonArray) result = json_array_new ();
  JsonNode *node;

  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *value
      = berth_sandbox_evaluator_evaluate (self, json_array_get_element (array, i), error);

    if (value == NULL)
      return NULL;
    json_array_add_element (result, value);
  }
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_set_array (node, result);
  return node;
}

/**
 * berth_sandbox_evaluator_evaluate:
 * @node: (transfer none): any part of the template
 *
 * Returns: (transfer full): the same with every expression replaced by its value, or
 * %NULL with a %BERTH_SANDBOX_FAULT `InvalidTemplate`
 */
JsonNode *
berth_sandbox_evaluator_evaluate (BerthSandboxEvaluator *self,
                                  JsonNode *node,
                                  GError **error)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return evaluate_object (self, json_node_get_object (node), error);
  if (JSON_NODE_HOLDS_ARRAY (node))
    return evaluate_array (self, json_node_get_array (node), error);
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return evaluate_string (self, node, error);
  return json_node_copy (node);
}

/**
 * berth_sandbox_evaluator_evaluate_string:
 * @name: a member of @object that must be a string
 *
 * Returns: (transfer full): its value, or %NULL with an `InvalidTemplate`
 */
char *
berth_sandbox_evaluator_evaluate_string (BerthSandboxEvaluator *self,
                                         JsonObject *object,
                                         const char *name,
                                         GError **error)
{
  JsonNode *node = berth_sandbox_json_member (object, name);
  g_autoptr (JsonNode) value = NULL;

  if (node != NULL) {
    value = berth_sandbox_evaluator_evaluate (self, node, error);
    if (value == NULL)
      return NULL;
    if (JSON_NODE_HOLDS_VALUE (value)
        && json_node_get_value_type (value) == G_TYPE_STRING)
      return json_node_dup_string (value);
  }
  g_propagate_error (error, berth_sandbox_template_error (
                              "The template resource has no valid '%s'. Please "
                              "see https://aka.ms/arm-syntax-resources for "
                              "usage details.",
                              name));
  return NULL;
}

static JsonNode *
evaluate_deeper (BerthSandboxEvaluator *self, JsonNode *node, GError **error)
{
  JsonNode *value = NULL;

  if (++self->depth <= MAX_DEPTH)
    value = berth_sandbox_evaluator_evaluate (self, node, error);
  else
    g_propagate_error (error,
                       berth_sandbox_template_error ("The template refers to itself."));
  self->depth--;
  return value;
}

/**
 * berth_sandbox_evaluator_get_parameter:
 *
 * Returns: (transfer full): the value given, or the default's
 */
JsonNode *
berth_sandbox_evaluator_get_parameter (BerthSandboxEvaluator *self,
                                       const char *name,
                                       GError **error)
{
  g_autofree char *key = g_ascii_strdown (name, -1);
  JsonNode *value = g_hash_table_lookup (self->parameters, key);
  JsonObject *all = berth_sandbox_json_object (self->template, "parameters");
  JsonObject *definition = berth_sandbox_json_object (all, name);

  if (value != NULL)
    return json_node_copy (value);
  value = definition != NULL ? json_object_get_member (definition, "defaultValue") : NULL;
  if (value != NULL)
    return evaluate_deeper (self, value, error);
  g_propagate_error (error, berth_sandbox_template_error (
                              "The template parameter '%s' is not found. Please see "
                              "https://aka.ms/arm-syntax-parameters for usage "
                              "details.",
                              name));
  return NULL;
}

/**
 * berth_sandbox_evaluator_get_variable:
 *
 * Returns: (transfer full): the variable's value
 */
JsonNode *
berth_sandbox_evaluator_get_variable (BerthSandboxEvaluator *self,
                                      const char *name,
                                      GError **error)
{
  JsonObject *variables = berth_sandbox_json_object (self->template, "variables");
  JsonNode *value = berth_sandbox_json_member (variables, name);

  if (value != NULL)
    return evaluate_deeper (self, value, error);
  g_propagate_error (error, berth_sandbox_template_error (
                              "The template variable '%s' is not found. Please "
                              "see https://aka.ms/arm-template/#variables for "
                              "usage details.",
                              name));
  return NULL;
}

/**
 * berth_sandbox_evaluator_refer:
 * @full: the whole resource instead of its properties
 *
 * Returns: (transfer full): what reference() answers
 */
JsonNode *
berth_sandbox_evaluator_refer (BerthSandboxEvaluator *self,
                               const char *id_or_name,
                               gboolean full,
                               GError **error)
{
  g_autofree char *id
    = self->lookup != NULL ? self->lookup (id_or_name, self->lookup_data) : NULL;
  BerthSandboxStore *store = berth_sandbox_get_store (self->sandbox);
  g_autoptr (JsonObject) copy = NULL;
  JsonObject *resource;

  if (id == NULL)
    id = g_strdup (id_or_name);
  if (self->noted != NULL) {
    g_ptr_array_add (self->noted, g_strdup (id));
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PENDING, "Known only later");
    return NULL;
  }
  resource = berth_sandbox_store_get (store, id);
  if (resource == NULL) {
    g_propagate_error (error, berth_sandbox_fault_new (
                                404, "ResourceNotFound",
                                "The resource '%s' referenced by the template was not "
                                "found.",
                                id));
    return NULL;
  }
  copy = berth_sandbox_json_copy (resource);
  return berth_sandbox_json_node (
    full ? copy : berth_sandbox_json_ensure_object (copy, "properties"));
}
