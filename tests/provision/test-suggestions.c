/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-practice-test.h"
#include "berth-suggestions.h"
#include "berth-test.h"

#define SIZE "Standard_NC4as_T4_v3"

static BerthFacts *
learn (BerthPracticeTest *practice, const char *location)
{
  BerthFacts *facts
    = berth_facts_new (practice->client, practice->subscription, location);

  while (berth_facts_is_busy (facts))
    dex_await (berth_clock_wait (practice->clock, G_USEC_PER_SEC, NULL), NULL);
  return facts;
}

static void
await (BerthPracticeTest *practice, BerthSuggestions *suggestions)
{
  while (berth_suggestions_is_busy (suggestions))
    dex_await (berth_clock_wait (practice->clock, G_USEC_PER_SEC, NULL), NULL);
}

static BerthSuggestion *
find (BerthSuggestions *suggestions,
      const char *location,
      const char *size,
      gboolean spot)
{
  GListModel *list = berth_suggestions_get_list (suggestions);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++) {
    g_autoptr (BerthSuggestion) suggestion = g_list_model_get_item (list, i);

    if (g_str_equal (berth_suggestion_get_location (suggestion), location)
        && g_str_equal (berth_size_get_name (berth_suggestion_get_size (suggestion)),
                        size)
        && berth_suggestion_get_spot (suggestion) == spot)
      return suggestion; /* the list keeps it */
  }
  return NULL;
}

/* The post's case: 4 cores are needed, the Spot quota of Korea Central is 3. */
static void
test_story (void)
{
  g_autoptr (BerthPracticeTest) practice = berth_practice_test_new (NULL);
  g_autoptr (BerthMachineSpec) spec = berth_practice_test_make_spec (practice);
  g_autoptr (BerthFacts) facts = learn (practice, "koreacentral");
  BerthSuggestions *suggestions = berth_suggestions_new (facts, spec);
  BerthSuggestion *japan, *here;
  g_autoptr (BerthSuggestion) first = NULL;

  /* What is known already is there at once. */
  here = find (suggestions, "koreacentral", SIZE, FALSE);
  g_assert_nonnull (here);
  g_assert_true (berth_suggestion_has_room (here));
  g_assert_cmpfloat_with_epsilon (berth_suggestion_get_price (here), 0.5786, 1e-4);
  g_assert_cmpint (
    berth_suggestion_get_cores_left (berth_suggestions_get_current (suggestions)), ==, 3);
  g_assert_false (
    berth_suggestion_has_room (berth_suggestions_get_current (suggestions)));
  await (practice, suggestions);
  g_assert_no_error (berth_suggestions_get_error (suggestions));

  japan = find (suggestions, "japaneast", SIZE, TRUE);
  g_assert_nonnull (japan);
  g_assert_cmpstr (berth_suggestion_get_place (japan), ==, "Japan East");
  g_assert_true (berth_suggestion_has_room (japan));
  g_assert_cmpfloat_with_epsilon (berth_suggestion_get_price (japan), 0.12624, 1e-4);
  g_assert_nonnull (berth_suggestion_get_eviction_rate (japan));
  g_assert_nonnull (find (suggestions, "eastus", SIZE, TRUE));
  /* Korea South does not have it, and the choice itself is no suggestion. */
  g_assert_null (find (suggestions, "koreasouth", SIZE, TRUE));
  g_assert_null (find (suggestions, "koreacentral", SIZE, TRUE));
  /* What can be had comes first, the cheapest of it first. */
  first = g_list_model_get_item (berth_suggestions_get_list (suggestions), 0);
  g_assert_true (berth_suggestion_has_room (first));
  g_assert_true (berth_suggestion_get_spot (first));
  g_assert_cmpuint (g_list_model_get_n_items (berth_suggestions_get_list (suggestions)),
                    <=, BERTH_SUGGESTIONS_MAX_ROWS);
  g_assert_finalize_object (suggestions);
}

/* A size that the region does not have is sold elsewhere. */
static void
test_absent (void)
{
  g_autoptr (BerthPracticeTest) practice = berth_practice_test_new (NULL);
  g_autoptr (BerthMachineSpec) spec = berth_practice_test_make_spec (practice);
  g_autoptr (BerthFacts) facts = learn (practice, "koreasouth");
  g_autoptr (BerthSuggestions) suggestions = NULL;

  berth_machine_spec_set_location (spec, "koreasouth");
  suggestions = berth_suggestions_new (facts, spec);
  g_assert_null (berth_suggestions_get_current (suggestions));
  await (practice, suggestions);
  g_assert_nonnull (find (suggestions, "koreacentral", SIZE, FALSE));
  g_assert_nonnull (find (suggestions, "japaneast", SIZE, TRUE));
}

/* Giving up in the middle, and a cloud that is gone. */
static void
test_given_up (void)
{
  g_autoptr (BerthPracticeTest) practice = berth_practice_test_new (NULL);
  g_autoptr (BerthMachineSpec) spec = berth_practice_test_make_spec (practice);
  g_autoptr (BerthFacts) facts = learn (practice, "koreacentral");
  BerthSuggestions *suggestions = berth_suggestions_new (facts, spec);

  g_assert_true (berth_suggestions_is_busy (suggestions));
  g_assert_finalize_object (suggestions);
  dex_await (berth_sandbox_stop (practice->sandbox), NULL);
  suggestions = berth_suggestions_new (facts, spec);
  await (practice, suggestions);
  g_assert_nonnull (berth_suggestions_get_error (suggestions));
  g_assert_nonnull (find (suggestions, "koreacentral", SIZE, FALSE));
  g_assert_finalize_object (suggestions);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/provision/suggestions/story", test_story);
  berth_test_add ("/provision/suggestions/absent", test_absent);
  berth_test_add ("/provision/suggestions/given-up", test_given_up);
  return g_test_run ();
}
