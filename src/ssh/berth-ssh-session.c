/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-config.h"

#include "berth-ssh-session-private.h"

#include "berth-future.h"
#include "berth-remote-dial.h"
#include "berth-remote-error.h"
#include "berth-ssh-host-check.h"
#include "berth-ssh-identity-load.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_CONNECT_TIMEOUT_S 20

G_DEFINE_FINAL_TYPE (BerthSshSession, berth_ssh_session, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_STATE,
  PROP_FINGERPRINT,
  N_PROPS,
};

static GParamSpec *pspecs[N_PROPS];

static void
berth_ssh_session_get_property (GObject *object,
                                guint prop_id,
                                GValue *value,
                                GParamSpec *pspec)
{
  BerthSshSession *self = BERTH_SSH_SESSION (object);

  switch (prop_id) {
  case PROP_STATE:
    g_value_set_enum (value, (gint) self->state);
    break;
  case PROP_FINGERPRINT:
    g_value_set_string (value, self->fingerprint);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
berth_ssh_session_dispose (GObject *object)
{
  BerthSshSession *self = BERTH_SSH_SESSION (object);

  g_cancellable_cancel (self->closing);
  if (self->worker != NULL)
    berth_worker_stop (self->worker);
  berth_remote_func_clear (&self->trust);
  berth_remote_func_clear (&self->passphrase);
  g_clear_pointer (&self->link, berth_ssh_link_unref);
  g_clear_object (&self->worker);
  dex_clear (&self->connecting);

  G_OBJECT_CLASS (berth_ssh_session_parent_class)->dispose (object);
}

static void
berth_ssh_session_finalize (GObject *object)
{
  BerthSshSession *self = BERTH_SSH_SESSION (object);

  g_clear_object (&self->target);
  g_clear_object (&self->host_keys);
  g_clear_object (&self->closing);
  g_clear_pointer (&self->fingerprint, g_free);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (berth_ssh_session_parent_class)->finalize (object);
}

static void
berth_ssh_session_class_init (BerthSshSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = berth_ssh_session_dispose;
  object_class->finalize = berth_ssh_session_finalize;
  object_class->get_property = berth_ssh_session_get_property;

  /**
   * BerthSshSession:state:
   *
   * Where the session is.
   */
  pspecs[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, BERTH_TYPE_SESSION_STATE,
                                          BERTH_SESSION_STATE_IDLE,
                                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * BerthSshSession:fingerprint:
   *
   * What the host shows, "SHA256:…"; %NULL until it did.
   */
  pspecs[PROP_FINGERPRINT] = g_param_spec_string (
    "fingerprint", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, pspecs);
}

static void
berth_ssh_session_init (BerthSshSession *self)
{
  self->connect_timeout_s = DEFAULT_CONNECT_TIMEOUT_S;
  self->closing = g_cancellable_new ();
}

static void
set_state (BerthSshSession *self, BerthSessionState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), pspecs[PROP_STATE]);
}

static gboolean
is_over (BerthSshSession *self)
{
  return self->state == BERTH_SESSION_STATE_CLOSED
         || self->state == BERTH_SESSION_STATE_FAILED;
}

static void
end_with (BerthSshSession *self, const GError *error)
{
  if (is_over (self))
    return;
  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || g_cancellable_is_cancelled (self->closing)) {
    set_state (self, BERTH_SESSION_STATE_CLOSED);
    return;
  }
  self->error = g_error_copy (error);
  set_state (self, BERTH_SESSION_STATE_FAILED);
}

static DexFuture *
on_thread_ended (DexFuture *future, gpointer user_data)
{
  GWeakRef *ref = user_data;
  g_autoptr (BerthSshSession) self = g_weak_ref_get (ref);

  /* Until it is ready the connecting fiber tells how it ended. */
  if (self != NULL && self->link != NULL && self->state == BERTH_SESSION_STATE_READY)
    end_with (self, berth_ssh_link_get_error (self->link));
  return NULL;
}

static void
weak_ref_free (gpointer data)
{
  GWeakRef *ref = data;

  g_weak_ref_clear (ref);
  g_free (ref);
}

static void
start_link (BerthSshSession *self, int fd, BerthSshIdentity *identity)
{
  GWeakRef *ref = g_new0 (GWeakRef, 1);

  self->worker = berth_worker_new ("berth-ssh");
  self->link
    = berth_ssh_link_new (self->worker, fd, berth_ssh_target_get_address (self->target),
                          berth_ssh_target_get_user (self->target), identity);
  berth_ssh_link_start (self->link);
  g_weak_ref_init (ref, self);
  dex_future_disown (dex_future_finally (berth_worker_join (self->worker),
                                         on_thread_ended, ref, weak_ref_free));
}

/* The passphrase is asked for as often as it takes, or until the person gives up. */
static BerthSshIdentity *
await_identity (BerthSshSession *self, GError **error)
{
  const char *path = berth_ssh_target_get_key_path (self->target);
  g_autofree char *passphrase = NULL;

  for (guint attempt = 1;; attempt++) {
    g_autoptr (GError) local_error = NULL;
    BerthSshIdentity *identity = dex_await_object (
      berth_ssh_identity_load (path, passphrase, self->closing), &local_error);

    berth_ssh_wipe_string (&passphrase);
    if (identity != NULL)
      return identity;
    if (!g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED)
        || self->passphrase.func == NULL) {
      g_propagate_error (error, berth_ssh_identity_explain (local_error, path));
      return NULL;
    }
    passphrase = dex_await_string (
      berth_future_cancellable (((BerthSshPassphraseFunc) self->passphrase.func) (
                                  path, attempt, self->passphrase.data),
                                self->closing),
      error);
    if (passphrase == NULL)
      return NULL;
  }
}

static gboolean
await_greeting (BerthSshSession *self, GError **error)
{
  char *fingerprint = dex_await_string (
    berth_future_cancellable (berth_ssh_link_get_fingerprint (self->link), self->closing),
    error);

  if (fingerprint == NULL)
    return FALSE;
  self->fingerprint = fingerprint;
  g_object_notify_by_pspec (G_OBJECT (self), pspecs[PROP_FINGERPRINT]);
  return TRUE;
}

static DexFuture *
dial (BerthSshSession *self)
{
  const char *address = berth_ssh_target_get_address (self->target);
  g_autofree char *refused
    /* Translators: %s is an address */
    = g_strdup_printf (_ ("%s is there, but no SSH server answers yet."), address);

  return berth_remote_dial (address, berth_ssh_target_get_port (self->target), refused,
                            self->connect_timeout_s, self->closing);
}

static gboolean
await_ready (BerthSshSession *self, GError **error)
{
  g_autoptr (BerthSshIdentity) identity = await_identity (self, error);
  int fd;

  if (identity == NULL)
    return FALSE;
  fd = berth_future_await_fd (dial (self), error);
  if (fd < 0)
    return FALSE;
  start_link (self, fd, identity);
  if (!await_greeting (self, error)
      || !berth_ssh_host_check_await (self->host_keys, self->target, self->fingerprint,
                                      (BerthSshTrustFunc) self->trust.func,
                                      self->trust.data, self->closing, error))
    return FALSE;
  set_state (self, BERTH_SESSION_STATE_AUTHENTICATING);
  return dex_await (
    berth_future_cancellable (berth_ssh_link_authenticate (self->link), self->closing),
    error);
}

/* Between the host's yes and our turn to hear it, either side may have hung up. */
static gboolean
is_still_up (BerthSshSession *self, GError **error)
{
  g_autoptr (DexFuture) joined = berth_worker_join (self->worker);

  if (g_cancellable_set_error_if_cancelled (self->closing, error))
    return FALSE;
  if (dex_future_is_pending (joined))
    return TRUE;
  g_propagate_error (error, g_error_copy (berth_ssh_link_get_error (self->link)));
  return FALSE;
}

static DexFuture *
connect_fiber (gpointer data)
{
  BerthSshSession *self = data;
  g_autoptr (GError) error = NULL;

  if (await_ready (self, &error) && is_still_up (self, &error)) {
    set_state (self, BERTH_SESSION_STATE_READY);
    return dex_future_new_true ();
  }
  if (self->worker != NULL) {
    berth_worker_stop (self->worker);
    dex_await (berth_worker_join (self->worker), NULL);
  }
  end_with (self, error);
  return berth_future_reject (g_steal_pointer (&error));
}

static void
on_connect_cancelled (GCancellable *cancellable, gpointer data)
{
  g_cancellable_cancel (data);
}

static DexFuture *
settle (DexFuture *future, gpointer user_data)
{
  return dex_future_new_true ();
}

/**
 * berth_ssh_session_new:
 * @target: where to go
 * @host_keys: what is known about hosts
 */
BerthSshSession *
berth_ssh_session_new (BerthSshTarget *target, BerthHostKeys *host_keys)
{
  BerthSshSession *self;

  g_return_val_if_fail (BERTH_IS_SSH_TARGET (target), NULL);
  g_return_val_if_fail (BERTH_IS_HOST_KEYS (host_keys), NULL);

  self = g_object_new (BERTH_TYPE_SSH_SESSION, NULL);
  self->target = g_object_ref (target);
  self->host_keys = g_object_ref (host_keys);
  return self;
}

/**
 * berth_ssh_session_set_trust_func:
 * @func: (nullable) (scope notified): decides about unknown hosts; without it they are
 *   refused
 *
 * To be set before berth_ssh_session_connect().
 */
void
berth_ssh_session_set_trust_func (BerthSshSession *self,
                                  BerthSshTrustFunc func,
                                  gpointer user_data,
                                  GDestroyNotify destroy)
{
  g_return_if_fail (BERTH_IS_SSH_SESSION (self));

  berth_remote_func_set (&self->trust, G_CALLBACK (func), user_data, destroy);
}

/**
 * berth_ssh_session_set_passphrase_func:
 * @func: (nullable) (scope notified): asks for an encrypted key's passphrase; without it
 *   such keys cannot be used
 *
 * To be set before berth_ssh_session_connect().
 */
void
berth_ssh_session_set_passphrase_func (BerthSshSession *self,
                                       BerthSshPassphraseFunc func,
                                       gpointer user_data,
                                       GDestroyNotify destroy)
{
  g_return_if_fail (BERTH_IS_SSH_SESSION (self));

  berth_remote_func_set (&self->passphrase, G_CALLBACK (func), user_data, destroy);
}

/**
 * berth_ssh_session_set_connect_timeout:
 * @timeout_s: how long to wait for the machine's first answer
 */
void
berth_ssh_session_set_connect_timeout (BerthSshSession *self, guint timeout_s)
{
  g_return_if_fail (BERTH_IS_SSH_SESSION (self));

  self->connect_timeout_s = timeout_s;
}

/**
 * berth_ssh_session_connect:
 * @cancellable: (nullable): gives up; the session is closed then
 *
 * Connects, checks the host and signs in. A session connects once.
 *
 * Returns: (transfer full): a future that resolves to %TRUE, or rejects with any
 *   [error@RemoteError], %G_IO_ERROR_CANCELLED, or what the file system says about the
 * list of host keys
 */
DexFuture *
berth_ssh_session_connect (BerthSshSession *self, GCancellable *cancellable)
{
  g_return_val_if_fail (BERTH_IS_SSH_SESSION (self), NULL);
  g_return_val_if_fail (self->connecting == NULL, NULL);

  if (is_over (self))
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                  "The session was closed before it connected");
  if (cancellable != NULL)
    g_cancellable_connect (cancellable, G_CALLBACK (on_connect_cancelled),
                           g_object_ref (self->closing), g_object_unref);
  set_state (self, BERTH_SESSION_STATE_CONNECTING);
  self->connecting
    = berth_future_spawn (connect_fiber, g_object_ref (self), g_object_unref);
  return dex_ref (self->connecting);
}

/**
 * berth_ssh_session_close:
 *
 * Ends the session at whatever stage it is.
 *
 * Returns: (transfer full): a future that resolves to %TRUE when its thread has ended
 */
DexFuture *
berth_ssh_session_close (BerthSshSession *self)
{
  g_return_val_if_fail (BERTH_IS_SSH_SESSION (self), NULL);

  g_cancellable_cancel (self->closing);
  if (self->state == BERTH_SESSION_STATE_IDLE)
    end_with (self, NULL);
  if (self->worker != NULL)
    berth_worker_stop (self->worker);
  if (self->state == BERTH_SESSION_STATE_READY)
    end_with (self, NULL);
  if (is_over (self) && self->worker != NULL)
    return berth_worker_join (self->worker);
  if (self->connecting != NULL)
    return dex_future_catch (dex_ref (self->connecting), settle, NULL, NULL);
  return dex_future_new_true ();
}

/**
 * berth_ssh_session_get_target:
 *
 * Returns: (transfer none): where it goes
 */
BerthSshTarget *
berth_ssh_session_get_target (BerthSshSession *self)
{
  g_return_val_if_fail (BERTH_IS_SSH_SESSION (self), NULL);

  return self->target;
}

/**
 * berth_ssh_session_get_state:
 *
 * Returns: [property@SshSession:state]
 */
BerthSessionState
berth_ssh_session_get_state (BerthSshSession *self)
{
  g_return_val_if_fail (BERTH_IS_SSH_SESSION (self), BERTH_SESSION_STATE_FAILED);

  return self->state;
}

/**
 * berth_ssh_session_get_error:
 *
 * Returns: (nullable): why it failed
 */
const GError *
berth_ssh_session_get_error (BerthSshSession *self)
{
  g_return_val_if_fail (BERTH_IS_SSH_SESSION (self), NULL);

  return self->error;
}

/**
 * berth_ssh_session_get_fingerprint:
 *
 * Returns: (nullable): [property@SshSession:fingerprint]
 */
const char *
berth_ssh_session_get_fingerprint (BerthSshSession *self)
{
  g_return_val_if_fail (BERTH_IS_SSH_SESSION (self), NULL);

  return self->fingerprint;
}
