/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-log.h"

#include "berth-desktop-install.h"
#include "berth-test.h"

#include <string.h>

static void
test_clean (void)
{
  const struct {
    const char *text;
    const char *expected;
  } cases[] = {
    { "", "" },
    { "Setting up xrdp\n\tdone\n", "Setting up xrdp\n\tdone\n" },
    { "Reading 5%\rReading 50%\rReading 100%\nnext", "Reading 100%\nnext" },
    { "of a terminal\r\nand on", "of a terminal\nand on" },
    { "\033[1mbold\033[0m\a", "[1mbold[0m" },
    { "한국어 글꼴", "한국어 글꼴" },
    { "half \xed\x95", "half \357\277\275\357\277\275" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *clean
      = berth_desktop_log_clean (cases[i].text, strlen (cases[i].text));

    g_assert_cmpstr (clean, ==, cases[i].expected);
  }
}

/* Runs what is printed in a tree of its own, with a systemd that only takes notes. */
static char *
run (const char *folder, const char *user)
{
  g_autofree char *root = g_build_filename (folder, "it's a root", NULL);
  g_autofree char *script = berth_desktop_install_print (root, user);
  g_autofree char *path = g_strconcat (folder, ":", g_getenv ("PATH"), NULL);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
    G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSubprocess) shell = NULL;
  g_autoptr (GError) error = NULL;
  char *out = NULL;

  g_subprocess_launcher_setenv (launcher, "PATH", path, TRUE);
  shell = g_subprocess_launcher_spawn (launcher, &error, "sh", "-s", NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (shell, script, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (shell));
  return out;
}

static char *
read_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, "it's a root", name, NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
test_install (void)
{
  g_autofree char *folder = berth_test_make_folder ();
  g_autofree char *program = g_build_filename (folder, "systemctl", NULL);
  g_autofree char *calls = NULL;
  g_autofree char *user = NULL;
  g_autofree char *script = NULL;
  g_autofree char *unit = NULL;

  g_assert_true (g_file_set_contents_full (program, "#!/bin/sh\necho \"$*\"\n", -1,
                                           G_FILE_SET_CONTENTS_NONE, 0755, NULL));
  calls = run (folder, "azure$(user)");
  g_assert_cmpstr (calls, ==,
                   "daemon-reload\nreset-failed berth-first-boot.service\n"
                   "enable berth-first-boot.service\nstart berth-first-boot.service\n");
  user = read_file (folder, "etc/berth/desktop-user");
  script = read_file (folder, "usr/local/lib/berth/first-boot");
  unit = read_file (folder, "etc/systemd/system/berth-first-boot.service");
  g_assert_cmpstr (user, ==, "azure__user_\n");
  g_assert_true (g_str_has_prefix (script, "#!/bin/sh\n"));
  g_assert_true (g_str_has_suffix (script, "\nrun_steps\n"));
  g_assert_nonnull (strstr (unit, "ExecStart=/usr/local/lib/berth/first-boot\n"));
  berth_test_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/desktop/log/clean", test_clean);
  berth_test_add ("/desktop/log/install", test_install);
  return g_test_run ();
}
