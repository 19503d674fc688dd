/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-plan.h"
#include "berth-plan-private.h"

#include "berth-json.h"

#include <string.h>

/* A plan as Bicep: the template's resources, printed in Bicep's notation. A template's
 * expression becomes the expression itself; where one resource names another by
 * resourceId(), Bicep's own functions of that name do the same, so the dependencies stay
 * spelled out. */

static const struct {
  const char *type;
  const char *symbol;
} symbols[] = {
  { "Microsoft.Network/networkSecurityGroups", "nsgResource" },
  { "Microsoft.Network/virtualNetworks", "vnetResource" },
  { "Microsoft.Network/publicIPAddresses", "ipResource" },
  { "Microsoft.Network/networkInterfaces", "nicResource" },
  { "Microsoft.Compute/virtualMachines", "machine" },
};

static const char *
find_symbol (const char *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (symbols); i++) {
    if (strcmp (symbols[i].type, type) == 0)
      return symbols[i].symbol;
  }
  return "resource";
}

/* variables('x') and parameters('x') are plain names in Bicep. */
static char *
translate_names (const char *expression)
{
  g_autoptr (GRegex) regex
    = g_regex_new ("(?:variables|parameters)\\('([A-Za-z]+)'\\)", 0, 0, NULL);

  return g_regex_replace (regex, expression, -1, 0, "\\1", 0, NULL);
}

static void
print_text (GString *out, const char *text)
{
  const gsize length = strlen (text);

  if (length > 1 && text[0] == '[' && text[1] != '[') {
    g_autofree char *inner = g_strndup (text + 1, length - 2);
    g_autofree char *expression = translate_names (inner);

    g_string_append (out, expression);
    return;
  }
  g_string_append_c (out, '\'');
  for (const char *p = text[0] == '[' ? text + 1 : text; *p != '\0'; p++) {
    if (*p == '\'' || *p == '\\' || (*p == '$' && p[1] == '{'))
      g_string_append_c (out, '\\');
    g_string_append_c (out, *p);
  }
  g_string_append_c (out, '\'');
}

static void
indent (GString *out, guint depth)
{
  for (guint i = 0; i < depth; i++)
    g_string_append (out, "  ");
}

static void print_value (GString *out, JsonNode *node, guint depth);

static void
print_list (GString *out, JsonArray *list, guint depth)
{
  g_string_append (out, "[\n");
  for (guint i = 0; i < json_array_get_length (list); i++) {
    indent (out, depth + 1);
    print_value (out, json_array_get_element (list, i), depth + 1);
    g_string_append_c (out, '\n');
  }
  indent (out, depth);
  g_string_append_c (out, ']');
}

static gboolean
is_identifier (const char *name)
{
  return strspn (name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
         == strlen (name);
}

static void
print_members (GString *out, JsonObject *object, guint depth)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value)) {
    if (depth == 1
        && (strcmp (name, "type") == 0 || strcmp (name, "apiVersion") == 0
            || strcmp (name, "dependsOn") == 0))
      continue;
    indent (out, depth);
    g_string_append_printf (out, is_identifier (name) ? "%s: " : "'%s': ", name);
    print_value (out, value, depth);
    g_string_append_c (out, '\n');
  }
}

static void
print_value (GString *out, JsonNode *node, guint depth)
{
  if (JSON_NODE_HOLDS_OBJECT (node)) {
    g_string_append (out, "{\n");
    print_members (out, json_node_get_object (node), depth + 1);
    indent (out, depth);
    g_string_append_c (out, '}');
  } else if (JSON_NODE_HOLDS_ARRAY (node)) {
    print_list (out, json_node_get_array (node), depth);
  } else if (json_node_get_value_type (node) == G_TYPE_STRING) {
    print_text (out, json_node_get_string (node));
  } else if (json_node_get_value_type (node) == G_TYPE_DOUBLE
             && json_node_get_double (node) != (gint64) json_node_get_double (node)) {
    /* Bicep has no literal for fractions. */
    g_autofree char *number = json_to_string (node, FALSE);

    g_string_append_printf (out, "json('%s')", number);
  } else {
    g_autofree char *text = json_node_get_value_type (node) == G_TYPE_DOUBLE
                              ? g_strdup_printf ("%.0f", json_node_get_double (node))
                              : json_to_string (node, FALSE);

    g_string_append (out, text);
  }
}

static void
print_depends_on (GString *out, JsonObject *resource)
{
  JsonArray *depends_on = berth_json_get_array (resource, "dependsOn");

  if (depends_on == NULL)
    return;
  g_string_append (out, "  dependsOn: [\n");
  for (guint i = 0; i < json_array_get_length (depends_on); i++) {
    const char *id = json_array_get_string_element (depends_on, i);

    for (gsize j = 0; j < G_N_ELEMENTS (symbols); j++) {
      g_autofree char *mark = g_strdup_printf ("'%s',", symbols[j].type);

      if (strstr (id, mark) != NULL)
        g_string_append_printf (out, "    %s\n", symbols[j].symbol);
    }
  }
  g_string_append (out, "  ]\n");
}

static void
print_resource (GString *out, JsonObject *resource)
{
  const char *type = berth_json_get_string (resource, "type");

  g_string_append_printf (out, "resource %s '%s@%s' = {\n", find_symbol (type), type,
                          berth_json_get_string (resource, "apiVersion"));
  print_members (out, resource, 1);
  print_depends_on (out, resource);
  g_string_append (out, "}\n\n");
}

static void
print_variables (GString *out, JsonObject *variables)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, variables);
  while (json_object_iter_next_ordered (&iter, &name, &value)) {
    g_string_append_printf (out, "var %s = ", name);
    print_value (out, value, 0);
    g_string_append_c (out, '\n');
  }
}

/**
 * berth_plan_to_bicep:
 *
 * Returns: (transfer full): the same deployment in Bicep
 */
char *
berth_plan_to_bicep (BerthPlan *self)
{
  g_autoptr (GString) out = g_string_new (NULL);
  JsonObject *template = json_node_get_object (berth_plan_get_template (self));
  JsonArray *resources = berth_json_get_array (template, "resources");

  g_string_append (out, "targetScope = 'resourceGroup'\n\n"
                        "@description('Marks what was made together.')\n"
                        "param run string = ''\n\n");
  print_variables (out, berth_json_get_object (template, "variables"));
  g_string_append_c (out, '\n');
  for (guint i = 0; i < json_array_get_length (resources); i++)
    print_resource (out, json_array_get_object_element (resources, i));
  g_string_append (out, "output machineId string = machine.id\n"
                        "output address string = ipResource.properties.ipAddress\n");
  return g_string_free (g_steal_pointer (&out), FALSE);
}
