/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-script.h"

#include <gio/gio.h>
#include <string.h>

/* What is looked at and changed in a machine on the way to its desktop, by short scripts
 * for any POSIX shell. */

/* A person reads this; a machine may say anything. */
#define REASON_LETTERS_MAX 200

static char *
dup_text (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return g_utf8_make_valid (data != NULL ? data : "", (gssize) size);
}

/* What the machine says for itself: the first line tells most. */
static char *
dup_reason (BerthSshResult *result)
{
  g_autofree char *errors = dup_text (berth_ssh_result_get_errors (result));
  char *end = strchr (g_strstrip (errors), '\n');

  if (end != NULL)
    *end = '\0';
  if (g_utf8_strlen (errors, -1) <= REASON_LETTERS_MAX)
    return g_steal_pointer (&errors);
  *g_utf8_offset_to_pointer (errors, REASON_LETTERS_MAX) = '\0';
  return g_strconcat (errors, "…", NULL);
}

/**
 * berth_desktop_script_print:
 * @format: a script with "%1$s" wherever a file is named
 * @path: that file
 *
 * Returns: (transfer full): the script, with @path quoted for the shell
 */
char *
berth_desktop_script_print (const char *format, const char *path)
{
  g_autofree char *quoted = g_shell_quote (path);
  g_auto (GStrv) parts = g_strsplit (format, "%1$s", -1);

  return g_strjoinv (quoted, parts);
}

/**
 * berth_desktop_script_await:
 * @script: for a POSIX shell, whatever shell the user has
 * @input: (nullable): its standard input
 * @cancellable: (nullable): gives up
 *
 * Runs @script in the machine. To be called in a fiber.
 *
 * Returns: (transfer full) (nullable): what it ended with, or %NULL with what
 *   berth_ssh_session_execute() rejects with
 */
BerthSshResult *
berth_desktop_script_await (BerthSshSession *session,
                            const char *script,
                            GBytes *input,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autofree char *quoted = g_shell_quote (script);
  g_autofree char *command = g_strconcat ("exec sh -c ", quoted, NULL);

  return dex_await_object (
    berth_ssh_session_execute (session, command, input, cancellable), error);
}

/**
 * berth_desktop_script_dup_output:
 *
 * Returns: (transfer full): what it printed, in valid UTF-8
 */
char *
berth_desktop_script_dup_output (BerthSshResult *result)
{
  return dup_text (berth_ssh_result_get_output (result));
}

/**
 * berth_desktop_script_set_error:
 * @result: of a script that failed
 * @sentence: what could not be done
 *
 * Sets %G_IO_ERROR_FAILED, with what the machine itself says.
 */
void
berth_desktop_script_set_error (GError **error,
                                BerthSshResult *result,
                                const char *sentence)
{
  g_autofree char *reason = dup_reason (result);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s%s%s", sentence,
               *reason != '\0' ? "\n\n" : "", reason);
}
