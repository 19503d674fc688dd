/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-config.h"

#include "berth-ssh-channel.h"

#include "berth-remote-error.h"
#include "berth-ssh-handle.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What we hold beside libssh's window of 2 MiB: little, so that Ctrl+C soon shows. */
#define SHELL_OUTPUT_BYTES (512 * 1024)
/* A command's output is collected whole; more than this is a mistake. */
#define COMMAND_OUTPUT_BYTES (16 * 1024 * 1024)

#define CHUNK_BYTES (32 * 1024)

#define TERMINAL_TYPE "xterm-256color"

/* RFC 4254 section 8 and RFC 8160: IUTF8 = 1, so that rubbing out takes whole letters. */
static const guint8 terminal_modes[] = { 42, 0, 0, 0, 1, 0 };

typedef enum {
  STAGE_OPENING,
  STAGE_TERMINAL,
  STAGE_LANGUAGE,
  STAGE_STARTING,
  STAGE_OPEN,
  STAGE_FINISHED,
} Stage;

/*
 * BerthSshChannel:
 *
 * One shell or command on the host. Made on the owner's context; from then on only the
 * session's thread looks at what is below "thread", and the pipes carry the bytes across.
 */
struct _BerthSshChannel {
  BerthWorker *worker;
  char *command; /* NULL for a shell with a terminal */
  char *language;
  BerthSshPipe *output;
  BerthSshPipe *errors; /* the same as output for a shell */
  DexPromise *opened;
  DexPromise *finished;
  GWeakRef listener;
  BerthSshChannelListener on_news;
  gint news_pending;

  /* thread */
  Stage stage;
  BerthSshHandle handle;
  GQueue input; /* of GBytes */
  gsize input_offset;
  gboolean input_ends;
  guint columns;
  guint rows;
  gboolean size_changed;
  gboolean close_asked;
};

typedef struct {
  BerthSshChannel *channel;
  GBytes *bytes;
  guint columns;
  guint rows;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  berth_ssh_channel_unref (order->channel);
  g_clear_pointer (&order->bytes, g_bytes_unref);
  g_free (order);
}

static Order *
order_new (BerthSshChannel *channel)
{
  Order *order = g_new0 (Order, 1);

  order->channel = berth_ssh_channel_ref (channel);
  return order;
}

static void
deliver_news (gpointer data)
{
  BerthSshChannel *self = data;
  g_autoptr (GObject) listener = NULL;

  g_atomic_int_set (&self->news_pending, FALSE);
  listener = g_weak_ref_get (&self->listener);
  if (listener != NULL)
    self->on_news (listener);
}

/* One piece of news at a time, however fast the bytes come. */
static void
tell_listener (BerthSshChannel *self)
{
  if (!g_atomic_int_compare_and_exchange (&self->news_pending, FALSE, TRUE))
    return;
  berth_worker_report (self->worker, deliver_news, berth_ssh_channel_ref (self),
                       (GDestroyNotify) berth_ssh_channel_unref);
}

static void
tear_down_in_session (BerthSshChannel *self)
{
  self->stage = STAGE_FINISHED;
  g_queue_clear_full (&self->input, (GDestroyNotify) g_bytes_unref);
  berth_ssh_handle_free_in_session (&self->handle);
}

/* Ends the channel with the session's error, or its own. */
static void
fail_in_session (gpointer data, const GError *error)
{
  BerthSshChannel *self = data;

  g_assert (berth_worker_is_current (self->worker));

  tear_down_in_session (self);
  if (dex_future_is_pending (DEX_FUTURE (self->opened)))
    dex_promise_reject (self->opened, g_error_copy (error));
  if (dex_future_is_pending (DEX_FUTURE (self->finished)))
    dex_promise_reject (self->finished, g_error_copy (error));
  tell_listener (self);
}

static int
request_start (BerthSshChannel *self)
{
  return self->command != NULL
           ? ssh_channel_request_exec (self->handle.channel, self->command)
           : ssh_channel_request_shell (self->handle.channel);
}

static int
request_terminal (BerthSshChannel *self)
{
  self->size_changed = FALSE;
  return ssh_channel_request_pty_size_modes (self->handle.channel, TERMINAL_TYPE,
                                             (int) self->columns, (int) self->rows,
                                             terminal_modes, sizeof terminal_modes);
}

static int
request_next (BerthSshChannel *self)
{
  switch (self->stage) {
  case STAGE_OPENING:
    return ssh_channel_open_session (self->handle.channel);
  case STAGE_TERMINAL:
    return self->command != NULL ? SSH_OK : request_terminal (self);
  case STAGE_LANGUAGE:
    /* Servers decide which variables they take; a refusal does not matter. */
    if (self->command != NULL
        || ssh_channel_request_env (self->handle.channel, "LANG", self->language)
             != SSH_AGAIN)
      return SSH_OK;
    return SSH_AGAIN;
  case STAGE_STARTING:
    return request_start (self);
  case STAGE_OPEN:
  case STAGE_FINISHED:
  default:
    return SSH_OK;
  }
}

static void
refuse_in_session (BerthSshChannel *self, ssh_session ssh)
{
  g_autoptr (GError) error = NULL;

  error = g_error_new (
    BERTH_REMOTE_ERROR,
    ssh_is_connected (ssh) ? BERTH_REMOTE_ERROR_REFUSED : BERTH_REMOTE_ERROR_CLOSED,
    /* Translators: %s is the SSH library's reason, in English */
    self->command != NULL ? _ ("The machine refused to run a command: %s")
                          : _ ("The machine refused to open a shell: %s"),
    ssh_get_error (ssh));
  fail_in_session (self, error);
}

static gboolean
open_in_session (BerthSshChannel *self, ssh_session ssh)
{
  while (self->stage < STAGE_OPEN) {
    int result = request_next (self);

    if (result == SSH_AGAIN && !self->handle.closed_by_host)
      return FALSE;
    if (result != SSH_OK) {
      refuse_in_session (self, ssh);
      return FALSE;
    }
    self->stage++;
    if (self->close_asked)
      return FALSE;
  }
  if (dex_future_is_pending (DEX_FUTURE (self->opened)))
    dex_promise_resolve_boolean (self->opened, TRUE);
  return TRUE;
}

/* Writes what the host's window takes; the rest waits for on_window_grown(). */
static void
write_in_session (BerthSshChannel *self)
{
  GBytes *bytes;

  while ((bytes = g_queue_peek_head (&self->input)) != NULL) {
    gsize size;
    const char *data = g_bytes_get_data (bytes, &size);
    gsize rest = size - self->input_offset;
    int written = 0;

    if (rest > 0)
      written = ssh_channel_write (self->handle.channel, data + self->input_offset,
                                   (uint32_t) MIN (rest, CHUNK_BYTES));
    if (written == SSH_AGAIN || (written == 0 && rest > 0))
      return;
    if (written < 0) {
      /* The host reads no more; what it still says is worth hearing. */
      g_queue_clear_full (&self->input, (GDestroyNotify) g_bytes_unref);
      return;
    }
    self->input_offset += (gsize) written;
    if (self->input_offset == size) {
      g_bytes_unref (g_queue_pop_head (&self->input));
      self->input_offset = 0;
    }
  }
  if (self->input_ends) {
    self->input_ends = FALSE;
    ssh_channel_send_eof (self->handle.channel);
  }
}

/* Returns whether there may be more to read once the pipe has room. */
static gboolean
read_in_session (BerthSshChannel *self, BerthSshPipe *pipe, gboolean is_stderr)
{
  char chunk[CHUNK_BYTES];
  gsize room;

  while ((room = berth_ssh_pipe_get_room (pipe)) > 0) {
    int count = ssh_channel_read_nonblocking (
      self->handle.channel, chunk, (uint32_t) MIN (room, sizeof chunk), is_stderr);

    if (count <= 0)
      return FALSE;
    if (berth_ssh_pipe_put (pipe, chunk, (gsize) count))
      tell_listener (self);
  }
  return TRUE;
}

static void
fail_too_much_in_session (BerthSshChannel *self)
{
  g_autoptr (GError) error = g_error_new_literal (
    BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_PROTOCOL,
    _ ("The command on the machine said more than Berth can take."));

  fail_in_session (self, error);
}

static void
finish_in_session (BerthSshChannel *self)
{
  tear_down_in_session (self);
  if (dex_future_is_pending (DEX_FUTURE (self->finished)))
    dex_promise_resolve_int (self->finished, self->handle.exit_status);
  tell_listener (self);
}

static void
move_bytes_in_session (BerthSshChannel *self)
{
  gboolean was_closed;
  gboolean more;

  if (self->size_changed) {
    self->size_changed = FALSE;
    ssh_channel_change_pty_size (self->handle.channel, (int) self->columns,
                                 (int) self->rows);
  }
  if (!self->handle.closed_by_host)
    write_in_session (self);
  /* Reading one stream may take in the other's last bytes and the close behind them, so
   * only a close that was there before both were read says that there is no more. */
  was_closed = self->handle.closed_by_host;
  more = read_in_session (self, self->output, FALSE);
  more = read_in_session (self, self->errors, TRUE) || more;

  if (more && self->command != NULL)
    fail_too_much_in_session (self);
  else if (!more && was_closed)
    finish_in_session (self);
}

static void
write_order_in_session (gpointer data)
{
  Order *order = data;

  g_assert (berth_worker_is_current (order->channel->worker));
  if (order->channel->stage != STAGE_FINISHED)
    g_queue_push_tail (&order->channel->input, g_bytes_ref (order->bytes));
}

static void
resize_order_in_session (gpointer data)
{
  Order *order = data;

  g_assert (berth_worker_is_current (order->channel->worker));
  order->channel->columns = order->columns;
  order->channel->rows = order->rows;
  order->channel->size_changed = TRUE;
}

static void
close_order_in_session (gpointer data)
{
  Order *order = data;

  g_assert (berth_worker_is_current (order->channel->worker));
  order->channel->close_asked = TRUE;
}

/* The terminal speaks UTF-8 only, whatever we run in. */
static char *
choose_language (void)
{
  const char *language = g_getenv ("LANG");

  if (language != NULL
      && (strstr (language, "UTF-8") != NULL || strstr (language, "utf8") != NULL))
    return g_strdup (language);
  return g_strdup ("C.UTF-8");
}

static BerthSshChannel *
new_channel (BerthWorker *worker, gsize capacity)
{
  BerthSshChannel *self = g_atomic_rc_box_new0 (BerthSshChannel);

  self->worker = g_object_ref (worker);
  self->language = choose_language ();
  self->output = berth_ssh_pipe_new (capacity);
  self->opened = dex_promise_new ();
  self->finished = dex_promise_new ();
  berth_ssh_handle_init (&self->handle);
  g_weak_ref_init (&self->listener, NULL);
  g_queue_init (&self->input);
  return self;
}

static void
channel_clear (gpointer data)
{
  BerthSshChannel *self = data;

  g_queue_clear_full (&self->input, (GDestroyNotify) g_bytes_unref);
  g_weak_ref_clear (&self->listener);
  dex_clear (&self->opened);
  dex_clear (&self->finished);
  g_clear_pointer (&self->output, berth_ssh_pipe_unref);
  g_clear_pointer (&self->errors, berth_ssh_pipe_unref);
  g_clear_pointer (&self->command, g_free);
  g_clear_pointer (&self->language, g_free);
  g_clear_object (&self->worker);
}

/*< private >
 * berth_ssh_channel_new_shell:
 */
BerthSshChannel *
berth_ssh_channel_new_shell (BerthWorker *worker, guint columns, guint rows)
{
  BerthSshChannel *self = new_channel (worker, SHELL_OUTPUT_BYTES);

  self->errors = berth_ssh_pipe_ref (self->output);
  self->columns = columns;
  self->rows = rows;
  return self;
}

/*< private >
 * berth_ssh_channel_new_command:
 * @input: (nullable): what the command reads before the end of its input
 */
BerthSshChannel *
berth_ssh_channel_new_command (BerthWorker *worker, const char *command, GBytes *input)
{
  BerthSshChannel *self = new_channel (worker, COMMAND_OUTPUT_BYTES);

  self->errors = berth_ssh_pipe_new (COMMAND_OUTPUT_BYTES);
  self->command = g_strdup (command);
  if (input != NULL)
    g_queue_push_tail (&self->input, g_bytes_ref (input));
  self->input_ends = TRUE;
  return self;
}

BerthSshChannel *
berth_ssh_channel_ref (BerthSshChannel *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
berth_ssh_channel_unref (BerthSshChannel *self)
{
  g_atomic_rc_box_release_full (self, channel_clear);
}

/*< private >
 * berth_ssh_channel_set_listener:
 *
 * To be called before the channel is handed to the thread.
 */
void
berth_ssh_channel_set_listener (BerthSshChannel *self,
                                GObject *listener,
                                BerthSshChannelListener on_news)
{
  self->on_news = on_news;
  g_weak_ref_set (&self->listener, listener);
}

BerthSshPipe *
berth_ssh_channel_get_output (BerthSshChannel *self)
{
  return self->output;
}

BerthSshPipe *
berth_ssh_channel_get_errors (BerthSshChannel *self)
{
  return self->errors;
}

/*< private >
 * berth_ssh_channel_get_opened:
 *
 * Returns: (transfer full): resolves to %TRUE when the shell or command has started
 */
DexFuture *
berth_ssh_channel_get_opened (BerthSshChannel *self)
{
  return dex_ref (DEX_FUTURE (self->opened));
}

/*< private >
 * berth_ssh_channel_get_finished:
 *
 * Returns: (transfer full): resolves to the exit status, an int, when all output is in
 * the pipes
 */
DexFuture *
berth_ssh_channel_get_finished (BerthSshChannel *self)
{
  return dex_ref (DEX_FUTURE (self->finished));
}

/*< private >
 * berth_ssh_channel_write:
 */
void
berth_ssh_channel_write (BerthSshChannel *self, GBytes *bytes)
{
  Order *order = order_new (self);

  order->bytes = g_bytes_ref (bytes);
  berth_worker_push (self->worker, write_order_in_session, order, order_free);
}

/*< private >
 * berth_ssh_channel_resize:
 */
void
berth_ssh_channel_resize (BerthSshChannel *self, guint columns, guint rows)
{
  Order *order = order_new (self);

  order->columns = columns;
  order->rows = rows;
  berth_worker_push (self->worker, resize_order_in_session, order, order_free);
}

/*< private >
 * berth_ssh_channel_close:
 */
void
berth_ssh_channel_close (BerthSshChannel *self)
{
  berth_worker_push (self->worker, close_order_in_session, order_new (self), order_free);
}

/*< private >
 * berth_ssh_channel_wake:
 *
 * Tells that a full pipe has room again.
 */
void
berth_ssh_channel_wake (BerthSshChannel *self)
{
  berth_worker_push (self->worker, NULL, NULL, NULL);
}

/* Ends the futures of a channel that the session's thread ended too early to take. */
static void
abandon (gpointer data)
{
  BerthSshChannel *self = data;
  g_autoptr (GError) error = g_error_new_literal (
    BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_CLOSED, _ ("The session was closed."));

  dex_promise_reject (self->opened, g_error_copy (error));
  dex_promise_reject (self->finished, g_error_copy (error));
}

static gboolean
step_in_session (gpointer data, BerthSshRound *round)
{
  BerthSshChannel *self = data;

  g_assert (berth_worker_is_current (self->worker));

  if (self->stage == STAGE_FINISHED)
    return FALSE;
  if (self->handle.channel == NULL)
    berth_ssh_handle_make_in_session (&self->handle, round);
  /* A channel freed before the host has confirmed it would stay open over there, and
   * hosts allow only so many. */
  if (self->close_asked && self->stage > STAGE_OPENING)
    finish_in_session (self);
  else if (open_in_session (self, round->ssh))
    move_bytes_in_session (self);
  else if (self->close_asked && self->stage > STAGE_OPENING
           && self->stage != STAGE_FINISHED)
    finish_in_session (self);
  return self->stage != STAGE_FINISHED;
}

const BerthSshMember berth_ssh_channel_member = {
  .ref = (gpointer (*) (gpointer)) berth_ssh_channel_ref,
  .unref = (GDestroyNotify) berth_ssh_channel_unref,
  .step_in_session = step_in_session,
  .fail_in_session = fail_in_session,
  .abandon = abandon,
};
