/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-tiles.h"

#include <string.h>

/* Two and a bit tiles wide, one and a bit high, in memory with longer lines than needed.
 */
#define WIDTH 600
#define HEIGHT 300
#define STRIDE (WIDTH * 4 + 64)

typedef struct {
  BerthRdpTiles *tiles;
  guint8 *pixels;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->tiles = berth_rdp_tiles_new ();
  f->pixels = g_malloc0 (STRIDE * HEIGHT);
  berth_rdp_tiles_reset (f->tiles, WIDTH, HEIGHT);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  berth_rdp_tiles_unref (f->tiles);
  g_free (f->pixels);
}

static void
paint (Fixture *f, int x, int y, int width, int height, guint8 value)
{
  BerthRdpRectangle changed = { x, y, width, height };

  for (int line = MAX (y, 0); line < MIN (y + height, HEIGHT); line++)
    for (int column = MAX (x, 0); column < MIN (x + width, WIDTH); column++)
      memset (f->pixels + line * STRIDE + column * 4, value, 4);
  berth_rdp_tiles_paint (f->tiles, &changed, 1, f->pixels, STRIDE);
}

static guint8
pixel_of (const BerthRdpTile *tile, guint x, guint y)
{
  const guint8 *pixels = g_bytes_get_data (tile->pixels, NULL);

  return pixels[(y - tile->y) * tile->stride + (x - tile->x) * 4];
}

static const BerthRdpTile *
find (BerthRdpFrame *frame, guint column, guint row)
{
  for (guint i = 0; i < berth_rdp_frame_get_n_tiles (frame); i++) {
    const BerthRdpTile *tile = berth_rdp_frame_get_tile (frame, i);

    if (tile->column == column && tile->row == row)
      return tile;
  }
  return NULL;
}

static void
test_nothing (Fixture *f, gconstpointer data)
{
  g_assert_null (berth_rdp_tiles_take (f->tiles));
  paint (f, 10, 10, 0, 5, 1);
  paint (f, WIDTH, 0, 10, 10, 1);
  paint (f, -20, -20, 10, 10, 1);
  g_assert_null (berth_rdp_tiles_take (f->tiles));
}

static void
test_whole (Fixture *f, gconstpointer data)
{
  g_autoptr (BerthRdpFrame) frame = NULL;
  const BerthRdpTile *corner;

  paint (f, -5, -5, WIDTH + 10, HEIGHT + 10, 7);
  frame = berth_rdp_tiles_take (f->tiles);
  g_assert_true (berth_rdp_frame_is_complete (frame));
  g_assert_cmpuint (berth_rdp_frame_get_width (frame), ==, WIDTH);
  g_assert_cmpuint (berth_rdp_frame_get_height (frame), ==, HEIGHT);
  g_assert_cmpuint (berth_rdp_frame_get_n_tiles (frame), ==, 6);
  corner = find (frame, 2, 1);
  g_assert_cmpuint (corner->x, ==, 512);
  g_assert_cmpuint (corner->y, ==, 256);
  g_assert_cmpuint (corner->width, ==, WIDTH - 512);
  g_assert_cmpuint (corner->height, ==, HEIGHT - 256);
  g_assert_cmpuint (corner->stride, ==, corner->width * 4);
  g_assert_cmpuint (pixel_of (corner, WIDTH - 1, HEIGHT - 1), ==, 7);
  g_assert_null (berth_rdp_tiles_take (f->tiles));
}

/* Only what changed, and each tile whole. */
static void
test_part (Fixture *f, gconstpointer data)
{
  g_autoptr (BerthRdpFrame) first = NULL;
  g_autoptr (BerthRdpFrame) second = NULL;

  paint (f, 0, 0, WIDTH, HEIGHT, 1);
  first = berth_rdp_tiles_take (f->tiles);
  paint (f, 255, 10, 2, 2, 2);
  second = berth_rdp_tiles_take (f->tiles);
  g_assert_cmpuint (berth_rdp_frame_get_n_tiles (second), ==, 2);
  g_assert_cmpuint (pixel_of (find (second, 0, 0), 255, 10), ==, 2);
  g_assert_cmpuint (pixel_of (find (second, 0, 0), 254, 10), ==, 1);
  g_assert_cmpuint (pixel_of (find (second, 1, 0), 256, 11), ==, 2);
  g_assert_cmpuint (pixel_of (find (second, 1, 0), 256, 12), ==, 1);
  /* What was taken before stays as it was. */
  g_assert_cmpuint (pixel_of (find (first, 0, 0), 255, 10), ==, 1);
}

/* A view that is slow gets one frame with everything, not a queue. */
static void
test_slow_view (Fixture *f, gconstpointer data)
{
  g_autoptr (BerthRdpFrame) frame = NULL;

  paint (f, 0, 0, WIDTH, HEIGHT, 1);
  for (guint8 i = 2; i < 100; i++)
    paint (f, i, 5, 1, 1, i);
  frame = berth_rdp_tiles_take (f->tiles);
  g_assert_cmpuint (berth_rdp_frame_get_n_tiles (frame), ==, 6);
  for (guint8 i = 2; i < 100; i++)
    g_assert_cmpuint (pixel_of (find (frame, 0, 0), i, 5), ==, i);
  g_assert_null (berth_rdp_tiles_take (f->tiles));
}

static void
test_complete_in_parts (Fixture *f, gconstpointer data)
{
  g_autoptr (BerthRdpFrame) first = NULL;
  g_autoptr (BerthRdpFrame) second = NULL;
  g_autoptr (BerthRdpFrame) third = NULL;

  paint (f, 0, 0, WIDTH / 2, HEIGHT, 1);
  first = berth_rdp_tiles_take (f->tiles);
  g_assert_false (berth_rdp_frame_is_complete (first));
  paint (f, WIDTH / 2, 0, WIDTH / 2, HEIGHT - 1, 1);
  second = berth_rdp_tiles_take (f->tiles);
  g_assert_false (berth_rdp_frame_is_complete (second));
  paint (f, WIDTH / 2, HEIGHT - 1, WIDTH / 2, 1, 1);
  third = berth_rdp_tiles_take (f->tiles);
  g_assert_true (berth_rdp_frame_is_complete (third));
}

static void
test_complete_by_patience (Fixture *f, gconstpointer data)
{
  g_autoptr (BerthRdpFrame) frame = NULL;

  paint (f, 0, 0, 10, 10, 1);
  g_assert_true (berth_rdp_tiles_complete (f->tiles));
  g_assert_false (berth_rdp_tiles_complete (f->tiles));
  frame = berth_rdp_tiles_take (f->tiles);
  g_assert_true (berth_rdp_frame_is_complete (frame));
}

/* A server may name any size; nobody has the memory for some. */
static void
test_too_large (Fixture *f, gconstpointer data)
{
  g_autoptr (BerthRdpFrame) frame = NULL;

  g_assert_true (berth_rdp_tiles_reset (f->tiles, 15360, 4320));
  g_assert_false (berth_rdp_tiles_reset (f->tiles, 32766, 32766));
  g_assert_false (berth_rdp_tiles_reset (f->tiles, G_MAXUINT, G_MAXUINT));
  berth_rdp_tiles_reset (f->tiles, WIDTH, HEIGHT);
  g_assert_false (berth_rdp_tiles_reset (f->tiles, 65535, 65535));
  paint (f, 0, 0, WIDTH, HEIGHT, 7);
  frame = berth_rdp_tiles_take (f->tiles);
  g_assert_cmpuint (berth_rdp_frame_get_width (frame), ==, WIDTH);
}

static void
test_reset (Fixture *f, gconstpointer data)
{
  g_autoptr (BerthRdpFrame) frame = NULL;

  paint (f, 0, 0, WIDTH, HEIGHT, 1);
  berth_rdp_tiles_reset (f->tiles, 256, 256);
  g_assert_null (berth_rdp_tiles_take (f->tiles));
  paint (f, 0, 0, 255, 256, 2);
  frame = berth_rdp_tiles_take (f->tiles);
  g_assert_false (berth_rdp_frame_is_complete (frame));
  g_assert_cmpuint (berth_rdp_frame_get_n_tiles (frame), ==, 1);
  g_assert_cmpuint (berth_rdp_frame_get_width (frame), ==, 256);
}

typedef struct {
  Fixture *f;
  gint done;
} Painter;

static gpointer
paint_on (gpointer data)
{
  Painter *painter = data;

  for (guint i = 0; i < 400; i++)
    paint (painter->f, 0, 0, WIDTH, HEIGHT, (guint8) i);
  g_atomic_int_set (&painter->done, TRUE);
  return NULL;
}

/* What is taken is all of one picture, however fast the next ones come. */
static void
test_two_threads (Fixture *f, gconstpointer data)
{
  Painter painter = { f, FALSE };
  GThread *thread = g_thread_new ("painter", paint_on, &painter);
  guint8 value = 0;

  while (!g_atomic_int_get (&painter.done)) {
    g_autoptr (BerthRdpFrame) frame = berth_rdp_tiles_take (f->tiles);

    if (frame == NULL)
      continue;
    g_assert_cmpuint (berth_rdp_frame_get_n_tiles (frame), ==, 6);
    value = pixel_of (find (frame, 0, 0), 0, 0);
    for (guint i = 0; i < 6; i++) {
      const BerthRdpTile *tile = berth_rdp_frame_get_tile (frame, i);

      g_assert_cmpuint (pixel_of (tile, tile->x + tile->width - 1, tile->y), ==, value);
    }
  }
  g_thread_join (thread);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/rdp/tiles/nothing", test_nothing);
  ADD ("/rdp/tiles/whole", test_whole);
  ADD ("/rdp/tiles/part", test_part);
  ADD ("/rdp/tiles/slow-view", test_slow_view);
  ADD ("/rdp/tiles/complete-in-parts", test_complete_in_parts);
  ADD ("/rdp/tiles/complete-by-patience", test_complete_by_patience);
  ADD ("/rdp/tiles/too-large", test_too_large);
  ADD ("/rdp/tiles/reset", test_reset);
  ADD ("/rdp/tiles/two-threads", test_two_threads);
  return g_test_run ();
}
