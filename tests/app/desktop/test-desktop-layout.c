/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-layout.h"

static void
assert_monitor (const BerthRdpMonitor *monitor, int x, int y, guint width, guint height)
{
  g_assert_cmpint (monitor->x, ==, x);
  g_assert_cmpint (monitor->y, ==, y);
  g_assert_cmpuint (monitor->width, ==, width);
  g_assert_cmpuint (monitor->height, ==, height);
}

static void
assert_part (const BerthDesktopPart *part, int x, int y, guint width, guint height)
{
  g_assert_cmpint (part->x, ==, x);
  g_assert_cmpint (part->y, ==, y);
  g_assert_cmpuint (part->width, ==, width);
  g_assert_cmpuint (part->height, ==, height);
}

static void
test_side_by_side (void)
{
  const BerthDesktopOutput outputs[] = {
    { { 0, 0, 1920, 1080 }, 1 },
    { { 1920, 100, 1280, 800 }, 1 },
  };
  BerthDesktopLayout layout;

  g_assert_true (berth_desktop_layout_find (&layout, outputs, 2, 1));
  assert_monitor (&layout.monitors[0], -1920, -100, 1920, 1080);
  assert_monitor (&layout.monitors[1], 0, 0, 1280, 800);
  g_assert_false (layout.monitors[0].is_primary);
  g_assert_true (layout.monitors[1].is_primary);
  assert_part (&layout.parts[0], 0, 0, 3200, 1080);
  assert_part (&layout.parts[1], 1920, 100, 3200, 1080);
}

/* The desktop's corner need not be the first monitor's. */
static void
test_left_and_above (void)
{
  const BerthDesktopOutput outputs[] = {
    { { 0, 0, 1000, 600 }, 1 },
    { { -800, -600, 800, 600 }, 1 },
  };
  BerthDesktopLayout layout;

  g_assert_true (berth_desktop_layout_find (&layout, outputs, 2, 0));
  assert_monitor (&layout.monitors[1], -800, -600, 800, 600);
  assert_part (&layout.parts[0], 800, 600, 1800, 1200);
}

/* What stands behind a dense monitor moves on by its device pixels. */
static void
test_scales (void)
{
  const BerthDesktopOutput outputs[] = {
    { { 1280, 0, 1024, 768 }, 1 },
    { { 0, 0, 1280, 720 }, 2 },
    { { 2304, 0, 1536, 864 }, 1.25 },
  };
  BerthDesktopLayout layout;

  g_assert_true (berth_desktop_layout_find (&layout, outputs, 3, 1));
  assert_monitor (&layout.monitors[0], 2560, 0, 1024, 768);
  assert_monitor (&layout.monitors[1], 0, 0, 2560, 1440);
  assert_monitor (&layout.monitors[2], 3584, 0, 1920, 1080);
  g_assert_cmpfloat (layout.monitors[2].scale, ==, 1.25);
  assert_part (&layout.parts[2], 3584, 0, 5504, 1440);
}

/* One above the other with an offset: it is the lower one's own. */
static void
test_staggered (void)
{
  const BerthDesktopOutput outputs[] = {
    { { 0, 0, 1000, 600 }, 2 },
    { { 250, 600, 1000, 600 }, 1 },
  };
  BerthDesktopLayout layout;

  g_assert_true (berth_desktop_layout_find (&layout, outputs, 2, 0));
  assert_monitor (&layout.monitors[1], 500, 1200, 1000, 600);
}

/* Servers take even widths; the next monitor follows without a gap. */
static void
test_odd_widths (void)
{
  const BerthDesktopOutput outputs[] = {
    { { 0, 0, 1093, 614 }, 1.25 },
    { { 1093, 0, 801, 601 }, 1 },
  };
  BerthDesktopLayout layout;

  g_assert_true (berth_desktop_layout_find (&layout, outputs, 2, 0));
  assert_monitor (&layout.monitors[0], 0, 0, 1366, 768);
  assert_monitor (&layout.monitors[1], 1366, 0, 800, 601);
  assert_part (&layout.parts[1], 1366, 0, 2166, 768);
}

static void
assert_impossible (const BerthDesktopOutput *outputs, guint n_outputs)
{
  BerthDesktopLayout layout;

  g_assert_false (berth_desktop_layout_find (&layout, outputs, n_outputs, 0));
}

static void
test_impossible (void)
{
  const BerthDesktopOutput not_there_yet[]
    = { { { 0, 0, 800, 600 }, 1 }, { { 0, 0, 0, 0 }, 1 } };
  const BerthDesktopOutput tiny[]
    = { { { 0, 0, 800, 600 }, 1 }, { { 800, 0, 199, 600 }, 1 } };
  const BerthDesktopOutput far_away[]
    = { { { 0, 0, 800, 600 }, 1 }, { { 20000, 0, 800, 600 }, 1 } };
  BerthDesktopOutput many[BERTH_RDP_MONITORS_MAX + 1];

  for (guint i = 0; i < G_N_ELEMENTS (many); i++)
    many[i] = (BerthDesktopOutput) { { (int) i * 800, 0, 800, 600 }, 1 };
  assert_impossible (not_there_yet, 2);
  assert_impossible (tiny, 2);
  assert_impossible (far_away, 2);
  assert_impossible (many, G_N_ELEMENTS (many));
  assert_impossible (many, 0);
}

static void
test_equal (void)
{
  BerthDesktopOutput outputs[]
    = { { { 0, 0, 800, 600 }, 1 }, { { 800, 0, 800, 600 }, 1 } };
  BerthDesktopLayout one, other;

  berth_desktop_layout_find (&one, outputs, 2, 0);
  berth_desktop_layout_find (&other, outputs, 2, 0);
  g_assert_true (berth_desktop_layout_equal (&one, &other));
  berth_desktop_layout_find (&other, outputs, 2, 1);
  g_assert_false (berth_desktop_layout_equal (&one, &other));
  outputs[1].place.y = 1;
  berth_desktop_layout_find (&other, outputs, 2, 0);
  g_assert_false (berth_desktop_layout_equal (&one, &other));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desktop/layout/side-by-side", test_side_by_side);
  g_test_add_func ("/desktop/layout/left-and-above", test_left_and_above);
  g_test_add_func ("/desktop/layout/scales", test_scales);
  g_test_add_func ("/desktop/layout/staggered", test_staggered);
  g_test_add_func ("/desktop/layout/odd-widths", test_odd_widths);
  g_test_add_func ("/desktop/layout/impossible", test_impossible);
  g_test_add_func ("/desktop/layout/equal", test_equal);
  return g_test_run ();
}
