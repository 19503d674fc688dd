/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-display.h"

#define AREA (4096ull * 2048 * 16)

static void
test_fit (void)
{
  BerthRdpSize size = berth_rdp_size_fit (1281, 801, 1.0);

  g_assert_cmpuint (size.width, ==, 1280);
  g_assert_cmpuint (size.height, ==, 801);
  g_assert_cmpuint (size.desktop_scale, ==, 100);
  g_assert_cmpuint (size.device_scale, ==, 100);
  size = berth_rdp_size_fit (1, 1, 0.5);
  g_assert_cmpuint (size.width, ==, 200);
  g_assert_cmpuint (size.height, ==, 200);
  g_assert_cmpuint (size.desktop_scale, ==, 100);
  size = berth_rdp_size_fit (100000, 100000, 1.5);
  g_assert_cmpuint (size.width, ==, 8192);
  g_assert_cmpuint (size.height, ==, 8192);
  g_assert_cmpuint (size.desktop_scale, ==, 150);
  g_assert_cmpuint (size.device_scale, ==, 140);
  size = berth_rdp_size_fit (3840, 2160, 2.0);
  g_assert_cmpuint (size.device_scale, ==, 180);
  size = berth_rdp_size_fit (3840, 2160, 100);
  g_assert_cmpuint (size.desktop_scale, ==, 500);
}

static void
test_millimetres (void)
{
  BerthRdpSize size = berth_rdp_size_fit (1920, 1080, 1.0);
  BerthRdpSize large = berth_rdp_size_fit (3840, 2160, 2.0);

  g_assert_cmpuint (berth_rdp_size_to_millimetres (&size, size.width), ==, 508);
  g_assert_cmpuint (berth_rdp_size_to_millimetres (&large, large.width), ==, 508);
  g_assert_cmpuint (berth_rdp_size_to_millimetres (&size, 1), ==, 10);
}

static void
wish (BerthRdpDisplay *display, guint width, guint height)
{
  BerthRdpSize size = berth_rdp_size_fit (width, height, 1.0);

  berth_rdp_display_wish (display, &size);
}

static BerthRdpDisplay *
make_connected (guint width, guint height)
{
  BerthRdpDisplay *display = berth_rdp_display_new ();

  wish (display, width, height);
  berth_rdp_display_connected (display, width, height);
  berth_rdp_display_set_available (display, AREA, 16);
  return display;
}

static void
expect_asked (BerthRdpDisplay *display, guint width, guint height)
{
  BerthRdpSize size;

  g_assert_true (berth_rdp_display_next (display, &size));
  g_assert_cmpuint (size.width, ==, width);
  g_assert_cmpuint (size.height, ==, height);
}

static void
expect_quiet (BerthRdpDisplay *display)
{
  BerthRdpSize size;

  g_assert_false (berth_rdp_display_next (display, &size));
}

/* One question at a time, the last wish next, and an echo starts nothing. */
static void
test_follow (void)
{
  g_autoptr (BerthRdpDisplay) display = make_connected (800, 600);

  expect_quiet (display);
  wish (display, 900, 700);
  expect_asked (display, 900, 700);
  wish (display, 1000, 700);
  wish (display, 1100, 700);
  expect_quiet (display);
  g_assert_true (berth_rdp_display_is_waiting (display));
  berth_rdp_display_became (display, 900, 700);
  g_assert_false (berth_rdp_display_is_waiting (display));
  expect_asked (display, 1100, 700);
  berth_rdp_display_became (display, 1100, 700);
  expect_quiet (display);
  g_assert_true (berth_rdp_display_follows (display));
}

static void
test_said_twice (void)
{
  g_autoptr (BerthRdpDisplay) display = make_connected (800, 600);

  wish (display, 900, 700);
  expect_asked (display, 900, 700);
  berth_rdp_display_became (display, 900, 700);
  wish (display, 1000, 700);
  expect_asked (display, 1000, 700);
  berth_rdp_display_became (display, 900, 700);
  g_assert_true (berth_rdp_display_is_waiting (display));
  berth_rdp_display_became (display, 1000, 700);
  wish (display, 800, 600);
  expect_asked (display, 800, 600);
}

/* The answer to a question that was not waited for any more. */
static void
test_late_answer (void)
{
  g_autoptr (BerthRdpDisplay) display = make_connected (800, 600);

  for (guint i = 0; i < 6; i++) {
    wish (display, 900 + i * 10, 700);
    expect_asked (display, 900 + i * 10, 700);
    berth_rdp_display_stop_waiting (display);
  }
  berth_rdp_display_became (display, 930, 700);
  berth_rdp_display_became (display, 940, 700);
  berth_rdp_display_became (display, 950, 700);
  expect_quiet (display);
  g_assert_true (berth_rdp_display_follows (display));
}

/* A server that does not listen yet is asked again, and not for ever. */
static void
test_no_answer (void)
{
  g_autoptr (BerthRdpDisplay) display = make_connected (800, 600);

  wish (display, 900, 700);
  for (guint i = 0; i < 5; i++) {
    expect_asked (display, 900, 700);
    berth_rdp_display_stop_waiting (display);
  }
  expect_quiet (display);
  wish (display, 910, 700);
  expect_asked (display, 910, 700);
}

static void
test_bounces (void)
{
  g_autoptr (BerthRdpDisplay) display = make_connected (800, 600);

  for (guint i = 0; i < 3; i++) {
    g_assert_true (berth_rdp_display_follows (display));
    wish (display, 900 + i * 10, 700);
    expect_asked (display, 900 + i * 10, 700);
    berth_rdp_display_became (display, 640 + i * 2, 480);
    /* Not asked for the same again. */
    expect_quiet (display);
  }
  g_assert_false (berth_rdp_display_follows (display));
  wish (display, 1000, 700);
  expect_quiet (display);
}

static void
test_right_answer_forgives (void)
{
  g_autoptr (BerthRdpDisplay) display = make_connected (800, 600);

  for (guint i = 0; i < 8; i++) {
    wish (display, 900 + i * 10, 700);
    expect_asked (display, 900 + i * 10, 700);
    if (i % 2 == 0)
      berth_rdp_display_became (display, 640 + i * 2, 480);
    else
      berth_rdp_display_became (display, 900 + i * 10, 700);
  }
  g_assert_true (berth_rdp_display_follows (display));
}

/* Somebody changed it on the desktop itself: their will, until the window changes. */
static void
test_own_will (void)
{
  g_autoptr (BerthRdpDisplay) display = make_connected (800, 600);

  berth_rdp_display_became (display, 640, 480);
  expect_quiet (display);
  g_assert_true (berth_rdp_display_follows (display));
  wish (display, 800, 600);
  expect_asked (display, 800, 600);
}

static void
test_limits (void)
{
  g_autoptr (BerthRdpDisplay) display = make_connected (800, 600);

  berth_rdp_display_set_available (display, 1000 * 1000, 16);
  wish (display, 1200, 1000);
  expect_quiet (display);
  wish (display, 1000, 1000);
  expect_asked (display, 1000, 1000);
  berth_rdp_display_set_unavailable (display);
  g_assert_false (berth_rdp_display_follows (display));
  wish (display, 900, 900);
  expect_quiet (display);
}

/* A server that came up with another size than it was asked for at first. */
static void
test_first_size (void)
{
  g_autoptr (BerthRdpDisplay) display = berth_rdp_display_new ();

  wish (display, 1280, 800);
  berth_rdp_display_connected (display, 1024, 768);
  expect_quiet (display);
  berth_rdp_display_set_available (display, AREA, 16);
  expect_asked (display, 1280, 800);
}

static void
test_scale_alone (void)
{
  g_autoptr (BerthRdpDisplay) display = make_connected (800, 600);
  BerthRdpSize size = berth_rdp_size_fit (800, 600, 2.0);

  berth_rdp_display_wish (display, &size);
  expect_asked (display, 800, 600);
  g_assert_false (berth_rdp_display_is_waiting (display));
  expect_quiet (display);
}

/* The primary one on the left, a larger one beside and above it. */
static const BerthRdpMonitor monitors[] = {
  { .width = 1280, .height = 800, .scale = 1.0, .is_primary = TRUE },
  { .x = 1280, .y = -280, .width = 1920, .height = 1080, .scale = 2.0 },
};

static void
test_around (void)
{
  BerthRdpSize size = berth_rdp_size_around (monitors, G_N_ELEMENTS (monitors));
  BerthRdpSize other = size;

  g_assert_cmpuint (size.width, ==, 3200);
  g_assert_cmpuint (size.height, ==, 1080);
  g_assert_cmpuint (size.desktop_scale, ==, 100);
  g_assert_cmpuint (size.n_monitors, ==, 2);
  g_assert_true (berth_rdp_size_equal (&size, &other));
  other.monitors[1].y = 0;
  g_assert_false (berth_rdp_size_equal (&size, &other));
  size = berth_rdp_size_around (monitors, 1);
  g_assert_cmpuint (size.width, ==, 1280);
  g_assert_cmpuint (size.n_monitors, ==, 0);
}

static void
test_monitors (void)
{
  g_autoptr (BerthRdpDisplay) display = make_connected (800, 600);
  BerthRdpSize size = berth_rdp_size_around (monitors, G_N_ELEMENTS (monitors));
  BerthRdpSize asked;

  berth_rdp_display_wish (display, &size);
  g_assert_true (berth_rdp_display_next (display, &asked));
  g_assert_true (berth_rdp_size_equal (&asked, &size));
  berth_rdp_display_became (display, 3200, 1080);
  expect_quiet (display);
  /* They lie otherwise, and take up as much: nothing will answer that. */
  size.monitors[1].y = 0;
  berth_rdp_display_wish (display, &size);
  expect_asked (display, 3200, 1080);
  g_assert_false (berth_rdp_display_is_waiting (display));
  wish (display, 800, 600);
  expect_asked (display, 800, 600);
}

/* One over all of them is the next best. */
static void
test_too_many_monitors (void)
{
  g_autoptr (BerthRdpDisplay) display = make_connected (800, 600);
  BerthRdpSize size = berth_rdp_size_around (monitors, G_N_ELEMENTS (monitors));

  berth_rdp_display_set_available (display, AREA, 1);
  berth_rdp_display_wish (display, &size);
  g_assert_true (berth_rdp_display_next (display, &size));
  g_assert_cmpuint (size.width, ==, 3200);
  g_assert_cmpuint (size.height, ==, 1080);
  g_assert_cmpuint (size.n_monitors, ==, 0);
  berth_rdp_display_became (display, 3200, 1080);
  expect_quiet (display);
}

/* Whether the server took the layout that a connection began with is not known. */
static void
test_connected_anew (void)
{
  g_autoptr (BerthRdpDisplay) display = make_connected (800, 600);
  BerthRdpSize size = berth_rdp_size_around (monitors, G_N_ELEMENTS (monitors));

  berth_rdp_display_wish (display, &size);
  berth_rdp_display_set_unavailable (display);
  berth_rdp_display_connected (display, 3200, 1080);
  berth_rdp_display_set_available (display, AREA, 16);
  g_assert_true (berth_rdp_display_next (display, &size));
  g_assert_cmpuint (size.n_monitors, ==, 2);
  g_assert_false (berth_rdp_display_is_waiting (display));
  expect_quiet (display);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rdp/display/fit", test_fit);
  g_test_add_func ("/rdp/display/millimetres", test_millimetres);
  g_test_add_func ("/rdp/display/follow", test_follow);
  g_test_add_func ("/rdp/display/said-twice", test_said_twice);
  g_test_add_func ("/rdp/display/late-answer", test_late_answer);
  g_test_add_func ("/rdp/display/no-answer", test_no_answer);
  g_test_add_func ("/rdp/display/bounces", test_bounces);
  g_test_add_func ("/rdp/display/right-answer-forgives", test_right_answer_forgives);
  g_test_add_func ("/rdp/display/own-will", test_own_will);
  g_test_add_func ("/rdp/display/limits", test_limits);
  g_test_add_func ("/rdp/display/first-size", test_first_size);
  g_test_add_func ("/rdp/display/scale-alone", test_scale_alone);
  g_test_add_func ("/rdp/display/around", test_around);
  g_test_add_func ("/rdp/display/monitors", test_monitors);
  g_test_add_func ("/rdp/display/too-many-monitors", test_too_many_monitors);
  g_test_add_func ("/rdp/display/connected-anew", test_connected_anew);
  return g_test_run ();
}
