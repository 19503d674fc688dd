/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-tiles.h"

#include "berth-rdp-frame-private.h"

#include <freerdp/codec/region.h>
#include <string.h>

#define BYTES_PER_PIXEL 4
/* Two 8K monitors side by side. A server may name any size, and each pixel of it is
 * memory here, several times. */
#define AREA_MAX (8192 * 8192)

typedef struct {
  guint8 *pixels; /* what nobody took yet; NULL where nothing changed */
  guint painting; /* the painting that made @pixels */
} Tile;

/*< private >
 * BerthRdpTiles:
 *
 * Where a decoder leaves pictures and a view takes them.
 *
 * A changed tile is copied once, whole, out of the decoder's picture. While nobody takes
 * it, later changes go into that copy, so a slow view gets fewer pictures and never a
 * queue of them. What is taken belongs to the view and is not written to any more.
 *
 * One painter at a time, which the decoder's own lock sees to; it copies without holding
 * @lock, so that a view never waits for it: a view that comes meanwhile gets nothing, and
 * is told again when the picture is there.
 */
struct _BerthRdpTiles {
  GMutex lock;
  gboolean is_painting; /* under lock; the fields below are the painter's while it is set,
                           else they are under lock */
  guint width;
  guint height;
  guint columns;
  guint rows;
  Tile *tiles;
  guint painting;
  gboolean has_pending;
  gboolean is_complete;
  REGION16 painted; /* until it is complete */
};

static void
free_tiles (BerthRdpTiles *self)
{
  for (guint i = 0; i < self->columns * self->rows; i++)
    g_free (self->tiles[i].pixels);
  g_clear_pointer (&self->tiles, g_free);
}

static void
tiles_clear (gpointer data)
{
  BerthRdpTiles *self = data;

  free_tiles (self);
  region16_uninit (&self->painted);
  g_mutex_clear (&self->lock);
}

BerthRdpTiles *
berth_rdp_tiles_new (void)
{
  BerthRdpTiles *self = g_atomic_rc_box_new0 (BerthRdpTiles);

  g_mutex_init (&self->lock);
  region16_init (&self->painted);
  return self;
}

BerthRdpTiles *
berth_rdp_tiles_ref (BerthRdpTiles *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
berth_rdp_tiles_unref (BerthRdpTiles *self)
{
  g_atomic_rc_box_release_full (self, tiles_clear);
}

/*< private >
 * berth_rdp_tiles_reset:
 *
 * Begins a new, incomplete picture; what nobody took of the old one is gone.
 *
 * Returns: %FALSE, and all stays as it is, where that is more than any desktop has
 */
gboolean
berth_rdp_tiles_reset (BerthRdpTiles *self, guint width, guint height)
{
  if ((guint64) width * height > AREA_MAX)
    return FALSE;
  g_mutex_lock (&self->lock);
  free_tiles (self);
  self->width = width;
  self->height = height;
  self->columns = (width + BERTH_RDP_TILE_SIZE - 1) / BERTH_RDP_TILE_SIZE;
  self->rows = (height + BERTH_RDP_TILE_SIZE - 1) / BERTH_RDP_TILE_SIZE;
  self->tiles = g_new0 (Tile, self->columns * self->rows);
  self->has_pending = FALSE;
  self->is_complete = FALSE;
  region16_clear (&self->painted);
  g_mutex_unlock (&self->lock);
  return TRUE;
}

static gboolean
clip (BerthRdpRectangle *rectangle, int width, int height)
{
  int right = MIN ((int) MIN ((gint64) rectangle->x + rectangle->width, width), width);
  int bottom
    = MIN ((int) MIN ((gint64) rectangle->y + rectangle->height, height), height);

  rectangle->x = MAX (rectangle->x, 0);
  rectangle->y = MAX (rectangle->y, 0);
  rectangle->width = right - rectangle->x;
  rectangle->height = bottom - rectangle->y;
  return rectangle->width > 0 && rectangle->height > 0;
}

static BerthRdpRectangle
tile_bounds (BerthRdpTiles *self, guint column, guint row)
{
  BerthRdpRectangle bounds;

  bounds.x = (int) (column * BERTH_RDP_TILE_SIZE);
  bounds.y = (int) (row * BERTH_RDP_TILE_SIZE);
  bounds.width = MIN (BERTH_RDP_TILE_SIZE, (int) self->width - bounds.x);
  bounds.height = MIN (BERTH_RDP_TILE_SIZE, (int) self->height - bounds.y);
  return bounds;
}

/* @part is inside @bounds, both in the desktop's coordinates. */
static void
copy_part (Tile *tile,
           const BerthRdpRectangle *bounds,
           const BerthRdpRectangle *part,
           const guint8 *pixels,
           gsize stride)
{
  gsize tile_stride = (gsize) bounds->width * BYTES_PER_PIXEL;
  gsize size = (gsize) part->width * BYTES_PER_PIXEL;
  const guint8 *from
    = pixels + (gsize) part->y * stride + (gsize) part->x * BYTES_PER_PIXEL;
  guint8 *to = tile->pixels + (gsize) (part->y - bounds->y) * tile_stride
               + (gsize) (part->x - bounds->x) * BYTES_PER_PIXEL;

  for (int line = 0; line < part->height; line++) {
    memcpy (to, from, size);
    from += stride;
    to += tile_stride;
  }
}

static void
paint_tile (BerthRdpTiles *self,
            guint column,
            guint row,
            const BerthRdpRectangle *changed,
            const guint8 *pixels,
            gsize stride)
{
  Tile *tile = &self->tiles[row * self->columns + column];
  BerthRdpRectangle bounds = tile_bounds (self, column, row);
  BerthRdpRectangle part = bounds;

  if (tile->pixels == NULL) {
    tile->pixels = g_malloc ((gsize) bounds.width * bounds.height * BYTES_PER_PIXEL);
    tile->painting = self->painting;
  } else if (tile->painting == self->painting) {
    /* This painting copied the whole tile already. */
    return;
  } else {
    part.x = MAX (bounds.x, changed->x);
    part.y = MAX (bounds.y, changed->y);
    part.width = MIN (bounds.x + bounds.width, changed->x + changed->width) - part.x;
    part.height = MIN (bounds.y + bounds.height, changed->y + changed->height) - part.y;
  }
  copy_part (tile, &bounds, &part, pixels, stride);
}

static void
paint_rectangle (BerthRdpTiles *self,
                 const BerthRdpRectangle *changed,
                 const guint8 *pixels,
                 gsize stride)
{
  guint last_column = (guint) (changed->x + changed->width - 1) / BERTH_RDP_TILE_SIZE;
  guint last_row = (guint) (changed->y + changed->height - 1) / BERTH_RDP_TILE_SIZE;

  for (guint row = (guint) changed->y / BERTH_RDP_TILE_SIZE; row <= last_row; row++)
    for (guint column = (guint) changed->x / BERTH_RDP_TILE_SIZE; column <= last_column;
         column++)
      paint_tile (self, column, row, changed, pixels, stride);
  self->has_pending = TRUE;
}

static void
note_painted (BerthRdpTiles *self, const BerthRdpRectangle *changed)
{
  RECTANGLE_16 rectangle;
  const RECTANGLE_16 *extents;

  if (self->is_complete)
    return;
  rectangle.left = (UINT16) changed->x;
  rectangle.top = (UINT16) changed->y;
  rectangle.right = (UINT16) (changed->x + changed->width);
  rectangle.bottom = (UINT16) (changed->y + changed->height);
  region16_union_rect (&self->painted, &self->painted, &rectangle);
  extents = region16_extents (&self->painted);
  self->is_complete = region16_n_rects (&self->painted) == 1 && extents->left == 0
                      && extents->top == 0 && extents->right == self->width
                      && extents->bottom == self->height;
}

static void
set_painting (BerthRdpTiles *self, gboolean is_painting)
{
  g_mutex_lock (&self->lock);
  self->is_painting = is_painting;
  g_mutex_unlock (&self->lock);
}

/*< private >
 * berth_rdp_tiles_paint:
 * @rectangles: what changed; what is outside the desktop is left out
 * @pixels: the whole desktop, stable during the call
 * @stride: bytes from one of its lines to the next
 *
 * Copies what changed, on the decoder's thread.
 */
void
berth_rdp_tiles_paint (BerthRdpTiles *self,
                       const BerthRdpRectangle *rectangles,
                       guint n_rectangles,
                       const guint8 *pixels,
                       gsize stride)
{
  set_painting (self, TRUE);
  self->painting++;
  for (guint i = 0; i < n_rectangles; i++) {
    BerthRdpRectangle changed = rectangles[i];

    if (!clip (&changed, (int) self->width, (int) self->height))
      continue;
    paint_rectangle (self, &changed, pixels, stride);
    note_painted (self, &changed);
  }
  set_painting (self, FALSE);
}

/*< private >
 * berth_rdp_tiles_complete:
 *
 * Takes the picture for complete though parts of it never came: some servers do not send
 * what is black.
 *
 * Returns: whether it was not complete before
 */
gboolean
berth_rdp_tiles_complete (BerthRdpTiles *self)
{
  gboolean changed;

  g_mutex_lock (&self->lock);
  changed = !self->is_painting && !self->is_complete && self->width > 0;
  if (changed) {
    self->is_complete = TRUE;
    self->has_pending = TRUE;
  }
  g_mutex_unlock (&self->lock);
  return changed;
}

static void
move_tile (BerthRdpTiles *self, BerthRdpFrame *frame, guint column, guint row)
{
  Tile *tile = &self->tiles[row * self->columns + column];
  BerthRdpRectangle bounds = tile_bounds (self, column, row);
  BerthRdpTile taken = { column,
                         row,
                         (guint) bounds.x,
                         (guint) bounds.y,
                         (guint) bounds.width,
                         (guint) bounds.height,
                         (gsize) bounds.width * BYTES_PER_PIXEL,
                         NULL };

  if (tile->pixels == NULL)
    return;
  taken.pixels
    = g_bytes_new_take (g_steal_pointer (&tile->pixels), taken.stride * taken.height);
  berth_rdp_frame_add_tile (frame, &taken);
}

/*< private >
 * berth_rdp_tiles_take:
 *
 * Returns: (transfer full) (nullable): what changed since the last call; %NULL where
 *   nothing did, or the painter is at work
 */
BerthRdpFrame *
berth_rdp_tiles_take (BerthRdpTiles *self)
{
  BerthRdpFrame *frame = NULL;

  g_mutex_lock (&self->lock);
  if (!self->is_painting && self->has_pending) {
    frame = berth_rdp_frame_new (self->width, self->height, self->is_complete);
    for (guint row = 0; row < self->rows; row++)
      for (guint column = 0; column < self->columns; column++)
        move_tile (self, frame, column, row);
    self->has_pending = FALSE;
  }
  g_mutex_unlock (&self->lock);
  return frame;
}
