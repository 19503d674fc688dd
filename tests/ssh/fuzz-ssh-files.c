/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-host-keys.h"
#include "berth-ssh-key.h"
#include "berth-test.h"

#include <gio/gio.h>
#include <string.h>

#define ROUNDS 1500

/* libssh 0.11 forgets a few bytes of some damaged keys; only this program feeds it those.
 */
const char *__lsan_default_suppressions (void);

const char *
__lsan_default_suppressions (void)
{
  return "leak:libssh.so\n";
}

#define LOG                                                                              \
  "ci-info: +++++Authorized keys from x for user y+++++\n"                               \
  "-----BEGIN SSH HOST KEY FINGERPRINTS-----\n"                                          \
  "256 SHA256:0000000000000000000000000000000000000000001 root@vm (ED25519)\n"           \
  "-----END SSH HOST KEY FINGERPRINTS-----\n"

/* Turns, cuts and repeats bytes of @text; the seed is GTest's, which it prints. */
static char *
damage (const char *text, gsize size, gsize *damaged_size)
{
  GByteArray *bytes = g_byte_array_new ();
  guint count = (guint) g_test_rand_int_range (1, 12);

  g_byte_array_append (bytes, (const guint8 *) text, (guint) size);
  for (guint i = 0; i < count && bytes->len > 2; i++) {
    guint at = (guint) g_test_rand_int_range (0, (gint) bytes->len - 1);

    switch (g_test_rand_int_range (0, 4)) {
    case 0:
      bytes->data[at] = (guint8) g_test_rand_int ();
      break;
    case 1:
      g_byte_array_remove_range (
        bytes, at, (guint) g_test_rand_int_range (1, (gint) (bytes->len - at)));
      break;
    case 2: {
      g_autofree guint8 *copy = g_memdup2 (bytes->data, at);

      if (bytes->len < 60000)
        g_byte_array_append (bytes, copy, at);
      break;
    }
    default:
      bytes->data[at] ^= (guint8) (1 << g_test_rand_int_range (0, 8));
    }
  }
  *damaged_size = bytes->len;
  return (char *) g_byte_array_free (bytes, FALSE);
}

static void
fuzz_boot_log (void)
{
  for (guint i = 0; i < ROUNDS * 4; i++) {
    gsize size;
    g_autofree char *text = damage (LOG, strlen (LOG), &size);
    g_auto (GStrv) found = berth_host_keys_parse_boot_log (text, (gssize) size);

    for (gsize j = 0; found[j] != NULL; j++)
      g_assert_true (g_str_has_prefix (found[j], "SHA256:"));
  }
}

static void
fuzz_files (void)
{
  g_autofree char *folder = berth_test_make_folder ();
  g_autofree char *key = g_build_filename (folder, "key", NULL);
  g_autofree char *path = g_build_filename (folder, "damaged", NULL);
  g_autofree char *text = NULL;
  gsize size;
  static const char pins[] = "{\"version\":1,\"hosts\":{\"/a\":[\"SHA256:x\"]}}";

  dex_await (berth_ssh_key_generate (BERTH_SSH_KEY_TYPE_ED25519, key, NULL, NULL), NULL);
  g_assert_true (g_file_get_contents (key, &text, &size, NULL));
  for (guint i = 0; i < ROUNDS; i++) {
    gsize damaged_size;
    g_autofree char *damaged = damage (text, size, &damaged_size);
    g_autoptr (BerthHostKeys) keys = berth_host_keys_new (path);
    g_autoptr (BerthSshKeyInfo) info = NULL;

    g_assert_true (g_file_set_contents_full (path, damaged, (gssize) damaged_size,
                                             G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    info = dex_await_object (berth_ssh_key_inspect (path, NULL), NULL);
    g_assert_nonnull (info);

    g_clear_pointer (&damaged, g_free);
    damaged = damage (pins, strlen (pins), &damaged_size);
    g_assert_true (g_file_set_contents_full (path, damaged, (gssize) damaged_size,
                                             G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    dex_await (berth_host_keys_check (keys, "/a", "SHA256:x", NULL), NULL);
  }
  berth_test_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/fuzz/ssh/boot-log", fuzz_boot_log);
  berth_test_add ("/fuzz/ssh/files", fuzz_files);
  return g_test_run ();
}
