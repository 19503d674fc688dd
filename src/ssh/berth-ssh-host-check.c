/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-config.h"

#include "berth-ssh-host-check.h"

#include "berth-future.h"
#include "berth-remote-error.h"

#include <glib/gi18n-lib.h>

typedef struct {
  BerthHostKeys *host_keys;
  BerthSshTarget *target;
  const char *fingerprint;
  BerthSshAskFunc ask;
  gpointer ask_data;
  GCancellable *cancellable;
} Check;

static gboolean
await_pin (const Check *check, const char *const *fingerprints, GError **error)
{
  return dex_await (berth_host_keys_pin (check->host_keys,
                                         berth_ssh_target_get_host_id (check->target),
                                         fingerprints, check->cancellable),
                    error);
}

static gboolean
await_trust (const Check *check, GError **error)
{
  const char *fingerprints[] = { check->fingerprint, NULL };

  if (check->ask != NULL
      && dex_await_boolean (
        berth_future_cancellable (check->ask (check->fingerprint, check->ask_data),
                                  check->cancellable),
        NULL))
    return await_pin (check, fingerprints, error);
  if (g_cancellable_set_error_if_cancelled (check->cancellable, error))
    return FALSE;
  g_set_error_literal (
    error, BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_HOST_KEY_UNKNOWN,
    _ ("Nothing shows that this is the right machine, so Berth did not "
       "sign in to it."));
  return FALSE;
}

static gboolean
refuse_changed (const Check *check, GError **error)
{
  g_set_error (
    error, BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_HOST_KEY_CHANGED,
    /* Translators: the first %s is an address, the second a key's fingerprint */
    _ ("What answers at %s shows another host key than this machine has: %s. "
       "Somebody may be in between, or the machine was built anew. Berth did "
       "not sign in."),
    berth_ssh_target_get_address (check->target), check->fingerprint);
  return FALSE;
}

/* Expected fingerprints come from the service itself, so they outrank asking; but a pin
 * they contradict is a changed key all the same. */
static gboolean
await_right (const Check *check, GError **error)
{
  const char *const *expected
    = berth_ssh_target_get_expected_fingerprints (check->target);
  g_autoptr (GError) local_error = NULL;
  int verdict = dex_await_int (
    berth_host_keys_check (check->host_keys, berth_ssh_target_get_host_id (check->target),
                           check->fingerprint, check->cancellable),
    &local_error);

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  if (verdict == BERTH_HOST_KEY_VERDICT_KNOWN)
    return TRUE;
  if (verdict == BERTH_HOST_KEY_VERDICT_CHANGED)
    return refuse_changed (check, error);
  if (expected == NULL || expected[0] == NULL)
    return await_trust (check, error);
  if (!g_strv_contains (expected, check->fingerprint))
    return refuse_changed (check, error);
  return await_pin (check, expected, error);
}

/*< private >
 * berth_ssh_host_check_await:
 * @fingerprint: what the host shows
 * @ask: (nullable) (scope call): decides about unknown hosts; without it they are refused
 *
 * Decides in a fiber whether a host is the right one, and pins one that is new.
 */
gboolean
berth_ssh_host_check_await (BerthHostKeys *host_keys,
                            BerthSshTarget *target,
                            const char *fingerprint,
                            BerthSshAskFunc ask,
                            gpointer ask_data,
                            GCancellable *cancellable,
                            GError **error)
{
  Check check = { host_keys, target, fingerprint, ask, ask_data, cancellable };

  return await_right (&check, error);
}
