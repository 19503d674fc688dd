/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-azure-error.h"
#include "berth-recordings.h"
#include "berth-replay-calls.h"
#include "berth-test.h"

/* Every recording of the service, answered once more by a server on loopback and driven
 * through the client: by the call of Berth that sends the request, else by the client's
 * own engine, which follows what any request begins. */

typedef struct {
  BerthReplayServer *server;
  BerthArmClient *client;
  GString *report;
  guint by_call;
  guint by_engine;
  GHashTable *reasons; /* why not → how often */
} Replay;

static void
note_reason (Replay *replay, BerthInteraction *one, const char *reason)
{
  g_autofree char *key = g_strdup (reason);
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (replay->reasons, key));
  g_autofree char *operation = berth_replay_dup_operation (one);

  g_hash_table_insert (replay->reasons, g_steal_pointer (&key),
                       GUINT_TO_POINTER (count + 1));
  g_string_append_printf (replay->report, "    not replayed: %s %u: %s\n", operation,
                          one->status, reason);
}

/* A refusal that is not one of those after which the client asks again. */
static BerthInteraction *
find_refusal (BerthReplayServer *server, guint from)
{
  for (guint i = from; i < server->answered->len; i++) {
    BerthInteraction *one = g_ptr_array_index (server->answered, i);

    if (one->status >= 400 && one->status != 429)
      return one;
  }
  return NULL;
}

/* What was refused then is refused now, in the service's words; all else is understood.
 */
static void
check_outcome (Replay *replay, guint from, guint unmet, const GError *error)
{
  BerthInteraction *refusal = find_refusal (replay->server, from);
  BerthFault *fault = berth_azure_error_get_fault (error);

  if (refusal != NULL) {
    g_assert_nonnull (fault);
    g_assert_cmpuint (berth_fault_get_http_status (fault), ==, refusal->status);
    g_assert_nonnull (berth_fault_get_message (fault));
  } else if (unmet > 0 && fault != NULL) {
    g_assert_cmpstr (berth_fault_get_code (fault), ==, "NotRecorded");
  } else {
    g_assert_no_error (error);
  }
}

static void
drive (Replay *replay, BerthInteraction *one)
{
  const guint from = replay->server->answered->len;
  const guint unmet = replay->server->unmet;
  DexFuture *future = berth_replay_call (replay->client, one);
  const gboolean by_call = future != NULL;
  g_autofree char *operation = berth_replay_dup_operation (one);
  g_autoptr (GError) error = NULL;
  guint answered;

  replay->server->expected = one;
  if (future == NULL)
    future = berth_replay_engine (replay->client, one);
  dex_await (future, &error);
  answered = replay->server->answered->len - from;
  if (!one->used)
    g_test_message ("%s: %s", operation, error != NULL ? error->message : "not asked");
  g_assert_true (one->used);
  check_outcome (replay, from, replay->server->unmet - unmet, error);
  *(by_call ? &replay->by_call : &replay->by_engine) += answered;
  g_string_append_printf (replay->report, "    %s: %s %u, %u exchanges%s%s\n",
                          by_call ? "call" : "engine", operation, one->status, answered,
                          error != NULL ? ": " : "", error != NULL ? error->message : "");
}

static const char *
explain_poll (BerthInteraction *one)
{
  if (g_regex_match_simple ("/deployments/", one->path, G_REGEX_CASELESS, 0))
    return "asks for a deployment's operation; Berth asks for the deployment itself";
  return "asks by the other one of an operation's two addresses; Berth needs only one";
}

static void
drive_all (Replay *replay)
{
  for (guint i = 0; i < replay->server->interactions->len; i++) {
    BerthInteraction *one = g_ptr_array_index (replay->server->interactions, i);

    if (one->used)
      continue;
    if (one->other_host != NULL)
      note_reason (replay, one, "belongs to another host than the resource manager");
    else if (berth_replay_is_poll (one))
      note_reason (replay, one, explain_poll (one));
    else
      drive (replay, one);
  }
}

static void
drive_recording (const char *name, Replay *total)
{
  g_autoptr (JsonArray) recording = berth_recordings_load (name);
  g_autoptr (BerthReplayServer) server = berth_replay_server_new (recording);
  g_autoptr (BerthArmClient) client = berth_replay_make_client (server);

  total->server = server;
  total->client = client;
  g_string_append_printf (total->report, "%s: %u exchanges\n", name,
                          server->interactions->len);
  drive_all (total);
  g_assert_cmpuint (server->mistrusted, ==, 0);
}

static void
conclude (Replay *replay, guint files)
{
  g_autofree char *path
    = g_test_build_filename (G_TEST_BUILT, "azure", "replay.txt", NULL);
  GHashTableIter iter;
  gpointer reason;
  gpointer count;
  guint left = 0;

  g_hash_table_iter_init (&iter, replay->reasons);
  while (g_hash_table_iter_next (&iter, &reason, &count)) {
    left += GPOINTER_TO_UINT (count);
    g_test_message ("%u cannot be replayed: it %s", GPOINTER_TO_UINT (count),
                    (const char *) reason);
  }
  g_test_message ("%u recordings: %u exchanges replayed by Berth's own calls, %u by the "
                  "client's engine, %u not; %s tells each",
                  files, replay->by_call, replay->by_engine, left, path);
  g_assert_true (g_file_set_contents (path, replay->report->str, -1, NULL));
  /* Calls that are not recognised any more would go to the engine in silence. */
  g_assert_cmpuint (replay->by_call, >, 1000);
}

static void
test_recordings (void)
{
  g_auto (GStrv) names = berth_recordings_dup_names ();
  Replay replay = { 0 };

  if (names == NULL)
    return;
  replay.report = g_string_new (NULL);
  replay.reasons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; names[i] != NULL; i++)
    drive_recording (names[i], &replay);
  conclude (&replay, g_strv_length (names));
  g_string_free (replay.report, TRUE);
  g_hash_table_unref (replay.reasons);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/azure/replay/recordings", test_recordings);
  return g_test_run ();
}
