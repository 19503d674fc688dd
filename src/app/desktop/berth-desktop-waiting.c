/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-waiting.h"

#include "berth-config.h"

#include <glib/gi18n.h>

/**
 * BerthDesktopWaiting:
 *
 * What stands above a desktop's picture while there is none yet, or the one that is seen
 * is old since the connection was lost.
 */
struct _BerthDesktopWaiting {
  AdwBin parent_instance;
  GtkRevealer *waiting;
  GtkLabel *label;
  BerthDesktopTiles *tiles;
  BerthRdpSession *session; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (BerthDesktopWaiting, berth_desktop_waiting, ADW_TYPE_BIN)

static void
update (BerthDesktopWaiting *self)
{
  gboolean is_empty = berth_desktop_tiles_is_empty (self->tiles);
  gboolean is_lost
    = self->session != NULL && berth_rdp_session_is_reconnecting (self->session);

  if (is_lost)
    gtk_label_set_text (self->label, _ ("The connection was lost. Connecting again…"));
  else if (is_empty)
    gtk_label_set_text (self->label, _ ("The desktop is being drawn…"));
  gtk_revealer_set_reveal_child (self->waiting,
                                 self->session != NULL && (is_lost || is_empty));
}

static void
on_picture (BerthDesktopWaiting *self)
{
  if (gtk_revealer_get_reveal_child (self->waiting))
    update (self);
}

static void
berth_desktop_waiting_dispose (GObject *object)
{
  BerthDesktopWaiting *self = BERTH_DESKTOP_WAITING (object);

  g_clear_object (&self->session);
  g_clear_object (&self->tiles);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), BERTH_TYPE_DESKTOP_WAITING);
  G_OBJECT_CLASS (berth_desktop_waiting_parent_class)->dispose (object);
}

static void
berth_desktop_waiting_class_init (BerthDesktopWaitingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = berth_desktop_waiting_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/desktop/berth-desktop-waiting.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopWaiting, waiting);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopWaiting, label);
}

static void
berth_desktop_waiting_init (BerthDesktopWaiting *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * berth_desktop_waiting_set_tiles:
 * @tiles: the picture that is waited for
 */
void
berth_desktop_waiting_set_tiles (BerthDesktopWaiting *self, BerthDesktopTiles *tiles)
{
  g_return_if_fail (BERTH_IS_DESKTOP_WAITING (self));
  g_return_if_fail (self->tiles == NULL);

  self->tiles = g_object_ref (tiles);
  g_signal_connect_object (tiles, "changed", G_CALLBACK (on_picture), self,
                           G_CONNECT_SWAPPED);
}

/**
 * berth_desktop_waiting_set_session:
 * @session: (nullable): where the picture comes from
 */
void
berth_desktop_waiting_set_session (BerthDesktopWaiting *self, BerthRdpSession *session)
{
  g_return_if_fail (BERTH_IS_DESKTOP_WAITING (self));

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (session != NULL)
    g_signal_connect_object (session, "notify::reconnecting", G_CALLBACK (update), self,
                             G_CONNECT_SWAPPED);
  update (self);
}
