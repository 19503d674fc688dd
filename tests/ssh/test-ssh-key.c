/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-remote-error.h"
#include "berth-ssh-key.h"
#include "berth-test.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static BerthSshKeyInfo *
generate (BerthSshKeyType type, const char *path)
{
  g_autoptr (GError) error = NULL;
  BerthSshKeyInfo *info
    = dex_await_object (berth_ssh_key_generate (type, path, "me@here", NULL), &error);

  g_assert_no_error (error);
  return info;
}

static BerthSshKeyInfo *
inspect (const char *path)
{
  g_autoptr (GError) error = NULL;
  BerthSshKeyInfo *info = dex_await_object (berth_ssh_key_inspect (path, NULL), &error);

  g_assert_no_error (error);
  return info;
}

static void
assert_problem (const char *path, BerthSshKeyProblem problem)
{
  g_autoptr (BerthSshKeyInfo) info = inspect (path);

  g_assert_cmpint (berth_ssh_key_info_get_problem (info), ==, problem);
  g_assert_true ((berth_ssh_key_info_get_explanation (info) != NULL)
                 == (problem != BERTH_SSH_KEY_PROBLEM_NONE));
}

static guint
get_mode (const char *path)
{
  GStatBuf facts;

  g_assert_cmpint (g_stat (path, &facts), ==, 0);
  return facts.st_mode & 07777;
}

static void
assert_agrees_with_openssh (const char *path, BerthSshKeyInfo *info)
{
  g_autofree char *said = NULL;
  g_autofree char *line = NULL;
  const char *const list[] = { "ssh-keygen", "-l", "-f", path, NULL };
  const char *const print[] = { "ssh-keygen", "-y", "-f", path, NULL };

  if (!g_spawn_sync (NULL, (char **) list, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &said,
                     NULL, NULL, NULL))
    return;
  g_assert_nonnull (strstr (said, berth_ssh_key_info_get_fingerprint (info)));
  g_assert_true (g_spawn_sync (NULL, (char **) print, NULL, G_SPAWN_SEARCH_PATH, NULL,
                               NULL, &line, NULL, NULL, NULL));
  g_strstrip (line);
  g_assert_true (g_str_has_prefix (berth_ssh_key_info_get_public_line (info), line)
                 || g_str_has_prefix (line, berth_ssh_key_info_get_public_line (info)));
}

static void
try_generate (BerthSshKeyType type, const char *prefix)
{
  g_autofree char *folder = berth_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "keys", "new", NULL);
  g_autofree char *keys = g_path_get_dirname (path);
  g_autoptr (BerthSshKeyInfo) made = generate (type, path);
  g_autoptr (BerthSshKeyInfo) seen = inspect (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (get_mode (path), ==, 0600);
  g_assert_cmpuint (get_mode (keys), ==, 0700);
  g_assert_cmpint (berth_ssh_key_info_get_problem (seen), ==, BERTH_SSH_KEY_PROBLEM_NONE);
  g_assert_cmpint (berth_ssh_key_info_get_key_type (seen), ==, (int) type);
  g_assert_false (berth_ssh_key_info_is_encrypted (seen));
  g_assert_true (g_str_has_prefix (berth_ssh_key_info_get_public_line (made), prefix));
  g_assert_true (
    g_str_has_suffix (berth_ssh_key_info_get_public_line (made), " me@here"));
  g_assert_cmpstr (berth_ssh_key_info_get_fingerprint (made), ==,
                   berth_ssh_key_info_get_fingerprint (seen));
  assert_agrees_with_openssh (path, seen);

  g_assert_false (dex_await (berth_ssh_key_generate (type, path, NULL, NULL), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  berth_test_remove_folder (folder);
}

static void
test_ed25519 (void)
{
  try_generate (BERTH_SSH_KEY_TYPE_ED25519, "ssh-ed25519 AAAA");
}

static void
test_rsa (void)
{
  try_generate (BERTH_SSH_KEY_TYPE_RSA, "ssh-rsa AAAA");
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

/* A full disk, as the process sees it: a write falls short. Nothing may be left behind.
 */
static void
test_disk_full (void)
{
  g_autofree char *folder = berth_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "new", NULL);
  g_autoptr (GError) error = NULL;
  struct rlimit before, limit;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = before;
  limit.rlim_cur = 100;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  dex_await (berth_ssh_key_generate (BERTH_SSH_KEY_TYPE_ED25519, path, NULL, NULL),
             &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_nonnull (error);
  g_assert_cmpint (error->domain, ==, G_IO_ERROR);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_cmpuint (count_files (folder), ==, 0);
  berth_test_remove_folder (folder);
}

static void
test_no_permission (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (dex_await (
    berth_ssh_key_generate (BERTH_SSH_KEY_TYPE_ED25519, "/proc/berth/key", NULL, NULL),
    &error));
  g_assert_cmpint (error->domain, ==, G_IO_ERROR);
  g_test_message ("%s", error->message);
}

static void
write_text (const char *path, const char *text, gssize length)
{
  g_assert_true (
    g_file_set_contents_full (path, text, length, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

static void
test_bad_files (void)
{
  g_autofree char *folder = berth_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "key", NULL);
  g_autofree char *fifo = g_build_filename (folder, "fifo", NULL);
  g_autofree char *big = g_strnfill (200000, 'x');
  g_autofree char *other = g_build_filename (folder, "other", NULL);
  g_autoptr (BerthSshKeyInfo) info = generate (BERTH_SSH_KEY_TYPE_ED25519, other);
  g_autofree char *text = NULL;

  assert_problem (path, BERTH_SSH_KEY_PROBLEM_MISSING);
  assert_problem (folder, BERTH_SSH_KEY_PROBLEM_UNREADABLE);
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  assert_problem (fifo, BERTH_SSH_KEY_PROBLEM_UNREADABLE);
  write_text (path, "", 0);
  assert_problem (path, BERTH_SSH_KEY_PROBLEM_EMPTY);
  write_text (path, "hello\n", -1);
  assert_problem (path, BERTH_SSH_KEY_PROBLEM_NOT_A_KEY);
  write_text (path, "\0\0\0\0", 4);
  assert_problem (path, BERTH_SSH_KEY_PROBLEM_NOT_A_KEY);
  write_text (path, big, -1);
  assert_problem (path, BERTH_SSH_KEY_PROBLEM_NOT_A_KEY);
  write_text (path, berth_ssh_key_info_get_public_line (info), -1);
  assert_problem (path, BERTH_SSH_KEY_PROBLEM_PUBLIC);
  write_text (path, "PuTTY-User-Key-File-3: ssh-ed25519\r\nEncryption: none\r\n", -1);
  assert_problem (path, BERTH_SSH_KEY_PROBLEM_PUTTY);
  g_assert_true (g_file_get_contents (other, &text, NULL, NULL));
  text[strlen (text) / 2] = '\0';
  write_text (path, text, -1);
  assert_problem (path, BERTH_SSH_KEY_PROBLEM_NOT_A_KEY);
  berth_test_remove_folder (folder);
}

static void
test_open_mode (void)
{
  g_autofree char *folder = berth_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "key", NULL);
  g_autoptr (BerthSshKeyInfo) made = generate (BERTH_SSH_KEY_TYPE_ED25519, path);
  g_autoptr (BerthSshKeyInfo) mended = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  assert_problem (path, BERTH_SSH_KEY_PROBLEM_OPEN_MODE);
  mended = dex_await_object (berth_ssh_key_repair_mode (path, NULL), &error);
  g_assert_no_error (error);
  g_assert_cmpint (berth_ssh_key_info_get_problem (mended), ==,
                   BERTH_SSH_KEY_PROBLEM_NONE);
  g_assert_cmpuint (get_mode (path), ==, 0600);
  g_assert_false (dex_await (berth_ssh_key_repair_mode ("/nowhere/key", NULL), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  berth_test_remove_folder (folder);
}

static gboolean
keygen (const char *path, const char *format, const char *passphrase)
{
  const char *const command[]
    = { "ssh-keygen", "-q", "-t",       "rsa", "-b", "2048", "-m",
        format,       "-N", passphrase, "-f",  path, NULL };
  int status = -1;

  return g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                       NULL, NULL, &status, NULL)
         && status == 0;
}

static void
test_encrypted (void)
{
  g_autofree char *folder = berth_test_make_folder ();
  g_autofree char *modern = g_build_filename (folder, "modern", NULL);
  g_autofree char *old = g_build_filename (folder, "old", NULL);

  if (!keygen (modern, "RFC4716", "secret") || !keygen (old, "PEM", "secret")) {
    g_test_skip ("there is no ssh-keygen");
  } else {
    g_autoptr (BerthSshKeyInfo) first = inspect (modern);
    g_autoptr (BerthSshKeyInfo) second = inspect (old);

    g_assert_true (berth_ssh_key_info_is_encrypted (first));
    g_assert_nonnull (berth_ssh_key_info_get_public_line (first));
    assert_problem (modern, BERTH_SSH_KEY_PROBLEM_NONE);
    g_assert_true (berth_ssh_key_info_is_encrypted (second));
    assert_problem (old, BERTH_SSH_KEY_PROBLEM_NONE);
  }
  berth_test_remove_folder (folder);
}

/* Azure hands out PEM with "\r\n", which OpenSSH does not read. */
static void
test_save_pem (void)
{
  g_autofree char *folder = berth_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "pem", NULL);
  g_autofree char *saved = g_build_filename (folder, "saved", NULL);

  if (!keygen (path, "PEM", "")) {
    g_test_skip ("there is no ssh-keygen");
  } else {
    g_autofree char *text = NULL;
    g_autofree char *stored = NULL;
    g_autoptr (GString) windows = NULL;
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (GBytes) noise = g_bytes_new_static ("noise", 5);
    g_autoptr (BerthSshKeyInfo) info = NULL;
    g_autoptr (GError) error = NULL;

    g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
    windows = g_string_new (text);
    g_string_replace (windows, "\n", "\r\n", 0);
    bytes = g_bytes_new (windows->str, windows->len);
    info = dex_await_object (berth_ssh_key_save_pem (bytes, saved, NULL), &error);
    g_assert_no_error (error);
    g_assert_cmpint (berth_ssh_key_info_get_key_type (info), ==, BERTH_SSH_KEY_TYPE_RSA);
    g_assert_true (g_file_get_contents (saved, &stored, NULL, NULL));
    g_assert_cmpstr (stored, ==, text);
    g_assert_cmpuint (get_mode (saved), ==, 0600);
    assert_agrees_with_openssh (saved, info);
    g_assert_false (dex_await (berth_ssh_key_save_pem (bytes, saved, NULL), &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
    g_clear_error (&error);
    g_assert_false (dex_await (berth_ssh_key_save_pem (noise, path, NULL), &error));
    g_assert_error (error, BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_KEY_UNUSABLE);
  }
  berth_test_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/ssh/key/ed25519", test_ed25519);
  berth_test_add ("/ssh/key/rsa", test_rsa);
  berth_test_add ("/ssh/key/disk-full", test_disk_full);
  berth_test_add ("/ssh/key/no-permission", test_no_permission);
  berth_test_add ("/ssh/key/bad-files", test_bad_files);
  berth_test_add ("/ssh/key/open-mode", test_open_mode);
  berth_test_add ("/ssh/key/encrypted", test_encrypted);
  berth_test_add ("/ssh/key/save-pem", test_save_pem);
  return g_test_run ();
}
