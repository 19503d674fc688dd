/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-monitors.h"

#include "berth-app-test.h"
#include "berth-desktop-pane.h"
#include "berth-desktop-test.h"
#include "berth-desktop-window.h"
#include "berth-test-compositor.h"
#include "berth-test-display.h"
#include "berth-test.h"

#include <linux/input-event-codes.h>

/* As with-compositor.sh plugs them in. */
#define LEFT_WIDTH 1200
#define LEFT_HEIGHT 800
#define RIGHT_WIDTH 1024
#define RIGHT_HEIGHT 768

static const double plain_scales[] = { 1, 1 };

typedef struct {
  BerthDesktopTest test;
  BerthTestCompositor *compositor;
} Fixture;

static gboolean
set_up (Fixture *f)
{
  static const char *const programs[] = { "xdotool", "xrandr", NULL };

  if (!berth_test_has_programs (programs)
      || !berth_desktop_test_set_up (&f->test, 900, 620))
    return FALSE;
  f->compositor = berth_test_compositor_new ();
  return TRUE;
}

static void
tear_down (Fixture *f)
{
  berth_desktop_test_tear_down (&f->test);
  berth_test_compositor_plug (f->compositor, 2, plain_scales);
  berth_test_compositor_free (f->compositor);
}

static BerthDesktopPane *
get_pane (Fixture *f)
{
  return BERTH_DESKTOP_PANE (
    berth_app_test_find (GTK_WIDGET (f->test.view), BERTH_TYPE_DESKTOP_PANE, NULL));
}

static guint
count_windows (Fixture *f)
{
  return g_list_model_get_n_items (berth_desktop_pane_get_windows (get_pane (f)));
}

static BerthDesktopScreen *
get_screen_beside (Fixture *f)
{
  g_autoptr (BerthDesktopWindow) window
    = g_list_model_get_item (berth_desktop_pane_get_windows (get_pane (f)), 0);

  return berth_desktop_window_get_screen (window);
}

static gboolean
screen_has_size (BerthDesktopScreen *screen, guint width, guint height)
{
  guint own_width, own_height;
  double scale;

  return berth_desktop_screen_get_size (screen, &own_width, &own_height, &scale)
         && own_width == width && own_height == height;
}

static char *
run_there (Fixture *f, const char *command)
{
  g_autoptr (GBytes) said = berth_test_shell_run (f->test.shell, command);

  return g_strstrip (g_strndup (g_bytes_get_data (said, NULL), g_bytes_get_size (said)));
}

static void
assert_monitors_there (Fixture *f, const char *expected)
{
  g_autofree char *said
    = run_there (f, "xrandr --listmonitors | awk '$3 {print $3}' | sed 's:/[0-9]*::g'");

  g_assert_cmpstr (said, ==, expected);
}

/* Where the desktop's own pointer is. */
static gboolean
pointer_is_at (Fixture *f, int x, int y)
{
  g_autofree char *said = run_there (f, "xdotool getmouselocation");
  g_autofree char *expected = g_strdup_printf ("x:%d y:%d ", x, y);

  g_test_message ("%s", said);
  return g_str_has_prefix (said, expected);
}

static void
spread (Fixture *f)
{
  GtkWidget *screen = GTK_WIDGET (berth_desktop_view_get_screen (f->test.view));

  g_assert_true (gtk_widget_activate_action (screen, "desktop.all-monitors", NULL));
  g_assert_cmpuint (count_windows (f), ==, 0);
  berth_desktop_view_set_full_screen (f->test.view, TRUE);
  BERTH_DESKTOP_TEST_AWAIT (count_windows (f) == 1);
  BERTH_DESKTOP_TEST_AWAIT (screen_has_size (berth_desktop_view_get_screen (f->test.view),
                                             LEFT_WIDTH, LEFT_HEIGHT));
  BERTH_DESKTOP_TEST_AWAIT (
    screen_has_size (get_screen_beside (f), RIGHT_WIDTH, RIGHT_HEIGHT));
  BERTH_DESKTOP_TEST_AWAIT (
    berth_desktop_test_has_size (&f->test, LEFT_WIDTH + RIGHT_WIDTH, LEFT_HEIGHT));
  BERTH_DESKTOP_TEST_AWAIT (
    berth_desktop_test_shows (&f->test, 600, 400, BERTH_DESKTOP_TEST_BLUE)
    && berth_desktop_test_shows (&f->test, 1800, 400, BERTH_DESKTOP_TEST_BLUE));
}

/* Each monitor is one of the desktop's, and the pointer and keys work on each. */
static void
test_spread (void)
{
  Fixture f;

  if (!set_up (&f))
    return;
  spread (&f);
  assert_monitors_there (&f, "1200x800+0+0\n1024x768+1200+0");
  berth_app_test_shoot (GTK_WIDGET (f.test.window), "desktop-monitor-left");
  berth_app_test_shoot (
    GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (get_screen_beside (&f)))),
    "desktop-monitor-right");

  berth_test_compositor_point (f.compositor, 300, 200);
  BERTH_DESKTOP_TEST_AWAIT (pointer_is_at (&f, 300, 200));
  berth_test_compositor_point (f.compositor, LEFT_WIDTH + 411, 322);
  BERTH_DESKTOP_TEST_AWAIT (pointer_is_at (&f, LEFT_WIDTH + 411, 322));
  berth_test_compositor_click (f.compositor, BTN_LEFT);
  BERTH_DESKTOP_TEST_AWAIT (gtk_widget_has_focus (GTK_WIDGET (get_screen_beside (&f))));
  g_assert_nonnull (gtk_widget_get_cursor (GTK_WIDGET (get_screen_beside (&f))));

  berth_test_compositor_type (f.compositor, KEY_F11);
  BERTH_DESKTOP_TEST_AWAIT (count_windows (&f) == 0);
  g_assert_false (berth_desktop_view_is_full_screen (f.test.view));
  BERTH_DESKTOP_TEST_AWAIT (berth_desktop_test_follows (&f.test));
  /* The tab remembers. */
  berth_desktop_view_set_full_screen (f.test.view, TRUE);
  BERTH_DESKTOP_TEST_AWAIT (count_windows (&f) == 1);
  tear_down (&f);
}

/* Only one is left: the desktop is there, and as large as that one. */
static void
test_unplugged (void)
{
  Fixture f;

  if (!set_up (&f))
    return;
  spread (&f);
  berth_test_compositor_plug (f.compositor, 1, plain_scales);
  BERTH_DESKTOP_TEST_AWAIT (count_windows (&f) == 0);
  g_assert_true (berth_desktop_view_is_full_screen (f.test.view));
  BERTH_DESKTOP_TEST_AWAIT (
    berth_desktop_test_has_size (&f.test, LEFT_WIDTH, LEFT_HEIGHT));
  assert_monitors_there (&f, "1200x800+0+0");
  berth_test_compositor_plug (f.compositor, 2, plain_scales);
  BERTH_DESKTOP_TEST_AWAIT (count_windows (&f) == 1);
  BERTH_DESKTOP_TEST_AWAIT (
    berth_desktop_test_has_size (&f.test, LEFT_WIDTH + RIGHT_WIDTH, LEFT_HEIGHT));
  tear_down (&f);
}

/* The session's end closes them, and so does the tab's. */
static void
test_ended (void)
{
  Fixture f;

  if (!set_up (&f))
    return;
  spread (&f);
  berth_desktop_view_disconnect (f.test.view);
  g_assert_cmpuint (count_windows (&f), ==, 0);
  g_assert_false (berth_desktop_view_is_full_screen (f.test.view));
  berth_desktop_view_connect (f.test.view);
  berth_desktop_test_await_state (&f.test, BERTH_SESSION_STATE_READY);
  berth_desktop_view_set_full_screen (f.test.view, TRUE);
  BERTH_DESKTOP_TEST_AWAIT (count_windows (&f) == 1);
  tear_down (&f);
}

int
main (int argc, char *argv[])
{
  berth_app_test_init (&argc, &argv);
  berth_test_add ("/desktop/monitors/spread", test_spread);
  berth_test_add ("/desktop/monitors/unplugged", test_unplugged);
  berth_test_add ("/desktop/monitors/ended", test_ended);
  return g_test_run ();
}
