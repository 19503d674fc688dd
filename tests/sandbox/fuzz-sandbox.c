/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-json.h"
#include "berth-sandbox-kusto.h"
#include "berth-sandbox-template.h"
#include "berth-sandbox-test.h"
#include "berth-test.h"

#include <string.h>

/* Bounded: the same random numbers at every run. */
#define ROUNDS 4000

static const char *const seeds[] = {
  "[concat(parameters('a'), '-', variables('b'))]",
  "[resourceId('Microsoft.Network/publicIPAddresses', 'x')]",
  "[if(equals(1, 2), format('{0}', 'a'), uniqueString(resourceGroup().id))]",
  "[reference(resourceId('A/b', 'c'), '2024-01-01').properties.x[0]]",
  "[split(toLower('A,B'), ',')[1]]",
};

static char *
mutate (GRand *rand, const char *seed)
{
  static const char letters[] = "[](),'.{}0aA\\ \"|=~";
  GString *text = g_string_new (seed);
  const guint n = (guint) g_rand_int_range (rand, 1, 6);

  for (guint i = 0; i < n && text->len > 0; i++) {
    const gsize at = (gsize) g_rand_int_range (rand, 0, (int) text->len);
    const char letter = letters[g_rand_int_range (rand, 0, (int) sizeof letters - 1)];

    if (g_rand_boolean (rand))
      text->str[at] = letter;
    else if (g_rand_boolean (rand))
      g_string_insert_c (text, (gssize) at, letter);
    else
      g_string_erase (text, (gssize) at, 1);
  }
  return g_string_free (text, FALSE);
}

static void
try_template (BerthSandbox *sandbox, JsonObject *group, const char *expression)
{
  JsonObject *properties = json_object_new ();
  JsonObject *template = json_object_new ();
  JsonArray *resources = json_array_new ();
  JsonObject *resource = json_object_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (BerthSandboxTemplate) made = NULL;

  json_object_set_string_member (resource, "type",
                                 "Microsoft.Network/networkSecurityGroups");
  json_object_set_string_member (resource, "apiVersion", "2024-01-01");
  json_object_set_string_member (resource, "name", expression);
  json_array_add_object_element (resources, resource);
  json_object_set_array_member (template, "resources", resources);
  json_object_set_object_member (properties, "template", template);
  made = berth_sandbox_template_new (sandbox, group, "d", properties, &error);
  g_assert_true (made != NULL || error != NULL);
  json_object_unref (properties);
}

static void
test_templates (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autoptr (JsonObject) group = json_object_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  json_object_set_string_member (group, "id", "/subscriptions/s/resourceGroups/g");
  json_object_set_string_member (group, "name", "g");
  json_object_set_string_member (group, "location", "koreacentral");
  for (guint i = 0; i < ROUNDS; i++) {
    g_autofree char *expression = mutate (rand, seeds[i % G_N_ELEMENTS (seeds)]);

    try_template (cloud->sandbox, group, expression);
  }
}

static void
test_queries (void)
{
  static const char query[] = "Resources | where type =~ 'a' and b in~ ('c', 'd') | "
                              "project x=tostring(y.z), w | order "
                              "by x desc | limit 3";
  g_autoptr (GPtrArray) rows
    = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  JsonObject *row = json_object_new ();

  json_object_set_string_member (row, "type", "A");
  json_object_set_string_member (row, "b", "c");
  g_ptr_array_add (rows, row);
  for (guint i = 0; i < ROUNDS; i++) {
    g_autofree char *text = mutate (rand, query);
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) result = NULL;

    if (!g_utf8_validate (text, -1, NULL))
      continue;
    result = berth_sandbox_kusto_run (text, rows, &error);
    g_assert_true (result != NULL || error != NULL);
  }
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/fuzz/sandbox/templates", test_templates);
  berth_test_add ("/fuzz/sandbox/queries", test_queries);
  return g_test_run ();
}
