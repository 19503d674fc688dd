/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-terminal-view.h"

#include "berth-remote-error.h"
#include "berth-terminal-screen.h"
#include "berth-test-sshd.h"
#include "berth-test.h"

#include <string.h>

#define HOST_ID "/subscriptions/1/resourceGroups/g/providers/M/virtualMachines/vm"

typedef struct {
  char *folder;
  BerthTestSshd *sshd;
  BerthHostKeys *host_keys;
  GtkWindow *window;
  BerthTerminalView *view;
} Fixture;

static GtkWidget *
find (GtkWidget *root, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find (child, type);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static VteTerminal *
get_terminal (Fixture *f)
{
  return VTE_TERMINAL (find (GTK_WIDGET (f->view), VTE_TYPE_TERMINAL));
}

static void
show_view (Fixture *f, const char *key, const char *fingerprint)
{
  const char *expected[] = { fingerprint, NULL };
  g_autoptr (BerthSshTarget) target = berth_ssh_target_new (
    "127.0.0.1", berth_test_sshd_get_port (f->sshd), berth_test_sshd_get_user (f->sshd),
    key, HOST_ID, fingerprint != NULL ? expected : NULL);

  f->view = g_object_ref_sink (berth_terminal_view_new (target, f->host_keys));
  f->window = GTK_WINDOW (adw_window_new ());
  gtk_window_set_default_size (f->window, 900, 600);
  adw_window_set_content (ADW_WINDOW (f->window), GTK_WIDGET (f->view));
  gtk_window_present (f->window);
}

static gboolean
set_up (Fixture *f)
{
  g_autofree char *pins = NULL;

  memset (f, 0, sizeof *f);
  f->folder = berth_test_make_folder ();
  pins = g_build_filename (f->folder, "hosts.json", NULL);
  f->host_keys = berth_host_keys_new (pins);
  f->sshd = berth_test_sshd_start (f->folder);
  return f->sshd != NULL;
}

/* Lets the thread of a session that was let go end. */
static void
settle (void)
{
  for (guint i = 0; i < 20; i++)
    dex_await (dex_timeout_new_usec (5000), NULL);
}

static void
tear_down (Fixture *f)
{
  if (f->window != NULL)
    gtk_window_destroy (g_steal_pointer (&f->window));
  if (f->view != NULL) {
    settle ();
    g_assert_finalize_object (f->view);
  }
  settle ();
  g_clear_pointer (&f->sshd, berth_test_sshd_stop);
  g_clear_object (&f->host_keys);
  berth_test_remove_folder (f->folder);
  g_free (f->folder);
}

static void
await_state (Fixture *f, BerthSessionState state)
{
  gint64 deadline = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (berth_terminal_view_get_state (f->view) != state) {
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    dex_await (dex_timeout_new_usec (2000), NULL);
  }
}

static void
await_text (Fixture *f, const char *text)
{
  gint64 deadline = g_get_monotonic_time () + 40 * G_USEC_PER_SEC;

  for (;;) {
    g_autofree char *shown = berth_terminal_view_dup_text (f->view);

    if (strstr (shown, text) != NULL)
      return;
    if (g_get_monotonic_time () > deadline)
      g_error ("“%s” did not come; the terminal shows:\n%s", text, shown);
    dex_await (dex_timeout_new_usec (5000), NULL);
  }
}

static void
type_text (Fixture *f, const char *text)
{
  g_signal_emit_by_name (get_terminal (f), "commit", text, (guint) strlen (text));
}

/* The host is told once the size has come to rest, so it is asked until it knows. */
static void
await_size (Fixture *f)
{
  VteTerminal *terminal = get_terminal (f);
  g_autofree char *question = NULL;

  settle ();
  settle ();
  question = g_strdup_printf (
    "until [ \"$(stty size)\" = '%ld %ld' ]; do sleep 0.05; done; echo siz''ed\r",
    vte_terminal_get_row_count (terminal), vte_terminal_get_column_count (terminal));
  type_text (f, question);
  await_text (f, "sized");
}

static void
connect_ready (Fixture *f)
{
  show_view (f, berth_test_sshd_get_key_path (f->sshd),
             berth_test_sshd_get_fingerprint (f->sshd));
  berth_terminal_view_connect (f->view);
  await_state (f, BERTH_SESSION_STATE_READY);
}

static void
shoot (Fixture *f, const char *name)
{
  const char *folder = g_getenv ("BERTH_SCREENSHOTS");
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GtkSnapshot) snapshot = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *path = NULL;

  if (folder == NULL)
    return;
  settle ();
  paintable = gtk_widget_paintable_new (GTK_WIDGET (f->window));
  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot,
                          gtk_widget_get_width (GTK_WIDGET (f->window)),
                          gtk_widget_get_height (GTK_WIDGET (f->window)));
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (f->window)),
                                         node, NULL);
  path = g_strdup_printf ("%s/%s.png", folder, name);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

/* A shell, its size, its end, and a second one below. */
static void
test_session (void)
{
  Fixture f;

  if (set_up (&f)) {
    connect_ready (&f);
    await_size (&f);
    shoot (&f, "terminal-ready");
    type_text (&f, "exit\r");
    await_state (&f, BERTH_SESSION_STATE_CLOSED);
    g_assert_true (
      adw_banner_get_revealed (ADW_BANNER (find (GTK_WIDGET (f.view), ADW_TYPE_BANNER))));
    shoot (&f, "terminal-ended");
    berth_terminal_view_connect (f.view);
    await_state (&f, BERTH_SESSION_STATE_READY);
    type_text (&f, "echo sec''ond\r");
    await_text (&f, "second");
  }
  tear_down (&f);
}

static void
test_zoom_resizes (void)
{
  Fixture f;

  if (set_up (&f)) {
    VteTerminal *terminal;
    long columns;

    connect_ready (&f);
    terminal = get_terminal (&f);
    columns = vte_terminal_get_column_count (terminal);
    for (guint i = 0; i < 4; i++)
      gtk_widget_activate_action (GTK_WIDGET (terminal), "terminal.zoom-in", NULL);
    settle ();
    g_assert_cmpint (vte_terminal_get_column_count (terminal), <, columns);
    await_size (&f);
  }
  tear_down (&f);
}

static gboolean
on_beat (gpointer data)
{
  gint64 *beats = data;
  gint64 now = g_get_monotonic_time ();

  beats[1] = MAX (beats[1], now - beats[0]);
  beats[0] = now;
  return G_SOURCE_CONTINUE;
}

/* The window lives on under a flood, and Ctrl+C ends it. */
static void
test_flood (void)
{
  Fixture f;

  if (set_up (&f)) {
    gint64 beats[2] = { 0, 0 };
    guint beat;
    gint64 start;

    connect_ready (&f);
    type_text (&f, "yes 0123456789012345678901234567890123456789\r");
    await_text (&f, "0123456789\n0123456789");
    beats[0] = g_get_monotonic_time ();
    beat = g_timeout_add (1, on_beat, beats);
    for (guint i = 0; i < 100; i++)
      dex_await (dex_timeout_new_usec (10000), NULL);
    start = g_get_monotonic_time ();
    type_text (&f, "\003");
    type_text (&f, "echo the''end\r");
    await_text (&f, "theend");
    g_source_remove (beat);
    g_test_message ("longest stall %d ms, Ctrl+C took %d ms", (int) (beats[1] / 1000),
                    (int) ((g_get_monotonic_time () - start) / 1000));
    g_assert_cmpint (beats[1], <, G_USEC_PER_SEC / 2);
  }
  tear_down (&f);
}

static void
test_search (void)
{
  Fixture f;

  if (set_up (&f)) {
    GtkWidget *entry;
    VteTerminal *terminal;
    g_autofree char *selected = NULL;

    connect_ready (&f);
    terminal = get_terminal (&f);
    type_text (&f, "echo find.th''is\r");
    await_text (&f, "find.this");
    gtk_widget_activate_action (GTK_WIDGET (terminal), "terminal.find", NULL);
    entry = find (GTK_WIDGET (f.view), GTK_TYPE_SEARCH_ENTRY);
    gtk_editable_set_text (GTK_EDITABLE (entry), "FIND.THIS");
    g_signal_emit_by_name (entry, "search-changed");
    selected = vte_terminal_get_text_selected (terminal, VTE_FORMAT_TEXT);
    g_assert_cmpstr (selected, ==, "find.this");
    shoot (&f, "terminal-search");
  }
  tear_down (&f);
}

static const char *
visible_page (Fixture *f)
{
  GtkStack *stack = GTK_STACK (find (GTK_WIDGET (f->view), GTK_TYPE_STACK));

  return gtk_stack_get_visible_child_name (stack);
}

static void
note (gpointer data)
{
  *(gboolean *) data = TRUE;
}

/* The entry tells of what was typed only once the terminal is off the window. */
static void
test_close_while_searching (void)
{
  Fixture f;

  if (set_up (&f)) {
    gint64 deadline = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
    gboolean was_told = FALSE;
    GtkWidget *entry;

    connect_ready (&f);
    entry = find (GTK_WIDGET (f.view), GTK_TYPE_SEARCH_ENTRY);
    g_signal_connect_swapped (entry, "search-changed", G_CALLBACK (note), &was_told);
    gtk_editable_set_text (GTK_EDITABLE (entry), "word");
    adw_window_set_content (ADW_WINDOW (f.window), NULL);
    while (!was_told) {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      dex_await (dex_timeout_new_usec (2000), NULL);
    }
    g_signal_handlers_disconnect_by_data (entry, &was_told);
  }
  tear_down (&f);
}

static void
test_failures (void)
{
  Fixture f;

  if (set_up (&f)) {
    show_view (&f, "/nowhere/key", berth_test_sshd_get_fingerprint (f.sshd));
    berth_terminal_view_connect (f.view);
    g_assert_cmpstr (visible_page (&f), ==, "connecting");
    await_state (&f, BERTH_SESSION_STATE_FAILED);
    g_assert_cmpstr (visible_page (&f), ==, "failed");
    shoot (&f, "terminal-failed");
  }
  tear_down (&f);
}

static void
test_host_changed (void)
{
  Fixture f;

  if (set_up (&f)) {
    show_view (&f, berth_test_sshd_get_key_path (f.sshd),
               "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    berth_terminal_view_connect (f.view);
    await_state (&f, BERTH_SESSION_STATE_FAILED);
    g_assert_cmpstr (visible_page (&f), ==, "host-changed");
    shoot (&f, "terminal-host-changed");
  }
  tear_down (&f);
}

static void
test_close_while_connecting (void)
{
  Fixture f;

  if (set_up (&f)) {
    show_view (&f, berth_test_sshd_get_key_path (f.sshd),
               berth_test_sshd_get_fingerprint (f.sshd));
    berth_terminal_view_connect (f.view);
    berth_terminal_view_disconnect (f.view);
    await_state (&f, BERTH_SESSION_STATE_CLOSED);
    g_assert_cmpstr (visible_page (&f), ==, "idle");
    berth_terminal_view_connect (f.view);
  }
  tear_down (&f);
}

static void
await_question (Fixture *f, gboolean is_there)
{
  gint64 deadline = g_get_monotonic_time () + 40 * G_USEC_PER_SEC;

  while ((find (GTK_WIDGET (f->window), ADW_TYPE_ALERT_DIALOG) != NULL) != is_there) {
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    dex_await (dex_timeout_new_usec (5000), NULL);
  }
}

/* What is asked on the way goes with the try that asks. */
static void
test_close_with_a_question (void)
{
  Fixture f;

  if (set_up (&f)) {
    show_view (&f, berth_test_sshd_get_key_path (f.sshd), NULL);
    berth_terminal_view_connect (f.view);
    await_question (&f, TRUE);
    berth_terminal_view_disconnect (f.view);
    await_question (&f, FALSE);
    await_state (&f, BERTH_SESSION_STATE_CLOSED);

    berth_terminal_view_connect (f.view);
    await_question (&f, TRUE);
    adw_window_set_content (ADW_WINDOW (f.window), NULL);
    g_assert_finalize_object (g_steal_pointer (&f.view));
    await_question (&f, FALSE);
  }
  tear_down (&f);
}

static void
test_lost (void)
{
  Fixture f;

  if (set_up (&f)) {
    connect_ready (&f);
    type_text (&f, "echo up''now\r");
    await_text (&f, "upnow");
    berth_test_sshd_kill_connections (f.sshd);
    await_state (&f, BERTH_SESSION_STATE_FAILED);
    g_assert_cmpstr (visible_page (&f), ==, "ready");
    g_assert_true (
      adw_banner_get_revealed (ADW_BANNER (find (GTK_WIDGET (f.view), ADW_TYPE_BANNER))));
  }
  tear_down (&f);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  adw_init ();
  berth_test_add ("/terminal/view/session", test_session);
  berth_test_add ("/terminal/view/zoom-resizes", test_zoom_resizes);
  berth_test_add ("/terminal/view/flood", test_flood);
  berth_test_add ("/terminal/view/search", test_search);
  berth_test_add ("/terminal/view/close-while-searching", test_close_while_searching);
  berth_test_add ("/terminal/view/failures", test_failures);
  berth_test_add ("/terminal/view/host-changed", test_host_changed);
  berth_test_add ("/terminal/view/close-while-connecting", test_close_while_connecting);
  berth_test_add ("/terminal/view/close-with-a-question", test_close_with_a_question);
  berth_test_add ("/terminal/view/lost", test_lost);
  return g_test_run ();
}
