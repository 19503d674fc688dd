/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-view.h"

#include "berth-config.h"
#include "berth-desktop-clipboard.h"
#include "berth-desktop-connection.h"
#include "berth-desktop-failure.h"
#include "berth-desktop-pane.h"
#include "berth-desktop-sharing.h"

#include <glib/gi18n.h>

/**
 * BerthDesktopView:
 *
 * A desktop in the window: from the steps on the way there through the desktop itself to
 * the end of its session, each with a way on.
 */
struct _BerthDesktopView {
  AdwBin parent_instance;

  GtkStack *stack;
  AdwStatusPage *connecting_page;
  BerthDesktopPane *pane;
  BerthDesktopFailure *failure;

  BerthDesktopSource *source;
  BerthDesktopConnection *connection;
  BerthDesktopSharing *sharing;
  BerthDesktopClipboard *clipboard; /* (nullable): while a desktop shares it */
  BerthRdpFeatures shared;          /* by the present session */
  gboolean was_prepared;
};

G_DEFINE_FINAL_TYPE (BerthDesktopView, berth_desktop_view, ADW_TYPE_BIN)

enum { PROP_0, PROP_STATE, PROP_FULL_SCREEN, N_PROPS };

static GParamSpec *pspecs[N_PROPS];

enum { TOAST, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
show_page (BerthDesktopView *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "desktop.disconnect",
                                 berth_desktop_connection_is_open (self->connection));
}

static void
leave_session (BerthDesktopView *self)
{
  berth_desktop_pane_set_session (self->pane, NULL);
  g_clear_object (&self->clipboard);
}

static void
on_state (BerthDesktopView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), pspecs[PROP_STATE]);
}

static void
on_prepared (BerthDesktopView *self, BerthRdpSession *session)
{
  /* From then on the menu says it. */
  if (!self->was_prepared)
    berth_desktop_sharing_set (self->sharing,
                               berth_desktop_source_get_shared (self->source));
  self->was_prepared = TRUE;
  self->shared = berth_desktop_sharing_get (self->sharing);
  berth_desktop_sharing_fill (self->sharing, session);
}

static void
on_notice (BerthDesktopView *self, const char *text)
{
  g_signal_emit (self, signals[TOAST], 0, text);
}

static void
share_clipboard (BerthDesktopView *self, BerthRdpSession *session)
{
  self->clipboard
    = berth_desktop_clipboard_new (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                                   berth_rdp_session_get_clipboard (session));
  g_signal_connect_object (self->clipboard, "notice", G_CALLBACK (on_notice), self,
                           G_CONNECT_SWAPPED);
}

static void
on_opened (BerthDesktopView *self)
{
  BerthRdpSession *session = berth_desktop_connection_get_session (self->connection);

  berth_desktop_pane_set_session (self->pane, session);
  if ((self->shared & BERTH_RDP_FEATURE_CLIPBOARD) != 0)
    share_clipboard (self, session);
  show_page (self, "ready");
  gtk_widget_grab_focus (GTK_WIDGET (berth_desktop_view_get_screen (self)));
}

/* The last picture stays where there was one. */
static void
on_ended (BerthDesktopView *self, gboolean was_open)
{
  const GError *error = berth_desktop_connection_get_error (self->connection);

  leave_session (self);
  if (was_open) {
    berth_desktop_pane_show_ended (
      self->pane, error != NULL ? error->message : _ ("The session was closed."));
    berth_desktop_view_set_full_screen (self, FALSE);
    show_page (self, "ready");
  } else if (error != NULL) {
    berth_desktop_failure_show (self->failure, error);
    show_page (self, "failed");
  } else {
    show_page (self, "idle");
  }
}

static void
on_step (BerthDesktopView *self, const char *sentence)
{
  adw_status_page_set_description (self->connecting_page, sentence);
}

/* A session's channels are agreed on when it begins. */
static void
on_sharing_changed (BerthDesktopView *self)
{
  if (berth_desktop_view_get_state (self) == BERTH_SESSION_STATE_READY)
    berth_desktop_view_connect (self);
}

static void
on_full_screen (BerthDesktopView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), pspecs[PROP_FULL_SCREEN]);
}

static void
on_reconnect (GtkWidget *widget, const char *action, GVariant *parameter)
{
  berth_desktop_view_connect (BERTH_DESKTOP_VIEW (widget));
}

static void
on_disconnect (GtkWidget *widget, const char *action, GVariant *parameter)
{
  berth_desktop_view_disconnect (BERTH_DESKTOP_VIEW (widget));
}

static void
berth_desktop_view_get_property (GObject *object,
                                 guint id,
                                 GValue *value,
                                 GParamSpec *pspec)
{
  BerthDesktopView *self = BERTH_DESKTOP_VIEW (object);

  switch (id) {
  case PROP_STATE:
    g_value_set_enum (value, (gint) berth_desktop_view_get_state (self));
    break;
  case PROP_FULL_SCREEN:
    g_value_set_boolean (value, berth_desktop_view_is_full_screen (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_desktop_view_dispose (GObject *object)
{
  BerthDesktopView *self = BERTH_DESKTOP_VIEW (object);

  if (self->pane != NULL)
    leave_session (self);
  g_clear_object (&self->connection);
  g_clear_object (&self->sharing);
  g_clear_object (&self->source);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), BERTH_TYPE_DESKTOP_VIEW);
  G_OBJECT_CLASS (berth_desktop_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (BERTH_TYPE_DESKTOP_FAILURE);
  g_type_ensure (BERTH_TYPE_DESKTOP_PANE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/desktop/berth-desktop-view.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopView, stack);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopView, connecting_page);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopView, pane);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopView, failure);
  gtk_widget_class_bind_template_callback (widget_class, on_notice);
  gtk_widget_class_bind_template_callback (widget_class, on_full_screen);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  /**
   * BerthDesktopView:state:
   *
   * Where the present session is; a new try starts over.
   */
  pspecs[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, BERTH_TYPE_SESSION_STATE,
                                          BERTH_SESSION_STATE_IDLE, readable);
  /**
   * BerthDesktopView:full-screen:
   *
   * Whether nothing but the desktop is to be seen. What holds the view hides what is
   * beside it.
   */
  pspecs[PROP_FULL_SCREEN]
    = g_param_spec_boolean ("full-screen", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, N_PROPS, pspecs);
}

static void
berth_desktop_view_class_init (BerthDesktopViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = berth_desktop_view_dispose;
  object_class->get_property = berth_desktop_view_get_property;
  install_properties (object_class);
  gtk_widget_class_install_action (widget_class, "desktop.reconnect", NULL, on_reconnect);
  gtk_widget_class_install_action (widget_class, "desktop.disconnect", NULL,
                                   on_disconnect);

  /**
   * BerthDesktopView::toast:
   * @text: something to tell in passing
   */
  signals[TOAST] = g_signal_new ("toast", BERTH_TYPE_DESKTOP_VIEW, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  bind_template (widget_class);
}

static void
berth_desktop_view_init (BerthDesktopView *self)
{
  g_autoptr (GdkPaintable) spinner = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  /* GtkBuilder takes only file names for a paintable. */
  spinner
    = GDK_PAINTABLE (adw_spinner_paintable_new (GTK_WIDGET (self->connecting_page)));
  adw_status_page_set_paintable (self->connecting_page, spinner);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "desktop.disconnect", FALSE);

  self->sharing = berth_desktop_sharing_new (GTK_WIDGET (self));
  g_signal_connect_object (self->sharing, "changed", G_CALLBACK (on_sharing_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sharing, "notice", G_CALLBACK (on_notice), self,
                           G_CONNECT_SWAPPED);
}

static void
make_connection (BerthDesktopView *self)
{
  self->connection = berth_desktop_connection_new (self->source);
  g_signal_connect_object (self->connection, "notify::state", G_CALLBACK (on_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->connection, "prepared", G_CALLBACK (on_prepared), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->connection, "opened", G_CALLBACK (on_opened), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->connection, "ended", G_CALLBACK (on_ended), self,
                           G_CONNECT_SWAPPED);
}

static void
take_source (BerthDesktopView *self, BerthDesktopSource *source)
{
  self->source = g_object_ref (source);
  g_signal_connect_object (source, "step", G_CALLBACK (on_step), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "notice", G_CALLBACK (on_notice), self,
                           G_CONNECT_SWAPPED);
  berth_desktop_pane_set_title (self->pane, berth_desktop_source_get_title (source));
  berth_desktop_failure_set_source (self->failure, source);
  make_connection (self);
}

/**
 * berth_desktop_view_new:
 * @source: where the desktop comes from
 *
 * Creates a view that waits for berth_desktop_view_connect().
 */
BerthDesktopView *
berth_desktop_view_new (BerthDesktopSource *source)
{
  BerthDesktopView *self;

  g_return_val_if_fail (BERTH_IS_DESKTOP_SOURCE (source), NULL);

  self = g_object_new (BERTH_TYPE_DESKTOP_VIEW, NULL);
  take_source (self, source);
  return self;
}

/**
 * berth_desktop_view_connect:
 *
 * Connects, or connects again.
 */
void
berth_desktop_view_connect (BerthDesktopView *self)
{
  guint width, height;
  double scale;

  g_return_if_fail (BERTH_IS_DESKTOP_VIEW (self));

  leave_session (self);
  berth_desktop_placement_find_room (GTK_WIDGET (self),
                                     berth_desktop_pane_get_bar_height (self->pane),
                                     &width, &height, &scale);
  berth_desktop_connection_open (self->connection, GTK_WIDGET (self), width, height,
                                 scale);
  show_page (self, "connecting");
}

/**
 * berth_desktop_view_disconnect:
 *
 * Ends the session, or the try to connect.
 */
void
berth_desktop_view_disconnect (BerthDesktopView *self)
{
  g_return_if_fail (BERTH_IS_DESKTOP_VIEW (self));

  berth_desktop_connection_close (self->connection);
}

/**
 * berth_desktop_view_get_state:
 *
 * Returns: [property@DesktopView:state]
 */
BerthSessionState
berth_desktop_view_get_state (BerthDesktopView *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_VIEW (self), BERTH_SESSION_STATE_IDLE);

  return self->connection != NULL ? berth_desktop_connection_get_state (self->connection)
                                  : BERTH_SESSION_STATE_IDLE;
}

/**
 * berth_desktop_view_get_screen:
 *
 * Returns: (transfer none): what shows the desktop
 */
BerthDesktopScreen *
berth_desktop_view_get_screen (BerthDesktopView *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_VIEW (self), NULL);

  return berth_desktop_pane_get_screen (self->pane);
}

/**
 * berth_desktop_view_get_session:
 *
 * Returns: (transfer none) (nullable): the present session, from when it is prepared
 */
BerthRdpSession *
berth_desktop_view_get_session (BerthDesktopView *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_VIEW (self), NULL);

  return berth_desktop_connection_get_session (self->connection);
}

/**
 * berth_desktop_view_get_shared:
 *
 * Returns: what of this computer the last session gets
 */
BerthRdpFeatures
berth_desktop_view_get_shared (BerthDesktopView *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_VIEW (self), BERTH_RDP_FEATURE_NONE);

  return self->shared;
}

/**
 * berth_desktop_view_is_full_screen:
 *
 * Returns: [property@DesktopView:full-screen]
 */
gboolean
berth_desktop_view_is_full_screen (BerthDesktopView *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_VIEW (self), FALSE);

  return self->pane != NULL && berth_desktop_pane_is_full_screen (self->pane);
}

/**
 * berth_desktop_view_set_full_screen:
 * @full_screen: whether nothing but the desktop is to be seen
 */
void
berth_desktop_view_set_full_screen (BerthDesktopView *self, gboolean full_screen)
{
  g_return_if_fail (BERTH_IS_DESKTOP_VIEW (self));

  berth_desktop_pane_set_full_screen (self->pane, full_screen);
}

/**
 * berth_desktop_view_set_all_monitors:
 * @all_monitors: whether full screen is on all monitors, where there are several
 */
void
berth_desktop_view_set_all_monitors (BerthDesktopView *self, gboolean all_monitors)
{
  g_return_if_fail (BERTH_IS_DESKTOP_VIEW (self));

  berth_desktop_pane_set_all_monitors (self->pane, all_monitors);
}
