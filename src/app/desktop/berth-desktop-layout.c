/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-layout.h"

#include <math.h>
#include <string.h>

/* What servers take as a monitor ([MS-RDPEDISP] 2.2.2.2.1). */
#define SIDE_MIN 200
#define SIDE_MAX 8192
/* What GTK takes as a picture, and Berth as a desktop. */
#define WHOLE_SIDE_MAX 16384
#define WHOLE_AREA_MAX (8192 * 8192)

typedef struct {
  int start;
  int length; /* in application pixels */
  int pixels; /* in device pixels */
} Span;

static int
compare_edges (const void *a, const void *b)
{
  return *(const int *) a - *(const int *) b;
}

/* How many device pixels an application pixel takes between two edges: as many as the
 * densest monitor there wants, so that none lies over another. */
static double
find_density (const Span *spans, guint n_spans, int from, int to)
{
  double density = 0;

  for (guint i = 0; i < n_spans; i++)
    if (spans[i].start <= from && spans[i].start + spans[i].length >= to)
      density = MAX (density, (double) spans[i].pixels / spans[i].length);
  return density > 0 ? density : 1;
}

/* Application pixels are the same for all monitors, device pixels are not: what lies
 * behind a dense monitor moves on. */
static void
find_starts (const Span *spans, guint n_spans, int *starts)
{
  int edges[2 * BERTH_RDP_MONITORS_MAX];
  double position = 0;

  for (guint i = 0; i < n_spans; i++) {
    edges[2 * i] = spans[i].start;
    edges[2 * i + 1] = spans[i].start + spans[i].length;
  }
  qsort (edges, 2 * n_spans, sizeof *edges, compare_edges);
  for (guint i = 0; i < 2 * n_spans; i++) {
    if (i > 0 && edges[i] > edges[i - 1])
      position += (edges[i] - edges[i - 1])
                  * find_density (spans, n_spans, edges[i - 1], edges[i]);
    for (guint j = 0; j < n_spans; j++)
      if (spans[j].start == edges[i])
        starts[j] = (int) lround (position);
  }
}

static gboolean
is_possible (const BerthDesktopLayout *self)
{
  const BerthDesktopPart *whole = &self->parts[0];

  for (guint i = 0; i < self->n_monitors; i++)
    if (self->monitors[i].width < SIDE_MIN || self->monitors[i].width > SIDE_MAX
        || self->monitors[i].height < SIDE_MIN || self->monitors[i].height > SIDE_MAX)
      return FALSE;
  return whole->width <= WHOLE_SIDE_MAX && whole->height <= WHOLE_SIDE_MAX
         && (guint64) whole->width * whole->height <= WHOLE_AREA_MAX;
}

static void
find_whole (BerthDesktopLayout *self)
{
  guint width = 0, height = 0;

  for (guint i = 0; i < self->n_monitors; i++) {
    width = MAX (width, (guint) self->parts[i].x + self->monitors[i].width);
    height = MAX (height, (guint) self->parts[i].y + self->monitors[i].height);
  }
  for (guint i = 0; i < self->n_monitors; i++) {
    self->parts[i].width = width;
    self->parts[i].height = height;
  }
}

/**
 * berth_desktop_layout_find:
 * @self: (out caller-allocates): how a desktop lies over them
 * @outputs: (array length=n_outputs): the monitors here
 * @n_outputs: how many
 * @primary: which one has the desktop's panel
 *
 * Returns: whether one desktop can lie over all of them
 */
gboolean
berth_desktop_layout_find (BerthDesktopLayout *self,
                           const BerthDesktopOutput *outputs,
                           guint n_outputs,
                           guint primary)
{
  Span columns[BERTH_RDP_MONITORS_MAX];
  Span rows[BERTH_RDP_MONITORS_MAX];
  int lefts[BERTH_RDP_MONITORS_MAX];
  int tops[BERTH_RDP_MONITORS_MAX];

  memset (self, 0, sizeof *self);
  if (n_outputs == 0 || n_outputs > BERTH_RDP_MONITORS_MAX || primary >= n_outputs)
    return FALSE;
  for (guint i = 0; i < n_outputs; i++) {
    const GdkRectangle *place = &outputs[i].place;
    int width = (int) lround (place->width * outputs[i].scale) & ~1;
    int height = (int) lround (place->height * outputs[i].scale);

    if (width <= 0 || height <= 0)
      return FALSE;
    columns[i] = (Span) { place->x, place->width, width };
    rows[i] = (Span) { place->y, place->height, height };
  }
  find_starts (columns, n_outputs, lefts);
  find_starts (rows, n_outputs, tops);
  self->n_monitors = n_outputs;
  for (guint i = 0; i < n_outputs; i++) {
    self->parts[i] = (BerthDesktopPart) { lefts[i], tops[i], 0, 0 };
    self->monitors[i] = (BerthRdpMonitor) {
      .x = lefts[i] - lefts[primary],
      .y = tops[i] - tops[primary],
      .width = (guint) columns[i].pixels,
      .height = (guint) rows[i].pixels,
      .scale = outputs[i].scale,
      .is_primary = i == primary,
    };
  }
  find_whole (self);
  return is_possible (self);
}

static gboolean
is_same_monitor (const BerthRdpMonitor *a, const BerthRdpMonitor *b)
{
  return a->x == b->x && a->y == b->y && a->width == b->width && a->height == b->height
         && a->scale == b->scale && a->is_primary == b->is_primary;
}

gboolean
berth_desktop_layout_equal (const BerthDesktopLayout *a, const BerthDesktopLayout *b)
{
  if (a->n_monitors != b->n_monitors)
    return FALSE;
  for (guint i = 0; i < a->n_monitors; i++)
    if (!is_same_monitor (&a->monitors[i], &b->monitors[i]))
      return FALSE;
  return TRUE;
}
