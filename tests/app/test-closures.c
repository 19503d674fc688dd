/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-format.h"
#include "berth-machine-closures.h"
#include "berth-run-closures.h"
#include "berth-test.h"

#include <math.h>

static void
test_states (void)
{
  for (int i = BERTH_POWER_STATE_UNKNOWN; i <= BERTH_POWER_STATE_DEALLOCATED; i++) {
    g_assert_cmpstr (berth_machine_state_label (i), !=, "");
    g_assert_true (g_str_has_suffix (berth_machine_state_icon (i), "-symbolic"));
  }
  g_assert_true (berth_machine_state_is_paid (BERTH_POWER_STATE_STOPPED));
  g_assert_false (berth_machine_state_is_paid (BERTH_POWER_STATE_DEALLOCATED));
}

/* Whatever is not known for sure to be off can be switched off. */
static void
test_can_stop_paying (void)
{
  g_assert_true (berth_machine_state_can_switch_off (BERTH_POWER_STATE_UNKNOWN));
  g_assert_true (berth_machine_state_can_switch_off (BERTH_POWER_STATE_STOPPED));
  g_assert_true (berth_machine_state_can_switch_off (BERTH_POWER_STATE_RUNNING));
  g_assert_false (berth_machine_state_can_switch_off (BERTH_POWER_STATE_DEALLOCATED));
  g_assert_false (berth_machine_state_can_start (BERTH_POWER_STATE_RUNNING));
  g_assert_true (berth_machine_state_can_start (BERTH_POWER_STATE_STOPPED));
}

static void
test_prices (void)
{
  g_autofree char *known = berth_format_price_per_hour (0.1578, "USD");
  g_autofree char *unknown = berth_format_price_per_hour (NAN, NULL);
  g_autofree char *now
    = berth_machine_cost_line (BERTH_POWER_STATE_RUNNING, 0.1578, "USD", FALSE);
  g_autofree char *practice
    = berth_machine_cost_line (BERTH_POWER_STATE_RUNNING, 0.1578, "USD", TRUE);
  g_autofree char *off
    = berth_machine_cost_line (BERTH_POWER_STATE_DEALLOCATED, 0.1578, "USD", FALSE);

  g_assert_cmpstr (known, ==, "$0.158 per hour");
  g_assert_cmpstr (unknown, ==, "Price not known yet");
  g_assert_cmpstr (now, ==, "You are paying $0.158 per hour now.");
  g_assert_cmpstr (practice, ==, "In Azure you would be paying $0.158 per hour now.");
  g_assert_true (g_str_has_prefix (off, "You have stopped paying"));
}

static void
test_reason (void)
{
  const char *own = "No port is free for this practice machine, so it cannot be entered.";

  g_assert_cmpstr (berth_machine_reason_label (own), ==, own);
  g_assert_cmpstr (berth_machine_reason_label ("Somebody else's."), ==,
                   "Somebody else's.");
}

static void
assert_elapsed (gint64 seconds, const char *expected)
{
  g_autofree char *text = berth_format_elapsed (seconds);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_elapsed (void)
{
  assert_elapsed (0, "0:00");
  assert_elapsed (59, "0:59");
  assert_elapsed (3599, "59:59");
  assert_elapsed (3600, "1:00:00");
  assert_elapsed (100 * 3600 + 61, "100:01:01");
}

int
main (int argc, char **argv)
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/app/closures/states", test_states);
  berth_test_add ("/app/closures/can-stop-paying", test_can_stop_paying);
  berth_test_add ("/app/closures/prices", test_prices);
  berth_test_add ("/app/closures/reason", test_reason);
  berth_test_add ("/app/closures/elapsed", test_elapsed);
  return g_test_run ();
}
