/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-test-display.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

struct _BerthTestDisplay {
  GSubprocess *process;
  char *name;
};

/**
 * berth_test_has_programs:
 *
 * Returns: whether all of @programs are there; the test is skipped else
 */
gboolean
berth_test_has_programs (const char *const *programs)
{
  for (; *programs != NULL; programs++) {
    g_autofree char *path = g_find_program_in_path (*programs);
    g_autofree char *reason = NULL;

    if (path != NULL)
      continue;
    reason = g_strdup_printf ("there is no %s", *programs);
    g_test_skip (reason);
    return FALSE;
  }
  return TRUE;
}

/**
 * berth_test_find_free_port:
 *
 * For servers that know no port 0; another program may take it before they do, so who
 * starts them tries again.
 */
guint16
berth_test_find_free_port (void)
{
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                             G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;

  g_assert_true (g_socket_bind (socket, any, FALSE, NULL));
  bound = g_socket_get_local_address (socket, NULL);
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
}

/**
 * berth_test_read_line_with:
 *
 * Reads until a line has @text in it. Blocks.
 *
 * Returns: (transfer full) (nullable): that line; %NULL at the stream's end
 */
char *
berth_test_read_line_with (GDataInputStream *stream, const char *text)
{
  for (;;) {
    g_autofree char *line = g_data_input_stream_read_line (stream, NULL, NULL, NULL);

    if (line == NULL || strstr (line, text) != NULL)
      return g_steal_pointer (&line);
  }
}

static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/**
 * berth_test_make_launcher:
 *
 * Returns: (transfer full): for servers that must not outlive a test that is aborted
 */
GSubprocessLauncher *
berth_test_make_launcher (GSubprocessFlags flags)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (flags);

  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  return launcher;
}

/* The server tells which display it took, once it is ready. */
BerthTestDisplay *
berth_test_display_start (guint width, guint height, const char *colour)
{
  BerthTestDisplay *self = g_new0 (BerthTestDisplay, 1);
  g_autofree char *screen = g_strdup_printf ("%ux%ux24", width, height);
  g_autoptr (GSubprocessLauncher) launcher = berth_test_make_launcher (
    G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *number = NULL;

  self->process
    = g_subprocess_launcher_spawn (launcher, NULL, "Xvfb", "-displayfd", "1", "-screen",
                                   "0", screen, "-nolisten", "tcp", "-noreset", NULL);
  g_assert_nonnull (self->process);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  number = g_data_input_stream_read_line (output, NULL, NULL, NULL);
  g_assert_nonnull (number);
  self->name = g_strdup_printf (":%s", number);
  berth_test_display_fill (self, colour);
  return self;
}

void
berth_test_display_stop (BerthTestDisplay *self)
{
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_object_unref (self->process);
  g_free (self->name);
  g_free (self);
}

const char *
berth_test_display_get_name (BerthTestDisplay *self)
{
  return self->name;
}

void
berth_test_display_fill (BerthTestDisplay *self, const char *colour)
{
  g_autoptr (GSubprocess) process
    = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, "xsetroot", "-display", self->name,
                        "-solid", colour, NULL);

  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
}
