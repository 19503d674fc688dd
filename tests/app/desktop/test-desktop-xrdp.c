/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-view.h"

#include "berth-app-test.h"
#include "berth-desktop-sharing.h"
#include "berth-desktop-test.h"
#include "berth-test.h"

#define WIDTH 900
#define HEIGHT 620

static gboolean
is_lost (BerthDesktopTest *f)
{
  return berth_rdp_session_is_reconnecting (berth_desktop_view_get_session (f->view));
}

static gboolean
is_drawn (BerthDesktopTest *f)
{
  return berth_desktop_test_shows (f, 100, 100, BERTH_DESKTOP_TEST_BLUE);
}

/* The desktop gets the widget's size in device pixels, at first and after each change. */
static void
test_follows_the_window (void)
{
  BerthDesktopTest f;

  if (!berth_desktop_test_set_up (&f, WIDTH, HEIGHT))
    return;
  gtk_window_set_default_size (f.window, 1100, 700);
  berth_app_test_settle ();
  BERTH_DESKTOP_TEST_AWAIT (berth_desktop_test_follows (&f));
  berth_app_test_shoot (GTK_WIDGET (f.window), "desktop-larger");
  gtk_window_set_default_size (f.window, 701, 503);
  berth_app_test_settle ();
  BERTH_DESKTOP_TEST_AWAIT (berth_desktop_test_follows (&f));
  berth_desktop_test_tear_down (&f);
}

/* The last picture stays below what says so; then all is as before. */
static void
test_cut (void)
{
  BerthDesktopTest f;
  GtkRevealer *waiting;

  if (!berth_desktop_test_set_up (&f, WIDTH, HEIGHT))
    return;
  waiting = GTK_REVEALER (
    berth_app_test_find (GTK_WIDGET (f.view), GTK_TYPE_REVEALER, "waiting"));
  g_assert_false (gtk_revealer_get_reveal_child (waiting));
  berth_test_relay_set_down (f.relay, TRUE);
  berth_test_relay_cut (f.relay);
  BERTH_DESKTOP_TEST_AWAIT (is_lost (&f));
  g_assert_true (gtk_revealer_get_reveal_child (waiting));
  g_assert_true (
    berth_app_test_has_text (GTK_WIDGET (f.view), "The connection was lost"));
  g_assert_true (is_drawn (&f));
  berth_app_test_shoot (GTK_WIDGET (f.window), "desktop-reconnecting");
  berth_test_relay_set_down (f.relay, FALSE);
  BERTH_DESKTOP_TEST_AWAIT (!is_lost (&f) && berth_desktop_test_follows (&f));
  g_assert_false (gtk_revealer_get_reveal_child (waiting));
  g_assert_cmpint (berth_desktop_view_get_state (f.view), ==, BERTH_SESSION_STATE_READY);
  berth_desktop_test_tear_down (&f);
}

/* Channels are agreed on when a session begins, so it begins anew; the desktop is the
 * same one. */
static void
test_microphone (void)
{
  BerthDesktopTest f;
  GtkMenuButton *menu;

  if (!berth_desktop_test_set_up (&f, WIDTH, HEIGHT))
    return;
  menu = GTK_MENU_BUTTON (
    berth_app_test_find (GTK_WIDGET (f.view), GTK_TYPE_MENU_BUTTON, "menu_button"));
  gtk_menu_button_popup (menu);
  berth_app_test_shoot (GTK_WIDGET (gtk_menu_button_get_popover (menu)), "desktop-menu");
  gtk_menu_button_popdown (menu);
  g_assert_true (
    gtk_widget_activate_action (GTK_WIDGET (f.view), "sharing.microphone", NULL));
  g_assert_cmpint (berth_desktop_view_get_state (f.view), ==,
                   BERTH_SESSION_STATE_CONNECTING);
  berth_desktop_test_await_state (&f, BERTH_SESSION_STATE_READY);
  BERTH_DESKTOP_TEST_AWAIT (is_drawn (&f));
  g_assert_cmpuint (berth_test_relay_get_n_dialled (f.relay), ==, 2);
  berth_desktop_test_tear_down (&f);
}

static void
count (gpointer data)
{
  (*(guint *) data)++;
}

/* A folder with everything in it is refused, with a word. */
static void
test_folder (void)
{
  GtkWidget *widget = g_object_ref_sink (gtk_label_new (NULL));
  BerthDesktopSharing *sharing = berth_desktop_sharing_new (widget);
  g_autofree char *folder = berth_test_make_folder ();
  guint changes = 0, notices = 0;

  g_signal_connect_swapped (sharing, "changed", G_CALLBACK (count), &changes);
  g_signal_connect_swapped (sharing, "notice", G_CALLBACK (count), &notices);
  berth_desktop_sharing_set_folder (sharing, "/");
  g_assert_cmpuint (notices, ==, 1);
  g_assert_cmpuint (changes, ==, 0);
  berth_desktop_sharing_set_folder (sharing, folder);
  g_assert_cmpuint (changes, ==, 1);
  g_assert_true (gtk_widget_activate_action (widget, "sharing.no-folder", NULL));
  g_assert_cmpuint (changes, ==, 2);
  g_assert_cmpuint (notices, ==, 1);
  g_assert_finalize_object (sharing);
  g_assert_finalize_object (widget);
  berth_test_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  berth_app_test_init (&argc, &argv);
  berth_test_add ("/desktop/xrdp/follows-the-window", test_follows_the_window);
  berth_test_add ("/desktop/xrdp/cut", test_cut);
  berth_test_add ("/desktop/xrdp/microphone", test_microphone);
  berth_test_add ("/desktop/xrdp/folder", test_folder);
  return g_test_run ();
}
