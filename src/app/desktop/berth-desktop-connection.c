/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-connection.h"

#include "berth-future.h"

/**
 * BerthDesktopConnection:
 *
 * A tab's way to its desktop: one try after the other, each with a session of its own
 * from the same source. What comes of a try that was given up is never heard of.
 */
struct _BerthDesktopConnection {
  GObject parent_instance;
  BerthDesktopSource *source;
  BerthRdpSession *session;  /* (nullable): of the present try, once it is prepared */
  GCancellable *cancellable; /* (nullable): of the present try */
  BerthSessionState state;
  GError *error; /* (nullable): why the last try ended */
};

enum { PROP_0, PROP_STATE, N_PROPS };

static GParamSpec *pspecs[N_PROPS];

enum { PREPARED, OPENED, ENDED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BerthDesktopConnection, berth_desktop_connection, G_TYPE_OBJECT)

/* One try. The connection may be gone before it ends, so the fiber holds it weakly. */
typedef struct {
  GWeakRef connection;
  DexFuture *prepared;
  GCancellable *cancellable;
  BerthRdpSession *session;
  guint width;
  guint height;
  double scale;
} Try;

static void
try_free (gpointer data)
{
  Try *try = data;

  g_weak_ref_clear (&try->connection);
  dex_clear (&try->prepared);
  g_clear_object (&try->cancellable);
  g_clear_object (&try->session);
  g_free (try);
}

static void
set_state (BerthDesktopConnection *self, BerthSessionState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), pspecs[PROP_STATE]);
}

static void
drop_session (BerthDesktopConnection *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->session != NULL) {
    g_signal_handlers_disconnect_by_data (self->session, self);
    dex_future_disown (berth_rdp_session_close (self->session));
  }
  g_clear_object (&self->session);
  berth_desktop_source_close (self->source);
}

static void
end (BerthDesktopConnection *self, BerthSessionState state, const GError *error)
{
  gboolean was_open = self->state == BERTH_SESSION_STATE_READY;

  self->error = error != NULL ? g_error_copy (error) : NULL;
  drop_session (self);
  set_state (self, state);
  g_signal_emit (self, signals[ENDED], 0, was_open);
}

static void
on_failed (BerthDesktopConnection *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    end (self, BERTH_SESSION_STATE_CLOSED, NULL);
  else
    end (self, BERTH_SESSION_STATE_FAILED, error);
}

static void
on_session_state (BerthDesktopConnection *self)
{
  BerthSessionState state = berth_rdp_session_get_state (self->session);

  if (self->state == BERTH_SESSION_STATE_READY
      && (state == BERTH_SESSION_STATE_CLOSED || state == BERTH_SESSION_STATE_FAILED))
    end (self, state, berth_rdp_session_get_error (self->session));
}

static void
take_session (BerthDesktopConnection *self, BerthRdpSession *session)
{
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (on_session_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_emit (self, signals[PREPARED], 0, session);
}

static void
on_ready (BerthDesktopConnection *self)
{
  set_state (self, BERTH_SESSION_STATE_READY);
  g_signal_emit (self, signals[OPENED], 0);
}

static BerthDesktopConnection *
ref_waiting (Try *try)
{
  g_autoptr (BerthDesktopConnection) self = g_weak_ref_get (&try->connection);

  return self != NULL && self->cancellable == try->cancellable ? g_steal_pointer (&self)
                                                               : NULL;
}

static gboolean
prepare (Try *try, GError **error)
{
  g_autoptr (BerthDesktopConnection) self = NULL;

  try->session = dex_await_object (g_steal_pointer (&try->prepared), error);
  self = ref_waiting (try);
  if (try->session == NULL || self == NULL)
    return FALSE;
  take_session (self, try->session);
  return TRUE;
}

static DexFuture *
open_fiber (gpointer data)
{
  Try *try = data;
  g_autoptr (BerthDesktopConnection) self = NULL;
  g_autoptr (GError) error = NULL;
  gboolean connected
    = prepare (try, &error)
      && dex_await (berth_rdp_session_connect (try->session, try->width, try->height,
                                               try->scale, try->cancellable),
                    &error);

  self = ref_waiting (try);
  if (self == NULL) {
    /* Nobody is waiting for this one any more. */
    if (try->session != NULL)
      dex_future_disown (berth_rdp_session_close (try->session));
    return dex_future_new_true ();
  }
  if (connected)
    on_ready (self);
  else
    on_failed (self, error);
  return dex_future_new_true ();
}

static void
berth_desktop_connection_get_property (GObject *object,
                                       guint id,
                                       GValue *value,
                                       GParamSpec *pspec)
{
  switch (id) {
  case PROP_STATE:
    g_value_set_enum (value, (gint) BERTH_DESKTOP_CONNECTION (object)->state);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_desktop_connection_dispose (GObject *object)
{
  BerthDesktopConnection *self = BERTH_DESKTOP_CONNECTION (object);

  if (self->source != NULL)
    drop_session (self);
  g_clear_object (&self->source);
  G_OBJECT_CLASS (berth_desktop_connection_parent_class)->dispose (object);
}

static void
berth_desktop_connection_finalize (GObject *object)
{
  g_clear_error (&BERTH_DESKTOP_CONNECTION (object)->error);
  G_OBJECT_CLASS (berth_desktop_connection_parent_class)->finalize (object);
}

static void
install_signals (GType type)
{
  /**
   * BerthDesktopConnection::prepared:
   * @session: a #BerthRdpSession that will connect next
   *
   * The last moment to say what the session is to have.
   */
  signals[PREPARED] = g_signal_new ("prepared", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, BERTH_TYPE_RDP_SESSION);
  /**
   * BerthDesktopConnection::opened:
   *
   * The desktop is there.
   */
  signals[OPENED] = g_signal_new ("opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  /**
   * BerthDesktopConnection::ended:
   * @was_open: whether the desktop had been there
   *
   * The try, or the session that came of it, is over.
   */
  signals[ENDED] = g_signal_new ("ended", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
berth_desktop_connection_class_init (BerthDesktopConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = berth_desktop_connection_get_property;
  object_class->dispose = berth_desktop_connection_dispose;
  object_class->finalize = berth_desktop_connection_finalize;

  /**
   * BerthDesktopConnection:state:
   *
   * Where the present session is; a new try starts over.
   */
  pspecs[PROP_STATE] = g_param_spec_enum (
    "state", NULL, NULL, BERTH_TYPE_SESSION_STATE, BERTH_SESSION_STATE_IDLE,
    G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, pspecs);
  install_signals (BERTH_TYPE_DESKTOP_CONNECTION);
}

static void
berth_desktop_connection_init (BerthDesktopConnection *self)
{
}

/**
 * berth_desktop_connection_new:
 * @source: where the desktop comes from
 *
 * Returns: (transfer full): a connection that is not open
 */
BerthDesktopConnection *
berth_desktop_connection_new (BerthDesktopSource *source)
{
  BerthDesktopConnection *self;

  g_return_val_if_fail (BERTH_IS_DESKTOP_SOURCE (source), NULL);

  self = g_object_new (BERTH_TYPE_DESKTOP_CONNECTION, NULL);
  self->source = g_object_ref (source);
  return self;
}

/**
 * berth_desktop_connection_open:
 * @parent: what questions are asked above
 * @width: of the desktop, in device pixels
 * @height: likewise
 * @scale: device pixels in an application pixel
 *
 * Begins a new try; the one before, or its session, is given up without a word.
 */
void
berth_desktop_connection_open (BerthDesktopConnection *self,
                               GtkWidget *parent,
                               guint width,
                               guint height,
                               double scale)
{
  Try *try;

  g_return_if_fail (BERTH_IS_DESKTOP_CONNECTION (self));
  g_return_if_fail (GTK_IS_WIDGET (parent));

  drop_session (self);
  g_clear_error (&self->error);
  self->cancellable = g_cancellable_new ();
  set_state (self, BERTH_SESSION_STATE_CONNECTING);

  try = g_new0 (Try, 1);
  g_weak_ref_init (&try->connection, self);
  try->cancellable = g_object_ref (self->cancellable);
  try->width = width;
  try->height = height;
  try->scale = scale;
  try->prepared = berth_desktop_source_prepare (self->source, parent, self->cancellable);
  dex_future_disown (berth_future_spawn (open_fiber, try, try_free));
}

/**
 * berth_desktop_connection_close:
 *
 * Ends the session, or the try.
 */
void
berth_desktop_connection_close (BerthDesktopConnection *self)
{
  g_return_if_fail (BERTH_IS_DESKTOP_CONNECTION (self));

  if (self->cancellable != NULL)
    end (self, BERTH_SESSION_STATE_CLOSED, NULL);
}

/**
 * berth_desktop_connection_is_open:
 *
 * Returns: whether there is something to close
 */
gboolean
berth_desktop_connection_is_open (BerthDesktopConnection *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_CONNECTION (self), FALSE);

  return self->cancellable != NULL;
}

/**
 * berth_desktop_connection_get_state:
 *
 * Returns: [property@DesktopConnection:state]
 */
BerthSessionState
berth_desktop_connection_get_state (BerthDesktopConnection *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_CONNECTION (self), BERTH_SESSION_STATE_IDLE);

  return self->state;
}

/**
 * berth_desktop_connection_get_error:
 *
 * Returns: (nullable): why it ended, where that was nobody's wish
 */
const GError *
berth_desktop_connection_get_error (BerthDesktopConnection *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_CONNECTION (self), NULL);

  return self->error;
}

/**
 * berth_desktop_connection_get_session:
 *
 * Returns: (transfer none) (nullable): the present session, from when it is prepared
 */
BerthRdpSession *
berth_desktop_connection_get_session (BerthDesktopConnection *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_CONNECTION (self), NULL);

  return self->session;
}
