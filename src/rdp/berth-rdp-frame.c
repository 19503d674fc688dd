/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-frame-private.h"

struct _BerthRdpFrame {
  guint width;
  guint height;
  gboolean is_complete;
  GArray *tiles; /* of BerthRdpTile */
};

G_DEFINE_BOXED_TYPE (BerthRdpFrame,
                     berth_rdp_frame,
                     berth_rdp_frame_ref,
                     berth_rdp_frame_unref)

static void
tile_clear (gpointer data)
{
  BerthRdpTile *tile = data;

  g_clear_pointer (&tile->pixels, g_bytes_unref);
}

static void
frame_clear (gpointer data)
{
  BerthRdpFrame *self = data;

  g_clear_pointer (&self->tiles, g_array_unref);
}

BerthRdpFrame *
berth_rdp_frame_new (guint width, guint height, gboolean is_complete)
{
  BerthRdpFrame *self = g_atomic_rc_box_new0 (BerthRdpFrame);

  self->width = width;
  self->height = height;
  self->is_complete = is_complete;
  self->tiles = g_array_new (FALSE, FALSE, sizeof (BerthRdpTile));
  g_array_set_clear_func (self->tiles, tile_clear);
  return self;
}

/*< private >
 * berth_rdp_frame_add_tile:
 * @tile: its pixels are (transfer full)
 */
void
berth_rdp_frame_add_tile (BerthRdpFrame *self, const BerthRdpTile *tile)
{
  g_array_append_val (self->tiles, *tile);
}

BerthRdpFrame *
berth_rdp_frame_ref (BerthRdpFrame *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
berth_rdp_frame_unref (BerthRdpFrame *self)
{
  g_atomic_rc_box_release_full (self, frame_clear);
}

/**
 * berth_rdp_frame_get_width:
 *
 * Returns: the whole desktop's width in pixels
 */
guint
berth_rdp_frame_get_width (const BerthRdpFrame *self)
{
  return self->width;
}

/**
 * berth_rdp_frame_get_height:
 *
 * Returns: the whole desktop's height in pixels
 */
guint
berth_rdp_frame_get_height (const BerthRdpFrame *self)
{
  return self->height;
}

/**
 * berth_rdp_frame_is_complete:
 *
 * Returns: whether this frame and those before it, since the desktop got this size, make
 *   up a whole picture. Until then a view goes on to show what it has, and keeps the
 * tiles.
 */
gboolean
berth_rdp_frame_is_complete (const BerthRdpFrame *self)
{
  return self->is_complete;
}

/**
 * berth_rdp_frame_get_n_tiles:
 *
 * Returns: how many tiles changed
 */
guint
berth_rdp_frame_get_n_tiles (const BerthRdpFrame *self)
{
  return self->tiles->len;
}

/**
 * berth_rdp_frame_get_tile:
 * @index: less than berth_rdp_frame_get_n_tiles()
 *
 * Returns: (transfer none): a changed tile
 */
const BerthRdpTile *
berth_rdp_frame_get_tile (const BerthRdpFrame *self, guint index)
{
  g_return_val_if_fail (index < self->tiles->len, NULL);

  return &g_array_index (self->tiles, BerthRdpTile, index);
}
