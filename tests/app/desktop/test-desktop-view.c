/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-view.h"

#include "berth-app-test.h"
#include "berth-desktop-failure.h"
#include "berth-desktop-host.h"
#include "berth-desktop-test.h"
#include "berth-future.h"
#include "berth-remote-error.h"
#include "berth-terminal-questions.h"
#include "berth-test-display.h"
#include "berth-test-shadow.h"
#include "berth-test.h"

#include <string.h>

#define WIDTH 900
#define HEIGHT 560
#define BLUE BERTH_DESKTOP_TEST_BLUE

typedef struct {
  BerthDesktopTest test;
  BerthTestDisplay *display;
  BerthDesktopKnown *known;
} Fixture;

static const char *const programs[]
  = { "Xvfb", "xsetroot", "freerdp-shadow-cli3", "stdbuf", "xdotool", NULL };

static void
show_view (Fixture *f, guint16 port, int width, int height)
{
  g_autofree char *text = g_strdup_printf ("full address:s:127.0.0.1:%u\nusername:s:%s\n"
                                           "redirectclipboard:i:1\naudiocapturemode:i:1\n"
                                           "drivestoredirect:s:*\n",
                                           port, BERTH_TEST_SHADOW_USER);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (BerthDesktopFile) file = berth_desktop_file_new_from_bytes (bytes, NULL);

  f->test.source = berth_desktop_host_new (file, f->known);
  berth_desktop_test_show (&f->test, width, height);
}

static void
set_up_alone (Fixture *f)
{
  g_autofree char *path = NULL;

  memset (f, 0, sizeof *f);
  f->test.folder = berth_test_make_folder ();
  path = g_build_filename (f->test.folder, "desktops.ini", NULL);
  f->known = berth_desktop_known_new (path);
}

static gboolean
set_up (Fixture *f)
{
  if (!berth_test_has_programs (programs))
    return FALSE;
  set_up_alone (f);
  f->display = berth_test_display_start (WIDTH, HEIGHT, BERTH_DESKTOP_TEST_COLOR);
  f->test.server = berth_test_shadow_start (f->test.folder, f->display);
  show_view (f, berth_test_rdp_server_get_port (f->test.server), WIDTH, HEIGHT + 60);
  return TRUE;
}

static void
tear_down (Fixture *f)
{
  berth_desktop_test_tear_down (&f->test);
  g_clear_object (&f->known);
  g_clear_pointer (&f->display, berth_test_display_stop);
}

static void
await_state (Fixture *f, BerthSessionState state)
{
  berth_desktop_test_await_state (&f->test, state);
}

static void
await_pixel (Fixture *f, guint32 color)
{
  BERTH_DESKTOP_TEST_AWAIT (berth_desktop_test_shows (&f->test, 300, 300, color));
}

static void
trust_server (Fixture *f)
{
  dex_await (berth_desktop_known_remember (
               f->known, "127.0.0.1", berth_test_rdp_server_get_port (f->test.server),
               berth_test_rdp_server_get_fingerprint (f->test.server)),
             NULL);
}

static void
connect_ready (Fixture *f)
{
  trust_server (f);
  berth_desktop_host_set_answer (BERTH_DESKTOP_HOST (f->test.source),
                                 BERTH_TEST_SHADOW_USER, BERTH_TEST_SHADOW_PASSWORD);
  berth_desktop_view_connect (f->test.view);
  await_state (f, BERTH_SESSION_STATE_READY);
  await_pixel (f, BLUE);
}

static const char *
visible_page (Fixture *f)
{
  const char *name = gtk_stack_get_visible_child_name (
    GTK_STACK (berth_app_test_find (GTK_WIDGET (f->test.view), GTK_TYPE_STACK, "stack")));
  GtkWidget *failure;

  if (!g_str_equal (name, "failed"))
    return name;
  failure
    = berth_app_test_find (GTK_WIDGET (f->test.view), BERTH_TYPE_DESKTOP_FAILURE, NULL);
  return gtk_stack_get_visible_child_name (
    GTK_STACK (berth_app_test_find (failure, GTK_TYPE_STACK, "stack")));
}

static void
cancel_question (Fixture *f)
{
  GtkWidget *dialog
    = berth_app_test_find (GTK_WIDGET (f->test.window), ADW_TYPE_ALERT_DIALOG, NULL);

  berth_app_test_click (dialog, "Cancel");
}

static void
test_picture (void)
{
  Fixture f;

  if (!set_up (&f))
    return;
  g_assert_cmpstr (visible_page (&f), ==, "idle");
  berth_app_test_shoot (GTK_WIDGET (f.test.window), "desktop-idle");
  connect_ready (&f);
  g_assert_cmpstr (visible_page (&f), ==, "ready");
  berth_app_test_shoot (GTK_WIDGET (f.test.window), "desktop-ready");
  berth_test_display_fill (f.display, "#aa2211");
  await_pixel (&f, 0xffaa2211u);
  tear_down (&f);
}

static void
assert_switch (GtkWidget *root, const char *title, gboolean active)
{
  GtkWidget *row = gtk_widget_get_ancestor (berth_app_test_find_text (root, title),
                                            ADW_TYPE_SWITCH_ROW);

  g_assert_nonnull (row);
  g_assert_cmpint (adw_switch_row_get_active (ADW_SWITCH_ROW (row)), ==, active);
}

/* Everything is asked that has to be, and the certificate is remembered. */
static void
test_questions (void)
{
  Fixture f;
  GtkWidget *root;
  g_autofree char *remembered = NULL;
  g_autofree char *beginning = NULL;

  if (!set_up (&f))
    return;
  root = GTK_WIDGET (f.test.window);
  berth_desktop_view_connect (f.test.view);
  berth_app_test_await_text (root, "Sign in to the desktop");
  assert_switch (root, "Clipboard", TRUE);
  assert_switch (root, "Sound", FALSE);
  /* Asked for, and off all the same. */
  assert_switch (root, "Microphone", FALSE);
  g_assert_true (berth_app_test_has_text (root, "None, but you can share one"));
  berth_app_test_shoot (root, "desktop-sign-in");
  gtk_editable_set_text (
    GTK_EDITABLE (berth_app_test_find (root, ADW_TYPE_PASSWORD_ENTRY_ROW, NULL)),
    BERTH_TEST_SHADOW_PASSWORD);
  berth_app_test_click (root, "Sign In");
  berth_app_test_await_text (root, "Is this the right computer?");
  beginning = g_strndup (berth_test_rdp_server_get_fingerprint (f.test.server), 8);
  g_assert_true (berth_app_test_has_text (root, beginning));
  berth_app_test_shoot (root, "desktop-trust");
  berth_app_test_click (root, "Trust and Connect");
  await_state (&f, BERTH_SESSION_STATE_READY);
  await_pixel (&f, BLUE);
  g_assert_cmpint ((int) berth_desktop_view_get_shared (f.test.view), ==,
                   (int) BERTH_RDP_FEATURE_CLIPBOARD);
  remembered = dex_await_string (
    berth_desktop_known_find (f.known, "127.0.0.1",
                              berth_test_rdp_server_get_port (f.test.server)),
    NULL);
  g_assert_cmpstr (remembered, ==, berth_test_rdp_server_get_fingerprint (f.test.server));
  tear_down (&f);
}

/* The tab is closed while a question is open: it goes, too. */
static void
test_close_with_a_question (void)
{
  Fixture f;

  if (!set_up (&f))
    return;
  berth_desktop_view_connect (f.test.view);
  berth_app_test_await_text (GTK_WIDGET (f.test.window), "Sign in to the desktop");
  berth_desktop_view_disconnect (f.test.view);
  g_assert_cmpstr (visible_page (&f), ==, "idle");
  tear_down (&f);
}

/* The same where it is SSH that asks, on the way to a machine's desktop. */
static void
test_taken_back (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  DexFuture *answer;
  Fixture f;

  set_up_alone (&f);
  show_view (&f, berth_test_find_free_port (), 420, 620);
  answer
    = berth_terminal_ask_passphrase (GTK_WIDGET (f.test.view), "key", 1, cancellable);
  berth_app_test_await_text (GTK_WIDGET (f.test.window), "The key is locked");
  g_cancellable_cancel (cancellable);
  g_assert_null (dex_await_string (answer, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  berth_app_test_settle ();
  g_assert_null (
    berth_app_test_find (GTK_WIDGET (f.test.window), ADW_TYPE_ALERT_DIALOG, NULL));
  tear_down (&f);
}

static void
test_wrong_password (void)
{
  Fixture f;
  GtkWidget *root;

  if (!set_up (&f))
    return;
  root = GTK_WIDGET (f.test.window);
  trust_server (&f);
  berth_desktop_host_set_answer (BERTH_DESKTOP_HOST (f.test.source),
                                 BERTH_TEST_SHADOW_USER, "wrong");
  berth_desktop_view_connect (f.test.view);
  berth_app_test_await_text (root, "does not accept this user");
  berth_app_test_shoot (root, "desktop-wrong-password");
  cancel_question (&f);
  await_state (&f, BERTH_SESSION_STATE_FAILED);
  g_assert_cmpstr (visible_page (&f), ==, "failed");
  tear_down (&f);
}

static void
test_changed_certificate (void)
{
  Fixture f;

  if (!set_up (&f))
    return;
  dex_await (berth_desktop_known_remember (
               f.known, "127.0.0.1", berth_test_rdp_server_get_port (f.test.server),
               "aa:aa:aa:aa:aa:aa:aa:aa:aa:aa:aa:aa:aa:aa:aa:aa:aa:aa:aa:aa:aa:aa:aa:aa:"
               "aa:aa:aa:aa:aa:aa:aa:aa"),
             NULL);
  berth_desktop_host_set_answer (BERTH_DESKTOP_HOST (f.test.source),
                                 BERTH_TEST_SHADOW_USER, BERTH_TEST_SHADOW_PASSWORD);
  berth_desktop_view_connect (f.test.view);
  await_state (&f, BERTH_SESSION_STATE_FAILED);
  g_assert_cmpstr (visible_page (&f), ==, "changed");
  berth_app_test_shoot (GTK_WIDGET (f.test.window), "desktop-changed");
  berth_app_test_click (GTK_WIDGET (f.test.window), "Forget the Old Certificate");
  berth_app_test_await_text (GTK_WIDGET (f.test.window), "Is this the right computer?");
  cancel_question (&f);
  await_state (&f, BERTH_SESSION_STATE_FAILED);
  tear_down (&f);
}

/* Nothing listens there. */
static void
test_failed (void)
{
  Fixture f;

  set_up_alone (&f);
  show_view (&f, berth_test_find_free_port (), 420, 620);
  berth_desktop_host_set_answer (BERTH_DESKTOP_HOST (f.test.source), "kim", "x");
  berth_desktop_view_connect (f.test.view);
  g_assert_cmpstr (visible_page (&f), ==, "connecting");
  berth_app_test_shoot (GTK_WIDGET (f.test.window), "desktop-connecting");
  await_state (&f, BERTH_SESSION_STATE_FAILED);
  g_assert_cmpstr (visible_page (&f), ==, "failed");
  berth_app_test_shoot (GTK_WIDGET (f.test.window), "desktop-failed");
  tear_down (&f);
}

static void
test_close_while_connecting (void)
{
  Fixture f;

  if (!set_up (&f))
    return;
  trust_server (&f);
  berth_desktop_host_set_answer (BERTH_DESKTOP_HOST (f.test.source),
                                 BERTH_TEST_SHADOW_USER, BERTH_TEST_SHADOW_PASSWORD);
  berth_desktop_view_connect (f.test.view);
  berth_desktop_view_disconnect (f.test.view);
  g_assert_cmpint (berth_desktop_view_get_state (f.test.view), ==,
                   BERTH_SESSION_STATE_CLOSED);
  g_assert_cmpstr (visible_page (&f), ==, "idle");
  berth_desktop_view_connect (f.test.view);
  tear_down (&f);
}

static void
test_end_and_again (void)
{
  Fixture f;
  AdwBanner *banner;

  if (!set_up (&f))
    return;
  connect_ready (&f);
  berth_desktop_view_disconnect (f.test.view);
  g_assert_cmpint (berth_desktop_view_get_state (f.test.view), ==,
                   BERTH_SESSION_STATE_CLOSED);
  banner = ADW_BANNER (
    berth_app_test_find (GTK_WIDGET (f.test.view), ADW_TYPE_BANNER, "ended_banner"));
  g_assert_true (adw_banner_get_revealed (banner));
  /* The last picture stays. */
  g_assert_true (berth_desktop_test_shows (&f.test, 300, 300, BLUE));
  berth_app_test_shoot (GTK_WIDGET (f.test.window), "desktop-ended");
  gtk_widget_activate_action (GTK_WIDGET (f.test.view), "desktop.reconnect", NULL);
  await_state (&f, BERTH_SESSION_STATE_READY);
  g_assert_false (adw_banner_get_revealed (banner));
  tear_down (&f);
}

static GDataInputStream *
start_watcher (Fixture *f, GSubprocess **process)
{
  g_autoptr (GSubprocessLauncher) launcher
    = berth_test_make_launcher (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;
  GDataInputStream *stream;

  g_subprocess_launcher_setenv (launcher, "DISPLAY",
                                berth_test_display_get_name (f->display), TRUE);
  *process
    = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("BERTH_X_WATCHER"), NULL);
  g_assert_no_error (error);
  stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (*process));
  g_free (berth_test_read_line_with (stream, "ready"));
  return stream;
}

static DexFuture *
read_line_in_thread (gpointer data)
{
  return dex_future_new_take_string (
    g_data_input_stream_read_line (data, NULL, NULL, NULL));
}

/* Passes over what comes before it; the main loop runs on meanwhile. */
static void
expect_seen (GDataInputStream *watcher, const char *expected)
{
  for (;;) {
    g_autofree char *line
      = dex_await_string (berth_future_spawn_thread (
                            read_line_in_thread, g_object_ref (watcher), g_object_unref),
                          NULL);

    g_assert_nonnull (line);
    g_test_message ("%s", line);
    if (g_str_has_prefix (line, expected))
      return;
  }
}

/* As the window system tells it: real events of the test's own display. */
static void
act (const char *const *arguments)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  process = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_NONE, &error);
  g_assert_no_error (error);
  dex_await (dex_subprocess_wait_check (process), &error);
  g_assert_no_error (error);
}

static void
test_typing_and_clicking (void)
{
  const char *const click[]
    = { "xdotool", "mousemove", "400", "300", "click", "1", NULL };
  const char *const scroll[] = { "xdotool", "click", "4", "click", "4", NULL };
  const char *const type[]
    = { "xdotool", "key", "--clearmodifiers", "a", "key", "ctrl+w", NULL };
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GDataInputStream) watcher = NULL;
  Fixture f;

  if (!set_up (&f))
    return;
  watcher = start_watcher (&f, &process);
  trust_server (&f);
  berth_desktop_host_set_answer (BERTH_DESKTOP_HOST (f.test.source),
                                 BERTH_TEST_SHADOW_USER, BERTH_TEST_SHADOW_PASSWORD);
  berth_desktop_view_connect (f.test.view);
  await_state (&f, BERTH_SESSION_STATE_READY);
  while (berth_desktop_tiles_is_empty (
    berth_desktop_screen_get_tiles (berth_desktop_view_get_screen (f.test.view))))
    berth_app_test_settle ();
  act (click);
  expect_seen (watcher, "button 1 down");
  expect_seen (watcher, "button 1 up");
  act (scroll);
  expect_seen (watcher, "button 4 down");
  expect_seen (watcher, "button 4 up");
  act (type);
  expect_seen (watcher, "key 38 down");
  expect_seen (watcher, "key 38 up");
  /* Not the window's own Ctrl+W. */
  expect_seen (watcher, "key 37 down");
  expect_seen (watcher, "key 25 down");
  expect_seen (watcher, "key 37 up");
  g_subprocess_force_exit (process);
  tear_down (&f);
}

static void
test_sizes (void)
{
  Fixture f;

  if (!set_up (&f))
    return;
  connect_ready (&f);
  gtk_widget_activate_action (GTK_WIDGET (berth_desktop_view_get_screen (f.test.view)),
                              "desktop.size-mode", "s", "fit");
  gtk_window_set_default_size (f.test.window, 560, 460);
  berth_app_test_settle ();
  berth_app_test_shoot (GTK_WIDGET (f.test.window), "desktop-fit");
  gtk_widget_activate_action (GTK_WIDGET (berth_desktop_view_get_screen (f.test.view)),
                              "desktop.size-mode", "s", "actual");
  berth_app_test_settle ();
  g_assert_cmpint (
    gtk_widget_get_width (GTK_WIDGET (berth_desktop_view_get_screen (f.test.view))), ==,
    WIDTH);
  berth_app_test_shoot (GTK_WIDGET (f.test.window), "desktop-actual");
  tear_down (&f);
}

static void
test_full_screen (void)
{
  Fixture f;
  AdwToolbarView *bars;

  if (!set_up (&f))
    return;
  connect_ready (&f);
  bars = ADW_TOOLBAR_VIEW (berth_app_test_find (GTK_WIDGET (f.test.view),
                                                ADW_TYPE_TOOLBAR_VIEW, "toolbar_view"));
  berth_desktop_view_set_full_screen (f.test.view, TRUE);
  g_assert_false (adw_toolbar_view_get_reveal_top_bars (bars));
  berth_app_test_shoot (GTK_WIDGET (f.test.window), "desktop-full-screen");
  adw_toolbar_view_set_reveal_top_bars (bars, TRUE);
  berth_app_test_shoot (GTK_WIDGET (f.test.window), "desktop-full-screen-bar");
  berth_desktop_view_set_full_screen (f.test.view, FALSE);
  g_assert_true (adw_toolbar_view_get_reveal_top_bars (bars));
  tear_down (&f);
}

static void
test_statistics (void)
{
  Fixture f;
  GtkWidget *button;

  if (!set_up (&f))
    return;
  connect_ready (&f);
  button = berth_app_test_find (GTK_WIDGET (f.test.view), GTK_TYPE_MENU_BUTTON,
                                "statistics_button");
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  berth_app_test_await_text (GTK_WIDGET (f.test.view), "per second");
  berth_app_test_shoot (
    GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))),
    "desktop-statistics");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  tear_down (&f);
}

int
main (int argc, char *argv[])
{
  berth_app_test_init (&argc, &argv);
  berth_test_add ("/desktop/view/picture", test_picture);
  berth_test_add ("/desktop/view/questions", test_questions);
  berth_test_add ("/desktop/view/close-with-a-question", test_close_with_a_question);
  berth_test_add ("/desktop/view/taken-back", test_taken_back);
  berth_test_add ("/desktop/view/wrong-password", test_wrong_password);
  berth_test_add ("/desktop/view/changed-certificate", test_changed_certificate);
  berth_test_add ("/desktop/view/failed", test_failed);
  berth_test_add ("/desktop/view/close-while-connecting", test_close_while_connecting);
  berth_test_add ("/desktop/view/end-and-again", test_end_and_again);
  berth_test_add ("/desktop/view/typing-and-clicking", test_typing_and_clicking);
  berth_test_add ("/desktop/view/sizes", test_sizes);
  berth_test_add ("/desktop/view/full-screen", test_full_screen);
  berth_test_add ("/desktop/view/statistics", test_statistics);
  return g_test_run ();
}
