/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-door.h"

#include "berth-desktop-server.h"
#include "berth-future.h"
#include "berth-remote-error.h"
#include "berth-test-machine.h"
#include "berth-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct {
  BerthTestMachine machine;
  BerthDesktopDoor *door;
  const char *answer; /* (nullable): to the question about a password; NULL is no */
  guint n_questions;
} Fixture;

static DexFuture *
on_password_asked (gpointer data)
{
  Fixture *f = data;

  f->n_questions++;
  if (f->answer == NULL)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED, "no");
  return dex_future_new_for_string (f->answer);
}

static void
make_door (Fixture *f)
{
  g_autoptr (BerthSshTarget) target = berth_test_machine_new_target (&f->machine);

  f->door = berth_desktop_door_new (target, f->machine.host_keys, f->machine.passwords);
  berth_desktop_door_set_root (f->door, f->machine.folder);
  berth_desktop_door_set_password_func (f->door, on_password_asked, f, NULL);
}

static gboolean
set_up (Fixture *f)
{
  memset (f, 0, sizeof *f);
  if (!berth_test_machine_set_up (&f->machine))
    return FALSE;
  make_door (f);
  return TRUE;
}

static void
close_door (Fixture *f)
{
  dex_await (berth_desktop_door_close (f->door), NULL);
  g_assert_finalize_object (f->door);
}

static void
tear_down (Fixture *f)
{
  if (f->door != NULL)
    close_door (f);
  berth_test_machine_tear_down (&f->machine);
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

    line = g_strdup_printf ("%s:%s\n", berth_test_sshd_get_user (f.machine.sshd),
                            berth_desktop_door_get_password (f.door));
    told = berth_test_machine_read (&f.machine, "chpasswd.log");
    g_assert_cmpstr (told, ==, line);
    /* Not as an argument, which every user of the machine could see. */
    sudo = berth_test_machine_read (&f.machine, "sudo.log");
    g_assert_nonnull (strstr (sudo, "-n chpasswd\n"));
    g_assert_null (strstr (sudo, berth_desktop_door_get_password (f.door)));
  }
  tear_down (&f);
}

/* Nor where both open before there was any. */
static void
test_two_at_once (void)
{
  Fixture f;

  if (set_up (&f)) {
    BerthDesktopDoor *other = f.door;
    DexFuture *first, *second;
    g_autoptr (GError) error = NULL;

    make_door (&f);
    first = berth_desktop_door_open (other, NULL);
    second = berth_desktop_door_open (f.door, NULL);
    dex_await (first, &error);
    g_assert_no_error (error);
    dex_await (second, &error);
    g_assert_no_error (error);
    g_assert_cmpstr (berth_desktop_door_get_password (other), ==,
                     berth_desktop_door_get_password (f.door));
    dex_await (berth_desktop_door_close (other), NULL);
    g_assert_finalize_object (other);
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
    close_door (&f);
    make_door (&f);
    open_door (&f);
    g_assert_cmpuint (f.n_questions, ==, 0);
    g_assert_cmpstr (berth_desktop_door_get_password (f.door), ==, first);
  }
  tear_down (&f);
}

static gboolean
was_changed (Fixture *f)
{
  g_autofree char *told = berth_test_machine_read (&f->machine, "chpasswd.log");

  return *told != '\0';
}

/* What the account has now is not what Berth set. */
static void
test_password_of_somebody (void)
{
  const gboolean is_ours[] = { FALSE, TRUE };

  for (gsize i = 0; i < G_N_ELEMENTS (is_ours); i++) {
    Fixture f;

    if (set_up (&f)) {
      berth_test_machine_set_account (&f.machine, "P", "$6$theirs");
      berth_desktop_door_set_is_ours (f.door, is_ours[i]);
      assert_refused (&f, G_IO_ERROR, G_IO_ERROR_CANCELLED, "no");
      g_assert_cmpuint (f.n_questions, ==, 1);
      g_assert_false (was_changed (&f));
    }
    tear_down (&f);
  }
}

static void
test_password_is_typed (void)
{
  Fixture f;

  if (set_up (&f)) {
    berth_test_machine_set_account (&f.machine, "P", "$6$theirs");
    f.answer = "their own";
    open_door (&f);
    g_assert_cmpstr (berth_desktop_door_get_password (f.door), ==, "their own");
    g_assert_true (berth_desktop_door_is_password_typed (f.door));
    g_assert_false (was_changed (&f));
    g_assert_null (dex_await_string (
      berth_desktop_passwords_find (f.machine.passwords, BERTH_TEST_MACHINE_ID, NULL),
      NULL));
  }
  tear_down (&f);
}

/* Once that is allowed it is Berth's, until somebody changes it. */
static void
test_password_is_replaced (void)
{
  Fixture f;

  if (set_up (&f)) {
    berth_test_machine_set_account (&f.machine, "P", "$6$theirs");
    f.answer = "";
    open_door (&f);
    g_assert_true (was_changed (&f));
    g_assert_cmpuint (strlen (berth_desktop_door_get_password (f.door)), ==, 24);
    close_door (&f);
    make_door (&f);
    open_door (&f);
    g_assert_cmpuint (f.n_questions, ==, 1);
    close_door (&f);
    make_door (&f);
    berth_test_machine_set_account (&f.machine, "P", "$6$theirs again");
    open_door (&f);
    g_assert_cmpuint (f.n_questions, ==, 2);
  }
  tear_down (&f);
}

/* There is nothing to lose where passwords were locked, whoever made the machine. */
static void
test_locked_account (void)
{
  const char *states[] = { "L", "LK", "NP" };

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++) {
    Fixture f;

    if (set_up (&f)) {
      berth_test_machine_set_account (&f.machine, states[i], "!");
      open_door (&f);
      g_assert_cmpuint (f.n_questions, ==, 0);
      g_assert_true (was_changed (&f));
    }
    tear_down (&f);
  }
}

/* Where a machine does not say, it counts who made it. */
static void
test_unknown_account (void)
{
  Fixture f;

  if (set_up (&f)) {
    berth_test_machine_set_account (&f.machine, "?", "!");
    assert_refused (&f, G_IO_ERROR, G_IO_ERROR_CANCELLED, "no");
    close_door (&f);
    make_door (&f);
    berth_desktop_door_set_is_ours (f.door, TRUE);
    open_door (&f);
    g_assert_cmpuint (f.n_questions, ==, 1);
  }
  tear_down (&f);
}

/* Only root may read the mark, and what it tells is no secret of the password's. */
static void
test_mark (void)
{
  Fixture f;

  if (set_up (&f)) {
    g_autofree char *path
      = g_build_filename (f.machine.folder, "etc/berth/desktop-password", NULL);
    g_autofree char *mark = NULL;
    GStatBuf info;

    open_door (&f);
    mark = berth_test_machine_read (&f.machine, "etc/berth/desktop-password");
    g_assert_cmpuint (strspn (mark, "0123456789abcdef"), ==, 64);
    g_assert_cmpint (g_stat (path, &info), ==, 0);
    g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  }
  tear_down (&f);
}

static void
test_no_desktop (void)
{
  Fixture f;

  if (set_up (&f)) {
    g_autofree char *path
      = g_build_filename (f.machine.folder, BERTH_DESKTOP_SERVER_SETTINGS, NULL);

    g_unlink (path);
    assert_refused (&f, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No desktop");
  }
  tear_down (&f);
}

/* A server that rests is started, unless it would listen to the network. */
static void
test_resting_server (void)
{
  const struct {
    const char *port;
    gboolean starts;
  } cases[] = {
    { "tcp://.:3389", TRUE },
    { "tcp://127.0.0.1:3389", TRUE },
    { "  tcp://127.78.0.9:3389 ", TRUE },
    { "tcp6://{::1}:3389", TRUE },
    { "3389", FALSE },
    { "tcp://:3389", FALSE },
    { "tcp://0.0.0.0:3389", FALSE },
    { "tcp://127.0.0.1.example.com:3389", FALSE },
    { "tcp6://:3389", FALSE },
    { "tcp://.:3389 tcp://:3390", FALSE },
    { "tcp://.:3389\nPORT = 3390", FALSE },
    { "3389\n[Other]\nport=tcp://.:3389", FALSE },
  };
  Fixture f;

  if (set_up (&f)) {
    g_free (berth_test_machine_write (&f.machine, "run/systemd/system/here", "", 0644));
    for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
      g_autofree char *calls = NULL;

      g_free (berth_test_machine_write (&f.machine, "systemctl.log", "", 0644));
      berth_test_machine_write_settings (&f.machine, cases[i].port);
      /* Whether a way leads there is another question. */
      dex_await (berth_desktop_door_open (f.door, NULL), NULL);
      calls = berth_test_machine_read (&f.machine, "systemctl.log");
      g_assert_nonnull (strstr (calls, "is-active --quiet xrdp\n"));
      g_test_message ("%s", cases[i].port);
      g_assert_cmpint (strstr (calls, "start xrdp\n") != NULL, ==, cases[i].starts);
      close_door (&f);
      make_door (&f);
    }
  }
  tear_down (&f);
}

static void
test_no_tcp (void)
{
  Fixture f;

  if (set_up (&f)) {
    berth_test_machine_write_settings (&f.machine, "unix://./xrdp.sock");
    assert_refused (&f, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "TCP");
  }
  tear_down (&f);
}

static void
test_no_certificate (void)
{
  Fixture f;

  if (set_up (&f)) {
    g_unlink (f.machine.certificate_path);
    assert_refused (&f, G_IO_ERROR, G_IO_ERROR_FAILED, "certificate");
  }
  tear_down (&f);
}

static void
test_password_is_refused (void)
{
  Fixture f;

  if (set_up (&f)) {
    g_free (berth_test_machine_write (&f.machine, "refuse", "locked\nand more", 0644));
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

    g_free (berth_test_machine_write (&f.machine, "refuse", reason, 0644));
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
  berth_test_add ("/desktop/door/two-at-once", test_two_at_once);
  berth_test_add ("/desktop/door/password-of-somebody", test_password_of_somebody);
  berth_test_add ("/desktop/door/password-is-typed", test_password_is_typed);
  berth_test_add ("/desktop/door/password-is-replaced", test_password_is_replaced);
  berth_test_add ("/desktop/door/locked-account", test_locked_account);
  berth_test_add ("/desktop/door/unknown-account", test_unknown_account);
  berth_test_add ("/desktop/door/mark", test_mark);
  berth_test_add ("/desktop/door/no-desktop", test_no_desktop);
  berth_test_add ("/desktop/door/resting-server", test_resting_server);
  berth_test_add ("/desktop/door/no-tcp", test_no_tcp);
  berth_test_add ("/desktop/door/no-certificate", test_no_certificate);
  berth_test_add ("/desktop/door/password-is-refused", test_password_is_refused);
  berth_test_add ("/desktop/door/endless-reason", test_endless_reason);
  berth_test_add ("/desktop/door/dial", test_dial);
  berth_test_add ("/desktop/door/cancel", test_cancel);
  return g_test_run ();
}
