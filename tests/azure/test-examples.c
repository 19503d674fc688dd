/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-azure-error.h"
#include "berth-examples.h"
#include "berth-replay-calls.h"
#include "berth-test.h"

/* Every published answer to a request that Berth sends, given to the call that sends it:
 * parsers that miss or misread a member of the official examples fail here. */

typedef struct {
  GHashTable *counts; /* operation → answers that were understood */
  GHashTable *others; /* operations that Berth does not ask for */
  guint total;
  guint begun;
  guint wrong;
} Examples;

static void
count (Examples *examples, const char *operation)
{
  guint before = GPOINTER_TO_UINT (g_hash_table_lookup (examples->counts, operation));

  g_hash_table_insert (examples->counts, g_strdup (operation),
                       GUINT_TO_POINTER (before + 1));
  examples->total++;
}

/* Examples that a generator wrote with as little as the schema demands, which is not even
 * a name. They cannot be understood; the error has to say so. */
static const char *const nameless[]
  = { "Usage_List_MinimumSet_Gen.json", "VirtualMachine_ListAll_MinimumSet_Gen.json",
      NULL };

/* An example has one answer: what follows a 202 is not in it, nor is a second page. */
static gboolean
is_only_begun (BerthReplayServer *server, const GError *error)
{
  BerthFault *fault = berth_azure_error_get_fault (error);

  return server->unmet > 0 && fault != NULL
         && g_strcmp0 (berth_fault_get_code (fault), "NotRecorded") == 0;
}

static gboolean
is_right (BerthInteraction *one, const char *name, const GError *error)
{
  if (g_strv_contains (nameless, name))
    return g_error_matches (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_MALFORMED_ANSWER)
           && strstr (error->message, "lacks the member") != NULL;
  if (one->status >= 400)
    return one->used && berth_azure_error_get_fault (error) != NULL;
  return one->used && error == NULL;
}

static void
drive (const char *operation, const char *name, JsonArray *recording, gpointer data)
{
  Examples *examples = data;
  g_autoptr (BerthReplayServer) server = berth_replay_server_new (recording);
  g_autoptr (BerthArmClient) client = berth_replay_make_client (server);
  BerthInteraction *one = g_ptr_array_index (server->interactions, 0);
  DexFuture *future = berth_replay_call (client, one);
  g_autoptr (GError) error = NULL;

  if (future == NULL) {
    g_hash_table_add (examples->others, g_strdup (operation));
    return;
  }
  dex_await (future, &error);
  count (examples, operation);
  if (is_only_begun (server, error))
    examples->begun++;
  else if (!is_right (one, name, error)) {
    examples->wrong++;
    g_test_message ("%s, %s, %u: %s", operation, name, one->status,
                    error != NULL ? error->message : "not asked");
  }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

static void
test_examples (void)
{
  Examples examples = { 0 };
  g_autoptr (GList) operations = NULL;

  examples.counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  examples.others = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (berth_examples_foreach (drive, &examples)) {
    operations = g_list_sort (g_hash_table_get_keys (examples.counts), compare);
    for (GList *iter = operations; iter != NULL; iter = iter->next)
      g_test_message (
        "%s: %u", (const char *) iter->data,
        GPOINTER_TO_UINT (g_hash_table_lookup (examples.counts, iter->data)));
    g_test_message (
      "%u published answers of %u operations understood, %u of them only the "
      "beginning of something longer; the other %u operations with examples are not "
      "Berth's",
      examples.total, g_hash_table_size (examples.counts), examples.begun,
      g_hash_table_size (examples.others));
    g_assert_cmpuint (examples.wrong, ==, 0);
    g_assert_cmpuint (examples.total, >, 100);
  }
  g_hash_table_unref (examples.counts);
  g_hash_table_unref (examples.others);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/azure/examples", test_examples);
  return g_test_run ();
}
