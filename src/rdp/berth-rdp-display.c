/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-display.h"

#include <math.h>
#include <string.h>

/* [MS-RDPEDISP] 2.2.2.2.1: what the fields of a monitor's layout may be. */
#define SIDE_MIN 200
#define SIDE_MAX 8192
#define MILLIMETRES_MIN 10
#define MILLIMETRES_MAX 10000
#define DESKTOP_SCALE_MIN 100
#define DESKTOP_SCALE_MAX 500

/* So many answers in a row that are not what was asked for, and we stop asking. */
#define BOUNCES_MAX 3
/* More questions without an answer are not remembered. */
#define ASKED_MAX 4
/* How often the same is asked: xrdp hears nothing while it signs somebody in. */
#define UNANSWERED_MAX 5

/*< private >
 * BerthRdpDisplay:
 *
 * The rule by which a desktop's size follows the window's: one question at a time, an
 * answer that echoes a question starts nothing new, and after %BOUNCES_MAX other answers
 * in a row the server gets its way for good. Without the last part a server and a client
 * that disagree resize each other for ever. The owner's; it knows no FreeRDP.
 */
struct _BerthRdpDisplay {
  gboolean is_available;
  guint64 area_max;
  guint monitors_max;
  gboolean is_waiting;
  guint bounces;
  guint unanswered; /* questions for the present wish */
  guint width;      /* what the desktop has */
  guint height;
  BerthRdpSize wish; /* no width: none */
  BerthRdpSize last; /* what was asked for last, or what the desktop became by itself */
  BerthRdpSize asked[ASKED_MAX];
  guint n_asked;
};

BerthRdpDisplay *
berth_rdp_display_new (void)
{
  return g_new0 (BerthRdpDisplay, 1);
}

void
berth_rdp_display_free (BerthRdpDisplay *self)
{
  g_free (self);
}

static guint
device_scale_for (guint desktop_scale)
{
  if (desktop_scale >= 180)
    return 180;
  return desktop_scale >= 140 ? 140 : 100;
}

/*< private >
 * berth_rdp_size_fit:
 * @width: what is wanted, in device pixels
 * @height: the same
 * @scale: device pixels per logical pixel
 *
 * Returns: the nearest size that a server may be asked for: inside the limits, and of an
 *   even width ([MS-RDPEDISP] 2.2.2.2.1)
 */
BerthRdpSize
berth_rdp_size_fit (guint width, guint height, double scale)
{
  BerthRdpSize size = { 0 };

  size.width = CLAMP (width, SIDE_MIN, SIDE_MAX) & ~1u;
  size.height = CLAMP (height, SIDE_MIN, SIDE_MAX);
  size.desktop_scale
    = (guint) CLAMP (lround (scale * 100), DESKTOP_SCALE_MIN, DESKTOP_SCALE_MAX);
  size.device_scale = device_scale_for (size.desktop_scale);
  return size;
}

/*< private >
 * berth_rdp_size_around:
 * @monitors: (array length=n_monitors): what shows the desktop
 * @n_monitors: how many; more than 0
 *
 * Returns: the size of the rectangle around them, and how they lie in it; for one alone
 *   what berth_rdp_size_fit() says
 */
BerthRdpSize
berth_rdp_size_around (const BerthRdpMonitor *monitors, guint n_monitors)
{
  int left = G_MAXINT, top = G_MAXINT, right = G_MININT, bottom = G_MININT;
  double scale = monitors[0].scale;
  BerthRdpSize size;

  for (guint i = 0; i < n_monitors; i++) {
    left = MIN (left, monitors[i].x);
    top = MIN (top, monitors[i].y);
    right = MAX (right, monitors[i].x + (int) monitors[i].width);
    bottom = MAX (bottom, monitors[i].y + (int) monitors[i].height);
    if (monitors[i].is_primary)
      scale = monitors[i].scale;
  }
  size = berth_rdp_size_fit ((guint) (right - left), (guint) (bottom - top), scale);
  if (n_monitors == 1)
    return size;
  /* The limit of a side is one monitor's. */
  size.width = (guint) (right - left) & ~1u;
  size.height = (guint) (bottom - top);
  size.n_monitors = MIN (n_monitors, BERTH_RDP_MONITORS_MAX);
  memcpy (size.monitors, monitors, size.n_monitors * sizeof *monitors);
  return size;
}

/*< private >
 * berth_rdp_size_to_millimetres:
 *
 * Returns: how long so many pixels are on a screen of this scale, where a logical pixel
 * is 1/96 inch
 */
guint
berth_rdp_size_to_millimetres (const BerthRdpSize *self, guint pixels)
{
  return CLAMP (pixels * 2540 / 96 / self->desktop_scale, MILLIMETRES_MIN,
                MILLIMETRES_MAX);
}

static gboolean
is_same_monitor (const BerthRdpMonitor *a, const BerthRdpMonitor *b)
{
  return a->x == b->x && a->y == b->y && a->width == b->width && a->height == b->height
         && a->scale == b->scale && a->is_primary == b->is_primary;
}

gboolean
berth_rdp_size_equal (const BerthRdpSize *a, const BerthRdpSize *b)
{
  if (a->width != b->width || a->height != b->height
      || a->desktop_scale != b->desktop_scale || a->n_monitors != b->n_monitors)
    return FALSE;
  for (guint i = 0; i < a->n_monitors; i++)
    if (!is_same_monitor (&a->monitors[i], &b->monitors[i]))
      return FALSE;
  return TRUE;
}

/*< private >
 * berth_rdp_display_set_available:
 * @area_max: how many pixels the server allows
 * @monitors_max: how many monitors
 *
 * The server takes layouts from now on.
 */
void
berth_rdp_display_set_available (BerthRdpDisplay *self,
                                 guint64 area_max,
                                 guint monitors_max)
{
  self->is_available = TRUE;
  self->area_max = area_max;
  self->monitors_max = monitors_max;
}

/*< private >
 * berth_rdp_display_set_unavailable:
 *
 * The connection is gone; the next one may be to a server of another mind.
 */
void
berth_rdp_display_set_unavailable (BerthRdpDisplay *self)
{
  self->is_available = FALSE;
  self->is_waiting = FALSE;
  self->n_asked = 0;
}

void
berth_rdp_display_wish (BerthRdpDisplay *self, const BerthRdpSize *size)
{
  if (!berth_rdp_size_equal (&self->wish, size))
    self->unanswered = 0;
  self->wish = *size;
}

static void
remember_asked (BerthRdpDisplay *self, const BerthRdpSize *size)
{
  if (self->n_asked == ASKED_MAX) {
    for (guint i = 1; i < ASKED_MAX; i++)
      self->asked[i - 1] = self->asked[i];
    self->n_asked--;
  }
  self->asked[self->n_asked++] = *size;
}

/* A server that knows one monitor gets one of the whole size. */
static BerthRdpSize
find_possible (BerthRdpDisplay *self)
{
  if (self->wish.n_monitors <= self->monitors_max)
    return self->wish;
  return berth_rdp_size_fit (self->wish.width, self->wish.height,
                             self->wish.desktop_scale / 100.0);
}

/*< private >
 * berth_rdp_display_next:
 * @size: (out): what to ask the server for
 *
 * Returns: whether there is something to ask now
 */
gboolean
berth_rdp_display_next (BerthRdpDisplay *self, BerthRdpSize *size)
{
  if (self->wish.width == 0 || self->is_waiting || !berth_rdp_display_follows (self))
    return FALSE;
  *size = find_possible (self);
  if ((guint64) size->width * size->height > self->area_max
      || berth_rdp_size_equal (size, &self->last))
    return FALSE;
  /* A new scale alone is not answered by a new size. */
  if (size->width != self->last.width || size->height != self->last.height) {
    remember_asked (self, size);
    self->is_waiting = TRUE;
  }
  self->last = *size;
  return TRUE;
}

/*< private >
 * berth_rdp_display_is_waiting:
 *
 * Returns: whether the server still owes an answer
 */
gboolean
berth_rdp_display_is_waiting (BerthRdpDisplay *self)
{
  return self->is_waiting;
}

/*< private >
 * berth_rdp_display_stop_waiting:
 *
 * The answer takes too long; it is still known when it comes. The question may have been
 * lost on the server, and is asked again.
 */
void
berth_rdp_display_stop_waiting (BerthRdpDisplay *self)
{
  self->is_waiting = FALSE;
  if (++self->unanswered >= UNANSWERED_MAX)
    return;
  self->last.width = self->width;
  self->last.height = self->height;
}

static gboolean
forget_asked (BerthRdpDisplay *self, guint width, guint height)
{
  for (guint i = 0; i < self->n_asked; i++) {
    if (self->asked[i].width != width || self->asked[i].height != height)
      continue;
    for (guint j = i + 1; j < self->n_asked; j++)
      self->asked[j - i - 1] = self->asked[j];
    self->n_asked -= i + 1;
    return TRUE;
  }
  return FALSE;
}

static void
stay_at (BerthRdpDisplay *self, guint width, guint height)
{
  self->n_asked = 0;
  self->is_waiting = FALSE;
  self->width = width;
  self->height = height;
  self->last.width = width;
  self->last.height = height;
  self->last.n_monitors = 0;
}

/*< private >
 * berth_rdp_display_connected:
 *
 * A connection began with this size, and with the scale that was wished for.
 */
void
berth_rdp_display_connected (BerthRdpDisplay *self, guint width, guint height)
{
  stay_at (self, width, height);
  self->last.desktop_scale = self->wish.desktop_scale;
}

/*< private >
 * berth_rdp_display_became:
 *
 * The desktop has this size now, by our asking or by the server's own will.
 */
void
berth_rdp_display_became (BerthRdpDisplay *self, guint width, guint height)
{
  gboolean was_asked = self->n_asked > 0;

  /* Some servers say everything twice. */
  if (self->width == width && self->height == height)
    return;
  self->width = width;
  self->height = height;
  self->unanswered = 0;
  if (forget_asked (self, width, height)) {
    self->bounces = 0;
    self->is_waiting = self->n_asked > 0 && self->is_waiting;
    if (!self->is_waiting) {
      self->last.width = width;
      self->last.height = height;
    }
    return;
  }
  if (was_asked)
    self->bounces++;
  stay_at (self, width, height);
  /* Asking again for the same would only begin a quarrel. */
  self->wish.width = 0;
}

/*< private >
 * berth_rdp_display_follows:
 *
 * Returns: whether the desktop's size can follow the window's
 */
gboolean
berth_rdp_display_follows (BerthRdpDisplay *self)
{
  return self->is_available && self->bounces < BOUNCES_MAX;
}
