/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-tiles.h"

#include <math.h>
#include <string.h>

#define BYTES_PER_PIXEL 4
/* More than a tile's worth of what GTK can take; a server that asks for more is refused
 * long before. */
#define LARGEST_SIDE 16384

/**
 * BerthDesktopTiles:
 *
 * The picture of a desktop, in tiles: a change costs one small texture, and what did not
 * change stays where the renderer has it. After a change of size the old picture is shown
 * until the new one is whole, since servers paint a new one white first.
 *
 * Painted device pixel for device pixel where the area has just the picture's size, and
 * as one texture otherwise: tiles that are scaled one by one show seams.
 */
struct _BerthDesktopTiles {
  GObject parent_instance;
  GHashTable *shown; /* position to Tile */
  guint width;
  guint height;
  GHashTable *coming; /* (nullable): of the next size, not whole yet */
  guint coming_width;
  guint coming_height;
  GdkTexture *whole; /* (nullable): all tiles in one, while it is good */
  GdkTexture *stale; /* (nullable): what it was before */
  cairo_region_t *changed;
};

typedef struct {
  guint x;
  guint y;
  guint width;
  guint height;
  gsize stride;
  GBytes *pixels;
  GdkTexture *texture;
} Tile;

enum { CHANGED, RESIZED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BerthDesktopTiles, berth_desktop_tiles, G_TYPE_OBJECT)

static void
tile_free (gpointer data)
{
  Tile *tile = data;

  g_bytes_unref (tile->pixels);
  g_object_unref (tile->texture);
  g_free (tile);
}

static GHashTable *
new_layer (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, tile_free);
}

static gpointer
position_key (guint x, guint y)
{
  return GUINT_TO_POINTER (y * LARGEST_SIDE + x);
}

static void
forget_whole (BerthDesktopTiles *self)
{
  if (self->whole == NULL)
    return;
  g_set_object (&self->stale, self->whole);
  g_clear_object (&self->whole);
}

static void
show_coming (BerthDesktopTiles *self)
{
  gboolean resized
    = self->width != self->coming_width || self->height != self->coming_height;

  g_hash_table_unref (self->shown);
  self->shown = g_steal_pointer (&self->coming);
  self->width = self->coming_width;
  self->height = self->coming_height;
  g_clear_object (&self->whole);
  g_clear_object (&self->stale);
  if (resized)
    g_signal_emit (self, signals[RESIZED], 0);
}

static void
add_change (BerthDesktopTiles *self, const Tile *tile)
{
  const cairo_rectangle_int_t area
    = { (int) tile->x, (int) tile->y, (int) tile->width, (int) tile->height };

  cairo_region_union_rectangle (self->changed, &area);
  forget_whole (self);
}

static gboolean
fits (BerthDesktopTiles *self, const Tile *tile)
{
  guint width = self->coming != NULL ? self->coming_width : self->width;
  guint height = self->coming != NULL ? self->coming_height : self->height;
  gsize least = tile->stride * (tile->height - 1) + (gsize) tile->width * BYTES_PER_PIXEL;

  return tile->x < width && tile->width <= width - tile->x && tile->y < height
         && tile->height <= height - tile->y
         && tile->stride >= (gsize) tile->width * BYTES_PER_PIXEL
         && g_bytes_get_size (tile->pixels) >= least;
}

static void
copy_tile (const Tile *tile, guchar *picture, gsize stride)
{
  const guchar *source = g_bytes_get_data (tile->pixels, NULL);
  guchar *target = picture + tile->y * stride + (gsize) tile->x * BYTES_PER_PIXEL;

  for (guint row = 0; row < tile->height; row++)
    memcpy (target + row * stride, source + row * tile->stride,
            (gsize) tile->width * BYTES_PER_PIXEL);
}

static GBytes *
join_tiles (BerthDesktopTiles *self, gsize stride)
{
  guchar *picture = g_malloc0 (stride * self->height);
  GHashTableIter iter;
  gpointer tile;

  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, NULL, &tile))
    copy_tile (tile, picture, stride);
  return g_bytes_new_take (picture, stride * self->height);
}

/* Told what differs from the one before, GTK repaints no more than that. */
static GdkTexture *
get_whole (BerthDesktopTiles *self)
{
  g_autoptr (GdkMemoryTextureBuilder) builder = NULL;
  g_autoptr (GBytes) pixels = NULL;
  gsize stride = (gsize) self->width * BYTES_PER_PIXEL;

  if (self->whole != NULL)
    return self->whole;
  builder = gdk_memory_texture_builder_new ();
  pixels = join_tiles (self, stride);
  gdk_memory_texture_builder_set_width (builder, (int) self->width);
  gdk_memory_texture_builder_set_height (builder, (int) self->height);
  gdk_memory_texture_builder_set_format (builder, GDK_MEMORY_B8G8R8X8);
  gdk_memory_texture_builder_set_stride (builder, stride);
  gdk_memory_texture_builder_set_bytes (builder, pixels);
  if (self->stale != NULL) {
    gdk_memory_texture_builder_set_update_texture (builder, self->stale);
    gdk_memory_texture_builder_set_update_region (builder, self->changed);
  }
  self->whole = gdk_memory_texture_builder_build (builder);
  g_clear_object (&self->stale);
  g_clear_pointer (&self->changed, cairo_region_destroy);
  self->changed = cairo_region_create ();
  return self->whole;
}

/* In device pixels, so that each edge of a tile is a whole number whatever the scale. */
static void
snapshot_tiles (BerthDesktopTiles *self, GtkSnapshot *snapshot)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const Tile *tile = value;

    gtk_snapshot_append_scaled_texture (
      snapshot, tile->texture, GSK_SCALING_FILTER_NEAREST,
      &GRAPHENE_RECT_INIT ((float) tile->x, (float) tile->y, (float) tile->width,
                           (float) tile->height));
  }
}

static void
berth_desktop_tiles_finalize (GObject *object)
{
  BerthDesktopTiles *self = BERTH_DESKTOP_TILES (object);

  g_hash_table_unref (self->shown);
  g_clear_pointer (&self->coming, g_hash_table_unref);
  g_clear_object (&self->whole);
  g_clear_object (&self->stale);
  cairo_region_destroy (self->changed);
  G_OBJECT_CLASS (berth_desktop_tiles_parent_class)->finalize (object);
}

static void
berth_desktop_tiles_class_init (BerthDesktopTilesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_desktop_tiles_finalize;

  /**
   * BerthDesktopTiles::changed:
   *
   * There is something new to paint.
   */
  signals[CHANGED] = g_signal_new ("changed", BERTH_TYPE_DESKTOP_TILES, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * BerthDesktopTiles::resized:
   *
   * The picture that is shown has another size.
   */
  signals[RESIZED] = g_signal_new ("resized", BERTH_TYPE_DESKTOP_TILES, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
berth_desktop_tiles_init (BerthDesktopTiles *self)
{
  self->shown = new_layer ();
  self->changed = cairo_region_create ();
}

/**
 * berth_desktop_tiles_new:
 *
 * Returns: (transfer full): no picture yet
 */
BerthDesktopTiles *
berth_desktop_tiles_new (void)
{
  return g_object_new (BERTH_TYPE_DESKTOP_TILES, NULL);
}

/**
 * berth_desktop_tiles_begin:
 * @width: the desktop's width in pixels
 * @height: its height
 *
 * Begins to take over a frame. One of another size than the picture shown is gathered
 * unseen until berth_desktop_tiles_complete().
 */
void
berth_desktop_tiles_begin (BerthDesktopTiles *self, guint width, guint height)
{
  gboolean is_shown, is_coming;

  g_return_if_fail (BERTH_IS_DESKTOP_TILES (self));
  g_return_if_fail (width > 0 && width <= LARGEST_SIDE);
  g_return_if_fail (height > 0 && height <= LARGEST_SIDE);

  is_shown = self->coming == NULL && width == self->width && height == self->height;
  is_coming = self->coming != NULL && width == self->coming_width
              && height == self->coming_height;
  if (is_shown || is_coming)
    return;
  g_clear_pointer (&self->coming, g_hash_table_unref);
  self->coming = new_layer ();
  self->coming_width = width;
  self->coming_height = height;
}

/**
 * berth_desktop_tiles_put:
 * @x: the tile's left edge in the desktop
 * @y: its top edge
 * @width: its width in pixels
 * @height: its height
 * @stride: bytes from row to row
 * @pixels: bytes in the order blue, green, red, unused
 *
 * Takes over one tile; the one at the same place goes. What does not fit the desktop is
 * passed over.
 */
void
berth_desktop_tiles_put (BerthDesktopTiles *self,
                         guint x,
                         guint y,
                         guint width,
                         guint height,
                         gsize stride,
                         GBytes *pixels)
{
  Tile *tile;
  GHashTable *layer;

  g_return_if_fail (BERTH_IS_DESKTOP_TILES (self));
  g_return_if_fail (width > 0 && height > 0 && pixels != NULL);

  if (!fits (self, &(Tile) { x, y, width, height, stride, pixels, NULL }))
    return;
  layer = self->coming != NULL ? self->coming : self->shown;
  tile = g_new0 (Tile, 1);
  *tile = (Tile) { x, y, width, height, stride, g_bytes_ref (pixels), NULL };
  tile->texture = gdk_memory_texture_new ((int) width, (int) height, GDK_MEMORY_B8G8R8X8,
                                          pixels, stride);
  if (self->coming == NULL)
    add_change (self, tile);
  g_hash_table_replace (layer, position_key (x, y), tile);
}

/**
 * berth_desktop_tiles_complete:
 *
 * Says that the picture of a new size is whole: it takes the old one's place.
 */
void
berth_desktop_tiles_complete (BerthDesktopTiles *self)
{
  g_return_if_fail (BERTH_IS_DESKTOP_TILES (self));

  if (self->coming != NULL)
    show_coming (self);
}

/**
 * berth_desktop_tiles_end:
 *
 * Ends a frame: what is shown may have changed.
 */
void
berth_desktop_tiles_end (BerthDesktopTiles *self)
{
  g_return_if_fail (BERTH_IS_DESKTOP_TILES (self));

  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * berth_desktop_tiles_is_empty:
 *
 * Returns: whether there was no whole picture yet
 */
gboolean
berth_desktop_tiles_is_empty (BerthDesktopTiles *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_TILES (self), TRUE);

  return self->width == 0;
}

/**
 * berth_desktop_tiles_get_size:
 * @width: (out): of the picture that is shown; 0 where there is none
 * @height: (out): likewise
 */
void
berth_desktop_tiles_get_size (BerthDesktopTiles *self, guint *width, guint *height)
{
  g_return_if_fail (BERTH_IS_DESKTOP_TILES (self));

  *width = self->width;
  *height = self->height;
}

/**
 * berth_desktop_tiles_snapshot:
 * @snapshot: where to paint
 * @area: where the picture goes, its corner on a device pixel
 * @scale: device pixels in a unit of @area
 *
 * Paints the picture over the whole of @area.
 */
void
berth_desktop_tiles_snapshot (BerthDesktopTiles *self,
                              GtkSnapshot *snapshot,
                              const graphene_rect_t *area,
                              double scale)
{
  gboolean is_exact;

  g_return_if_fail (BERTH_IS_DESKTOP_TILES (self));

  if (self->width == 0)
    return;
  is_exact = fabs (area->size.width * scale - self->width) < 0.5
             && fabs (area->size.height * scale - self->height) < 0.5;
  if (is_exact) {
    gtk_snapshot_save (snapshot);
    gtk_snapshot_translate (snapshot, &area->origin);
    gtk_snapshot_scale (snapshot, (float) (1 / scale), (float) (1 / scale));
    snapshot_tiles (self, snapshot);
    gtk_snapshot_restore (snapshot);
  } else {
    gboolean shrinks = area->size.width * scale < self->width;

    gtk_snapshot_append_scaled_texture (
      snapshot, get_whole (self),
      shrinks ? GSK_SCALING_FILTER_TRILINEAR : GSK_SCALING_FILTER_LINEAR, area);
  }
}

/**
 * berth_desktop_tiles_dup_picture:
 *
 * Returns: (transfer full) (nullable): the picture that is shown, as one texture
 */
GdkTexture *
berth_desktop_tiles_dup_picture (BerthDesktopTiles *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_TILES (self), NULL);

  return self->width > 0 ? g_object_ref (get_whole (self)) : NULL;
}
