/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-window.h"

#include "berth-desktop-shortcuts.h"

/**
 * BerthDesktopWindow:
 *
 * What fills one more monitor with its part of a desktop.
 */
struct _BerthDesktopWindow {
  GtkWindow parent_instance;
  BerthDesktopScreen *screen;
  BerthDesktopShortcuts *shortcuts;
};

enum { LEAVE, WAY_OUT, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BerthDesktopWindow, berth_desktop_window, GTK_TYPE_WINDOW)

static void
on_full_screen_key (BerthDesktopWindow *self)
{
  g_signal_emit (self, signals[LEAVE], 0);
}

static void
on_way_out (BerthDesktopWindow *self)
{
  g_signal_emit (self, signals[WAY_OUT], 0);
}

/* Who closes one of them is done with all. */
static gboolean
berth_desktop_window_close_request (GtkWindow *window)
{
  g_signal_emit (window, signals[LEAVE], 0);
  return TRUE;
}

static void
berth_desktop_window_dispose (GObject *object)
{
  BerthDesktopWindow *self = BERTH_DESKTOP_WINDOW (object);

  if (self->screen != NULL)
    berth_desktop_screen_set_session (self->screen, NULL);
  self->screen = NULL;
  g_clear_object (&self->shortcuts);
  G_OBJECT_CLASS (berth_desktop_window_parent_class)->dispose (object);
}

static void
berth_desktop_window_class_init (BerthDesktopWindowClass *klass)
{
  const GType type = BERTH_TYPE_DESKTOP_WINDOW;

  G_OBJECT_CLASS (klass)->dispose = berth_desktop_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = berth_desktop_window_close_request;

  /**
   * BerthDesktopWindow::leave:
   *
   * The person wants no full screen any more.
   */
  signals[LEAVE] = g_signal_new ("leave", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  /**
   * BerthDesktopWindow::way-out:
   *
   * The person wants the keyboard back.
   */
  signals[WAY_OUT] = g_signal_new ("way-out", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
berth_desktop_window_init (BerthDesktopWindow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "desktop-area");
  gtk_window_set_decorated (GTK_WINDOW (self), FALSE);
}

/**
 * berth_desktop_window_new:
 * @tiles: the whole picture
 *
 * Returns: (transfer none): a window that is not shown yet; GTK holds it until it is
 *   destroyed
 */
BerthDesktopWindow *
berth_desktop_window_new (BerthDesktopTiles *tiles)
{
  BerthDesktopWindow *self = g_object_new (BERTH_TYPE_DESKTOP_WINDOW, NULL);

  self->screen = berth_desktop_screen_new_beside (tiles);
  gtk_window_set_child (GTK_WINDOW (self), GTK_WIDGET (self->screen));
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->screen));
  self->shortcuts = berth_desktop_shortcuts_new (GTK_WIDGET (self->screen));
  g_signal_connect_object (self->shortcuts, "full-screen",
                           G_CALLBACK (on_full_screen_key), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shortcuts, "way-out", G_CALLBACK (on_way_out), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * berth_desktop_window_get_screen:
 *
 * Returns: (transfer none): what shows the part
 */
BerthDesktopScreen *
berth_desktop_window_get_screen (BerthDesktopWindow *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_WINDOW (self), NULL);

  return self->screen;
}

/**
 * berth_desktop_window_set_grab:
 * @grab: whether the system's shortcuts are the desktop's while it has the focus here
 */
void
berth_desktop_window_set_grab (BerthDesktopWindow *self, gboolean grab)
{
  g_return_if_fail (BERTH_IS_DESKTOP_WINDOW (self));

  berth_desktop_shortcuts_set_grab (self->shortcuts, grab);
}
