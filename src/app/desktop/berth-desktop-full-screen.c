/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-full-screen.h"

/* How near to the upper edge the pointer brings the bar back. */
#define EDGE_PIXELS 3

/**
 * BerthDesktopFullScreen:
 *
 * Fills the screen with a desktop, its bar out of the way: it slides in when the pointer
 * touches the upper edge, and goes when the pointer leaves it.
 */
struct _BerthDesktopFullScreen {
  GObject parent_instance;
  AdwToolbarView *bars; /* not a reference: what owns it owns this */
  GtkWidget *toolbar;   /* likewise */
  GtkWindow *window;    /* (nullable): the one that is full screen */
  gboolean is_active;
};

enum { PROP_0, PROP_ACTIVE, N_PROPS };

static GParamSpec *pspecs[N_PROPS];

G_DEFINE_FINAL_TYPE (BerthDesktopFullScreen, berth_desktop_full_screen, G_TYPE_OBJECT)

/* A menu of the bar that is open has the focus in it. */
static gboolean
is_bar_in_use (BerthDesktopFullScreen *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (self->toolbar));

  return focus != NULL && gtk_widget_is_ancestor (focus, self->toolbar);
}

static void
on_motion (BerthDesktopFullScreen *self, double x, double y)
{
  int height = gtk_widget_get_height (self->toolbar);

  if (!self->is_active)
    return;
  if (y < EDGE_PIXELS)
    adw_toolbar_view_set_reveal_top_bars (self->bars, TRUE);
  else if (y > height && !is_bar_in_use (self))
    adw_toolbar_view_set_reveal_top_bars (self->bars, FALSE);
}

static void
on_window_state (BerthDesktopFullScreen *self)
{
  if (self->window != NULL && !gtk_window_is_fullscreen (self->window))
    berth_desktop_full_screen_set_active (self, FALSE);
}

static void
enter (BerthDesktopFullScreen *self)
{
  GtkRoot *root = gtk_widget_get_root (self->toolbar);

  if (!GTK_IS_WINDOW (root))
    return;
  g_set_weak_pointer (&self->window, GTK_WINDOW (root));
  gtk_window_fullscreen (self->window);
  g_signal_connect_object (self->window, "notify::fullscreened",
                           G_CALLBACK (on_window_state), self, G_CONNECT_SWAPPED);
}

static void
leave (BerthDesktopFullScreen *self)
{
  if (self->window == NULL)
    return;
  g_signal_handlers_disconnect_by_func (self->window, on_window_state, self);
  gtk_window_unfullscreen (self->window);
  g_clear_weak_pointer (&self->window);
}

static void
berth_desktop_full_screen_get_property (GObject *object,
                                        guint id,
                                        GValue *value,
                                        GParamSpec *pspec)
{
  switch (id) {
  case PROP_ACTIVE:
    g_value_set_boolean (value, BERTH_DESKTOP_FULL_SCREEN (object)->is_active);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_desktop_full_screen_dispose (GObject *object)
{
  leave (BERTH_DESKTOP_FULL_SCREEN (object));
  G_OBJECT_CLASS (berth_desktop_full_screen_parent_class)->dispose (object);
}

static void
berth_desktop_full_screen_class_init (BerthDesktopFullScreenClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = berth_desktop_full_screen_get_property;
  object_class->dispose = berth_desktop_full_screen_dispose;

  /**
   * BerthDesktopFullScreen:active:
   *
   * Whether the desktop fills the screen.
   */
  pspecs[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, FALSE,
                                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, pspecs);
}

static void
berth_desktop_full_screen_init (BerthDesktopFullScreen *self)
{
}

/**
 * berth_desktop_full_screen_new:
 * @bars: what holds the desktop; it must outlive this
 * @toolbar: its bar; likewise
 *
 * Returns: (transfer full): what can fill the screen with it
 */
BerthDesktopFullScreen *
berth_desktop_full_screen_new (AdwToolbarView *bars, GtkWidget *toolbar)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  BerthDesktopFullScreen *self;

  g_return_val_if_fail (ADW_IS_TOOLBAR_VIEW (bars), NULL);
  g_return_val_if_fail (GTK_IS_WIDGET (toolbar), NULL);

  self = g_object_new (BERTH_TYPE_DESKTOP_FULL_SCREEN, NULL);
  self->bars = bars;
  self->toolbar = toolbar;
  gtk_event_controller_set_propagation_phase (motion, GTK_PHASE_CAPTURE);
  g_signal_connect_object (motion, "motion", G_CALLBACK (on_motion), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (bars), motion);
  return self;
}

/**
 * berth_desktop_full_screen_is_active:
 *
 * Returns: [property@DesktopFullScreen:active]
 */
gboolean
berth_desktop_full_screen_is_active (BerthDesktopFullScreen *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_FULL_SCREEN (self), FALSE);

  return self->is_active;
}

/**
 * berth_desktop_full_screen_set_active:
 * @active: whether the desktop fills the screen
 */
void
berth_desktop_full_screen_set_active (BerthDesktopFullScreen *self, gboolean active)
{
  g_return_if_fail (BERTH_IS_DESKTOP_FULL_SCREEN (self));

  if (self->is_active == active)
    return;
  self->is_active = active;
  if (active)
    enter (self);
  else
    leave (self);
  adw_toolbar_view_set_extend_content_to_top_edge (self->bars, active);
  adw_toolbar_view_set_reveal_top_bars (self->bars, !active);
  g_object_notify_by_pspec (G_OBJECT (self), pspecs[PROP_ACTIVE]);
}
