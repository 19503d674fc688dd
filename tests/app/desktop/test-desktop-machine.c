/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-machine.h"

#include "berth-app-test.h"
#include "berth-desktop-view.h"
#include "berth-test-machine.h"
#include "berth-test.h"

#include <string.h>

#define PATIENCE (60 * G_USEC_PER_SEC)

/* A tab with a machine's desktop, at whose port nothing listens: what comes before it is
 * looked at here. */
typedef struct {
  BerthTestMachine machine;
  BerthDesktopSource *source;
  GtkWindow *window;
  BerthDesktopView *view;
} Fixture;

static gboolean
set_up (Fixture *f, int width)
{
  g_autoptr (BerthSshTarget) target = NULL;

  memset (f, 0, sizeof *f);
  if (!berth_test_machine_set_up (&f->machine))
    return FALSE;
  target = berth_test_machine_new_target (&f->machine);
  f->source = berth_desktop_machine_new ("trainer", target, f->machine.host_keys,
                                         f->machine.passwords, FALSE);
  berth_desktop_machine_set_root (BERTH_DESKTOP_MACHINE (f->source), f->machine.folder);
  f->view = g_object_ref_sink (berth_desktop_view_new (f->source));
  f->window = g_object_ref (GTK_WINDOW (adw_window_new ()));
  gtk_window_set_default_size (f->window, width, 620);
  adw_window_set_content (ADW_WINDOW (f->window), GTK_WIDGET (f->view));
  gtk_window_present (f->window);
  berth_app_test_settle ();
  return TRUE;
}

/* The thread of a session that was let go may still hold them. */
static void
finalize (gpointer object)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE;

  while (G_OBJECT (object)->ref_count > 1 && g_get_monotonic_time () < deadline)
    dex_await (dex_timeout_new_msec (10), NULL);
  g_assert_finalize_object (object);
}

static void
tear_down (Fixture *f)
{
  if (f->window != NULL) {
    gtk_window_destroy (f->window);
    finalize (f->window);
    finalize (f->view);
    finalize (f->source);
  }
  berth_test_machine_tear_down (&f->machine);
}

static void
await_state (Fixture *f, BerthSessionState state)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE;

  while (berth_desktop_view_get_state (f->view) != state) {
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    dex_await (dex_timeout_new_msec (5), NULL);
  }
}

static GtkWidget *
await_question (Fixture *f)
{
  GtkWidget *root = GTK_WIDGET (f->window);

  berth_desktop_view_connect (f->view);
  berth_app_test_await_text (root, "Which Password?");
  berth_app_test_settle ();
  return berth_app_test_find (root, ADW_TYPE_ALERT_DIALOG, NULL);
}

static void
assert_changes (Fixture *f, guint expected)
{
  g_autofree char *told = berth_test_machine_read (&f->machine, "chpasswd.log");
  guint n = 0;

  for (const char *at = told; (at = strchr (at, '\n')) != NULL; at++)
    n++;
  g_assert_cmpuint (n, ==, expected);
}

static void
type_password (Fixture *f, const char *password)
{
  gtk_editable_set_text (GTK_EDITABLE (berth_app_test_find (
                           GTK_WIDGET (f->window), ADW_TYPE_PASSWORD_ENTRY_ROW, NULL)),
                         password);
}

static void
test_question (void)
{
  const struct {
    int width;
    const char *picture;
  } sizes[] = { { 900, "desktop-password" }, { 400, "desktop-password-narrow" } };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    Fixture f;

    if (set_up (&f, sizes[i].width)) {
      GtkWidget *dialog;

      berth_test_machine_set_account (&f.machine, "P", "$6$theirs");
      dialog = await_question (&f);
      berth_app_test_shoot (GTK_WIDGET (f.window), sizes[i].picture);
      g_assert_false (
        adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog), "go-on"));
      berth_app_test_click (dialog, "Cancel");
      await_state (&f, BERTH_SESSION_STATE_CLOSED);
      assert_changes (&f, 0);
    }
    tear_down (&f);
  }
}

/* What is typed is used, and good for another try in the same tab. */
static void
test_typed (void)
{
  Fixture f;

  if (set_up (&f, 900)) {
    GtkWidget *dialog;

    berth_test_machine_set_account (&f.machine, "P", "$6$theirs");
    dialog = await_question (&f);
    type_password (&f, "their own");
    berth_app_test_click (dialog, "Sign In");
    await_state (&f, BERTH_SESSION_STATE_FAILED);
    berth_app_test_click (GTK_WIDGET (f.view), "Try Again");
    await_state (&f, BERTH_SESSION_STATE_CONNECTING);
    await_state (&f, BERTH_SESSION_STATE_FAILED);
    assert_changes (&f, 0);
  }
  tear_down (&f);
}

/* Once is enough. */
static void
test_replaced (void)
{
  Fixture f;

  if (set_up (&f, 900)) {
    GtkWidget *dialog;

    berth_test_machine_set_account (&f.machine, "P", "$6$theirs");
    dialog = await_question (&f);
    berth_app_test_click (dialog, "Replace Password");
    await_state (&f, BERTH_SESSION_STATE_FAILED);
    assert_changes (&f, 1);
    berth_app_test_click (GTK_WIDGET (f.view), "Try Again");
    await_state (&f, BERTH_SESSION_STATE_CONNECTING);
    await_state (&f, BERTH_SESSION_STATE_FAILED);
    assert_changes (&f, 2);
  }
  tear_down (&f);
}

static void
test_locked (void)
{
  Fixture f;

  if (set_up (&f, 900)) {
    berth_desktop_view_connect (f.view);
    await_state (&f, BERTH_SESSION_STATE_FAILED);
    assert_changes (&f, 1);
  }
  tear_down (&f);
}

/* The question goes with the tab. */
static void
test_closed (void)
{
  Fixture f;

  if (set_up (&f, 900)) {
    berth_test_machine_set_account (&f.machine, "P", "$6$theirs");
    await_question (&f);
    berth_desktop_view_disconnect (f.view);
    berth_app_test_settle ();
    g_assert_null (
      berth_app_test_find (GTK_WIDGET (f.window), ADW_TYPE_ALERT_DIALOG, NULL));
    assert_changes (&f, 0);
  }
  tear_down (&f);
}

int
main (int argc, char *argv[])
{
  berth_app_test_init (&argc, &argv);
  berth_test_add ("/desktop/machine/question", test_question);
  berth_test_add ("/desktop/machine/typed", test_typed);
  berth_test_add ("/desktop/machine/replaced", test_replaced);
  berth_test_add ("/desktop/machine/locked", test_locked);
  berth_test_add ("/desktop/machine/closed", test_closed);
  return g_test_run ();
}
