/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-test-shadow.h"

#include <glib/gstdio.h>
#include <string.h>
#include <winpr/ntlm.h>
#include <winpr/ssl.h>

typedef struct {
  const char *folder;
  const char *users;
  BerthTestDisplay *display;
} Set;

static char *
certificate_path (const char *folder)
{
  return g_build_filename (folder, "config", "freerdp", "shadow", "shadow.crt", NULL);
}

/* "user:domain:LM hash:NT hash:::", as WinPR's SAM reads it. */
static char *
write_users (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "sam", NULL);
  g_autofree char *password = g_strdup (BERTH_TEST_SHADOW_PASSWORD);
  g_autoptr (GString) line = g_string_new (BERTH_TEST_SHADOW_USER ":::");
  BYTE hash[16];

  /* MD4 comes from a part of OpenSSL that is not loaded by itself. */
  winpr_InitializeSSL (WINPR_SSL_INIT_DEFAULT);
  g_assert_true (NTOWFv1A (password, (UINT32) strlen (password), hash));
  for (guint i = 0; i < sizeof hash; i++)
    g_string_append_printf (line, "%02x", hash[i]);
  g_string_append (line, ":::\n");
  g_assert_true (g_file_set_contents (path, line->str, -1, NULL));
  return g_steal_pointer (&path);
}

/* Its log tells when it listens; a pipe would hold the lines back. */
static GSubprocess *
spawn (guint16 port, gpointer data)
{
  Set *set = data;
  g_autoptr (GSubprocessLauncher) launcher = berth_test_make_launcher (
    G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_autofree char *config = g_build_filename (set->folder, "config", NULL);
  g_autofree char *port_option = g_strdup_printf ("/port:%u", port);
  g_autofree char *sam = g_strconcat ("/sam-file:", set->users, NULL);

  g_subprocess_launcher_setenv (launcher, "DISPLAY",
                                berth_test_display_get_name (set->display), TRUE);
  g_subprocess_launcher_setenv (launcher, "HOME", set->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_HOME", config, TRUE);
  return g_subprocess_launcher_spawn (
    launcher, NULL, "stdbuf", "-oL", "freerdp-shadow-cli3", "/bind-address:127.0.0.1",
    port_option, sam, "/sec:nla", "/log-level:INFO", NULL);
}

/**
 * berth_test_shadow_can_run:
 *
 * Returns: whether the server can be started; the test is skipped else
 */
gboolean
berth_test_shadow_can_run (void)
{
  static const char *const programs[]
    = { "Xvfb", "xsetroot", "freerdp-shadow-cli3", "stdbuf", NULL };

  return berth_test_has_programs (programs);
}

/**
 * berth_test_shadow_start:
 * @folder: for its users and its certificate
 * @display: what it shows
 *
 * Starts FreeRDP's shadow server, with network level authentication against a list of
 * users of its own.
 */
BerthTestRdpServer *
berth_test_shadow_start (const char *folder, BerthTestDisplay *display)
{
  g_autofree char *users = write_users (folder);
  g_autofree char *certificate = certificate_path (folder);
  Set set = { folder, users, display };

  return berth_test_rdp_server_start ("shadow", "istening on", certificate, spawn, &set);
}

/* The next server that starts in @folder makes another one. */
void
berth_test_shadow_forget_certificate (const char *folder)
{
  g_autofree char *path = certificate_path (folder);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *key = g_build_filename (parent, "shadow.key", NULL);

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_unlink (key), ==, 0);
}
