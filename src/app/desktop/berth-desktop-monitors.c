/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-monitors.h"

#include "berth-desktop-layout.h"
#include "berth-desktop-window.h"

/**
 * BerthDesktopMonitors:
 *
 * Spreads a desktop that is full screen over all monitors: the one that its tab's window
 * is on becomes the primary one, and each other gets a window of its own. Where there is
 * only one monitor, or no longer more than one, nothing of that is to be seen.
 */
struct _BerthDesktopMonitors {
  GObject parent_instance;
  BerthDesktopScreen *screen; /* not a reference: what owns it owns this */
  GListModel *monitors;
  GListStore *windows;
  BerthRdpSession *session; /* (nullable) */
  GdkSurface *surface;      /* (nullable): of the tab's window, while it is active */
  BerthDesktopLayout layout;
  gboolean is_active;
  gboolean grab;
  gboolean local_input;
};

enum { LEAVE, WAY_OUT, SEVERAL_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BerthDesktopMonitors, berth_desktop_monitors, G_TYPE_OBJECT)

static void
on_leave (BerthDesktopMonitors *self)
{
  g_signal_emit (self, signals[LEAVE], 0);
}

static void
on_way_out (BerthDesktopMonitors *self)
{
  g_signal_emit (self, signals[WAY_OUT], 0);
}

static void
close_windows (BerthDesktopMonitors *self)
{
  guint n_windows = g_list_model_get_n_items (G_LIST_MODEL (self->windows));

  for (guint i = 0; i < n_windows; i++) {
    g_autoptr (GtkWindow) window
      = g_list_model_get_item (G_LIST_MODEL (self->windows), i);

    g_signal_handlers_disconnect_by_data (window, self);
    gtk_window_destroy (window);
  }
  g_list_store_remove_all (self->windows);
}

static void
open_window (BerthDesktopMonitors *self,
             GdkMonitor *monitor,
             const BerthDesktopPart *part)
{
  BerthDesktopWindow *window
    = berth_desktop_window_new (berth_desktop_screen_get_tiles (self->screen));
  BerthDesktopScreen *screen = berth_desktop_window_get_screen (window);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->screen));

  g_list_store_append (self->windows, window);
  gtk_window_set_title (GTK_WINDOW (window), gtk_window_get_title (GTK_WINDOW (root)));
  berth_desktop_keyboard_set_local_input (berth_desktop_screen_get_keyboard (screen),
                                          self->local_input);
  berth_desktop_window_set_grab (window, self->grab);
  berth_desktop_screen_set_part (screen, part);
  berth_desktop_screen_set_session (screen, self->session);
  g_signal_connect_object (window, "leave", G_CALLBACK (on_leave), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "way-out", G_CALLBACK (on_way_out), self,
                           G_CONNECT_SWAPPED);
  gtk_window_fullscreen_on_monitor (GTK_WINDOW (window), monitor);
  gtk_window_present (GTK_WINDOW (window));
}

static gboolean
find_layout (BerthDesktopMonitors *self, BerthDesktopLayout *layout, guint *primary)
{
  BerthDesktopOutput outputs[BERTH_RDP_MONITORS_MAX];
  guint n_monitors = g_list_model_get_n_items (self->monitors);
  GdkMonitor *here;

  if (!self->is_active || self->session == NULL || self->surface == NULL || n_monitors < 2
      || n_monitors > BERTH_RDP_MONITORS_MAX)
    return FALSE;
  here = gdk_display_get_monitor_at_surface (gdk_surface_get_display (self->surface),
                                             self->surface);
  *primary = 0;
  for (guint i = 0; i < n_monitors; i++) {
    g_autoptr (GdkMonitor) monitor = g_list_model_get_item (self->monitors, i);

    gdk_monitor_get_geometry (monitor, &outputs[i].place);
    outputs[i].scale = gdk_monitor_get_scale (monitor);
    if (monitor == here)
      *primary = i;
  }
  return berth_desktop_layout_find (layout, outputs, n_monitors, *primary);
}

static void
gather (BerthDesktopMonitors *self)
{
  self->layout.n_monitors = 0;
  close_windows (self);
  berth_desktop_screen_set_part (self->screen, NULL);
}

static void
spread (BerthDesktopMonitors *self)
{
  BerthDesktopLayout layout;
  guint primary;

  if (!find_layout (self, &layout, &primary)) {
    gather (self);
    return;
  }
  if (berth_desktop_layout_equal (&layout, &self->layout))
    return;
  close_windows (self);
  self->layout = layout;
  berth_desktop_screen_set_part (self->screen, &layout.parts[primary]);
  for (guint i = 0; i < layout.n_monitors; i++) {
    g_autoptr (GdkMonitor) monitor = g_list_model_get_item (self->monitors, i);

    if (i != primary)
      open_window (self, monitor, &layout.parts[i]);
  }
  berth_rdp_session_request_monitors (self->session, layout.monitors, layout.n_monitors);
}

static void
on_monitors_changed (BerthDesktopMonitors *self,
                     guint position,
                     guint removed,
                     guint added,
                     GListModel *monitors)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, i);

    g_signal_connect_object (monitor, "notify::geometry", G_CALLBACK (spread), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (monitor, "notify::scale", G_CALLBACK (spread), self,
                             G_CONNECT_SWAPPED);
  }
  spread (self);
  g_signal_emit (self, signals[SEVERAL_CHANGED], 0);
}

static void
forget_surface (BerthDesktopMonitors *self)
{
  if (self->surface != NULL)
    g_signal_handlers_disconnect_by_data (self->surface, self);
  g_clear_object (&self->surface);
}

/* The window may be moved to another monitor while it is full screen. */
static void
watch_surface (BerthDesktopMonitors *self)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self->screen));

  forget_surface (self);
  if (native == NULL || gtk_native_get_surface (native) == NULL)
    return;
  self->surface = g_object_ref (gtk_native_get_surface (native));
  g_signal_connect_object (self->surface, "enter-monitor", G_CALLBACK (spread), self,
                           G_CONNECT_SWAPPED);
}

static void
berth_desktop_monitors_dispose (GObject *object)
{
  BerthDesktopMonitors *self = BERTH_DESKTOP_MONITORS (object);

  if (self->windows != NULL)
    close_windows (self);
  forget_surface (self);
  g_clear_object (&self->session);
  g_clear_object (&self->windows);
  g_clear_object (&self->monitors);
  G_OBJECT_CLASS (berth_desktop_monitors_parent_class)->dispose (object);
}

static void
berth_desktop_monitors_class_init (BerthDesktopMonitorsClass *klass)
{
  const GType type = BERTH_TYPE_DESKTOP_MONITORS;

  G_OBJECT_CLASS (klass)->dispose = berth_desktop_monitors_dispose;

  /**
   * BerthDesktopMonitors::leave:
   *
   * On one of the other monitors, the person wants no full screen any more.
   */
  signals[LEAVE] = g_signal_new ("leave", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  /**
   * BerthDesktopMonitors::way-out:
   *
   * On one of the other monitors, the person wants the keyboard back.
   */
  signals[WAY_OUT] = g_signal_new ("way-out", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  /**
   * BerthDesktopMonitors::several-changed:
   *
   * berth_desktop_monitors_are_several() may say something else.
   */
  signals[SEVERAL_CHANGED] = g_signal_new ("several-changed", type, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
berth_desktop_monitors_init (BerthDesktopMonitors *self)
{
  self->windows = g_list_store_new (BERTH_TYPE_DESKTOP_WINDOW);
  self->local_input = TRUE;
}

/**
 * berth_desktop_monitors_new:
 * @screen: what shows the desktop in its tab; it must outlive this
 *
 * Returns: (transfer full): what can spread it over all monitors
 */
BerthDesktopMonitors *
berth_desktop_monitors_new (BerthDesktopScreen *screen)
{
  BerthDesktopMonitors *self;

  g_return_val_if_fail (BERTH_IS_DESKTOP_SCREEN (screen), NULL);

  self = g_object_new (BERTH_TYPE_DESKTOP_MONITORS, NULL);
  self->screen = screen;
  self->monitors = g_object_ref (
    gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (screen))));
  g_signal_connect_object (self->monitors, "items-changed",
                           G_CALLBACK (on_monitors_changed), self, G_CONNECT_SWAPPED);
  on_monitors_changed (self, 0, 0, g_list_model_get_n_items (self->monitors),
                       self->monitors);
  return self;
}

/**
 * berth_desktop_monitors_are_several:
 *
 * Returns: whether there is more than one monitor
 */
gboolean
berth_desktop_monitors_are_several (BerthDesktopMonitors *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_MONITORS (self), FALSE);

  return g_list_model_get_n_items (self->monitors) > 1;
}

/**
 * berth_desktop_monitors_get_windows:
 *
 * Returns: (transfer none): a #BerthDesktopWindow for each monitor beside the primary one
 */
GListModel *
berth_desktop_monitors_get_windows (BerthDesktopMonitors *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_MONITORS (self), NULL);

  return G_LIST_MODEL (self->windows);
}

/**
 * berth_desktop_monitors_set_session:
 * @session: (nullable): what is shown
 */
void
berth_desktop_monitors_set_session (BerthDesktopMonitors *self, BerthRdpSession *session)
{
  g_return_if_fail (BERTH_IS_DESKTOP_MONITORS (self));

  if (!g_set_object (&self->session, session))
    return;
  gather (self);
  spread (self);
}

/**
 * berth_desktop_monitors_set_active:
 * @active: whether the desktop is full screen, and on all monitors
 */
void
berth_desktop_monitors_set_active (BerthDesktopMonitors *self, gboolean active)
{
  g_return_if_fail (BERTH_IS_DESKTOP_MONITORS (self));

  if (self->is_active == active)
    return;
  self->is_active = active;
  if (active)
    watch_surface (self);
  else
    forget_surface (self);
  spread (self);
}

/**
 * berth_desktop_monitors_set_grab:
 * @grab: whether the system's shortcuts are the desktop's
 */
void
berth_desktop_monitors_set_grab (BerthDesktopMonitors *self, gboolean grab)
{
  guint n_windows;

  g_return_if_fail (BERTH_IS_DESKTOP_MONITORS (self));

  self->grab = grab;
  n_windows = g_list_model_get_n_items (G_LIST_MODEL (self->windows));
  for (guint i = 0; i < n_windows; i++) {
    g_autoptr (BerthDesktopWindow) window
      = g_list_model_get_item (G_LIST_MODEL (self->windows), i);

    berth_desktop_window_set_grab (window, grab);
  }
}

/**
 * berth_desktop_monitors_set_local_input:
 * @local_input: whether this computer's input method takes part in typing
 */
void
berth_desktop_monitors_set_local_input (BerthDesktopMonitors *self, gboolean local_input)
{
  guint n_windows;

  g_return_if_fail (BERTH_IS_DESKTOP_MONITORS (self));

  self->local_input = local_input;
  n_windows = g_list_model_get_n_items (G_LIST_MODEL (self->windows));
  for (guint i = 0; i < n_windows; i++) {
    g_autoptr (BerthDesktopWindow) window
      = g_list_model_get_item (G_LIST_MODEL (self->windows), i);

    berth_desktop_keyboard_set_local_input (
      berth_desktop_screen_get_keyboard (berth_desktop_window_get_screen (window)),
      local_input);
  }
}
