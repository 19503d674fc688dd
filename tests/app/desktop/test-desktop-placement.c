/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-placement.h"
#include "berth-test.h"

#include <math.h>

static void
assert_placement (BerthDesktopSize mode,
                  guint width,
                  guint height,
                  const graphene_rect_t *widget,
                  double scale,
                  const BerthDesktopPlacement *expected)
{
  BerthDesktopPlacement found;

  g_assert_true (
    berth_desktop_placement_find (&found, mode, width, height, widget, scale));
  g_assert_cmpfloat_with_epsilon (found.left, expected->left, 0.01);
  g_assert_cmpfloat_with_epsilon (found.top, expected->top, 0.01);
  g_assert_cmpfloat_with_epsilon (found.width, expected->width, 0.01);
  g_assert_cmpfloat_with_epsilon (found.height, expected->height, 0.01);
}

static void
test_fit (void)
{
  const graphene_rect_t widget = GRAPHENE_RECT_INIT (0, 0, 1000, 500);

  assert_placement (BERTH_DESKTOP_SIZE_FIT, 2000, 1000, &widget, 1,
                    &(BerthDesktopPlacement) { 0, 0, 1000, 500 });
  assert_placement (BERTH_DESKTOP_SIZE_FIT, 500, 500, &widget, 1,
                    &(BerthDesktopPlacement) { 250, 0, 500, 500 });
  assert_placement (BERTH_DESKTOP_SIZE_FIT, 500, 250, &widget, 1.5,
                    &(BerthDesktopPlacement) { 0, 0, 1500, 750 });
}

static void
test_actual (void)
{
  const graphene_rect_t widget = GRAPHENE_RECT_INIT (0, 0, 1000, 500);

  assert_placement (BERTH_DESKTOP_SIZE_ACTUAL, 500, 300, &widget, 2,
                    &(BerthDesktopPlacement) { 750, 350, 500, 300 });
  assert_placement (BERTH_DESKTOP_SIZE_ACTUAL, 3000, 300, &widget, 1,
                    &(BerthDesktopPlacement) { 0, 100, 3000, 300 });
}

/* A server that wants an even width must not make the whole picture blurred. */
static void
test_almost_the_size (void)
{
  assert_placement (BERTH_DESKTOP_SIZE_DYNAMIC, 1000, 500,
                    &GRAPHENE_RECT_INIT (0, 0, 1001, 500), 1,
                    &(BerthDesktopPlacement) { 1, 0, 1000, 500 });
}

/* Whatever is beside the widget, the picture lies on the surface's own pixels. */
static void
test_snaps_to_device_pixels (void)
{
  for (int i = 0; i < 20; i++) {
    const graphene_rect_t widget = GRAPHENE_RECT_INIT ((float) i, 46, 801, 433);
    BerthDesktopPlacement found;

    g_assert_true (berth_desktop_placement_find (&found, BERTH_DESKTOP_SIZE_ACTUAL, 640,
                                                 480, &widget, 1.25));
    g_assert_cmpfloat_with_epsilon (fmod (i * 1.25 + found.left + 1000.5, 1), 0.5, 0.001);
    g_assert_cmpfloat_with_epsilon (fmod (46 * 1.25 + found.top + 1000.5, 1), 0.5, 0.001);
  }
}

static void
test_nothing_to_see (void)
{
  BerthDesktopPlacement found;

  g_assert_false (berth_desktop_placement_find (&found, BERTH_DESKTOP_SIZE_FIT, 0, 0,
                                                &GRAPHENE_RECT_INIT (0, 0, 9, 9), 1));
  g_assert_false (berth_desktop_placement_find (&found, BERTH_DESKTOP_SIZE_FIT, 9, 9,
                                                &GRAPHENE_RECT_INIT (0, 0, 0, 0), 1));
}

static void
assert_pixel (double device_x, double device_y, int x, int y)
{
  const BerthDesktopPlacement placement = { 100, 50, 500, 250 };
  int found_x, found_y;

  berth_desktop_placement_find_pixel (&placement, 1000, 500, device_x, device_y, &found_x,
                                      &found_y);
  g_assert_cmpint (found_x, ==, x);
  g_assert_cmpint (found_y, ==, y);
}

static void
test_pixels (void)
{
  assert_pixel (100, 50, 0, 0);
  assert_pixel (350, 175, 500, 250);
  assert_pixel (599.9, 299.9, 999, 499);
  assert_pixel (0, 0, 0, 0);
  assert_pixel (5000, 5000, 999, 499);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  g_test_add_func ("/desktop/placement/fit", test_fit);
  g_test_add_func ("/desktop/placement/actual", test_actual);
  g_test_add_func ("/desktop/placement/almost", test_almost_the_size);
  g_test_add_func ("/desktop/placement/snaps", test_snaps_to_device_pixels);
  g_test_add_func ("/desktop/placement/nothing", test_nothing_to_see);
  g_test_add_func ("/desktop/placement/pixels", test_pixels);
  return g_test_run ();
}
