/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-app-test.h"
#include "berth-desktop-tiles.h"
#include "berth-test.h"

#include <math.h>
#include <string.h>

#define TILE 256
#define GREY 0xff7f7f7fu

typedef guint32 (*ColorFunc) (guint x, guint y);

static guint32
all_grey (guint x, guint y)
{
  return GREY;
}

/* No two pixels beside each other are alike, so that a shift by one shows. */
static guint32
checkered (guint x, guint y)
{
  return 0xff000000u | (x * 7 % 256) << 16 | (y * 5 % 256) << 8 | ((x + y) % 2) * 255;
}

static void
put_tile (
  BerthDesktopTiles *tiles, guint x, guint y, guint width, guint height, ColorFunc color)
{
  /* Wider rows than needed: nothing may take the width for the stride. */
  gsize stride = width * 4 + 12;
  guchar *pixels = g_malloc0 (stride * height);
  g_autoptr (GBytes) bytes = g_bytes_new_take (pixels, stride * height);

  for (guint row = 0; row < height; row++)
    for (guint column = 0; column < width; column++) {
      guint32 value = GUINT32_TO_LE (color (x + column, y + row) & 0xffffff);

      memcpy (pixels + row * stride + column * 4, &value, 4);
    }
  berth_desktop_tiles_put (tiles, x, y, width, height, stride, bytes);
}

static void
put_all (BerthDesktopTiles *tiles, guint width, guint height, ColorFunc color)
{
  berth_desktop_tiles_begin (tiles, width, height);
  for (guint y = 0; y < height; y += TILE)
    for (guint x = 0; x < width; x += TILE)
      put_tile (tiles, x, y, MIN (TILE, width - x), MIN (TILE, height - y), color);
}

static BerthDesktopTiles *
new_picture (guint width, guint height, ColorFunc color)
{
  BerthDesktopTiles *tiles = berth_desktop_tiles_new ();

  put_all (tiles, width, height, color);
  berth_desktop_tiles_complete (tiles);
  berth_desktop_tiles_end (tiles);
  return tiles;
}

/* What a surface of that scale shows of @area, device pixel for device pixel. */
static GdkTexture *
paint (BerthDesktopTiles *tiles,
       GskRenderer *renderer,
       const graphene_rect_t *area,
       double scale)
{
  const GdkRGBA green = { 0, 1, 0, 1 };
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  graphene_rect_t viewport = GRAPHENE_RECT_INIT (
    0, 0, roundf ((float) ((area->origin.x + area->size.width) * scale)),
    roundf ((float) ((area->origin.y + area->size.height) * scale)));

  gtk_snapshot_append_color (snapshot, &green, &viewport);
  gtk_snapshot_scale (snapshot, (float) scale, (float) scale);
  berth_desktop_tiles_snapshot (tiles, snapshot, area, scale);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  return gsk_renderer_render_texture (renderer, node, &viewport);
}

static guint32 *
download (GdkTexture *texture)
{
  gsize stride = (gsize) gdk_texture_get_width (texture) * 4;
  guint32 *pixels = g_malloc (stride * (gsize) gdk_texture_get_height (texture));

  gdk_texture_download (texture, (guchar *) pixels, stride);
  return pixels;
}

static void
assert_exact (BerthDesktopTiles *tiles,
              GskRenderer *renderer,
              const graphene_rect_t *area,
              double scale,
              ColorFunc color)
{
  g_autoptr (GdkTexture) texture = paint (tiles, renderer, area, scale);
  g_autofree guint32 *pixels = download (texture);
  guint stride = (guint) gdk_texture_get_width (texture);
  guint left = (guint) lround (area->origin.x * scale);
  guint top = (guint) lround (area->origin.y * scale);
  guint width, height;

  berth_desktop_tiles_get_size (tiles, &width, &height);
  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++) {
      guint32 shown = pixels[(top + y) * stride + left + x];

      if (shown != color (x, y))
        g_error ("at scale %g, pixel %u,%u is %08x, not %08x", scale, x, y, shown,
                 color (x, y));
    }
}

static void
assert_no_seam (BerthDesktopTiles *tiles,
                GskRenderer *renderer,
                const graphene_rect_t *area,
                double scale)
{
  g_autoptr (GdkTexture) texture = paint (tiles, renderer, area, scale);
  g_autofree guint32 *pixels = download (texture);
  int width = gdk_texture_get_width (texture);
  int height = gdk_texture_get_height (texture);

  for (int y = 1; y < height - 1; y++)
    for (int x = 1; x < width - 1; x++)
      if (pixels[y * width + x] != GREY)
        g_error ("a seam at %d,%d: %08x", x, y, pixels[y * width + x]);
}

static const double scales[] = { 1, 1.25, 1.5, 1.75, 2, 2.3333 };

static void
check_exact (GskRenderer *renderer)
{
  g_autoptr (BerthDesktopTiles) tiles = new_picture (1000, 600, checkered);

  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++) {
    double scale = scales[i];

    assert_exact (
      tiles, renderer,
      &GRAPHENE_RECT_INIT (0, 0, (float) (1000 / scale), (float) (600 / scale)), scale,
      checkered);
    assert_exact (tiles, renderer,
                  &GRAPHENE_RECT_INIT ((float) (13 / scale), (float) (7 / scale),
                                       (float) (1000 / scale), (float) (600 / scale)),
                  scale, checkered);
  }
}

static void
check_seams (GskRenderer *renderer)
{
  g_autoptr (BerthDesktopTiles) tiles = new_picture (1000, 600, all_grey);

  assert_no_seam (tiles, renderer, &GRAPHENE_RECT_INIT (0, 0, 730, 438), 1);
  assert_no_seam (tiles, renderer, &GRAPHENE_RECT_INIT (0, 0, 1311.2f, 786.4f), 1.25);
  assert_no_seam (tiles, renderer, &GRAPHENE_RECT_INIT (0, 0, 332, 200), 1.75);
}

static void
with_renderer (GskRenderer *renderer, void (*check) (GskRenderer *))
{
  g_autoptr (GError) error = NULL;

  if (!gsk_renderer_realize_for_display (renderer, gdk_display_get_default (), &error)) {
    g_test_skip_printf ("no such renderer here: %s", error->message);
    g_object_unref (renderer);
    return;
  }
  check (renderer);
  gsk_renderer_unrealize (renderer);
  g_object_unref (renderer);
}

static void
test_exact_in_cairo (void)
{
  with_renderer (gsk_cairo_renderer_new (), check_exact);
}

static void
test_exact_in_gl (void)
{
  with_renderer (gsk_gl_renderer_new (), check_exact);
}

static void
test_seams_in_cairo (void)
{
  with_renderer (gsk_cairo_renderer_new (), check_seams);
}

static void
test_seams_in_gl (void)
{
  with_renderer (gsk_gl_renderer_new (), check_seams);
}

static void
on_news (gpointer tiles, guint *count)
{
  (*count)++;
}

/* Until the new picture is whole, the old one stays. */
static void
test_resize (void)
{
  g_autoptr (BerthDesktopTiles) tiles = new_picture (600, 300, all_grey);
  guint width, height, resized = 0;

  g_signal_connect (tiles, "resized", G_CALLBACK (on_news), &resized);
  put_all (tiles, 800, 500, checkered);
  berth_desktop_tiles_end (tiles);
  berth_desktop_tiles_get_size (tiles, &width, &height);
  g_assert_cmpuint (width, ==, 600);
  g_assert_cmpuint (height, ==, 300);
  g_assert_cmpuint (resized, ==, 0);

  berth_desktop_tiles_complete (tiles);
  berth_desktop_tiles_get_size (tiles, &width, &height);
  g_assert_cmpuint (width, ==, 800);
  g_assert_cmpuint (height, ==, 500);
  g_assert_cmpuint (resized, ==, 1);
}

static void
test_one_tile_changes (void)
{
  g_autoptr (BerthDesktopTiles) tiles = new_picture (600, 300, all_grey);
  g_autoptr (GdkTexture) before = berth_desktop_tiles_dup_picture (tiles);
  g_autoptr (GdkTexture) after = NULL;
  g_autofree guint32 *pixels = NULL;
  guint changed = 0;

  g_signal_connect (tiles, "changed", G_CALLBACK (on_news), &changed);
  berth_desktop_tiles_begin (tiles, 600, 300);
  put_tile (tiles, 256, 0, 256, 256, checkered);
  berth_desktop_tiles_end (tiles);
  g_assert_cmpuint (changed, ==, 1);

  after = berth_desktop_tiles_dup_picture (tiles);
  g_assert_true (before != after);
  pixels = download (after);
  g_assert_cmphex (pixels[255], ==, GREY);
  g_assert_cmphex (pixels[256], ==, checkered (256, 0));
  g_assert_cmphex (pixels[600 * 299], ==, GREY);
}

/* The far end's word: none of it may write beside the picture. */
static void
test_tiles_that_do_not_fit (void)
{
  g_autoptr (BerthDesktopTiles) tiles = new_picture (600, 300, all_grey);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("0123456789abcdef", 16);
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree guint32 *pixels = NULL;

  berth_desktop_tiles_begin (tiles, 600, 300);
  berth_desktop_tiles_put (tiles, 600, 0, 2, 2, 8, bytes);
  berth_desktop_tiles_put (tiles, 599, 0, 2, 2, 8, bytes);
  berth_desktop_tiles_put (tiles, 0, G_MAXUINT, 2, 2, 8, bytes);
  berth_desktop_tiles_put (tiles, 0, 0, 2, 2, 4, bytes);
  berth_desktop_tiles_put (tiles, 0, 0, 2, 3, 8, bytes);
  berth_desktop_tiles_end (tiles);
  texture = berth_desktop_tiles_dup_picture (tiles);
  pixels = download (texture);
  for (guint i = 0; i < 600 * 300; i++)
    g_assert_cmphex (pixels[i], ==, GREY);
}

static void
test_no_picture (void)
{
  BerthDesktopTiles *tiles = berth_desktop_tiles_new ();
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  g_assert_true (berth_desktop_tiles_is_empty (tiles));
  g_assert_null (berth_desktop_tiles_dup_picture (tiles));
  berth_desktop_tiles_snapshot (tiles, snapshot, &GRAPHENE_RECT_INIT (0, 0, 9, 9), 1);
  g_assert_null (gtk_snapshot_free_to_node (snapshot));
  g_assert_finalize_object (tiles);
}

int
main (int argc, char *argv[])
{
  berth_app_test_init (&argc, &argv);
  g_test_add_func ("/desktop/tiles/exact/cairo", test_exact_in_cairo);
  g_test_add_func ("/desktop/tiles/exact/gl", test_exact_in_gl);
  g_test_add_func ("/desktop/tiles/seams/cairo", test_seams_in_cairo);
  g_test_add_func ("/desktop/tiles/seams/gl", test_seams_in_gl);
  g_test_add_func ("/desktop/tiles/resize", test_resize);
  g_test_add_func ("/desktop/tiles/one-tile-changes", test_one_tile_changes);
  g_test_add_func ("/desktop/tiles/no-fit", test_tiles_that_do_not_fit);
  g_test_add_func ("/desktop/tiles/no-picture", test_no_picture);
  return g_test_run ();
}
