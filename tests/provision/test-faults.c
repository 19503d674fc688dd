/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-azure-error.h"
#include "berth-explanation.h"
#include "berth-images.h"
#include "berth-practice-test.h"
#include "berth-providers.h"
#include "berth-quota-request-task.h"
#include "berth-run.h"
#include "berth-test.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

/* A run through each trouble in tests/provision/faults, pressing only what is offered:
 * the button of the explanation, or "Try again" where it has none. What a person sees of
 * each is written to faults.md in the tests' build folder. */

#define MAX_PRESSES 6
/* Of all that a person can get out of. */
#define WANTED_PERCENT 95

typedef struct {
  const char *name;
  JsonObject *scenario;
  BerthPracticeTest *practice;
  BerthMachineSpec *spec;
  BerthRun *run;
  GString *seen; /* a cell of the table */
  char *last;    /* the heading that was read last */
  guint again;   /* how often it came again */
} Story;

typedef struct {
  GString *table;
  guint resolvable;
  guint resolved;
  guint others;
} Totals;

static void
start (Story *story)
{
  g_autoptr (BerthPlan) plan = berth_plan_new (story->spec, NULL);
  g_autofree char *journals = g_build_filename (story->practice->folder, "runs", NULL);

  g_clear_object (&story->run);
  story->run = berth_run_new (story->practice->client, plan, journals, NULL);
  berth_run_start (story->run);
}

static gboolean
is_busy (BerthRunState state)
{
  return state == BERTH_RUN_STATE_RUNNING || state == BERTH_RUN_STATE_UNDOING;
}

static BerthRunState
wait_until_ended (Story *story)
{
  for (guint i = 0; i < 6000 && is_busy (berth_run_get_state (story->run)); i++)
    dex_await (berth_clock_wait (story->practice->clock, G_USEC_PER_SEC / 2, NULL), NULL);
  return berth_run_get_state (story->run);
}

/* What is left of the first try goes, as "Undo" does it; then another choice. */
static gboolean
choose_again (Story *story)
{
  berth_run_undo (story->run);
  if (wait_until_ended (story) != BERTH_RUN_STATE_UNDONE)
    return FALSE;
  start (story);
  return TRUE;
}

static gboolean
choose_image (Story *story)
{
  g_autoptr (BerthImage) image = dex_await_object (
    berth_images_get (story->practice->client, story->practice->subscription,
                      "koreacentral", "Canonical", "ubuntu-24_04-lts", "server",
                      "24.04.202611040", NULL),
    NULL);
  g_autoptr (BerthImageChoice) choice = berth_image_choice_new_from_image (image);

  berth_machine_spec_set_image (story->spec, choice);
  return choose_again (story);
}

static gboolean
request_quota (Story *story, BerthFix *fix)
{
  g_autoptr (BerthQuotaRequestTask) task = berth_quota_request_task_new (
    story->practice->client, story->practice->subscription, fix);
  g_autoptr (BerthExplanation) explanation = NULL;

  if (dex_await_boolean (berth_quota_request_task_start (task), NULL)) {
    berth_run_start (story->run);
    return TRUE;
  }
  explanation = berth_explain_error (berth_quota_request_task_get_error (task));
  g_string_append_printf (story->seen, " → “%s” [%s]",
                          berth_explanation_get_title (explanation),
                          berth_fix_get_label (berth_explanation_get_fix (explanation)));
  return FALSE;
}

static gboolean
register_provider (Story *story, BerthFix *fix)
{
  gboolean done = dex_await (berth_providers_register (story->practice->client,
                                                       story->practice->subscription,
                                                       berth_fix_get_subject (fix), NULL),
                             NULL);

  berth_run_start (story->run);
  return done;
}

/* Presses the button, or "Try again", which a run that failed always offers. */
static gboolean
press (Story *story, BerthFix *fix)
{
  switch (fix != NULL ? berth_fix_get_kind (fix) : BERTH_FIX_TRY_AGAIN) {
  case BERTH_FIX_REQUEST_QUOTA:
    return request_quota (story, fix);
  case BERTH_FIX_ACCEPT_TERMS:
    berth_practice_test_accept_terms (story->practice);
    break;
  case BERTH_FIX_REGISTER_PROVIDER:
    return register_provider (story, fix);
  case BERTH_FIX_CHOOSE_SIZE:
    berth_machine_spec_set_size (story->spec, "Standard_D2s_v3");
    return choose_again (story);
  case BERTH_FIX_CHANGE_SPOT:
    berth_machine_spec_set_spot (story->spec, FALSE);
    return choose_again (story);
  case BERTH_FIX_CHOOSE_IMAGE:
    return choose_image (story);
  case BERTH_FIX_CHANGE_BASICS:
    berth_machine_spec_set_location (story->spec, "eastus");
    berth_machine_spec_set_name (story->spec, "another-name");
    return choose_again (story);
  case BERTH_FIX_OPEN_PAGE:
  case BERTH_FIX_CHANGE_ACCESS:
    return FALSE;
  case BERTH_FIX_TRY_AGAIN:
  default:
    break;
  }
  berth_run_start (story->run);
  return TRUE;
}

/* Whatever happens, a person reads what it was, and can hand on the details. */
static BerthFix *
read_failure (Story *story)
{
  const GError *error = berth_run_get_error (story->run);
  g_autoptr (BerthExplanation) explanation = berth_explain_error (error);
  BerthFix *fix = berth_explanation_get_fix (explanation);

  g_assert_cmpuint (strlen (berth_explanation_get_title (explanation)), >, 5);
  g_assert_cmpuint (strlen (berth_explanation_get_body (explanation)), >, 10);
  g_assert_nonnull (strstr (berth_explanation_get_details (explanation), error->message));
  g_string_append_printf (story->seen, "%s“%s” [%s]", story->seen->len > 0 ? " → " : "",
                          berth_explanation_get_title (explanation),
                          fix != NULL ? berth_fix_get_label (fix) : "Try again");
  story->again = g_strcmp0 (story->last, berth_explanation_get_title (explanation)) == 0
                   ? story->again + 1
                   : 0;
  g_set_str (&story->last, berth_explanation_get_title (explanation));
  return fix != NULL ? g_object_ref (fix) : NULL;
}

static gboolean
drive (Story *story)
{
  start (story);
  for (guint i = 0; i < MAX_PRESSES; i++) {
    BerthRunState state = wait_until_ended (story);
    g_autoptr (BerthFix) fix = NULL;

    if (state == BERTH_RUN_STATE_SUCCEEDED)
      return TRUE;
    g_assert_cmpint (state, ==, BERTH_RUN_STATE_FAILED);
    fix = read_failure (story);
    /* Nobody presses a button for ever that changes nothing. */
    if (story->again > 0 || !press (story, fix))
      return FALSE;
  }
  return FALSE;
}

static void
note (Totals *totals, Story *story, gboolean resolved)
{
  const gboolean resolvable
    = json_object_get_boolean_member (story->scenario, "resolvable");

  if (!resolvable)
    totals->others++;
  else
    totals->resolvable++;
  if (resolvable && resolved)
    totals->resolved++;
  if (resolvable != resolved)
    g_test_message ("%s ended %s: %s", story->name, resolved ? "well" : "badly",
                    story->seen->str);
  g_string_append_printf (totals->table, "| %s: %s | %s | %s |\n", story->name,
                          json_object_get_string_member (story->scenario, "about"),
                          story->seen->len > 0 ? story->seen->str : "nothing of it",
                          resolved ? "a running machine" : "with whoever can give it");
}

static void
tell (Totals *totals, const char *name, const char *text)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  Story story = { .name = name, .scenario = json_node_get_object (node) };
  gboolean resolved;

  story.practice = berth_practice_test_new (text);
  story.seen = g_string_new (NULL);
  if (json_object_get_boolean_member_with_default (story.scenario, "termsAccepted", TRUE))
    berth_practice_test_accept_terms (story.practice);
  story.spec = berth_practice_test_make_spec (story.practice);
  resolved = drive (&story);
  note (totals, &story, resolved);
  g_clear_object (&story.run);
  g_clear_object (&story.spec);
  g_string_free (story.seen, TRUE);
  g_free (story.last);
  berth_practice_test_free (story.practice);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strndup (name, strcspn (name, ".")));
  g_ptr_array_sort (names, compare);
  return names;
}

static void
conclude (Totals *totals)
{
  g_autofree char *path
    = g_test_build_filename (G_TEST_BUILT, "provision", "faults.md", NULL);

  g_assert_true (g_file_set_contents (path, totals->table->str, -1, NULL));
  g_test_message (
    "%u of %u troubles that a person can get out of ended in a running machine "
    "by pressing only what was offered; %u end with whoever can give it; %s",
    totals->resolved, totals->resolvable, totals->others, path);
  g_assert_cmpuint (totals->resolvable, >=, 30);
  g_assert_cmpuint (totals->resolved * 100, >=, totals->resolvable * WANTED_PERCENT);
}

static void
test_faults (void)
{
  g_autofree char *folder
    = g_test_build_filename (G_TEST_DIST, "provision", "faults", NULL);
  g_autoptr (GPtrArray) names = list_files (folder);
  Totals totals = { 0 };

  totals.table
    = g_string_new ("| fault | what the person sees, and [presses] | ends in |\n"
                    "| --- | --- | --- |\n");
  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index (names, i);
    g_autofree char *path = g_strdup_printf ("%s/%s.json", folder, name);
    g_autofree char *text = NULL;

    g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
    tell (&totals, name, text);
  }
  conclude (&totals);
  g_string_free (totals.table, TRUE);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/provision/faults", test_faults);
  return g_test_run ();
}
