/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-test-gnome.h"

#include "berth-test-display.h"

#define DAEMON "/usr/libexec/gnome-remote-desktop-daemon"

static GSubprocess *
spawn (guint16 port, gpointer data)
{
  const char *folder = data;
  g_autoptr (GSubprocessLauncher) launcher = berth_test_make_launcher (
    G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_autofree char *script = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "rdp",
                                              "support", "gnome-server.sh", NULL);
  g_autofree char *port_text = g_strdup_printf ("%u", port);

  return g_subprocess_launcher_spawn (launcher, NULL, script, folder, port_text,
                                      BERTH_TEST_GNOME_USER, BERTH_TEST_GNOME_PASSWORD,
                                      NULL);
}

/**
 * berth_test_gnome_can_run:
 *
 * Returns: whether the server can be started; the test is skipped else
 */
gboolean
berth_test_gnome_can_run (void)
{
  static const char *const programs[] = { "grdctl", "mutter", "pipewire", "wireplumber",
                                          "gdbus",  "bwrap",  "openssl",  NULL };

  if (!berth_test_has_programs (programs))
    return FALSE;
  if (g_file_test (DAEMON, G_FILE_TEST_IS_EXECUTABLE))
    return TRUE;
  g_test_skip ("there is no " DAEMON);
  return FALSE;
}

/**
 * berth_test_gnome_start:
 * @folder: for its settings, sockets and certificate
 *
 * Starts gnome-remote-desktop beside a compositor without a screen: network level
 * authentication, the graphics pipeline, and a monitor of each client's own size.
 */
BerthTestRdpServer *
berth_test_gnome_start (const char *folder)
{
  g_autofree char *certificate = g_build_filename (folder, "cert.pem", NULL);

  return berth_test_rdp_server_start ("gnome", "RDP server started", certificate, spawn,
                                      (gpointer) folder);
}
