/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-screen.h"

#include "berth-app-test.h"
#include "berth-test-compositor.h"
#include "berth-test.h"

#include <math.h>
#include <string.h>

#define TILE 256
#define PATIENCE (20 * G_USEC_PER_SEC)

typedef struct {
  GtkWindow *window;
  BerthDesktopScreen *screen;
} Fixture;

/* No two pixels beside each other are alike, so that a shift by one shows. */
static guint32
color_at (guint x, guint y)
{
  return 0xff000000u | (x * 7 % 256) << 16 | (y * 5 % 256) << 8 | ((x + y) % 2) * 255;
}

static void
put_tile (BerthDesktopTiles *tiles, guint x, guint y, guint width, guint height)
{
  guint32 *pixels = g_new (guint32, width * height);
  g_autoptr (GBytes) bytes = g_bytes_new_take (pixels, (gsize) width * height * 4);

  for (guint row = 0; row < height; row++)
    for (guint column = 0; column < width; column++)
      pixels[row * width + column] = color_at (x + column, y + row);
  berth_desktop_tiles_put (tiles, x, y, width, height, (gsize) width * 4, bytes);
}

static void
put_picture (BerthDesktopTiles *tiles, guint width, guint height)
{
  berth_desktop_tiles_begin (tiles, width, height);
  for (guint y = 0; y < height; y += TILE)
    for (guint x = 0; x < width; x += TILE)
      put_tile (tiles, x, y, MIN (TILE, width - x), MIN (TILE, height - y));
  berth_desktop_tiles_complete (tiles);
  berth_desktop_tiles_end (tiles);
}

/* A header above, so that the picture does not begin at the surface's own corner. */
static void
set_up (Fixture *f)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = gtk_label_new ("desktop");

  gtk_widget_set_size_request (header, -1, 37);
  f->screen = g_object_ref_sink (g_object_new (BERTH_TYPE_DESKTOP_SCREEN, NULL));
  gtk_widget_set_vexpand (GTK_WIDGET (f->screen), TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (f->screen));
  f->window = g_object_ref (GTK_WINDOW (gtk_window_new ()));
  gtk_window_set_child (f->window, box);
  gtk_window_set_decorated (f->window, FALSE);
  gtk_window_set_default_size (f->window, 400, 303);
  gtk_window_present (f->window);
  berth_app_test_settle ();
}

static void
tear_down (Fixture *f)
{
  berth_app_test_close (f->window);
  g_assert_finalize_object (f->screen);
}

static double
get_scale (Fixture *f)
{
  return gdk_surface_get_scale (gtk_native_get_surface (GTK_NATIVE (f->window)));
}

static void
await_scale (Fixture *f, double scale)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (fabs (get_scale (f) - scale) > 0.001) {
    if (g_get_monotonic_time () > end)
      g_error ("the scale is %f", get_scale (f));
    dex_await (dex_timeout_new_msec (10), NULL);
  }
  berth_app_test_settle ();
}

/* The window as its surface shows it, device pixel for device pixel. */
static GdkTexture *
paint (Fixture *f)
{
  double scale = get_scale (f);
  int width = gtk_widget_get_width (GTK_WIDGET (f->window));
  int height = gtk_widget_get_height (GTK_WIDGET (f->window));
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (f->window));
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  gtk_snapshot_scale (snapshot, (float) scale, (float) scale);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  return gsk_renderer_render_texture (
    gtk_native_get_renderer (GTK_NATIVE (f->window)), node,
    &GRAPHENE_RECT_INIT (0, 0, ceilf ((float) (width * scale)),
                         ceilf ((float) (height * scale))));
}

static void
find_corner (Fixture *f, int *left, int *top)
{
  graphene_point_t corner;
  double scale = get_scale (f);

  g_assert_true (gtk_widget_compute_point (GTK_WIDGET (f->screen), GTK_WIDGET (f->window),
                                           &GRAPHENE_POINT_INIT_ZERO, &corner));
  *left = (int) ceil (corner.x * scale);
  *top = (int) ceil (corner.y * scale);
}

/* Each pixel of the desktop is one of the screen's, at each scale. */
static void
assert_exact (Fixture *f)
{
  BerthDesktopTiles *tiles = berth_desktop_screen_get_tiles (f->screen);
  g_autoptr (GdkTexture) shown = NULL;
  g_autofree guint32 *pixels = NULL;
  guint width, height, n_wrong = 0;
  double scale;
  int left, top, stride;

  g_assert_true (berth_desktop_screen_get_size (f->screen, &width, &height, &scale));
  width &= ~1u;
  put_picture (tiles, width, height);
  berth_app_test_settle ();
  shown = paint (f);
  find_corner (f, &left, &top);
  stride = gdk_texture_get_width (shown);
  pixels = g_new (guint32, stride * gdk_texture_get_height (shown));
  gdk_texture_download (shown, (guchar *) pixels, (gsize) stride * 4);
  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      if (((pixels[((guint) top + y) * (guint) stride + (guint) left + x]
            ^ color_at (x, y))
           & 0xffffff)
          != 0)
        n_wrong++;
  g_test_message ("%u x %u at %g: %u pixels are wrong", width, height, scale, n_wrong);
  g_assert_cmpuint (n_wrong, ==, 0);
}

/* As GDK_SCALE says. */
static void
test_display (void)
{
  const char *wanted = g_getenv ("GDK_SCALE");
  Fixture f;

  set_up (&f);
  await_scale (&f, wanted != NULL ? g_ascii_strtod (wanted, NULL) : 1);
  assert_exact (&f);
  tear_down (&f);
}

static void
test_fractional (void)
{
  static const double scales[][2] = { { 1.25, 1 }, { 1, 1 } };
  BerthTestCompositor *compositor = berth_test_compositor_new ();
  Fixture f;

  set_up (&f);
  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++) {
    berth_test_compositor_plug (compositor, 1, scales[i]);
    await_scale (&f, scales[i][0]);
    assert_exact (&f);
  }
  tear_down (&f);
  berth_test_compositor_free (compositor);
}

int
main (int argc, char *argv[])
{
  berth_app_test_init (&argc, &argv);
  if (g_getenv ("BERTH_TEST_COMPOSITOR") != NULL)
    berth_test_add ("/desktop/exact/fractional", test_fractional);
  else
    berth_test_add ("/desktop/exact/display", test_display);
  return g_test_run ();
}
