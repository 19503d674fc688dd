/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-machine-closures.h"

#include "berth-format.h"

#include <glib/gi18n.h>
#include <math.h>

/**
 * berth_machine_state_label:
 *
 * Returns: what a person calls @state
 */
const char *
berth_machine_state_label (BerthPowerState state)
{
  switch (state) {
  case BERTH_POWER_STATE_STARTING:
    return _ ("Starting");
  case BERTH_POWER_STATE_RUNNING:
    return _ ("Running");
  case BERTH_POWER_STATE_STOPPING:
    return _ ("Shutting down");
  case BERTH_POWER_STATE_STOPPED:
    /* Translators: the machine is shut down inside, but its computer is still reserved.
     */
    return _ ("Shut down, still paid for");
  case BERTH_POWER_STATE_DEALLOCATING:
    return _ ("Switching off");
  case BERTH_POWER_STATE_DEALLOCATED:
    return _ ("Switched off");
  case BERTH_POWER_STATE_UNKNOWN:
  default:
    return _ ("State unknown");
  }
}

/**
 * berth_machine_state_icon:
 *
 * Returns: the name of a symbolic icon for @state
 */
const char *
berth_machine_state_icon (BerthPowerState state)
{
  switch (state) {
  case BERTH_POWER_STATE_RUNNING:
    return "media-playback-start-symbolic";
  case BERTH_POWER_STATE_STOPPED:
    return "media-playback-pause-symbolic";
  case BERTH_POWER_STATE_DEALLOCATED:
    return "media-playback-stop-symbolic";
  case BERTH_POWER_STATE_STARTING:
  case BERTH_POWER_STATE_STOPPING:
  case BERTH_POWER_STATE_DEALLOCATING:
    return "content-loading-symbolic";
  case BERTH_POWER_STATE_UNKNOWN:
  default:
    return "dialog-question-symbolic";
  }
}

/**
 * berth_machine_state_style:
 *
 * Returns: (nullable): the style class that goes with @state
 */
const char *
berth_machine_state_style (BerthPowerState state)
{
  switch (state) {
  case BERTH_POWER_STATE_RUNNING:
    return "success";
  case BERTH_POWER_STATE_STOPPED:
    return "warning";
  case BERTH_POWER_STATE_DEALLOCATED:
  case BERTH_POWER_STATE_UNKNOWN:
    return "dimmed";
  default:
    return "accent";
  }
}

/**
 * berth_machine_state_is_paid:
 *
 * Returns: whether the machine itself costs money in @state; a machine that is shut down
 *   from inside keeps its computer, and its price
 */
gboolean
berth_machine_state_is_paid (BerthPowerState state)
{
  switch (state) {
  case BERTH_POWER_STATE_DEALLOCATING:
  case BERTH_POWER_STATE_DEALLOCATED:
  case BERTH_POWER_STATE_UNKNOWN:
    return FALSE;
  default:
    return TRUE;
  }
}

/**
 * berth_machine_state_can_start:
 *
 * Returns: whether starting makes sense in @state
 */
gboolean
berth_machine_state_can_start (BerthPowerState state)
{
  return state == BERTH_POWER_STATE_STOPPED || state == BERTH_POWER_STATE_DEALLOCATED;
}

/**
 * berth_machine_state_can_switch_off:
 *
 * Returns: whether there is something left to stop paying for; also where the state is
 * not known, so that nobody is left unable to stop
 */
gboolean
berth_machine_state_can_switch_off (BerthPowerState state)
{
  return state != BERTH_POWER_STATE_DEALLOCATED
         && state != BERTH_POWER_STATE_DEALLOCATING;
}

/**
 * berth_machine_purchase_label:
 *
 * Returns: how a machine is paid for
 */
const char *
berth_machine_purchase_label (gboolean is_spot)
{
  return is_spot ? _ ("Spot") : _ ("Pay as you go");
}

/**
 * berth_machine_reason_label:
 * @reason: why the practice cloud says that nobody can enter a machine
 *
 * Returns: the same in the person's language, where it is one of the practice cloud's own
 *   sentences
 */
const char *
berth_machine_reason_label (const char *reason)
{
  static const char *const known[] = {
    N_ ("The practice cloud runs inside a Flatpak, where machines cannot start, so this "
        "practice machine runs but cannot be entered. Start the practice cloud outside."),
    N_ (
      "OpenSSH’s server is not installed on this computer, so this practice machine runs "
      "but cannot be entered. Install openssh-server."),
    N_ ("Bubblewrap is missing or refused on this computer, so this practice machine "
        "cannot be kept apart from your own files and cannot be entered."),
    N_ ("No port is free for this practice machine, so it cannot be entered."),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (reason, known[i]))
      return gettext (known[i]);
  return reason;
}

/**
 * berth_machine_cost_line:
 * @state: the machine's state
 * @per_hour: the price of an hour, or NaN where it is not known
 * @currency: (nullable): the currency's code
 * @is_practice: whether nothing is paid in truth
 *
 * Returns: (transfer full): one sentence on what is being paid now
 */
char *
berth_machine_cost_line (BerthPowerState state,
                         double per_hour,
                         const char *currency,
                         gboolean is_practice)
{
  g_autofree char *price = berth_format_price_per_hour (per_hour, currency);

  if (state == BERTH_POWER_STATE_UNKNOWN)
    return g_strdup (_ ("What it costs now is not known."));
  if (!berth_machine_state_is_paid (state))
    return g_strdup (_ ("You have stopped paying for the machine. Its disk and address "
                        "still cost a little."));
  if (isnan (per_hour))
    return g_strdup (_ ("You are paying for it now; the price is not known."));
  if (is_practice)
    /* Translators: %s is a price such as “$0.158 per hour” */
    return g_strdup_printf (_ ("In Azure you would be paying %s now."), price);
  /* Translators: %s is a price such as “$0.158 per hour” */
  return g_strdup_printf (_ ("You are paying %s now."), price);
}
