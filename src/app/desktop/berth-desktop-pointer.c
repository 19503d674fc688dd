/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-pointer.h"

#include <math.h>

/* One notch of a wheel ([MS-RDPBCGR] 2.2.8.1.1.3.1.1.3, WheelRotationMask). */
#define NOTCH 120
/* A touchpad that has moved a picture by this much has turned the wheel by a notch. */
#define SURFACE_PIXELS_PER_NOTCH 40
#define MOST_FINGERS 10

/**
 * BerthDesktopPointer:
 *
 * Sends what mouse, touchpad and fingers do on a widget. Of several movements within a
 * frame only the last goes out; it always goes before a button or a wheel.
 */
struct _BerthDesktopPointer {
  GObject parent_instance;
  GtkWidget *widget; /* not a reference: it owns this */
  BerthDesktopPlaceFunc find_place;
  BerthDesktopSink *sink;
  double x; /* where the pointer is, in the widget */
  double y;
  gboolean has_moved; /* since the last that was sent */
  guint tick_id;
  guint buttons; /* held, a bit each */
  double rest_x; /* of the wheel, less than can be sent */
  double rest_y;
  GdkEventSequence *fingers[MOST_FINGERS];
};

G_DEFINE_FINAL_TYPE (BerthDesktopPointer, berth_desktop_pointer, G_TYPE_OBJECT)

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  BerthDesktopPointer *self = data;

  self->tick_id = 0;
  berth_desktop_pointer_flush (self);
  return G_SOURCE_REMOVE;
}

static void
cancel_tick (BerthDesktopPointer *self)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (self->widget, self->tick_id);
  self->tick_id = 0;
}

/* Whole 1/120 steps; what is left waits for the next turn, and a turn back drops it. */
static int
take_steps (double *rest, double steps)
{
  double whole;

  if (*rest * steps < 0)
    *rest = 0;
  *rest += steps;
  whole = trunc (*rest);
  *rest -= whole;
  return (int) CLAMP (whole, -G_MAXINT16, G_MAXINT16);
}

static int
find_finger (BerthDesktopPointer *self, GdkEventSequence *finger)
{
  for (int i = 0; i < MOST_FINGERS; i++)
    if (self->fingers[i] == finger)
      return i;
  return -1;
}

/* The place in the widget; an event knows only that in the surface. */
static gboolean
find_event_place (BerthDesktopPointer *self, GdkEvent *event, graphene_point_t *place)
{
  GtkNative *native = gtk_widget_get_native (self->widget);
  double x, y, left, top;

  if (native == NULL || !gdk_event_get_position (event, &x, &y))
    return FALSE;
  gtk_native_get_surface_transform (native, &left, &top);
  return gtk_widget_compute_point (
    GTK_WIDGET (native), self->widget,
    &GRAPHENE_POINT_INIT ((float) (x - left), (float) (y - top)), place);
}

static gboolean
take_scroll (BerthDesktopPointer *self, GdkEvent *event)
{
  GdkScrollDirection direction = gdk_scroll_event_get_direction (event);
  GdkScrollUnit unit = gdk_scroll_event_get_unit (event);
  double dx = 0, dy = 0;

  if (direction == GDK_SCROLL_SMOOTH)
    gdk_scroll_event_get_deltas (event, &dx, &dy);
  else if (direction == GDK_SCROLL_LEFT || direction == GDK_SCROLL_RIGHT)
    dx = direction == GDK_SCROLL_RIGHT ? 1 : -1;
  else
    dy = direction == GDK_SCROLL_DOWN ? 1 : -1;
  berth_desktop_pointer_scroll (self, unit, dx, dy);
  return TRUE;
}

static gboolean
take_touch (BerthDesktopPointer *self, GdkEvent *event, const graphene_point_t *place)
{
  GdkEventType type = gdk_event_get_event_type (event);
  BerthDesktopTouch what = type == GDK_TOUCH_BEGIN    ? BERTH_DESKTOP_TOUCH_DOWN
                           : type == GDK_TOUCH_UPDATE ? BERTH_DESKTOP_TOUCH_MOTION
                                                      : BERTH_DESKTOP_TOUCH_UP;

  if (what == BERTH_DESKTOP_TOUCH_DOWN)
    gtk_widget_grab_focus (self->widget);
  berth_desktop_pointer_touch (self, gdk_event_get_event_sequence (event), what, place->x,
                               place->y);
  return TRUE;
}

static gboolean
take_button (BerthDesktopPointer *self, GdkEvent *event, const graphene_point_t *place)
{
  gboolean down = gdk_event_get_event_type (event) == GDK_BUTTON_PRESS;

  if (down)
    gtk_widget_grab_focus (self->widget);
  berth_desktop_pointer_press (self, gdk_button_event_get_button (event), down, place->x,
                               place->y);
  return TRUE;
}

static gboolean
on_event (BerthDesktopPointer *self, GdkEvent *event)
{
  graphene_point_t place;

  if (self->sink == NULL)
    return FALSE;
  /* A wheel's event tells no place: it is where the pointer was last. */
  if (gdk_event_get_event_type (event) == GDK_SCROLL)
    return take_scroll (self, event);
  if (!find_event_place (self, event, &place))
    return FALSE;
  switch ((int) gdk_event_get_event_type (event)) {
  case GDK_MOTION_NOTIFY:
    berth_desktop_pointer_move (self, place.x, place.y);
    return FALSE;
  case GDK_BUTTON_PRESS:
  case GDK_BUTTON_RELEASE:
    return take_button (self, event, &place);
  case GDK_TOUCH_BEGIN:
  case GDK_TOUCH_UPDATE:
  case GDK_TOUCH_END:
  case GDK_TOUCH_CANCEL:
    return take_touch (self, event, &place);
  default:
    return FALSE;
  }
}

static void
berth_desktop_pointer_finalize (GObject *object)
{
  BerthDesktopPointer *self = BERTH_DESKTOP_POINTER (object);

  g_clear_object (&self->sink);
  G_OBJECT_CLASS (berth_desktop_pointer_parent_class)->finalize (object);
}

static void
berth_desktop_pointer_class_init (BerthDesktopPointerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_desktop_pointer_finalize;
}

static void
berth_desktop_pointer_init (BerthDesktopPointer *self)
{
}

/**
 * berth_desktop_pointer_new:
 * @widget: what the pointer moves over; it must outlive this
 * @find_place: (scope forever): where in the desktop that is
 *
 * Returns: (transfer full): a pointer that has nowhere to send to yet
 */
BerthDesktopPointer *
berth_desktop_pointer_new (GtkWidget *widget, BerthDesktopPlaceFunc find_place)
{
  GtkEventController *events = gtk_event_controller_legacy_new ();
  BerthDesktopPointer *self;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  self = g_object_new (BERTH_TYPE_DESKTOP_POINTER, NULL);
  self->widget = widget;
  self->find_place = find_place;
  g_signal_connect_object (events, "event", G_CALLBACK (on_event), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, events);
  return self;
}

/**
 * berth_desktop_pointer_set_sink:
 * @sink: (nullable): where it all goes from now on
 */
void
berth_desktop_pointer_set_sink (BerthDesktopPointer *self, BerthDesktopSink *sink)
{
  g_return_if_fail (BERTH_IS_DESKTOP_POINTER (self));

  cancel_tick (self);
  g_set_object (&self->sink, sink);
  self->has_moved = FALSE;
  self->buttons = 0;
  self->rest_x = self->rest_y = 0;
  memset (self->fingers, 0, sizeof self->fingers);
}

/**
 * berth_desktop_pointer_flush:
 *
 * Sends the last movement, if it was not sent yet.
 */
void
berth_desktop_pointer_flush (BerthDesktopPointer *self)
{
  int x, y;

  g_return_if_fail (BERTH_IS_DESKTOP_POINTER (self));

  cancel_tick (self);
  if (!self->has_moved)
    return;
  self->has_moved = FALSE;
  if (self->sink != NULL && self->find_place (self->widget, self->x, self->y, &x, &y))
    berth_desktop_sink_send_motion (self->sink, x, y);
}

/**
 * berth_desktop_pointer_move:
 * @x: in the widget
 * @y: in the widget
 *
 * Takes note of a movement, which goes out with the next frame.
 */
void
berth_desktop_pointer_move (BerthDesktopPointer *self, double x, double y)
{
  g_return_if_fail (BERTH_IS_DESKTOP_POINTER (self));

  self->x = x;
  self->y = y;
  self->has_moved = TRUE;
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (self->widget, on_tick, self, NULL);
}

/**
 * berth_desktop_pointer_press:
 * @button: as GDK counts them
 * @down: whether it was pressed, else let go
 * @x: in the widget
 * @y: in the widget
 */
void
berth_desktop_pointer_press (
  BerthDesktopPointer *self, guint button, gboolean down, double x, double y)
{
  guint bit = button < 32 ? 1u << button : 0;
  int place_x, place_y;

  g_return_if_fail (BERTH_IS_DESKTOP_POINTER (self));

  self->x = x;
  self->y = y;
  self->has_moved = FALSE;
  cancel_tick (self);
  if (self->sink == NULL || (!down && (self->buttons & bit) == 0))
    return;
  self->buttons = down ? self->buttons | bit : self->buttons & ~bit;
  if (self->find_place (self->widget, x, y, &place_x, &place_y))
    berth_desktop_sink_send_button (self->sink, button, down, place_x, place_y);
}

/**
 * berth_desktop_pointer_scroll:
 * @unit: what @dx and @dy are in
 * @dx: how far to the right
 * @dy: how far down
 *
 * Turns the wheel; parts of a step are kept until they make one.
 */
void
berth_desktop_pointer_scroll (BerthDesktopPointer *self,
                              GdkScrollUnit unit,
                              double dx,
                              double dy)
{
  double notch = unit == GDK_SCROLL_UNIT_SURFACE ? 1.0 / SURFACE_PIXELS_PER_NOTCH : 1.0;
  int steps_x, steps_y, x, y;

  g_return_if_fail (BERTH_IS_DESKTOP_POINTER (self));

  steps_x = take_steps (&self->rest_x, dx * notch * NOTCH);
  steps_y = take_steps (&self->rest_y, dy * notch * NOTCH);
  if (self->sink == NULL || (steps_x == 0 && steps_y == 0))
    return;
  berth_desktop_pointer_flush (self);
  if (self->find_place (self->widget, self->x, self->y, &x, &y))
    berth_desktop_sink_send_wheel (self->sink, steps_x, steps_y, x, y);
}

/**
 * berth_desktop_pointer_touch:
 * @finger: which one
 * @what: what it did
 * @x: in the widget
 * @y: in the widget
 */
void
berth_desktop_pointer_touch (BerthDesktopPointer *self,
                             GdkEventSequence *finger,
                             BerthDesktopTouch what,
                             double x,
                             double y)
{
  int index, place_x, place_y;

  g_return_if_fail (BERTH_IS_DESKTOP_POINTER (self));

  index = find_finger (self, what == BERTH_DESKTOP_TOUCH_DOWN ? NULL : finger);
  if (self->sink == NULL || index < 0
      || !self->find_place (self->widget, x, y, &place_x, &place_y))
    return;
  self->fingers[index] = what == BERTH_DESKTOP_TOUCH_UP ? NULL : finger;
  berth_desktop_sink_send_touch (self->sink, (guint) index, what, place_x, place_y);
}

/**
 * berth_desktop_pointer_release_all:
 *
 * Lets go of each button that is held.
 */
void
berth_desktop_pointer_release_all (BerthDesktopPointer *self)
{
  g_return_if_fail (BERTH_IS_DESKTOP_POINTER (self));

  for (guint button = 0; button < 32; button++)
    if ((self->buttons & 1u << button) != 0)
      berth_desktop_pointer_press (self, button, FALSE, self->x, self->y);
}
