/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-door.h"

#include "berth-future.h"
#include "berth-remote-error.h"
#include "berth-test-sshd.h"
#include "berth-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define HOST_ID "/subscriptions/1/resourceGroups/g/providers/M/virtualMachines/vm"
#define PEM "-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n"

typedef struct {
  char *folder;
  char *settings_path;
  char *certificate_path;
  BerthTestSshd *sshd;
  BerthHostKeys *host_keys;
  BerthDesktopPasswords *passwords;
  BerthDesktopDoor *door;
} Fixture;

static char *
write_file (Fixture *f, const char *name, const char *text, int mode)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_cmpint (g_chmod (path, (mode_t) mode), ==, 0);
  return g_steal_pointer (&path);
}

static char *
read_file (Fixture *f, const char *name)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? text : g_strdup ("");
}

/* A machine whose sudo and chpasswd only write down what they are told: no test may touch
 * the real ones. */
static void
fake_programs (Fixture *f)
{
  g_autofree char *bin = g_build_filename (f->folder, "bin", NULL);
  g_autofree char *key_path = NULL;
  g_autofree char *key = NULL;
  g_autofree char *authorized = NULL;
  g_autofree char *sudo = NULL;
  g_autofree char *chpasswd = NULL;

  g_assert_cmpint (g_mkdir (bin, 0700), ==, 0);
  sudo = g_strdup_printf (
    "#!/bin/sh\nprintf '%%s\\n' \"$*\" >>%s/sudo.log\nshift\nexec \"$@\"\n", f->folder);
  g_free (write_file (f, "bin/sudo", sudo, 0755));
  chpasswd = g_strdup_printf ("#!/bin/sh\n[ ! -e %s/refuse ] || { cat %s/refuse >&2; "
                              "exit 1; }\ncat >>%s/chpasswd.log\n",
                              f->folder, f->folder, f->folder);
  g_free (write_file (f, "bin/chpasswd", chpasswd, 0755));

  key_path = g_build_filename (f->folder, "authorized_keys", NULL);
  g_assert_true (g_file_get_contents (key_path, &key, NULL, NULL));
  authorized = g_strdup_printf ("command=\"PATH=%s:$PATH; export PATH; exec sh -c "
                                "\\\"$SSH_ORIGINAL_COMMAND\\\"\" %s",
                                bin, key);
  g_assert_true (g_file_set_contents (key_path, authorized, -1, NULL));
}

static void
write_settings (Fixture *f, const char *port)
{
  g_autofree char *text = g_strdup_printf (
    "[Globals]\nport=%s\ncertificate=%s\n[Xorg]\nport=-1\n", port, f->certificate_path);

  g_free (write_file (f, "xrdp.ini", text, 0644));
}

static void
make_door (Fixture *f)
{
  const char *expected[] = { berth_test_sshd_get_fingerprint (f->sshd), NULL };
  g_autoptr (BerthSshTarget) target = berth_ssh_target_new (
    "127.0.0.1", berth_test_sshd_get_port (f->sshd), berth_test_sshd_get_user (f->sshd),
    berth_test_sshd_get_key_path (f->sshd), HOST_ID, expected);

  f->door = berth_desktop_door_new (target, f->host_keys, f->passwords);
  berth_desktop_door_set_settings_path (f->door, f->settings_path);
}

static gboolean
set_up (Fixture *f)
{
  g_autofree char *pins = NULL;

  memset (f, 0, sizeof *f);
  f->folder = berth_test_make_folder ();
  f->sshd = berth_test_sshd_start (f->folder);
  if (f->sshd == NULL)
    return FALSE;
  pins = g_build_filename (f->folder, "hosts.json", NULL);
  f->host_keys = berth_host_keys_new (pins);
  f->passwords = berth_desktop_passwords_new (FALSE);
  f->settings_path = g_build_filename (f->folder, "xrdp.ini", NULL);
  f->certificate_path = write_file (f, "own cert.pem", PEM, 0644);
  write_settings (f, "tcp://127.0.0.1:43389");
  fake_programs (f);
  make_door (f);
  return TRUE;
}

static void
tear_down (Fixture *f)
{
  if (f->door != NULL) {
    dex_await (berth_desktop_door_close (f->door), NULL);
    g_assert_finalize_object (f->door);
    g_assert_finalize_object (f->passwords);
  }
  g_clear_object (&f->host_keys);
  g_clear_pointer (&f->sshd, berth_test_sshd_stop);
  berth_test_remove_folder (f->folder);
  g_free (f->folder);
  g_free (f->settings_path);
  g_free (f->certificate_path);
}

static void
open_door (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  dex_await (berth_desktop_door_open (f->door, NULL), &error);
  g_assert_no_error (error);
}

static void
assert_refused (Fixture *f, GQuark domain, int code, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (dex_await (berth_desktop_door_open (f->door, NULL), &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, domain, code);
  g_assert_nonnull (strstr (error->message, text));
}

static void
note_step (BerthDesktopDoor *door, GParamSpec *pspec, GString *steps)
{
  g_string_append_printf (steps, "%u", berth_desktop_door_get_step (door));
}

static void
test_open (void)
{
  g_autoptr (GString) steps = g_string_new (NULL);
  Fixture f;

  if (set_up (&f)) {
    g_autofree char *fingerprint
      = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "hello", 5);
    g_autofree char *line = NULL;
    g_autofree char *told = NULL;
    g_autofree char *sudo = NULL;

    g_signal_connect (f.door, "notify::step", G_CALLBACK (note_step), steps);
    open_door (&f);
    g_assert_cmpstr (steps->str, ==, "123");
    g_assert_cmpstr (berth_desktop_door_get_host (f.door), ==, "127.0.0.1");
    g_assert_cmpuint (berth_desktop_door_get_port (f.door), ==, 43389);
    g_assert_cmpstr (berth_desktop_door_get_fingerprint (f.door), ==, fingerprint);
    g_assert_false (berth_desktop_door_is_password_kept (f.door));

    line = g_strdup_printf ("%s:%s\n", berth_test_sshd_get_user (f.sshd),
                            berth_desktop_door_get_password (f.door));
    told = read_file (&f, "chpasswd.log");
    g_assert_cmpstr (told, ==, line);
    /* Not as an argument, which every user of the machine could see. */
    sudo = read_file (&f, "sudo.log");
    g_assert_nonnull (strstr (sudo, "-n chpasswd\n"));
    g_assert_null (strstr (sudo, berth_desktop_door_get_password (f.door)));
  }
  tear_down (&f);
}

/* The second door of a machine needs no other password. */
static void
test_password_is_kept (void)
{
  Fixture f;

  if (set_up (&f)) {
    g_autofree char *first = NULL;

    open_door (&f);
    first = g_strdup (berth_desktop_door_get_password (f.door));
    g_assert_cmpuint (strlen (first), ==, 24);
    dex_await (berth_desktop_door_close (f.door), NULL);
    g_assert_finalize_object (f.door);
    make_door (&f);
    open_door (&f);
    g_assert_cmpstr (berth_desktop_door_get_password (f.door), ==, first);
  }
  tear_down (&f);
}

static void
test_no_desktop (void)
{
  Fixture f;

  if (set_up (&f)) {
    g_unlink (f.settings_path);
    assert_refused (&f, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No desktop");
  }
  tear_down (&f);
}

static void
test_no_tcp (void)
{
  Fixture f;

  if (set_up (&f)) {
    write_settings (&f, "unix://./xrdp.sock");
    assert_refused (&f, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "TCP");
  }
  tear_down (&f);
}

static void
test_no_certificate (void)
{
  Fixture f;

  if (set_up (&f)) {
    g_unlink (f.certificate_path);
    assert_refused (&f, G_IO_ERROR, G_IO_ERROR_FAILED, "certificate");
  }
  tear_down (&f);
}

static void
test_password_is_refused (void)
{
  Fixture f;

  if (set_up (&f)) {
    g_free (write_file (&f, "refuse", "locked\nand more", 0644));
    assert_refused (&f, G_IO_ERROR, G_IO_ERROR_FAILED, "\n\nlocked");
  }
  tear_down (&f);
}

/* What a machine says is not more than a person can read. */
static void
test_endless_reason (void)
{
  Fixture f;

  if (set_up (&f)) {
    g_autofree char *reason = g_strnfill (100000, 'x');
    g_autoptr (GError) error = NULL;

    g_free (write_file (&f, "refuse", reason, 0644));
    g_assert_false (dex_await (berth_desktop_door_open (f.door, NULL), &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
    g_assert_true (g_str_has_suffix (error->message, "xxx…"));
    g_assert_cmpuint (strlen (error->message), <, 400);
  }
  tear_down (&f);
}

static gboolean
on_incoming (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             gpointer data)
{
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                             "hello", 5, NULL, NULL, NULL);
  return TRUE;
}

static DexFuture *
read_word_in_thread (gpointer data)
{
  char word[6] = { 0 };
  int fd = GPOINTER_TO_INT (data);

  for (gsize got = 0; got < 5;) {
    gssize n = read (fd, word + got, 5 - got);

    g_assert_cmpint (n, >, 0);
    got += (gsize) n;
  }
  return dex_future_new_for_string (word);
}

/* The bytes of the desktop go through SSH to where the machine says that it listens. */
static void
test_dial (void)
{
  Fixture f;

  if (set_up (&f)) {
    g_autoptr (GSocketService) service = g_socket_service_new ();
    g_autoptr (GError) error = NULL;
    g_autofree char *word = NULL;
    guint16 port
      = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, &error);
    int fd;

    g_signal_connect (service, "incoming", G_CALLBACK (on_incoming), NULL);
    open_door (&f);
    fd = dex_await_fd (berth_desktop_door_dial (f.door, "127.0.0.1", port), &error);
    g_assert_no_error (error);
    word = dex_await_string (
      berth_future_spawn_thread (read_word_in_thread, GINT_TO_POINTER (fd), NULL),
      &error);
    g_assert_cmpstr (word, ==, "hello");
    close (fd);

    g_socket_service_stop (service);
    g_socket_listener_close (G_SOCKET_LISTENER (service));
    fd = dex_await_fd (berth_desktop_door_dial (f.door, "127.0.0.1", port), &error);
    g_assert_cmpint (fd, ==, -1);
    g_assert_error (error, BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_REFUSED);
  }
  tear_down (&f);
}

static void
test_cancel (void)
{
  Fixture f;

  if (set_up (&f)) {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_autoptr (GError) error = NULL;
    DexFuture *opening = berth_desktop_door_open (f.door, cancellable);

    g_cancellable_cancel (cancellable);
    g_assert_false (dex_await (opening, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  }
  tear_down (&f);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/desktop/door/open", test_open);
  berth_test_add ("/desktop/door/password-is-kept", test_password_is_kept);
  berth_test_add ("/desktop/door/no-desktop", test_no_desktop);
  berth_test_add ("/desktop/door/no-tcp", test_no_tcp);
  berth_test_add ("/desktop/door/no-certificate", test_no_certificate);
  berth_test_add ("/desktop/door/password-is-refused", test_password_is_refused);
  berth_test_add ("/desktop/door/endless-reason", test_endless_reason);
  berth_test_add ("/desktop/door/dial", test_dial);
  berth_test_add ("/desktop/door/cancel", test_cancel);
  return g_test_run ();
}
