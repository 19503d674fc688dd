/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-account.h"

#include "berth-config.h"
#include "berth-desktop-script.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

/* The account that signs in to a machine's desktop: whether it has a password, and whose.
 *
 * With a password that Berth sets goes a mark that only root can read: the SHA-256 of the
 * line's hash in the machine's list of passwords. While both agree the password is
 * Berth's, whichever computer's; once somebody has changed it they differ. Nothing of
 * this leaves the machine. */

/* passwd(1): L or LK is locked, NP is none, P or PS is a password. */
#define STATE_SCRIPT                                                                     \
  BERTH_DESKTOP_SCRIPT_AS_ROOT                                                           \
  "user=$(id -un); "                                                                     \
  "set -- $(as_root passwd -S \"$user\" 2>/dev/null); "                                  \
  "case ${2:-} in "                                                                      \
  "L*|NP) echo none ;; "                                                                 \
  "P*) if [ \"$(as_root cat %1$s/etc/berth/desktop-password 2>/dev/null)\" "             \
  "= \"$(as_root getent shadow \"$user\" | cut -d: -f2 | sha256sum)\" ]; "               \
  "then echo berth; else echo own; fi ;; "                                               \
  "*) echo unknown ;; "                                                                  \
  "esac"

/* The password is read from standard input, so that no list of processes shows it. A
 * machine that takes no mark is asked about next time, which is no reason to fail. */
#define CHANGE_SCRIPT                                                                    \
  BERTH_DESKTOP_SCRIPT_AS_ROOT                                                           \
  "as_root chpasswd || exit; "                                                           \
  "hash=$(as_root getent shadow \"$(id -un)\" | cut -d: -f2); "                          \
  "[ -n \"$hash\" ] || exit 0; "                                                         \
  "printf '%s\\n' \"$hash\" | sha256sum | "                                              \
  "as_root sh -c 'mkdir -p \"$1\" && umask 077 && cat >\"$1/desktop-password\"' "        \
  "sh %1$s/etc/berth 2>/dev/null || :"

static void
free_secret (gpointer data)
{
  char *secret = data;

  explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

static BerthDesktopPassword
parse_state (const char *word)
{
  if (g_str_equal (word, "none"))
    return BERTH_DESKTOP_PASSWORD_NONE;
  if (g_str_equal (word, "berth"))
    return BERTH_DESKTOP_PASSWORD_BERTH;
  if (g_str_equal (word, "own"))
    return BERTH_DESKTOP_PASSWORD_OWN;
  return BERTH_DESKTOP_PASSWORD_UNKNOWN;
}

/**
 * berth_desktop_account_await_state:
 * @session: signed in as the account
 * @root: what stands before the machine's files; "" on a real one
 * @cancellable: (nullable): gives up
 *
 * To be called in a fiber.
 *
 * Returns: which password the account has, or %BERTH_DESKTOP_PASSWORD_UNKNOWN with @error
 *   set where the connection failed
 */
BerthDesktopPassword
berth_desktop_account_await_state (BerthSshSession *session,
                                   const char *root,
                                   GCancellable *cancellable,
                                   GError **error)
{
  g_autofree char *script = berth_desktop_script_print (STATE_SCRIPT, root);
  g_autoptr (BerthSshResult) result
    = berth_desktop_script_await (session, script, NULL, cancellable, error);
  g_autofree char *word = NULL;

  if (result == NULL)
    return BERTH_DESKTOP_PASSWORD_UNKNOWN;
  word = berth_desktop_script_dup_output (result);
  return parse_state (g_strstrip (word));
}

/**
 * berth_desktop_account_await_change:
 * @session: signed in as the account
 * @root: what stands before the machine's files; "" on a real one
 * @password: the new one
 * @cancellable: (nullable): gives up
 *
 * To be called in a fiber.
 *
 * Returns: %FALSE with @error set to %G_IO_ERROR_FAILED where the machine refuses, or to
 *   what the connection failed with
 */
gboolean
berth_desktop_account_await_change (BerthSshSession *session,
                                    const char *root,
                                    const char *password,
                                    GCancellable *cancellable,
                                    GError **error)
{
  g_autofree char *script = berth_desktop_script_print (CHANGE_SCRIPT, root);
  BerthSshTarget *target = berth_ssh_session_get_target (session);
  char *line = g_strdup_printf ("%s:%s\n", berth_ssh_target_get_user (target), password);
  g_autoptr (GBytes) input
    = g_bytes_new_with_free_func (line, strlen (line), free_secret, line);
  g_autoptr (BerthSshResult) result
    = berth_desktop_script_await (session, script, input, cancellable, error);

  if (result != NULL && berth_ssh_result_get_status (result) != 0) {
    berth_desktop_script_set_error (
      error, result, _ ("The machine does not let its user be given a password."));
    return FALSE;
  }
  return result != NULL;
}
