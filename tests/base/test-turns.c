/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-test.h"
#include "berth-turns.h"

static gboolean
is_pending (DexFuture *future)
{
  return dex_future_is_pending (future);
}

static void
test_in_turn (void)
{
  g_autoptr (BerthTurns) turns = berth_turns_new ();
  g_autoptr (DexFuture) first = berth_turns_take (turns, "a", NULL);
  g_autoptr (DexFuture) second = berth_turns_take (turns, "a", NULL);
  g_autoptr (DexFuture) third = berth_turns_take (turns, "a", NULL);
  g_autoptr (DexFuture) other = berth_turns_take (turns, "b", NULL);

  g_assert_true (dex_await (dex_ref (first), NULL));
  g_assert_true (dex_await (dex_ref (other), NULL));
  g_assert_true (is_pending (second));
  berth_turns_pass_on (turns, "a");
  g_assert_true (dex_await (dex_ref (second), NULL));
  g_assert_true (is_pending (third));
  berth_turns_pass_on (turns, "a");
  g_assert_true (dex_await (dex_ref (third), NULL));
  berth_turns_pass_on (turns, "a");
  g_assert_true (dex_await (berth_turns_take (turns, "a", NULL), NULL));
}

/* Who gave up is passed over. */
static void
test_given_up (void)
{
  g_autoptr (BerthTurns) turns = berth_turns_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (DexFuture) first = berth_turns_take (turns, "a", NULL);
  g_autoptr (DexFuture) second = berth_turns_take (turns, "a", cancellable);
  g_autoptr (DexFuture) third = berth_turns_take (turns, "a", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (dex_await (dex_ref (first), NULL));
  g_cancellable_cancel (cancellable);
  g_assert_false (dex_await (dex_ref (second), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (is_pending (third));
  berth_turns_pass_on (turns, "a");
  g_assert_true (dex_await (dex_ref (third), NULL));
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/turns/in-turn", test_in_turn);
  berth_test_add ("/turns/given-up", test_given_up);
  return g_test_run ();
}
