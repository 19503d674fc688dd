/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-test-xrdp.h"

#include "berth-test-display.h"

#include <string.h>
#include <unistd.h>

typedef struct {
  const char *folder;
  const char *colour;
} Set;

/**
 * berth_test_xrdp_can_run:
 *
 * Returns: whether xrdp can be started; the test is skipped else
 */
gboolean
berth_test_xrdp_can_run (void)
{
  static const char *const programs[]
    = { "xrdp", "xrdp-sesman", "Xorg", "bwrap", "openssl", "xsetroot", NULL };

  if (!berth_test_has_programs (programs))
    return FALSE;
  if (!g_file_test ("/etc/X11/xrdp/xorg.conf", G_FILE_TEST_EXISTS)) {
    g_test_skip ("there is no xorgxrdp");
    return FALSE;
  }
  if (getuid () != 0) {
    g_test_skip ("xrdp's session manager wants to be root");
    return FALSE;
  }
  return TRUE;
}

static void
write_password (GSubprocess *process)
{
  GOutputStream *input = g_subprocess_get_stdin_pipe (process);
  const char *line = BERTH_TEST_XRDP_PASSWORD "\n";

  g_assert_true (
    g_output_stream_write_all (input, line, strlen (line), NULL, NULL, NULL));
  g_output_stream_close (input, NULL, NULL);
}

static GSubprocess *
spawn (guint16 port, gpointer data)
{
  Set *set = data;
  g_autoptr (GSubprocessLauncher) launcher = berth_test_make_launcher (
    G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
    | G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_autofree char *script = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "rdp",
                                              "support", "xrdp-server.sh", NULL);
  g_autofree char *port_text = g_strdup_printf ("%u", port);
  GSubprocess *process
    = g_subprocess_launcher_spawn (launcher, NULL, script, set->folder, port_text,
                                   BERTH_TEST_XRDP_USER, set->colour, NULL);

  if (process != NULL)
    write_password (process);
  return process;
}

/**
 * berth_test_xrdp_start:
 * @folder: for its settings and its user's home
 * @colour: of the desktop, as X names colours
 *
 * Starts xrdp with xorgxrdp, as a machine has it: TLS without network level
 * authentication, and a session manager that checks the system's passwords. What runs of
 * it goes with its name space.
 */
BerthTestRdpServer *
berth_test_xrdp_start (const char *folder, const char *colour)
{
  g_autofree char *certificate = g_build_filename (folder, "cert.pem", NULL);
  Set set = { folder, colour };

  return berth_test_rdp_server_start ("xrdp", "xrdp_listen_pp done", certificate, spawn,
                                      &set);
}
