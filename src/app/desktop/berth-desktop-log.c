/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-log.h"

#include <string.h>

/* A carriage return begins a line anew: only what was written last is to be seen. */
static void
append_line (GString *clean, const char *line)
{
  const char *last = strrchr (line, '\r');

  for (const char *at = last != NULL ? last + 1 : line; *at != '\0';
       at = g_utf8_next_char (at)) {
    gunichar letter = g_utf8_get_char (at);

    if (letter == '\t' || !g_unichar_iscntrl (letter))
      g_string_append_unichar (clean, letter);
  }
}

/**
 * berth_desktop_log_clean:
 * @text: what programs wrote for a terminal, of any bytes
 * @length: its length
 *
 * Returns: (transfer full): the same as a person is to read it, in valid UTF-8 and
 *   without a terminal's commands
 */
char *
berth_desktop_log_clean (const char *text, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", (gssize) length);
  g_auto (GStrv) lines = g_strsplit (valid, "\n", -1);
  GString *clean = g_string_new (NULL);

  for (gsize i = 0; lines[i] != NULL; i++) {
    if (i > 0)
      g_string_append_c (clean, '\n');
    if (g_str_has_suffix (lines[i], "\r"))
      lines[i][strlen (lines[i]) - 1] = '\0';
    append_line (clean, lines[i]);
  }
  return g_string_free_and_steal (clean);
}
