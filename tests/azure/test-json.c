/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-azure-error.h"
#include "berth-json.h"
#include "berth-test.h"

#include <string.h>

#define TEXT                                                                             \
  "{\"a\":{\"B\":{\"text\":\"x\",\"none\":null}},\"whole\":7,\"half\":1.5,"              \
  "\"written\":\"220\",\"huge\":1e300,\"yes\":true,\"True\":\"True\",\"list\":[\"a\",7," \
  "null,\"b\",{\"c\":1}],\"tags\":{\"one\":\"1\",\"two\":2}}"

static JsonNode *
parse (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  JsonNode *node = berth_json_parse (bytes, &error);

  g_assert_no_error (error);
  return node;
}

static void
test_readers (void)
{
  g_autoptr (JsonNode) node = parse (TEXT);
  JsonObject *object = json_node_get_object (node);
  g_auto (GStrv) list = berth_json_dup_strv (object, "list");
  g_autoptr (GHashTable) tags = berth_json_dup_tags (object);

  g_assert_cmpstr (berth_json_get_string (object, "a.B.text"), ==, "x");
  g_assert_cmpstr (berth_json_get_string (object, "A.b.TEXT"), ==, "x");
  g_assert_null (berth_json_get_string (object, "a.B.none"));
  g_assert_null (berth_json_get_string (object, "a.B.text.more"));
  g_assert_null (berth_json_get_string (object, "whole"));
  g_assert_null (berth_json_get_string (object, "a"));
  g_assert_cmpint (berth_json_get_int (object, "whole", 1), ==, 7);
  g_assert_cmpint (berth_json_get_int (object, "written", 1), ==, 220);
  g_assert_cmpint (berth_json_get_int (object, "huge", 1), ==, 1);
  g_assert_cmpint (berth_json_get_int (object, "a", 1), ==, 1);
  g_assert_cmpint (berth_json_get_int (object, "a.B.text", 1), ==, 1);
  g_assert_cmpfloat (berth_json_get_double (object, "half", 0), ==, 1.5);
  g_assert_true (berth_json_get_boolean (object, "yes", FALSE));
  g_assert_true (berth_json_get_boolean (object, "True", FALSE));
  g_assert_true (berth_json_get_boolean (object, "absent", TRUE));
  g_assert_cmpstrv (list, ((const char *const[]) { "a", "b", NULL }));
  g_assert_cmpuint (g_hash_table_size (tags), ==, 1);
  g_assert_null (berth_json_array_get_object (berth_json_get_array (object, "list"), 0));
  g_assert_nonnull (
    berth_json_array_get_object (berth_json_get_array (object, "list"), 4));
  g_assert_null (berth_json_array_get_object (berth_json_get_array (object, "list"), 5));
}

/* What is not there reads as not there, at any depth. */
static void
test_nothing (void)
{
  g_auto (GStrv) list = berth_json_dup_strv (NULL, "a");
  g_autoptr (GHashTable) tags = berth_json_dup_tags (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (berth_json_get_string (NULL, "a.b"));
  g_assert_null (berth_json_get_array (NULL, "a"));
  g_assert_null (berth_json_get_object (NULL, "a"));
  g_assert_null (berth_json_array_get_object (NULL, 0));
  g_assert_cmpint (berth_json_get_int (NULL, "a", -3), ==, -3);
  g_assert_cmpuint (g_strv_length (list), ==, 0);
  g_assert_cmpuint (g_hash_table_size (tags), ==, 0);
  g_assert_null (berth_json_require_string (NULL, "a.b", &error));
  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_MALFORMED_ANSWER);
  g_assert_nonnull (strstr (error->message, "a.b"));
}

static void
check_refused (const char *text, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = berth_json_parse (bytes, &error);

  g_assert_null (node);
  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_MALFORMED_ANSWER);
}

static void
test_refused (void)
{
  check_refused ("", 0);
  check_refused ("\xef\xbb\xbf", 3);
  check_refused ("{", 1);
  check_refused ("{\"a\":\"\xff\"}", 9);
  check_refused ("{\"a\":\"\0\"}", 9);
  check_refused ("<a/>", 4);
  check_refused ("{}{}", 4);
  check_refused ("[1] [2]", 7);
  check_refused ("{'a':1}", 7);
  check_refused ("/* */{}", 7);
}

/* Half of a pair is no character (RFC 8259 8.2): what is shown must be UTF-8. */
static void
test_surrogates (void)
{
  static const char *const texts[]
    = { "{\"a\":\"\\ud83d\\ude00\"}", "{\"a\":\"\\ud83d\"}", "{\"a\":\"\\ude00 \"}",
        "{\"a\":\"\\ud83d\\u0041\"}", "{\"a\":\"\\u0000b\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new (texts[i], strlen (texts[i]));
    g_autoptr (JsonNode) node = berth_json_parse (bytes, NULL);
    const char *text
      = node != NULL ? berth_json_get_string (json_node_get_object (node), "a") : NULL;

    g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
  }
}

static void
test_copy (void)
{
  g_autoptr (JsonNode) node = parse (TEXT);
  g_autoptr (JsonNode) copy = berth_json_copy (node);
  g_autoptr (GBytes) bytes = berth_json_to_bytes (node);
  g_autoptr (GBytes) again = berth_json_to_bytes (copy);

  g_assert_true (g_bytes_equal (bytes, again));
  json_object_set_int_member (json_node_get_object (copy), "whole", 8);
  g_assert_cmpint (berth_json_get_int (json_node_get_object (node), "whole", 0), ==, 7);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  g_test_add_func ("/azure/json/readers", test_readers);
  g_test_add_func ("/azure/json/nothing", test_nothing);
  g_test_add_func ("/azure/json/refused", test_refused);
  g_test_add_func ("/azure/json/surrogates", test_surrogates);
  g_test_add_func ("/azure/json/copy", test_copy);
  return g_test_run ();
}
