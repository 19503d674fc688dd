/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-remote-error.h"
#include "berth-ssh-key.h"
#include "berth-ssh-result.h"
#include "berth-ssh-session.h"
#include "berth-ssh-shell.h"
#include "berth-test-sshd.h"
#include "berth-test.h"

#include <string.h>

#define HOST_ID "/subscriptions/1/resourceGroups/g/providers/M/virtualMachines/vm"
#define MEBIBYTE (1024 * 1024)

typedef struct {
  char *folder;
  BerthTestSshd *sshd;
  BerthHostKeys *host_keys;
  BerthSshTarget *target;
  BerthSshSession *session;
} Fixture;

static void
set_up_target (Fixture *f, const char *user, const char *key, const char *fingerprint)
{
  const char *expected[] = { fingerprint, NULL };

  g_clear_object (&f->session);
  g_clear_object (&f->target);
  f->target = berth_ssh_target_new ("127.0.0.1", berth_test_sshd_get_port (f->sshd), user,
                                    key, HOST_ID, fingerprint != NULL ? expected : NULL);
  f->session = berth_ssh_session_new (f->target, f->host_keys);
}

static gboolean
set_up (Fixture *f)
{
  g_autofree char *pins = NULL;

  memset (f, 0, sizeof *f);
  f->folder = berth_test_make_folder ();
  pins = g_build_filename (f->folder, "data", "hosts.json", NULL);
  f->host_keys = berth_host_keys_new (pins);
  f->sshd = berth_test_sshd_start (f->folder);
  if (f->sshd != NULL)
    set_up_target (f, berth_test_sshd_get_user (f->sshd),
                   berth_test_sshd_get_key_path (f->sshd),
                   berth_test_sshd_get_fingerprint (f->sshd));
  return f->sshd != NULL;
}

static void
tear_down (Fixture *f)
{
  if (f->session != NULL) {
    dex_await (berth_ssh_session_close (f->session), NULL);
    g_assert_finalize_object (f->session);
  }
  g_clear_pointer (&f->sshd, berth_test_sshd_stop);
  g_clear_object (&f->target);
  g_clear_object (&f->host_keys);
  berth_test_remove_folder (f->folder);
  g_free (f->folder);
}

static void
connect_now (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  dex_await (berth_ssh_session_connect (f->session, NULL), &error);
  g_assert_no_error (error);
  g_assert_cmpint (berth_ssh_session_get_state (f->session), ==,
                   BERTH_SESSION_STATE_READY);
}

static void
assert_refused (Fixture *f, BerthRemoteError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (dex_await (berth_ssh_session_connect (f->session, NULL), &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, BERTH_REMOTE_ERROR, (gint) code);
  g_assert_cmpint (berth_ssh_session_get_state (f->session), ==,
                   BERTH_SESSION_STATE_FAILED);
  g_assert_error (berth_ssh_session_get_error (f->session), BERTH_REMOTE_ERROR,
                  (gint) code);
}

static void
on_shell_event (gpointer data)
{
  DexPromise **promise = data;

  if (*promise != NULL && dex_future_is_pending (DEX_FUTURE (*promise)))
    dex_promise_resolve_boolean (*promise, TRUE);
}

/* Resolves when the shell has something to say, or has ended. */
static void
await_shell_event (BerthSshShell *shell)
{
  DexPromise *promise = dex_promise_new ();
  gulong readable, closed;

  readable
    = g_signal_connect_swapped (shell, "readable", G_CALLBACK (on_shell_event), &promise);
  closed = g_signal_connect_swapped (shell, "notify::closed", G_CALLBACK (on_shell_event),
                                     &promise);
  if (berth_ssh_shell_get_available (shell) == 0 && !berth_ssh_shell_is_closed (shell))
    dex_await (dex_ref (DEX_FUTURE (promise)), NULL);
  g_signal_handler_disconnect (shell, readable);
  g_signal_handler_disconnect (shell, closed);
  dex_unref (promise);
}

/* Reads until the shell said @text, or ended. */
static char *
await_text (BerthSshShell *shell, const char *text)
{
  GString *said = g_string_new (NULL);

  while (text == NULL || strstr (said->str, text) == NULL) {
    g_autoptr (GBytes) bytes = NULL;

    await_shell_event (shell);
    bytes = berth_ssh_shell_read (shell, 4096);
    if (g_bytes_get_size (bytes) == 0 && berth_ssh_shell_is_closed (shell))
      break;
    g_string_append_len (said, g_bytes_get_data (bytes, NULL),
                         (gssize) g_bytes_get_size (bytes));
  }
  return g_string_free (said, FALSE);
}

static void
type_text (BerthSshShell *shell, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  berth_ssh_shell_write (shell, bytes);
}

static BerthSshShell *
open_shell (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  BerthSshShell *shell
    = dex_await_object (berth_ssh_session_open_shell (f->session, 80, 24, NULL), &error);

  g_assert_no_error (error);
  return shell;
}

static BerthSshResult *
execute (Fixture *f, const char *command, GBytes *input)
{
  g_autoptr (GError) error = NULL;
  BerthSshResult *result = dex_await_object (
    berth_ssh_session_execute (f->session, command, input, NULL), &error);

  g_assert_no_error (error);
  return result;
}

static void
test_execute (void)
{
  Fixture f;
  g_autoptr (BerthSshResult) result = NULL;
  g_autoptr (GBytes) expected = g_bytes_new_static ("out\n", 4);
  g_autoptr (GBytes) expected_errors = g_bytes_new_static ("err\n", 4);

  if (set_up (&f)) {
    connect_now (&f);
    g_assert_cmpstr (berth_ssh_session_get_fingerprint (f.session), ==,
                     berth_test_sshd_get_fingerprint (f.sshd));
    result = execute (&f, "echo out; echo err >&2; exit 7", NULL);
    g_assert_cmpint (berth_ssh_result_get_status (result), ==, 7);
    g_assert_true (g_bytes_equal (berth_ssh_result_get_output (result), expected));
    g_assert_true (g_bytes_equal (berth_ssh_result_get_errors (result), expected_errors));
  }
  tear_down (&f);
}

/* More than a window each way, two commands at a time. */
static void
test_execute_input (void)
{
  Fixture f;
  g_autofree char *pattern = g_malloc (3 * MEBIBYTE);
  g_autoptr (GBytes) input = NULL;

  for (gsize i = 0; i < 3 * MEBIBYTE; i++)
    pattern[i] = (char) (i * 7 + i / 251);
  input = g_bytes_new_static (pattern, 3 * MEBIBYTE);
  if (set_up (&f)) {
    g_autoptr (BerthSshResult) first = NULL;
    g_autoptr (BerthSshResult) second = NULL;
    g_autoptr (GBytes) count = g_bytes_new_static ("3145728\n", 8);
    DexFuture *other;

    connect_now (&f);
    other = berth_ssh_session_execute (f.session, "wc -c", input, NULL);
    first = execute (&f, "cat", input);
    g_assert_true (g_bytes_equal (berth_ssh_result_get_output (first), input));
    second = dex_await_object (other, NULL);
    g_assert_nonnull (second);
    g_assert_true (g_bytes_equal (berth_ssh_result_get_output (second), count));
  }
  tear_down (&f);
}

static void
test_execute_too_much (void)
{
  Fixture f;

  if (set_up (&f)) {
    g_autoptr (GError) error = NULL;

    connect_now (&f);
    g_assert_false (dex_await (
      berth_ssh_session_execute (f.session, "head -c 20000000 /dev/zero", NULL, NULL),
      &error));
    g_assert_error (error, BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_PROTOCOL);
  }
  tear_down (&f);
}

static void
test_execute_cancel (void)
{
  Fixture f;

  if (set_up (&f)) {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_autoptr (GError) error = NULL;
    g_autoptr (BerthSshResult) after = NULL;
    DexFuture *endless;

    connect_now (&f);
    endless = berth_ssh_session_execute (f.session, "cat", NULL, cancellable);
    dex_unref (endless);
    endless = berth_ssh_session_execute (f.session, "yes", NULL, cancellable);
    g_cancellable_cancel (cancellable);
    g_assert_false (dex_await (endless, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    after = execute (&f, "true", NULL);
    g_assert_cmpint (berth_ssh_result_get_status (after), ==, 0);
  }
  tear_down (&f);
}

/* More than a server allows at a time, given up before it has answered. */
static void
test_execute_cancel_many (void)
{
  Fixture f;

  if (set_up (&f)) {
    g_autoptr (BerthSshResult) after = NULL;

    connect_now (&f);
    for (guint i = 0; i < 30; i++) {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      DexFuture *endless
        = berth_ssh_session_execute (f.session, "cat", NULL, cancellable);

      dex_await (dex_timeout_new_usec (i * 50), NULL);
      g_cancellable_cancel (cancellable);
      dex_await (endless, &error);
      g_assert_nonnull (error);
    }
    /* The server takes its time to clear up; what was forgotten it never does. */
    while (after == NULL)
      after = dex_await_object (berth_ssh_session_execute (f.session, "true", NULL, NULL),
                                NULL);
    g_assert_cmpint (berth_ssh_result_get_status (after), ==, 0);
  }
  tear_down (&f);
}

static void
test_shell_resize (void)
{
  Fixture f;

  if (set_up (&f)) {
    g_autoptr (BerthSshShell) shell = NULL;
    g_autofree char *first = NULL;
    g_autofree char *second = NULL;
    g_autofree char *rest = NULL;

    connect_now (&f);
    shell = open_shell (&f);
    type_text (shell, "stty size; echo $TERM\n");
    first = await_text (shell, "xterm-256color\r\n");
    g_assert_nonnull (strstr (first, "24 80"));
    berth_ssh_shell_resize (shell, 131, 43);
    type_text (shell, "stty size\n");
    second = await_text (shell, "43 131");
    type_text (shell, "exit 3\n");
    rest = await_text (shell, NULL);
    g_assert_true (berth_ssh_shell_is_closed (shell));
    g_assert_cmpint (berth_ssh_shell_get_exit_status (shell), ==, 3);
    g_assert_cmpint (berth_ssh_session_get_state (f.session), ==,
                     BERTH_SESSION_STATE_READY);
  }
  tear_down (&f);
}

static gsize
resident_kib (void)
{
  g_autofree char *text = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &text, NULL, NULL));
  line = strstr (text, "VmRSS:");
  return line != NULL ? (gsize) g_ascii_strtoull (line + 6, NULL, 10) : 0;
}

/* Nobody reads for a while: the host has to stop, and what is held stays small. Then
 * Ctrl+C reaches the host although the output is backed up. */
static void
test_shell_flood (void)
{
  Fixture f;

  if (set_up (&f)) {
    g_autoptr (BerthSshShell) shell = NULL;
    g_autoptr (BerthSshResult) other = NULL;
    gsize before;
    gsize held = 0;
    gint64 start;
    g_autofree char *rest = NULL;

    connect_now (&f);
    shell = open_shell (&f);
    before = resident_kib ();
    type_text (shell, "yes 0123456789012345678901234567890123456789\n");
    /* Waits by asking another channel, which has to work beside the flood. */
    for (guint i = 0; i < 20; i++) {
      g_autoptr (BerthSshResult) result = execute (&f, "sleep 0.02", NULL);

      held = MAX (held, berth_ssh_shell_get_available (shell));
    }
    g_assert_cmpuint (held, ==, 512 * 1024);
    g_assert_cmpuint (resident_kib () - MIN (before, resident_kib ()), <, 64 * 1024);

    start = g_get_monotonic_time ();
    type_text (shell, "\003");
    type_text (shell, "echo the''end\n");
    rest = await_text (shell, "theend");
    g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
    g_assert_cmpuint (strlen (rest), <, 16 * MEBIBYTE);
  }
  tear_down (&f);
}

static void
test_bulk (void)
{
  Fixture f;

  if (set_up (&f)) {
    g_autoptr (BerthSshShell) shell = NULL;
    gsize total = 0;

    connect_now (&f);
    shell = open_shell (&f);
    type_text (shell, "stty -onlcr -echo; head -c 50000000 /dev/zero; exit\n");
    while (!berth_ssh_shell_is_closed (shell)
           || berth_ssh_shell_get_available (shell) > 0) {
      g_autoptr (GBytes) bytes = NULL;

      await_shell_event (shell);
      bytes = berth_ssh_shell_read (shell, 256 * 1024);
      total += g_bytes_get_size (bytes);
    }
    g_assert_cmpuint (total, >=, 50000000);
    g_assert_cmpuint (total, <, 50100000);
  }
  tear_down (&f);
}

static void
test_wrong_key (void)
{
  Fixture f;

  if (set_up (&f)) {
    g_autofree char *other = g_build_filename (f.folder, "other", NULL);

    dex_await (berth_ssh_key_generate (BERTH_SSH_KEY_TYPE_ED25519, other, NULL, NULL),
               NULL);
    set_up_target (&f, berth_test_sshd_get_user (f.sshd), other,
                   berth_test_sshd_get_fingerprint (f.sshd));
    assert_refused (&f, BERTH_REMOTE_ERROR_AUTH_FAILED);
  }
  tear_down (&f);
}

static void
test_wrong_user (void)
{
  Fixture f;

  if (set_up (&f)) {
    set_up_target (&f, "nobody-of-that-name", berth_test_sshd_get_key_path (f.sshd),
                   berth_test_sshd_get_fingerprint (f.sshd));
    assert_refused (&f, BERTH_REMOTE_ERROR_AUTH_FAILED);
  }
  tear_down (&f);
}

static void
test_no_key (void)
{
  Fixture f;

  if (set_up (&f)) {
    set_up_target (&f, "anybody", "/nowhere/key",
                   berth_test_sshd_get_fingerprint (f.sshd));
    assert_refused (&f, BERTH_REMOTE_ERROR_KEY_UNUSABLE);
  }
  tear_down (&f);
}

static DexFuture *
answer (const char *fingerprint, gpointer user_data)
{
  int *asked = user_data;

  (*asked)++;
  return dex_future_new_for_boolean (*asked > 1);
}

/* Unknown: refused without a yes; pinned after one; a changed key refused ever after. */
static void
test_host_keys (void)
{
  Fixture f;

  if (set_up (&f)) {
    const char *user = berth_test_sshd_get_user (f.sshd);
    const char *key = berth_test_sshd_get_key_path (f.sshd);
    const char *wrong[] = { "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", NULL };
    int asked = 0;

    set_up_target (&f, user, key, NULL);
    assert_refused (&f, BERTH_REMOTE_ERROR_HOST_KEY_UNKNOWN);
    set_up_target (&f, user, key, NULL);
    berth_ssh_session_set_trust_func (f.session, answer, &asked, NULL);
    assert_refused (&f, BERTH_REMOTE_ERROR_HOST_KEY_UNKNOWN);
    set_up_target (&f, user, key, NULL);
    berth_ssh_session_set_trust_func (f.session, answer, &asked, NULL);
    connect_now (&f);
    dex_await (berth_ssh_session_close (f.session), NULL);
    set_up_target (&f, user, key, NULL);
    connect_now (&f);
    g_assert_cmpint (asked, ==, 2);
    dex_await (berth_ssh_session_close (f.session), NULL);

    dex_await (berth_host_keys_pin (f.host_keys, HOST_ID, wrong, NULL), NULL);
    set_up_target (&f, user, key, NULL);
    berth_ssh_session_set_trust_func (f.session, answer, &asked, NULL);
    assert_refused (&f, BERTH_REMOTE_ERROR_HOST_KEY_CHANGED);
    g_assert_cmpint (asked, ==, 2);
    dex_await (berth_host_keys_forget (f.host_keys, HOST_ID, NULL), NULL);
    set_up_target (&f, user, key, wrong[0]);
    assert_refused (&f, BERTH_REMOTE_ERROR_HOST_KEY_CHANGED);
  }
  tear_down (&f);
}

static void
test_killed (void)
{
  Fixture f;

  if (set_up (&f)) {
    g_autoptr (BerthSshShell) shell = NULL;
    g_autofree char *greeting = NULL;
    g_autofree char *rest = NULL;
    g_autoptr (GError) error = NULL;

    connect_now (&f);
    shell = open_shell (&f);
    type_text (shell, "echo up''now\n");
    greeting = await_text (shell, "upnow");
    berth_test_sshd_kill_connections (f.sshd);
    rest = await_text (shell, NULL);
    g_assert_true (berth_ssh_shell_is_closed (shell));
    g_assert_cmpint (berth_ssh_shell_get_exit_status (shell), ==, -1);
    while (berth_ssh_session_get_state (f.session) == BERTH_SESSION_STATE_READY)
      g_main_context_iteration (NULL, TRUE);
    g_assert_error (berth_ssh_session_get_error (f.session), BERTH_REMOTE_ERROR,
                    BERTH_REMOTE_ERROR_CLOSED);
    g_assert_false (
      dex_await (berth_ssh_session_open_shell (f.session, 80, 24, NULL), &error));
    g_assert_error (error, BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_CLOSED);
  }
  tear_down (&f);
}

static DexFuture *
never_answer (const char *fingerprint, gpointer user_data)
{
  return dex_future_new_infinite ();
}

/* Closing, or just letting go, must not hang or leak wherever the session is. */
static void
test_close_at_every_stage (void)
{
  Fixture f;

  if (set_up (&f)) {
    for (guint stage = 0; stage < 24; stage++) {
      g_autoptr (GError) error = NULL;
      DexFuture *connecting;

      set_up_target (&f, berth_test_sshd_get_user (f.sshd),
                     berth_test_sshd_get_key_path (f.sshd),
                     stage % 2 == 0 ? berth_test_sshd_get_fingerprint (f.sshd) : NULL);
      berth_ssh_session_set_trust_func (f.session, never_answer, NULL, NULL);
      connecting = berth_ssh_session_connect (f.session, NULL);
      for (guint i = 0; i < stage; i++)
        dex_await (dex_timeout_new_usec (1500), NULL);
      dex_await (berth_ssh_session_close (f.session), NULL);
      dex_await (connecting, &error);
      if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_assert_error (error, BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_CLOSED);
      g_assert_cmpint (berth_ssh_session_get_state (f.session), ==,
                       BERTH_SESSION_STATE_CLOSED);
      dex_await (berth_host_keys_forget (f.host_keys, HOST_ID, NULL), NULL);
    }
  }
  tear_down (&f);
}

/* A listener whose queue is full never answers the next connection. */
static void
test_cancel_silent (void)
{
  Fixture f;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  DexFuture *connecting;

  if (set_up (&f)) {
    g_autoptr (GSocketListener) listener = g_socket_listener_new ();
    guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);

    g_clear_object (&f.session);
    g_clear_object (&f.target);
    f.target = berth_ssh_target_new (
      "127.0.0.1", port, "anybody", berth_test_sshd_get_key_path (f.sshd), HOST_ID, NULL);
    f.session = berth_ssh_session_new (f.target, f.host_keys);
    connecting = berth_ssh_session_connect (f.session, cancellable);
    for (guint i = 0; i < 10; i++)
      dex_await (dex_timeout_new_usec (2000), NULL);
    g_assert_true (dex_future_is_pending (connecting));
    g_cancellable_cancel (cancellable);
    g_assert_false (dex_await (connecting, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    g_assert_cmpint (berth_ssh_session_get_state (f.session), ==,
                     BERTH_SESSION_STATE_CLOSED);
  }
  tear_down (&f);
}

static gboolean
on_garbage_visitor (GSocketService *service,
                    GSocketConnection *connection,
                    GObject *source,
                    gpointer data)
{
  GBytes *banner = data;

  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                             g_bytes_get_data (banner, NULL), g_bytes_get_size (banner),
                             NULL, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  return TRUE;
}

static void
try_banner (Fixture *f, const char *text, gsize size)
{
  g_autoptr (GSocketService) service = g_socket_service_new ();
  g_autoptr (GBytes) banner = g_bytes_new (text, size);
  g_autoptr (GError) error = NULL;
  guint16 port
    = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);

  g_signal_connect (service, "incoming", G_CALLBACK (on_garbage_visitor), banner);
  g_clear_object (&f->session);
  g_clear_object (&f->target);
  f->target = berth_ssh_target_new (
    "127.0.0.1", port, "anybody", berth_test_sshd_get_key_path (f->sshd), HOST_ID, NULL);
  f->session = berth_ssh_session_new (f->target, f->host_keys);
  g_assert_false (dex_await (berth_ssh_session_connect (f->session, NULL), &error));
  g_test_message ("%s", error->message);
  g_assert_true (
    g_error_matches (error, BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_PROTOCOL)
    || g_error_matches (error, BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_CLOSED));
  g_socket_service_stop (service);
  g_socket_listener_close (G_SOCKET_LISTENER (service));
}

static void
test_garbage (void)
{
  Fixture f;

  if (set_up (&f)) {
    g_autofree char *noise = g_malloc (200000);

    for (gsize i = 0; i < 200000; i++)
      noise[i] = (char) g_test_rand_int ();
    try_banner (&f, "HTTP/1.1 400 Bad Request\r\n\r\n", 28);
    try_banner (&f, "", 0);
    try_banner (&f, noise, 200000);
    memset (noise, 'A', 200000);
    try_banner (&f, noise, 200000);
    try_banner (&f, "SSH-1.0-old\r\n", 13);
    try_banner (&f, "SSH-2.0-x\r\n\0\0\0\377\377\377\377\377\377\377\377\377", 23);
    memcpy (noise, "SSH-2.0-x\r\n", 11);
    try_banner (&f, noise, 200000);
  }
  tear_down (&f);
}

static void
test_refused_port (void)
{
  Fixture f;

  if (set_up (&f)) {
    berth_test_sshd_stop (g_steal_pointer (&f.sshd));
    assert_refused (&f, BERTH_REMOTE_ERROR_REFUSED);
  }
  tear_down (&f);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/ssh/session/execute", test_execute);
  berth_test_add ("/ssh/session/execute-input", test_execute_input);
  berth_test_add ("/ssh/session/execute-too-much", test_execute_too_much);
  berth_test_add ("/ssh/session/execute-cancel", test_execute_cancel);
  berth_test_add ("/ssh/session/execute-cancel-many", test_execute_cancel_many);
  berth_test_add ("/ssh/session/shell-resize", test_shell_resize);
  berth_test_add ("/ssh/session/shell-flood", test_shell_flood);
  berth_test_add ("/ssh/session/bulk", test_bulk);
  berth_test_add ("/ssh/session/wrong-key", test_wrong_key);
  berth_test_add ("/ssh/session/wrong-user", test_wrong_user);
  berth_test_add ("/ssh/session/no-key", test_no_key);
  berth_test_add ("/ssh/session/host-keys", test_host_keys);
  berth_test_add ("/ssh/session/killed", test_killed);
  berth_test_add ("/ssh/session/close-at-every-stage", test_close_at_every_stage);
  berth_test_add ("/ssh/session/cancel-silent", test_cancel_silent);
  berth_test_add ("/ssh/session/garbage", test_garbage);
  berth_test_add ("/ssh/session/refused-port", test_refused_port);
  return g_test_run ();
}
