/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-config.h"

#include "berth-rdp-link-private.h"

#include "berth-rdp-channels.h"
#include "berth-rdp-connection.h"
#include "berth-rdp-log.h"
#include "berth-remote-error.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define DEFAULT_ANSWER_WITHIN_S 30
#define DEFAULT_RECONNECTS 8
/* After a polite end, how long the server may take before the socket is shut. */
#define LAST_CALL_MS 2000

static void
clear_source (GSource **source)
{
  if (*source != NULL) {
    g_source_destroy (*source);
    g_clear_pointer (source, g_source_unref);
  }
}

static void
wipe (char **secret)
{
  if (*secret != NULL)
    explicit_bzero (*secret, strlen (*secret));
  g_clear_pointer (secret, g_free);
}

static void
link_clear (gpointer data)
{
  BerthRdpLink *self = data;

  clear_source (&self->deadline);
  clear_source (&self->last_call);
  g_clear_object (&self->worker);
  g_clear_object (&self->target);
  g_weak_ref_clear (&self->owner);
  g_free (self->shared_path);
  g_free (self->shared_name);
  g_free (self->pin);
  g_free (self->recording_path);
  g_free (self->fingerprint);
  wipe (&self->password);
  g_clear_pointer (&self->tiles, berth_rdp_tiles_unref);
  g_clear_pointer (&self->input, berth_rdp_input_free);
  g_clear_pointer (&self->clipboard, berth_rdp_clipboard_wire_unref);
  g_clear_pointer (&self->question, berth_rdp_question_unref);
  g_clear_pointer (&self->pointer, berth_rdp_pointer_unref);
  g_clear_error (&self->error);
  g_clear_error (&self->refusal);
  if (self->guard_fd >= 0)
    close (self->guard_fd);
  g_mutex_clear (&self->lock);
}

/*< private >
 * berth_rdp_link_new:
 * @functions: static
 * @owner: (transfer none): told as long as it lives
 */
BerthRdpLink *
berth_rdp_link_new (BerthRdpTarget *target,
                    const BerthRdpOwner *functions,
                    GObject *owner)
{
  BerthRdpLink *self = g_atomic_rc_box_new0 (BerthRdpLink);

  berth_rdp_log_capture ();
  /* FreeRDP writes to sockets whose other end may be gone. */
  signal (SIGPIPE, SIG_IGN);
  self->worker = berth_worker_new ("berth-rdp");
  self->target = g_object_ref (target);
  self->functions = functions;
  g_weak_ref_init (&self->owner, owner);
  self->answer_within_s = DEFAULT_ANSWER_WITHIN_S;
  self->reconnects_max = DEFAULT_RECONNECTS;
  self->tiles = berth_rdp_tiles_new ();
  self->input = berth_rdp_input_new ();
  self->pointer = berth_rdp_pointer_new (BERTH_RDP_POINTER_DEFAULT);
  self->guard_fd = -1;
  g_mutex_init (&self->lock);
  return self;
}

BerthRdpLink *
berth_rdp_link_ref (BerthRdpLink *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
berth_rdp_link_unref (BerthRdpLink *self)
{
  g_atomic_rc_box_release_full (self, link_clear);
}

void
berth_rdp_link_set_features (BerthRdpLink *self, BerthRdpFeatures features)
{
  self->features = features;
}

void
berth_rdp_link_set_shared_folder (BerthRdpLink *self, const char *path, const char *name)
{
  g_set_str (&self->shared_path, path);
  g_set_str (&self->shared_name, name);
}

/*< private >
 * berth_rdp_link_set_clipboard:
 *
 * What takes the clipboard's channel, each time there is one.
 */
void
berth_rdp_link_set_clipboard (BerthRdpLink *self, BerthRdpClipboardWire *clipboard)
{
  self->clipboard = berth_rdp_clipboard_wire_ref (clipboard);
}

void
berth_rdp_link_set_pin (BerthRdpLink *self, const char *fingerprint)
{
  g_set_str (&self->pin, fingerprint);
}

void
berth_rdp_link_set_answer_within (BerthRdpLink *self, guint timeout_s)
{
  self->answer_within_s = timeout_s;
}

void
berth_rdp_link_set_reconnects (BerthRdpLink *self, guint attempts)
{
  self->reconnects_max = attempts;
}

void
berth_rdp_link_set_size (BerthRdpLink *self, const BerthRdpSize *size)
{
  g_mutex_lock (&self->lock);
  self->size = *size;
  g_mutex_unlock (&self->lock);
}

/* Wakes whatever the thread blocks in. FreeRDP forgets an abort when it begins anew,
 * which it does by itself too; the socket stays shut, and the next dialling asks us. */
static void
interrupt (BerthRdpLink *self)
{
  g_mutex_lock (&self->lock);
  if (self->context != NULL)
    SetEvent (freerdp_abort_event (&self->context->client.context));
  if (self->guard_fd >= 0)
    shutdown (self->guard_fd, SHUT_RDWR);
  g_mutex_unlock (&self->lock);
}

static void
give_up_question (BerthRdpLink *self, BerthRemoteError code, const char *message)
{
  g_autoptr (BerthRdpQuestion) question = NULL;
  g_autoptr (GError) reason = NULL;

  g_mutex_lock (&self->lock);
  if (self->question != NULL)
    question = berth_rdp_question_ref (self->question);
  g_mutex_unlock (&self->lock);
  if (question == NULL)
    return;
  reason = g_error_new_literal (BERTH_REMOTE_ERROR, (gint) code, message);
  berth_rdp_question_give_up (question, reason);
}

static GSource *
add_timeout (guint delay_ms, GSourceFunc func, BerthRdpLink *self)
{
  GSource *source = g_timeout_source_new (delay_ms);

  g_source_set_callback (source, func, self, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
  return source;
}

static gboolean
on_deadline (gpointer data)
{
  BerthRdpLink *self = data;

  clear_source (&self->deadline);
  g_debug ("[RDP.LINK] no answer in time");
  g_mutex_lock (&self->lock);
  self->is_late = TRUE;
  g_mutex_unlock (&self->lock);
  give_up_question (self, BERTH_REMOTE_ERROR_TIMED_OUT,
                    _ ("The machine took too long to answer."));
  interrupt (self);
  return G_SOURCE_REMOVE;
}

/*< private >
 * berth_rdp_link_set_deadline:
 * @is_wanted: whether the server owes an answer
 *
 * People may take as long as they like; machines may not.
 */
void
berth_rdp_link_set_deadline (BerthRdpLink *self, gboolean is_wanted)
{
  clear_source (&self->deadline);
  if (is_wanted && !berth_worker_is_stopping (self->worker))
    self->deadline = add_timeout (self->answer_within_s * 1000, on_deadline, self);
}

typedef struct {
  BerthRdpLink *link;
  BerthRdpQuestion *question;
} Asking;

static void
asking_free (gpointer data)
{
  Asking *asking = data;

  berth_rdp_question_unref (asking->question);
  berth_rdp_link_unref (asking->link);
  g_free (asking);
}

static void
on_ask (gpointer data)
{
  Asking *asking = data;
  BerthRdpLink *self = asking->link;
  g_autoptr (GObject) owner = g_weak_ref_get (&self->owner);

  if (owner == NULL || berth_worker_is_stopping (self->worker)) {
    give_up_question (self, BERTH_REMOTE_ERROR_CLOSED, _ ("The session was closed."));
    return;
  }
  berth_rdp_link_set_deadline (self, berth_rdp_question_get_kind (asking->question)
                                       == BERTH_RDP_QUESTION_DIAL);
  berth_rdp_question_answer (asking->question,
                             self->functions->ask (owner, asking->question));
}

/*< private >
 * berth_rdp_link_ask:
 *
 * Puts a question to the owner; the thread waits for its answer next.
 */
void
berth_rdp_link_ask (BerthRdpLink *self, BerthRdpQuestion *question)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->link = berth_rdp_link_ref (self);
  asking->question = berth_rdp_question_ref (question);
  g_mutex_lock (&self->lock);
  self->question = berth_rdp_question_ref (question);
  g_mutex_unlock (&self->lock);
  berth_worker_report (self->worker, on_ask, asking, asking_free);
}

static void
on_answered (gpointer data)
{
  berth_rdp_link_set_deadline (data, TRUE);
}

/*< private >
 * berth_rdp_link_forget_question:
 *
 * The question is answered, and it is the server's turn again.
 */
void
berth_rdp_link_forget_question (BerthRdpLink *self)
{
  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->question, berth_rdp_question_unref);
  g_mutex_unlock (&self->lock);
  berth_worker_report (self->worker, on_answered, berth_rdp_link_ref (self),
                       (GDestroyNotify) berth_rdp_link_unref);
}

/*< private >
 * berth_rdp_link_guard:
 * @fd: (transfer none): the connection's socket
 *
 * Keeps a way to shut the socket while FreeRDP blocks on it.
 */
void
berth_rdp_link_guard (BerthRdpLink *self, int fd)
{
  int ours = fcntl (fd, F_DUPFD_CLOEXEC, 3);

  g_mutex_lock (&self->lock);
  if (self->guard_fd >= 0)
    close (self->guard_fd);
  self->guard_fd = ours;
  g_mutex_unlock (&self->lock);
  if (berth_worker_is_stopping (self->worker))
    shutdown (fd, SHUT_RDWR);
}

void
berth_rdp_link_set_pointer (BerthRdpLink *self, BerthRdpPointer *pointer)
{
  g_mutex_lock (&self->lock);
  berth_rdp_pointer_unref (self->pointer);
  self->pointer = berth_rdp_pointer_ref (pointer);
  g_mutex_unlock (&self->lock);
  berth_rdp_link_report (self, BERTH_RDP_NEWS_POINTER);
}

/*< private >
 * berth_rdp_link_fail_in_session:
 * @error: (transfer full): why; the first one counts
 */
void
berth_rdp_link_fail_in_session (BerthRdpLink *self, GError *error)
{
  g_assert (berth_worker_is_current (self->worker));

  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
}

/*< private >
 * berth_rdp_link_start:
 *
 * Starts the thread; it ends by itself when the session does.
 */
void
berth_rdp_link_start (BerthRdpLink *self)
{
  self->is_started = TRUE;
  berth_worker_start (self->worker, berth_rdp_connection_run_in_session,
                      berth_rdp_link_ref (self), (GDestroyNotify) berth_rdp_link_unref);
}

static gboolean
on_last_call (gpointer data)
{
  BerthRdpLink *self = data;

  clear_source (&self->last_call);
  interrupt (self);
  return G_SOURCE_REMOVE;
}

/*< private >
 * berth_rdp_link_stop:
 *
 * Ends the thread, wherever it is, without waiting: politely where the desktop is there,
 * at once elsewhere.
 */
void
berth_rdp_link_stop (BerthRdpLink *self)
{
  gboolean is_active;

  berth_worker_stop (self->worker);
  berth_rdp_link_set_deadline (self, FALSE);
  g_mutex_lock (&self->lock);
  is_active = self->is_active;
  g_mutex_unlock (&self->lock);
  give_up_question (self, BERTH_REMOTE_ERROR_CLOSED, _ ("The session was closed."));
  if (!is_active)
    interrupt (self);
  else if (self->last_call == NULL)
    self->last_call = add_timeout (LAST_CALL_MS, on_last_call, self);
}

static DexFuture *
on_joined (DexFuture *future, gpointer user_data)
{
  BerthRdpLink *self = user_data;

  clear_source (&self->deadline);
  clear_source (&self->last_call);
  return NULL;
}

/*< private >
 * berth_rdp_link_join:
 *
 * Returns: (transfer full): resolves when the thread has ended
 */
DexFuture *
berth_rdp_link_join (BerthRdpLink *self)
{
  return dex_future_finally (berth_worker_join (self->worker), on_joined,
                             berth_rdp_link_ref (self),
                             (GDestroyNotify) berth_rdp_link_unref);
}

/*< private >
 * berth_rdp_link_get_error:
 *
 * Returns: (nullable): why it ended, if not by berth_rdp_link_stop(); to be asked once it
 *   is joined
 */
const GError *
berth_rdp_link_get_error (BerthRdpLink *self)
{
  return self->error;
}

void
berth_rdp_link_send (BerthRdpLink *self, const BerthRdpInputEvent *event)
{
  berth_rdp_input_add (self->input, event);
  berth_worker_push (self->worker, NULL, NULL, NULL);
}

static void
ask_for_size_in_session (gpointer data)
{
  BerthRdpLink *self = data;
  BerthRdpSize size;

  g_mutex_lock (&self->lock);
  size = self->size;
  g_mutex_unlock (&self->lock);
  if (self->context != NULL)
    berth_rdp_channels_send_layout_in_session (self->context, &size);
}

/* A thread that was never started would keep us for its work. */
static void
push (BerthRdpLink *self, BerthWorkerFunc func)
{
  if (self->is_started)
    berth_worker_push (self->worker, func, berth_rdp_link_ref (self),
                       (GDestroyNotify) berth_rdp_link_unref);
}

/*< private >
 * berth_rdp_link_ask_for_size:
 *
 * Asks the server for this size, and connects anew with it.
 */
void
berth_rdp_link_ask_for_size (BerthRdpLink *self, const BerthRdpSize *size)
{
  berth_rdp_link_set_size (self, size);
  push (self, ask_for_size_in_session);
}

/*< private >
 * berth_rdp_link_set_hidden:
 *
 * Has the server send no pictures while nobody sees them.
 */
void
berth_rdp_link_set_hidden (BerthRdpLink *self, gboolean is_hidden)
{
  g_mutex_lock (&self->lock);
  self->is_hidden = is_hidden;
  g_mutex_unlock (&self->lock);
  push (self, berth_rdp_connection_apply_hidden_in_session);
}

/*< private >
 * berth_rdp_link_sample:
 *
 * Has %BERTH_RDP_NEWS_STATISTICS told, about the time since the call before.
 */
void
berth_rdp_link_sample (BerthRdpLink *self)
{
  push (self, berth_rdp_connection_sample_in_session);
}

/*< private >
 * berth_rdp_link_complete_picture:
 *
 * Returns: whether the picture counts as complete from now on, and did not before
 */
gboolean
berth_rdp_link_complete_picture (BerthRdpLink *self)
{
  return berth_rdp_tiles_complete (self->tiles);
}

BerthRdpFrame *
berth_rdp_link_take_frame (BerthRdpLink *self)
{
  return berth_rdp_tiles_take (self->tiles);
}

/*< private >
 * berth_rdp_link_dup_pointer:
 *
 * Returns: (transfer full): what the desktop wants to be seen
 */
BerthRdpPointer *
berth_rdp_link_dup_pointer (BerthRdpLink *self)
{
  BerthRdpPointer *pointer;

  g_mutex_lock (&self->lock);
  pointer = berth_rdp_pointer_ref (self->pointer);
  g_mutex_unlock (&self->lock);
  return pointer;
}
