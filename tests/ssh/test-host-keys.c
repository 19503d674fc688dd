/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-host-keys.h"
#include "berth-ssh-target.h"
#include "berth-test.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define ONE "SHA256:0000000000000000000000000000000000000000001"
#define TWO "SHA256:0000000000000000000000000000000000000000002"
#define USERS "SHA256:0000000000000000000000000000000000000000003"

static const char *const one[] = { ONE, NULL };
static const char *const both[] = { ONE, TWO, NULL };

static int
check (BerthHostKeys *keys, const char *host_id, const char *fingerprint)
{
  g_autoptr (GError) error = NULL;
  int verdict
    = dex_await_int (berth_host_keys_check (keys, host_id, fingerprint, NULL), &error);

  g_assert_no_error (error);
  return verdict;
}

static void
test_pins (void)
{
  g_autofree char *folder = berth_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "data", "hosts.json", NULL);
  BerthHostKeys *keys = berth_host_keys_new (path);
  BerthHostKeys *again;
  GStatBuf facts;
  DexFuture *first, *second;

  g_assert_cmpint (check (keys, "/A/b", ONE), ==, BERTH_HOST_KEY_VERDICT_UNKNOWN);
  first = berth_host_keys_pin (keys, "/A/b", both, NULL);
  second = berth_host_keys_pin (keys, "/other", one, NULL);
  g_assert_true (dex_await (first, NULL));
  g_assert_true (dex_await (second, NULL));
  g_assert_cmpint (g_stat (path, &facts), ==, 0);
  g_assert_cmpuint (facts.st_mode & 0777, ==, 0600);

  again = berth_host_keys_new (path);
  g_assert_cmpint (check (again, "/a/B", TWO), ==, BERTH_HOST_KEY_VERDICT_KNOWN);
  g_assert_cmpint (check (again, "/other", TWO), ==, BERTH_HOST_KEY_VERDICT_CHANGED);
  g_assert_true (dex_await (berth_host_keys_forget (again, "/OTHER", NULL), NULL));
  g_assert_cmpint (check (again, "/other", TWO), ==, BERTH_HOST_KEY_VERDICT_UNKNOWN);
  g_assert_finalize_object (keys);
  g_assert_finalize_object (again);
  berth_test_remove_folder (folder);
}

/* Damage must not make a changed key look unknown, nor be written over. */
static void
test_damaged (void)
{
  static const char *const damaged[] = { "",
                                         "{",
                                         "[]",
                                         "{}",
                                         "{\"hosts\":[]}",
                                         "{\"hosts\":{\"/a\":\"x\"}}",
                                         "{\"hosts\":{\"/a\":[1]}}",
                                         "\xff\xfe" };
  g_autofree char *folder = berth_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "hosts.json", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (damaged); i++) {
    g_autoptr (BerthHostKeys) keys = berth_host_keys_new (path);
    g_autoptr (GError) error = NULL;
    g_autofree char *after = NULL;

    g_assert_true (g_file_set_contents (path, damaged[i], -1, NULL));
    g_assert_false (dex_await (berth_host_keys_check (keys, "/a", ONE, NULL), &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    g_clear_error (&error);
    g_assert_false (dex_await (berth_host_keys_pin (keys, "/a", one, NULL), &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
    g_assert_cmpstr (after, ==, damaged[i]);
  }
  berth_test_remove_folder (folder);
}

/* What could not be saved is not believed later either. */
static void
test_unsaved (void)
{
  g_autofree char *folder = berth_test_make_folder ();
  g_autofree char *blocker = g_build_filename (folder, "file", NULL);
  g_autofree char *path = g_build_filename (blocker, "hosts.json", NULL);
  g_autoptr (BerthHostKeys) keys = berth_host_keys_new (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (check (keys, "/a", ONE), ==, BERTH_HOST_KEY_VERDICT_UNKNOWN);
  g_assert_true (g_file_set_contents (blocker, "x", -1, NULL));
  g_assert_false (dex_await (berth_host_keys_pin (keys, "/a", one, NULL), &error));
  g_assert_cmpint (check (keys, "/a", ONE), ==, BERTH_HOST_KEY_VERDICT_UNKNOWN);
  berth_test_remove_folder (folder);
}

static void
test_boot_log (void)
{
  static const char log[]
    = "[   10.1] cloud-init: 256 " USERS " outside of any block\r\n"
      "ci-info: ++++++++Authorized keys from /home/a/.ssh/authorized_keys for user "
      "a++++\r\n"
      "ci-info: | ssh-ed25519 | " USERS " | - | me |\r\n"
      "<14>Nov 24 02:00:00 cloud-init: -----BEGIN SSH HOST KEY FINGERPRINTS-----\r\n"
      "<14>Nov 24 02:00:00 cloud-init: 256 " ONE " root@vm (ECDSA)\r\n"
      "<14>Nov 24 02:00:00 cloud-init: 256 " TWO " root@vm (ED25519)\r\n"
      "<14>Nov 24 02:00:00 cloud-init: 256 " TWO " root@vm (ED25519)\r\n"
      "<14>Nov 24 02:00:00 cloud-init: 256 SHA256:short root@vm\r\n"
      "<14>Nov 24 02:00:00 cloud-init: -----END SSH HOST KEY FINGERPRINTS-----\r\n"
      "login: 256 " USERS "\r\n";
  g_auto (GStrv) found = berth_host_keys_parse_boot_log (log, -1);
  g_auto (GStrv) none = berth_host_keys_parse_boot_log ("", -1);
  g_autofree char *twice = NULL;
  g_auto (GStrv) last = NULL;

  g_assert_cmpstrv (found, both);
  g_assert_cmpuint (g_strv_length (none), ==, 0);

  twice = g_strconcat (log,
                       "-----BEGIN SSH HOST KEY FINGERPRINTS-----\n256 " ONE
                       " x\n-----END SSH HOST KEY FINGERPRINTS-----\n",
                       NULL);
  last = berth_host_keys_parse_boot_log (twice, -1);
  g_assert_cmpstrv (last, one);
}

static void
assert_command (const char *address,
                guint16 port,
                const char *user,
                const char *key,
                const char *expected)
{
  g_autoptr (BerthSshTarget) target
    = berth_ssh_target_new (address, port, user, key, "/id", NULL);
  g_autofree char *line = berth_ssh_target_dup_command_line (target);

  g_assert_cmpstr (line, ==, expected);
}

static void
test_command_line (void)
{
  assert_command ("20.1.2.3", 22, "azureuser", "/home/a/k",
                  "ssh -i /home/a/k azureuser@20.1.2.3");
  assert_command ("127.3.4.5", 2222, "a", "/my keys/it's",
                  "ssh -i '/my keys/it'\\''s' -p 2222 a@127.3.4.5");
  assert_command ("h", 22, "a;rm", "-k", "ssh -i '-k' 'a;rm@h'");
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/ssh/host-keys/pins", test_pins);
  berth_test_add ("/ssh/host-keys/damaged", test_damaged);
  berth_test_add ("/ssh/host-keys/unsaved", test_unsaved);
  berth_test_add ("/ssh/host-keys/boot-log", test_boot_log);
  berth_test_add ("/ssh/target/command-line", test_command_line);
  return g_test_run ();
}
