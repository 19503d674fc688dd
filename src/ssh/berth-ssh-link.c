/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-config.h"

#include "berth-ssh-link.h"

#include "berth-remote-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <libssh/callbacks.h>
#include <libssh/server.h>
#include <poll.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

/* For the key exchange, and again for the authentication. */
#define ANSWER_WITHIN_S 30
#define KEEPALIVE_EVERY_S 20
/* Keep-alives in a row that nothing came back for. */
#define SILENT_ROUNDS_MAX 3

typedef enum {
  STAGE_GREETING, /* version and key exchange */
  STAGE_CHECKING, /* the owner looks at the host key */
  STAGE_AUTHENTICATING,
  STAGE_READY,
} Stage;

/*
 * BerthSshLink:
 *
 * The life of one SSH connection on its thread: the only place that drives libssh's
 * session. It never blocks but in ssh_event_dopoll(), which the socket, the worker's wake
 * descriptor and a timer descriptor end.
 *
 * libssh reads packets inside many of its functions, not only while it polls. So a step
 * that waits may be overtaken by news that a later function has read already: every
 * callback sets the round's @news, and the thread only waits when a whole round of steps
 * brought none.
 */
struct _BerthSshLink {
  BerthWorker *worker;
  char *address;
  char *user;
  BerthSshIdentity *identity;
  DexPromise *fingerprint;
  DexPromise *authenticated;

  /* thread; the error may be read once the worker is joined */
  Stage stage;
  int fd; /* until libssh owns it */
  int timer_fd;
  BerthSshRound round;
  gboolean polled_by_event;
  gboolean authenticate_asked;
  gboolean timer_rang;
  guint silent_rounds;
  uint64_t packets_seen;
  struct ssh_counter_struct sent;
  struct ssh_counter_struct received;
  GPtrArray *members; /* of Member */
  GError *error;
};

typedef struct {
  const BerthSshMember *klass;
  gpointer instance;
} Member;

typedef struct {
  BerthSshLink *link;
  Member *member; /* NULL once the link has it */
} AddOrder;

static void
member_free (gpointer data)
{
  Member *member = data;

  member->klass->unref (member->instance);
  g_free (member);
}

static void
set_timer_in_session (BerthSshLink *self, time_t first_s, time_t period_s)
{
  struct itimerspec when = { 0 };

  when.it_value.tv_sec = first_s;
  when.it_interval.tv_sec = period_s;
  timerfd_settime (self->timer_fd, 0, &when, NULL);
  self->timer_rang = FALSE;
}

static void
fail_in_session (BerthSshLink *self, BerthRemoteError code, const char *message)
{
  if (self->error != NULL)
    return;
  self->error = g_error_new_literal (BERTH_REMOTE_ERROR, (gint) code, message);
}

/* libssh tells reasons apart in words only. */
static gboolean
was_hung_up (BerthSshLink *self)
{
  const char *reason = ssh_get_error (self->round.ssh);

  return strstr (reason, "losed") != NULL || strstr (reason, "reset") != NULL
         || strstr (reason, "isconnect") != NULL || strstr (reason, "DISCONNECT") != NULL;
}

static void
fail_lost_in_session (BerthSshLink *self)
{
  const char *reason = ssh_get_error (self->round.ssh);
  g_autofree char *message = NULL;

  if (strstr (reason, "timed out") != NULL || strstr (reason, "unreachable") != NULL) {
    fail_in_session (self, BERTH_REMOTE_ERROR_CLOSED,
                     _ ("The machine does not answer any more."));
    return;
  }
  if (strstr (reason, "DISCONNECT") != NULL)
    /* Translators: %s is what the machine said, in English */
    message = g_strdup_printf (_ ("The machine ended the connection: %s"), reason);
  fail_in_session (self, BERTH_REMOTE_ERROR_CLOSED,
                   message != NULL ? message : _ ("The machine ended the connection."));
}

static void
fail_greeting_in_session (BerthSshLink *self)
{
  g_autofree char *message = NULL;

  if (was_hung_up (self)) {
    fail_in_session (self, BERTH_REMOTE_ERROR_CLOSED,
                     _ ("The machine ended the connection before it said who it is."));
    return;
  }
  message = g_strdup_printf (
    /* Translators: the first %s is an address, the second the SSH library's reason */
    _ ("What answers at %s does not speak SSH as it should: %s"), self->address,
    ssh_get_error (self->round.ssh));
  fail_in_session (self, BERTH_REMOTE_ERROR_PROTOCOL, message);
}

static int
on_wake (socket_t fd, int revents, void *userdata)
{
  BerthSshLink *self = userdata;

  /* berth_worker_drain() empties it at the start of the next round. */
  self->round.news = TRUE;
  return 0;
}

static int
on_timer (socket_t fd, int revents, void *userdata)
{
  BerthSshLink *self = userdata;
  guint64 expirations;

  if (read (fd, &expirations, sizeof expirations) == sizeof expirations) {
    self->timer_rang = TRUE;
    self->round.news = TRUE;
  }
  return 0;
}

/* Nothing of the person's own SSH set-up takes part: what is trusted and which key is
 * used is decided by Berth alone, and a ProxyCommand is not run behind its back. */
static gboolean
configure_in_session (BerthSshLink *self)
{
  gboolean process_config = FALSE;

  return ssh_options_set (self->round.ssh, SSH_OPTIONS_PROCESS_CONFIG, &process_config)
           == 0
         && ssh_options_set (self->round.ssh, SSH_OPTIONS_HOST, self->address) == 0
         && ssh_options_set (self->round.ssh, SSH_OPTIONS_USER, self->user) == 0
         && ssh_options_set (self->round.ssh, SSH_OPTIONS_KNOWNHOSTS, "/dev/null") == 0
         && ssh_options_set (self->round.ssh, SSH_OPTIONS_GLOBAL_KNOWNHOSTS, "/dev/null")
              == 0
         && ssh_options_set (self->round.ssh, SSH_OPTIONS_FD, &self->fd) == 0;
}

static void
set_up_in_session (BerthSshLink *self)
{
  self->timer_fd = timerfd_create (CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
  self->round.ssh = ssh_new ();
  self->round.event = ssh_event_new ();
  if (self->timer_fd < 0 || self->round.ssh == NULL || self->round.event == NULL
      || !configure_in_session (self)) {
    fail_in_session (self, BERTH_REMOTE_ERROR_PROTOCOL,
                     _ ("The SSH session could not be set up."));
    return;
  }
  ssh_set_blocking (self->round.ssh, FALSE);
  ssh_set_counters (self->round.ssh, &self->sent, &self->received);
  ssh_event_add_fd (self->round.event, berth_worker_get_wake_fd (self->worker), POLLIN,
                    on_wake, self);
  ssh_event_add_fd (self->round.event, self->timer_fd, POLLIN, on_timer, self);
  set_timer_in_session (self, ANSWER_WITHIN_S, 0);
}

static void
show_host_key_in_session (BerthSshLink *self)
{
  g_autofree char *fingerprint = NULL;
  ssh_key key = NULL;

  if (ssh_get_server_publickey (self->round.ssh, &key) == SSH_OK) {
    fingerprint = berth_ssh_fingerprint_of (key);
    ssh_key_free (key);
  }
  if (fingerprint == NULL) {
    fail_greeting_in_session (self);
    return;
  }
  self->stage = STAGE_CHECKING;
  set_timer_in_session (self, 0, 0);
  dex_promise_resolve_string (self->fingerprint, g_steal_pointer (&fingerprint));
}

static void
greet_in_session (BerthSshLink *self)
{
  int result = ssh_connect (self->round.ssh);

  self->fd = -1;
  if (!self->polled_by_event) {
    /* Only now has the session something to poll. */
    self->polled_by_event = TRUE;
    ssh_event_add_session (self->round.event, self->round.ssh);
  }
  if (result == SSH_OK)
    show_host_key_in_session (self);
  else if (result != SSH_AGAIN)
    fail_greeting_in_session (self);
}

static void
become_ready_in_session (BerthSshLink *self)
{
  self->stage = STAGE_READY;
  g_clear_object (&self->identity);
  set_timer_in_session (self, KEEPALIVE_EVERY_S, KEEPALIVE_EVERY_S);
  dex_promise_resolve_boolean (self->authenticated, TRUE);
}

static void
authenticate_in_session (BerthSshLink *self)
{
  g_autofree char *message = NULL;
  int result = ssh_userauth_publickey (self->round.ssh, NULL,
                                       berth_ssh_identity_get_key (self->identity));

  switch (result) {
  case SSH_AUTH_AGAIN:
    break;
  case SSH_AUTH_SUCCESS:
    become_ready_in_session (self);
    break;
  case SSH_AUTH_DENIED:
  case SSH_AUTH_PARTIAL:
    /* Translators: %s is a user's name */
    message = g_strdup_printf (_ ("The machine does not let “%s” in with this key."),
                               self->user);
    fail_in_session (self, BERTH_REMOTE_ERROR_AUTH_FAILED, message);
    break;
  default:
    fail_lost_in_session (self);
    break;
  }
}

static void
keep_alive_in_session (BerthSshLink *self)
{
  if (self->received.in_packets != self->packets_seen)
    self->silent_rounds = 0;
  else if (++self->silent_rounds >= SILENT_ROUNDS_MAX)
    fail_in_session (self, BERTH_REMOTE_ERROR_CLOSED,
                     _ ("The machine does not answer any more."));
  self->packets_seen = self->received.in_packets;
  /* A call takes in the answer to the last request, or sends one; never both. */
  ssh_send_keepalive (self->round.ssh);
  ssh_send_keepalive (self->round.ssh);
}

static void
obey_timer_in_session (BerthSshLink *self)
{
  if (!self->timer_rang)
    return;
  self->timer_rang = FALSE;
  if (self->stage == STAGE_READY)
    keep_alive_in_session (self);
  else if (self->stage != STAGE_CHECKING)
    fail_in_session (self, BERTH_REMOTE_ERROR_TIMED_OUT,
                     _ ("The machine took too long to answer."));
}

static void
step_members_in_session (BerthSshLink *self)
{
  for (guint i = 0; i < self->members->len;) {
    Member *member = g_ptr_array_index (self->members, i);

    if (member->klass->step_in_session (member->instance, &self->round))
      i++;
    else
      g_ptr_array_remove_index (self->members, i);
  }
}

static void
step_in_session (BerthSshLink *self)
{
  g_assert (berth_worker_is_current (self->worker));

  if (self->stage == STAGE_CHECKING && self->authenticate_asked) {
    self->stage = STAGE_AUTHENTICATING;
    set_timer_in_session (self, ANSWER_WITHIN_S, 0);
  }
  if (self->stage == STAGE_GREETING)
    greet_in_session (self);
  else if (self->stage == STAGE_AUTHENTICATING)
    authenticate_in_session (self);
  else if (self->stage == STAGE_READY)
    step_members_in_session (self);
  obey_timer_in_session (self);
  if (self->error == NULL && self->stage != STAGE_GREETING
      && (ssh_get_status (self->round.ssh) & (SSH_CLOSED | SSH_CLOSED_ERROR)) != 0)
    fail_lost_in_session (self);
}

static gboolean
is_over_in_session (BerthSshLink *self)
{
  return self->error != NULL || berth_worker_is_stopping (self->worker);
}

static void
reject_if_pending (DexPromise *promise, const GError *error)
{
  if (dex_future_is_pending (DEX_FUTURE (promise)))
    dex_promise_reject (promise, g_error_copy (error));
}

static void
tell_all_in_session (BerthSshLink *self)
{
  g_autoptr (GError) error = NULL;

  if (self->error != NULL)
    error = g_error_copy (self->error);
  else
    error = g_error_new_literal (BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_CLOSED,
                                 _ ("The session was closed."));
  while (self->members->len > 0) {
    Member *member = g_ptr_array_index (self->members, 0);

    member->klass->fail_in_session (member->instance, error);
    g_ptr_array_remove_index (self->members, 0);
  }
  reject_if_pending (self->fingerprint, error);
  reject_if_pending (self->authenticated, error);
}

static void
tear_down_in_session (BerthSshLink *self)
{
  tell_all_in_session (self);
  if (self->round.event != NULL && self->round.ssh != NULL && self->timer_fd >= 0) {
    ssh_event_remove_fd (self->round.event, berth_worker_get_wake_fd (self->worker));
    ssh_event_remove_fd (self->round.event, self->timer_fd);
  }
  if (self->polled_by_event)
    ssh_event_remove_session (self->round.event, self->round.ssh);
  if (self->round.ssh != NULL) {
    ssh_disconnect (self->round.ssh);
    ssh_free (g_steal_pointer (&self->round.ssh));
  }
  g_clear_pointer (&self->round.event, ssh_event_free);
  if (self->timer_fd >= 0)
    close (self->timer_fd);
}

static void
run_in_session (gpointer data)
{
  BerthSshLink *self = data;

  set_up_in_session (self);
  while (!is_over_in_session (self)) {
    self->round.news = FALSE;
    berth_worker_drain (self->worker);
    if (!is_over_in_session (self))
      step_in_session (self);
    if (!is_over_in_session (self))
      ssh_event_dopoll (self->round.event, self->round.news ? 0 : -1);
  }
  tear_down_in_session (self);
}

static void
authenticate_order_in_session (gpointer data)
{
  BerthSshLink *self = data;

  g_assert (berth_worker_is_current (self->worker));
  self->authenticate_asked = TRUE;
}

static void
add_order_in_session (gpointer data)
{
  AddOrder *order = data;

  g_assert (berth_worker_is_current (order->link->worker));
  g_ptr_array_add (order->link->members, g_steal_pointer (&order->member));
}

/* What the thread never came to has nobody else to end its futures. */
static void
add_order_free (gpointer data)
{
  AddOrder *order = data;

  if (order->member != NULL) {
    order->member->klass->abandon (order->member->instance);
    member_free (order->member);
  }
  berth_ssh_link_unref (order->link);
  g_free (order);
}

static void
link_clear (gpointer data)
{
  BerthSshLink *self = data;

  if (self->fd >= 0)
    close (self->fd);
  g_ptr_array_unref (self->members);
  dex_clear (&self->fingerprint);
  dex_clear (&self->authenticated);
  g_clear_object (&self->identity);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->user, g_free);
  g_clear_error (&self->error);
  g_clear_object (&self->worker);
}

/*< private >
 * berth_ssh_link_new:
 * @fd: (transfer full): a connected socket
 */
BerthSshLink *
berth_ssh_link_new (BerthWorker *worker,
                    int fd,
                    const char *address,
                    const char *user,
                    BerthSshIdentity *identity)
{
  BerthSshLink *self = g_atomic_rc_box_new0 (BerthSshLink);

  self->worker = g_object_ref (worker);
  self->fd = fd;
  self->timer_fd = -1;
  self->address = g_strdup (address);
  self->user = g_strdup (user);
  self->identity = g_object_ref (identity);
  self->fingerprint = dex_promise_new ();
  self->authenticated = dex_promise_new ();
  self->members = g_ptr_array_new_with_free_func (member_free);
  return self;
}

BerthSshLink *
berth_ssh_link_ref (BerthSshLink *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
berth_ssh_link_unref (BerthSshLink *self)
{
  g_atomic_rc_box_release_full (self, link_clear);
}

/*< private >
 * berth_ssh_link_start:
 *
 * Starts the thread; it ends by itself when the connection does.
 */
void
berth_ssh_link_start (BerthSshLink *self)
{
  berth_worker_start (self->worker, run_in_session, berth_ssh_link_ref (self),
                      (GDestroyNotify) berth_ssh_link_unref);
}

/*< private >
 * berth_ssh_link_get_fingerprint:
 *
 * Returns: (transfer full): resolves to what the host shows; the link then waits for
 *   berth_ssh_link_authenticate()
 */
DexFuture *
berth_ssh_link_get_fingerprint (BerthSshLink *self)
{
  return dex_ref (DEX_FUTURE (self->fingerprint));
}

/*< private >
 * berth_ssh_link_authenticate:
 *
 * To be called once the host key was found right.
 *
 * Returns: (transfer full): resolves to %TRUE when the host let us in
 */
DexFuture *
berth_ssh_link_authenticate (BerthSshLink *self)
{
  berth_worker_push (self->worker, authenticate_order_in_session,
                     berth_ssh_link_ref (self), (GDestroyNotify) berth_ssh_link_unref);
  return dex_ref (DEX_FUTURE (self->authenticated));
}

/*< private >
 * berth_ssh_link_add:
 * @klass: what @instance is
 * @instance: a shell, a command or a tunnel; it lives on the link's thread from here on
 */
void
berth_ssh_link_add (BerthSshLink *self, const BerthSshMember *klass, gpointer instance)
{
  AddOrder *order = g_new0 (AddOrder, 1);

  order->link = berth_ssh_link_ref (self);
  order->member = g_new0 (Member, 1);
  order->member->klass = klass;
  order->member->instance = klass->ref (instance);
  berth_worker_push (self->worker, add_order_in_session, order, add_order_free);
}

/*< private >
 * berth_ssh_link_get_error:
 *
 * Returns: (nullable): why the connection ended, if not by berth_worker_stop(); to be
 * asked once the worker is joined
 */
const GError *
berth_ssh_link_get_error (BerthSshLink *self)
{
  return self->error;
}
