/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-session-private.h"

#include "berth-future.h"

#define DEFAULT_CONNECT_TIMEOUT_S 30

G_DEFINE_FINAL_TYPE (BerthRdpSession, berth_rdp_session, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_STATE,
  PROP_RECONNECTING,
  PROP_WIDTH,
  PROP_HEIGHT,
  PROP_SIZE_FOLLOWS,
  PROP_STATISTICS,
  N_PROPS,
};

enum {
  SIGNAL_FRAME,
  SIGNAL_POINTER_CHANGED,
  SIGNAL_RESIZED,
  N_SIGNALS,
};

static GParamSpec *pspecs[N_PROPS];
static guint signals[N_SIGNALS];

static void
berth_rdp_session_get_property (GObject *object,
                                guint prop_id,
                                GValue *value,
                                GParamSpec *pspec)
{
  BerthRdpSession *self = BERTH_RDP_SESSION (object);

  switch (prop_id) {
  case PROP_STATE:
    g_value_set_enum (value, (gint) self->state);
    break;
  case PROP_RECONNECTING:
    g_value_set_boolean (value, self->is_reconnecting);
    break;
  case PROP_WIDTH:
    g_value_set_uint (value, self->width);
    break;
  case PROP_HEIGHT:
    g_value_set_uint (value, self->height);
    break;
  case PROP_SIZE_FOLLOWS:
    g_value_set_boolean (value, self->size_follows);
    break;
  case PROP_STATISTICS:
    g_value_set_boxed (value, self->statistics);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
berth_rdp_session_dispose (GObject *object)
{
  BerthRdpSession *self = BERTH_RDP_SESSION (object);

  g_cancellable_cancel (self->closing);
  if (self->link != NULL)
    berth_rdp_link_stop (self->link);
  berth_rdp_session_clear_sources (self);
  if (self->connected != NULL && dex_future_is_pending (DEX_FUTURE (self->connected)))
    dex_promise_reject (self->connected,
                        g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                             "Nobody holds the session any more"));
  berth_remote_func_clear (&self->dial);
  berth_remote_func_clear (&self->trust);
  berth_remote_func_clear (&self->password);
  g_clear_pointer (&self->link, berth_rdp_link_unref);
  dex_clear (&self->connected);

  G_OBJECT_CLASS (berth_rdp_session_parent_class)->dispose (object);
}

static void
berth_rdp_session_finalize (GObject *object)
{
  BerthRdpSession *self = BERTH_RDP_SESSION (object);

  g_clear_object (&self->target);
  g_clear_object (&self->closing);
  g_clear_object (&self->certificate);
  g_clear_object (&self->clipboard);
  g_clear_pointer (&self->statistics, berth_rdp_statistics_free);
  g_clear_pointer (&self->display, berth_rdp_display_free);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (berth_rdp_session_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  /**
   * BerthRdpSession:state:
   *
   * Where the session is.
   */
  pspecs[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, BERTH_TYPE_SESSION_STATE,
                                          BERTH_SESSION_STATE_IDLE, flags);
  /**
   * BerthRdpSession:reconnecting:
   *
   * Whether the connection was lost and is being made anew.
   */
  pspecs[PROP_RECONNECTING]
    = g_param_spec_boolean ("reconnecting", NULL, NULL, FALSE, flags);
  /**
   * BerthRdpSession:width:
   *
   * The desktop's width in pixels; 0 until it is there.
   */
  pspecs[PROP_WIDTH] = g_param_spec_uint ("width", NULL, NULL, 0, G_MAXUINT, 0, flags);
  /**
   * BerthRdpSession:height:
   *
   * The desktop's height in pixels; 0 until it is there.
   */
  pspecs[PROP_HEIGHT] = g_param_spec_uint ("height", NULL, NULL, 0, G_MAXUINT, 0, flags);
  /**
   * BerthRdpSession:size-follows:
   *
   * Whether the desktop takes the sizes that berth_rdp_session_request_size() asks for.
   * %FALSE until the server said that it does, and again when it always answers with
   * another size: a view then scales.
   */
  pspecs[PROP_SIZE_FOLLOWS]
    = g_param_spec_boolean ("size-follows", NULL, NULL, FALSE, flags);
  /**
   * BerthRdpSession:statistics:
   *
   * How the connection does, once a second while berth_rdp_session_set_watch_statistics()
   * is on; %NULL else.
   */
  pspecs[PROP_STATISTICS]
    = g_param_spec_boxed ("statistics", NULL, NULL, BERTH_TYPE_RDP_STATISTICS, flags);
  g_object_class_install_properties (object_class, N_PROPS, pspecs);
}

static void
install_signals (GType type)
{
  /**
   * BerthRdpSession::frame:
   *
   * Something changed on the desktop. At most one of these is under way, however much
   * changes: who hears it takes everything with berth_rdp_session_take_frame(), when it
   * likes.
   */
  signals[SIGNAL_FRAME] = g_signal_new ("frame", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 0);
  /**
   * BerthRdpSession::pointer-changed:
   *
   * berth_rdp_session_get_pointer() is another one.
   */
  signals[SIGNAL_POINTER_CHANGED] = g_signal_new (
    "pointer-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * BerthRdpSession::resized:
   *
   * The desktop has another size; what is shown of it stays good until a frame is
   * complete.
   */
  signals[SIGNAL_RESIZED] = g_signal_new ("resized", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
berth_rdp_session_class_init (BerthRdpSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = berth_rdp_session_dispose;
  object_class->finalize = berth_rdp_session_finalize;
  object_class->get_property = berth_rdp_session_get_property;
  install_properties (object_class);
  install_signals (G_TYPE_FROM_CLASS (klass));
}

static void
berth_rdp_session_init (BerthRdpSession *self)
{
  self->connect_timeout_s = DEFAULT_CONNECT_TIMEOUT_S;
  self->closing = g_cancellable_new ();
  self->display = berth_rdp_display_new ();
}

/*< private >
 * berth_rdp_session_tell:
 *
 * Tells who listens.
 */
void
berth_rdp_session_tell (BerthRdpSession *self, BerthRdpSessionChange change)
{
  GObject *object = G_OBJECT (self);

  switch (change) {
  case BERTH_RDP_SESSION_CHANGE_STATE:
    g_object_notify_by_pspec (object, pspecs[PROP_STATE]);
    break;
  case BERTH_RDP_SESSION_CHANGE_RECONNECTING:
    g_object_notify_by_pspec (object, pspecs[PROP_RECONNECTING]);
    break;
  case BERTH_RDP_SESSION_CHANGE_SIZE:
    g_object_freeze_notify (object);
    g_object_notify_by_pspec (object, pspecs[PROP_WIDTH]);
    g_object_notify_by_pspec (object, pspecs[PROP_HEIGHT]);
    g_object_thaw_notify (object);
    g_signal_emit (self, signals[SIGNAL_RESIZED], 0);
    break;
  case BERTH_RDP_SESSION_CHANGE_SIZE_FOLLOWS:
    g_object_notify_by_pspec (object, pspecs[PROP_SIZE_FOLLOWS]);
    break;
  case BERTH_RDP_SESSION_CHANGE_STATISTICS:
    g_object_notify_by_pspec (object, pspecs[PROP_STATISTICS]);
    break;
  case BERTH_RDP_SESSION_CHANGE_FRAME:
    g_signal_emit (self, signals[SIGNAL_FRAME], 0);
    break;
  case BERTH_RDP_SESSION_CHANGE_POINTER:
    g_signal_emit (self, signals[SIGNAL_POINTER_CHANGED], 0);
    break;
  default:
    g_assert_not_reached ();
  }
}

static void
weak_ref_free (gpointer data)
{
  GWeakRef *ref = data;

  g_weak_ref_clear (ref);
  g_free (ref);
}

static DexFuture *
on_thread_ended (DexFuture *future, gpointer user_data)
{
  GWeakRef *ref = user_data;
  g_autoptr (BerthRdpSession) self = g_weak_ref_get (ref);

  if (self != NULL && self->link != NULL)
    berth_rdp_session_end_with (self, berth_rdp_link_get_error (self->link));
  return NULL;
}

static void
start (BerthRdpSession *self)
{
  GWeakRef *ref = g_new0 (GWeakRef, 1);

  berth_rdp_link_set_answer_within (self->link, self->connect_timeout_s);
  berth_rdp_link_start (self->link);
  g_weak_ref_init (ref, self);
  dex_future_disown (dex_future_finally (berth_rdp_link_join (self->link),
                                         on_thread_ended, ref, weak_ref_free));
}

static void
on_connect_cancelled (GCancellable *cancellable, gpointer data)
{
  g_autoptr (BerthRdpSession) self = g_weak_ref_get (data);

  if (self != NULL && self->state != BERTH_SESSION_STATE_READY)
    dex_future_disown (berth_rdp_session_close (self));
}

static void
watch_cancellable (BerthRdpSession *self, GCancellable *cancellable)
{
  GWeakRef *ref;

  if (cancellable == NULL)
    return;
  ref = g_new0 (GWeakRef, 1);
  g_weak_ref_init (ref, self);
  g_cancellable_connect (cancellable, G_CALLBACK (on_connect_cancelled), ref,
                         weak_ref_free);
}

/**
 * berth_rdp_session_new:
 * @target: where to go
 */
BerthRdpSession *
berth_rdp_session_new (BerthRdpTarget *target)
{
  BerthRdpSession *self;

  g_return_val_if_fail (BERTH_IS_RDP_TARGET (target), NULL);

  self = g_object_new (BERTH_TYPE_RDP_SESSION, NULL);
  self->target = g_object_ref (target);
  self->link = berth_rdp_link_new (target, &berth_rdp_session_owner, G_OBJECT (self));
  self->clipboard = berth_rdp_clipboard_new ();
  berth_rdp_link_set_clipboard (self->link,
                                berth_rdp_clipboard_get_wire (self->clipboard));
  return self;
}

/**
 * berth_rdp_session_connect:
 * @width: the desktop's in device pixels, moved to the nearest that servers take
 * @height: the same
 * @scale: device pixels per logical pixel
 * @cancellable: (nullable): gives up; the session is closed then
 *
 * Connects, checks the server and signs in. A session connects once.
 *
 * Returns: (transfer full): a future that resolves to %TRUE when the desktop is there, or
 *   rejects with any [error@RemoteError], what the dial or password function rejected
 *   with, or %G_IO_ERROR_CANCELLED
 */
DexFuture *
berth_rdp_session_connect (BerthRdpSession *self,
                           guint width,
                           guint height,
                           double scale,
                           GCancellable *cancellable)
{
  BerthRdpSize size;
  DexFuture *connected;

  g_return_val_if_fail (BERTH_IS_RDP_SESSION (self), NULL);
  g_return_val_if_fail (self->connected == NULL, NULL);

  if (g_cancellable_is_cancelled (cancellable))
    berth_rdp_session_end_with (self, NULL);
  if (berth_rdp_session_is_over (self))
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                  "The session was closed before it connected");
  size = berth_rdp_size_fit (width, height, scale);
  berth_rdp_display_wish (self->display, &size);
  berth_rdp_link_set_size (self->link, &size);
  self->connected = dex_promise_new ();
  connected = dex_ref (DEX_FUTURE (self->connected));
  berth_rdp_session_set_state (self, BERTH_SESSION_STATE_CONNECTING);
  start (self);
  watch_cancellable (self, cancellable);
  return connected;
}

/**
 * berth_rdp_session_close:
 *
 * Ends the session at whatever stage it is. Waits for nothing.
 *
 * Returns: (transfer full): a future that resolves to %TRUE when its thread has ended
 */
DexFuture *
berth_rdp_session_close (BerthRdpSession *self)
{
  g_return_val_if_fail (BERTH_IS_RDP_SESSION (self), NULL);

  g_cancellable_cancel (self->closing);
  berth_rdp_link_stop (self->link);
  berth_rdp_session_end_with (self, NULL);
  return berth_rdp_link_join (self->link);
}

/**
 * berth_rdp_session_get_target:
 *
 * Returns: (transfer none): where it goes
 */
BerthRdpTarget *
berth_rdp_session_get_target (BerthRdpSession *self)
{
  g_return_val_if_fail (BERTH_IS_RDP_SESSION (self), NULL);

  return self->target;
}

/**
 * berth_rdp_session_get_state:
 *
 * Returns: [property@RdpSession:state]
 */
BerthSessionState
berth_rdp_session_get_state (BerthRdpSession *self)
{
  g_return_val_if_fail (BERTH_IS_RDP_SESSION (self), BERTH_SESSION_STATE_FAILED);

  return self->state;
}

/**
 * berth_rdp_session_is_reconnecting:
 *
 * Returns: [property@RdpSession:reconnecting]
 */
gboolean
berth_rdp_session_is_reconnecting (BerthRdpSession *self)
{
  g_return_val_if_fail (BERTH_IS_RDP_SESSION (self), FALSE);

  return self->is_reconnecting;
}

/**
 * berth_rdp_session_get_error:
 *
 * Returns: (nullable): why it failed
 */
const GError *
berth_rdp_session_get_error (BerthRdpSession *self)
{
  g_return_val_if_fail (BERTH_IS_RDP_SESSION (self), NULL);

  return self->error;
}

/**
 * berth_rdp_session_get_certificate:
 *
 * Returns: (transfer none) (nullable): what the server showed and was found right; %NULL
 *   until then
 */
BerthRdpCertificate *
berth_rdp_session_get_certificate (BerthRdpSession *self)
{
  g_return_val_if_fail (BERTH_IS_RDP_SESSION (self), NULL);

  return self->certificate;
}
