/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-test-viewer.h"

#include <string.h>

/* Sanitizers and two cores shared by all tests make for slow servers. */
#define PATIENCE_S 60

struct _BerthTestViewer {
  BerthRdpSession *session;
  guint width;
  guint height;
  guint32 *pixels; /* BGRX in memory: 0xXXRRGGBB as a number */
  gboolean is_complete;
  guint n_frames;
  DexPromise *changed; /* while somebody awaits */
};

static void
take_tile (BerthTestViewer *self, const BerthRdpTile *tile)
{
  const guint8 *from = g_bytes_get_data (tile->pixels, NULL);

  g_assert_cmpuint (tile->x + tile->width, <=, self->width);
  g_assert_cmpuint (tile->y + tile->height, <=, self->height);
  g_assert_cmpuint (g_bytes_get_size (tile->pixels), ==, tile->stride * tile->height);
  for (guint line = 0; line < tile->height; line++)
    memcpy (self->pixels + (gsize) (tile->y + line) * self->width + tile->x,
            from + line * tile->stride, (gsize) tile->width * 4);
}

static void
take_size (BerthTestViewer *self, const BerthRdpFrame *frame)
{
  if (berth_rdp_frame_get_width (frame) == self->width
      && berth_rdp_frame_get_height (frame) == self->height)
    return;
  self->width = berth_rdp_frame_get_width (frame);
  self->height = berth_rdp_frame_get_height (frame);
  g_free (self->pixels);
  self->pixels = g_new0 (guint32, (gsize) self->width * self->height);
}

static void
look (BerthTestViewer *self)
{
  if (self->changed != NULL && dex_future_is_pending (DEX_FUTURE (self->changed)))
    dex_promise_resolve_boolean (self->changed, TRUE);
}

static void
on_frame (BerthTestViewer *self)
{
  g_autoptr (BerthRdpFrame) frame = berth_rdp_session_take_frame (self->session);

  if (frame != NULL) {
    take_size (self, frame);
    for (guint i = 0; i < berth_rdp_frame_get_n_tiles (frame); i++)
      take_tile (self, berth_rdp_frame_get_tile (frame, i));
    self->is_complete = berth_rdp_frame_is_complete (frame);
    self->n_frames++;
  }
  look (self);
}

BerthTestViewer *
berth_test_viewer_new (BerthRdpSession *session)
{
  BerthTestViewer *self = g_new0 (BerthTestViewer, 1);

  self->session = g_object_ref (session);
  g_signal_connect_swapped (session, "frame", G_CALLBACK (on_frame), self);
  g_signal_connect_swapped (session, "pointer-changed", G_CALLBACK (look), self);
  g_signal_connect_swapped (session, "resized", G_CALLBACK (look), self);
  g_signal_connect_swapped (session, "notify", G_CALLBACK (look), self);
  return self;
}

void
berth_test_viewer_free (BerthTestViewer *self)
{
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_object_unref (self->session);
  g_free (self->pixels);
  g_free (self);
}

gboolean
berth_test_viewer_is_complete (BerthTestViewer *self)
{
  return self->is_complete;
}

guint
berth_test_viewer_get_n_frames (BerthTestViewer *self)
{
  return self->n_frames;
}

/* 0xRRGGBB; 0 outside. */
guint32
berth_test_viewer_get_pixel (BerthTestViewer *self, guint x, guint y)
{
  if (x >= self->width || y >= self->height)
    return 0;
  return GUINT32_FROM_LE (self->pixels[(gsize) y * self->width + x]) & 0xFFFFFF;
}

static gboolean
is_near (guint32 a, guint32 b)
{
  for (guint shift = 0; shift < 24; shift += 8)
    if (ABS ((int) ((a >> shift) & 0xFF) - (int) ((b >> shift) & 0xFF)) > 8)
      return FALSE;
  return TRUE;
}

/* Whether a pixel has the colour, as far as lossy codecs keep it. */
gboolean
berth_test_viewer_shows (BerthTestViewer *self, guint x, guint y, guint32 colour)
{
  return is_near (berth_test_viewer_get_pixel (self, x, y), colour);
}

/* Whether every 16th pixel each way has the colour, as far as lossy codecs keep it. */
gboolean
berth_test_viewer_is_all (BerthTestViewer *self, guint32 colour)
{
  if (!self->is_complete || self->width == 0)
    return FALSE;
  for (guint y = 0; y < self->height; y += 16)
    for (guint x = 0; x < self->width; x += 16)
      if (!is_near (berth_test_viewer_get_pixel (self, x, y), colour))
        return FALSE;
  return is_near (berth_test_viewer_get_pixel (self, self->width - 1, self->height - 1),
                  colour);
}

/* Returns: whether @is_reached became true within so many seconds */
gboolean
berth_test_viewer_await_for (BerthTestViewer *self,
                             BerthTestViewerFunc is_reached,
                             gpointer data,
                             guint seconds)
{
  gint64 end = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;

  while (!is_reached (self, data)) {
    if (g_get_monotonic_time () >= end)
      return FALSE;
    self->changed = dex_promise_new ();
    dex_await (dex_future_first (dex_ref (DEX_FUTURE (self->changed)),
                                 dex_timeout_new_deadline (end), NULL),
               NULL);
    dex_clear (&self->changed);
  }
  return TRUE;
}

/* Fails the test when @is_reached does not become true in time. */
void
berth_test_viewer_await (BerthTestViewer *self,
                         BerthTestViewerFunc is_reached,
                         gpointer data)
{
  g_assert_true (berth_test_viewer_await_for (self, is_reached, data, PATIENCE_S));
}

static gboolean
is_all (BerthTestViewer *self, gpointer data)
{
  return berth_test_viewer_is_all (self, GPOINTER_TO_UINT (data));
}

void
berth_test_viewer_await_colour (BerthTestViewer *self, guint32 colour)
{
  berth_test_viewer_await (self, is_all, GUINT_TO_POINTER (colour));
}

static gboolean
has_size (BerthTestViewer *self, gpointer data)
{
  const guint *size = data;

  return self->is_complete && self->width == size[0] && self->height == size[1];
}

void
berth_test_viewer_await_size (BerthTestViewer *self, guint width, guint height)
{
  guint size[] = { width, height };

  berth_test_viewer_await (self, has_size, size);
}
