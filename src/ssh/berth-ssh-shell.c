/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-ssh-shell.h"
#include "berth-ssh-shell-private.h"

/**
 * BerthSshShell:
 *
 * A shell with a terminal on the host, from berth_ssh_session_open_shell().
 *
 * What it says is pulled with berth_ssh_shell_read(); the host stops by itself while
 * nobody does. [signal@SshShell::readable] tells that there is something again. The shell
 * has ended when [property@SshShell:closed] is set and nothing is left to read.
 */
struct _BerthSshShell {
  GObject parent_instance;

  BerthSshChannel *channel;
  gboolean closed;
  int exit_status;
};

G_DEFINE_FINAL_TYPE (BerthSshShell, berth_ssh_shell, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_CLOSED,
  PROP_EXIT_STATUS,
  N_PROPS,
};

static GParamSpec *pspecs[N_PROPS];

enum {
  SIGNAL_READABLE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
berth_ssh_shell_get_property (GObject *object,
                              guint prop_id,
                              GValue *value,
                              GParamSpec *pspec)
{
  BerthSshShell *self = BERTH_SSH_SHELL (object);

  switch (prop_id) {
  case PROP_CLOSED:
    g_value_set_boolean (value, self->closed);
    break;
  case PROP_EXIT_STATUS:
    g_value_set_int (value, self->exit_status);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
berth_ssh_shell_dispose (GObject *object)
{
  BerthSshShell *self = BERTH_SSH_SHELL (object);

  if (self->channel != NULL && !self->closed)
    berth_ssh_channel_close (self->channel);
  g_clear_pointer (&self->channel, berth_ssh_channel_unref);

  G_OBJECT_CLASS (berth_ssh_shell_parent_class)->dispose (object);
}

static void
berth_ssh_shell_class_init (BerthSshShellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = berth_ssh_shell_dispose;
  object_class->get_property = berth_ssh_shell_get_property;

  /**
   * BerthSshShell:closed:
   *
   * Whether the shell, or the session under it, has ended.
   */
  pspecs[PROP_CLOSED] = g_param_spec_boolean ("closed", NULL, NULL, FALSE,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * BerthSshShell:exit-status:
   *
   * How the shell ended; -1 before, and where a signal or a lost connection ended it.
   */
  pspecs[PROP_EXIT_STATUS]
    = g_param_spec_int ("exit-status", NULL, NULL, -1, G_MAXINT, -1,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, pspecs);

  /**
   * BerthSshShell::readable:
   *
   * There is something to read, where there was nothing before.
   */
  signals[SIGNAL_READABLE]
    = g_signal_new ("readable", BERTH_TYPE_SSH_SHELL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 0);
}

static void
berth_ssh_shell_init (BerthSshShell *self)
{
  self->exit_status = -1;
}

static void
note_end (BerthSshShell *self)
{
  g_autoptr (DexFuture) finished = berth_ssh_channel_get_finished (self->channel);
  const GValue *status;

  if (self->closed || dex_future_is_pending (finished))
    return;
  status = dex_future_get_value (finished, NULL);
  g_object_freeze_notify (G_OBJECT (self));
  if (status != NULL && g_value_get_int (status) != self->exit_status) {
    self->exit_status = g_value_get_int (status);
    g_object_notify_by_pspec (G_OBJECT (self), pspecs[PROP_EXIT_STATUS]);
  }
  self->closed = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), pspecs[PROP_CLOSED]);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
on_channel_news (gpointer data)
{
  BerthSshShell *self = data;

  if (self->channel == NULL)
    return;
  if (berth_ssh_shell_get_available (self) > 0)
    g_signal_emit (self, signals[SIGNAL_READABLE], 0);
  if (self->channel != NULL)
    note_end (self);
}

/*< private >
 * berth_ssh_shell_new:
 */
BerthSshShell *
berth_ssh_shell_new (BerthWorker *worker, guint columns, guint rows)
{
  BerthSshShell *self = g_object_new (BERTH_TYPE_SSH_SHELL, NULL);

  self->channel = berth_ssh_channel_new_shell (worker, columns, rows);
  berth_ssh_channel_set_listener (self->channel, G_OBJECT (self), on_channel_news);
  return self;
}

/*< private >
 * berth_ssh_shell_get_channel:
 */
BerthSshChannel *
berth_ssh_shell_get_channel (BerthSshShell *self)
{
  return self->channel;
}

/**
 * berth_ssh_shell_read:
 * @max_bytes: take no more than this
 *
 * Takes what the shell has said, without waiting.
 *
 * Returns: (transfer full): the bytes, none where there is nothing
 */
GBytes *
berth_ssh_shell_read (BerthSshShell *self, gsize max_bytes)
{
  gboolean was_full = FALSE;
  GBytes *bytes;

  g_return_val_if_fail (BERTH_IS_SSH_SHELL (self), NULL);

  bytes = berth_ssh_pipe_take (berth_ssh_channel_get_output (self->channel), max_bytes,
                               &was_full);
  if (was_full)
    berth_ssh_channel_wake (self->channel);
  return bytes;
}

/**
 * berth_ssh_shell_get_available:
 *
 * Returns: how many bytes berth_ssh_shell_read() could take now
 */
gsize
berth_ssh_shell_get_available (BerthSshShell *self)
{
  g_return_val_if_fail (BERTH_IS_SSH_SHELL (self), 0);

  return berth_ssh_pipe_get_size (berth_ssh_channel_get_output (self->channel));
}

/**
 * berth_ssh_shell_write:
 * @bytes: what was typed
 *
 * Sends input, in order. After the end it is dropped.
 */
void
berth_ssh_shell_write (BerthSshShell *self, GBytes *bytes)
{
  g_return_if_fail (BERTH_IS_SSH_SHELL (self));
  g_return_if_fail (bytes != NULL);

  if (!self->closed && g_bytes_get_size (bytes) > 0)
    berth_ssh_channel_write (self->channel, bytes);
}

/**
 * berth_ssh_shell_resize:
 * @columns: characters in a line, at least 1
 * @rows: lines, at least 1
 *
 * Tells the host the terminal's new size.
 */
void
berth_ssh_shell_resize (BerthSshShell *self, guint columns, guint rows)
{
  g_return_if_fail (BERTH_IS_SSH_SHELL (self));
  g_return_if_fail (columns > 0 && rows > 0);

  if (!self->closed)
    berth_ssh_channel_resize (self->channel, columns, rows);
}

/**
 * berth_ssh_shell_close:
 *
 * Ends the shell, as closing a terminal window does.
 */
void
berth_ssh_shell_close (BerthSshShell *self)
{
  g_return_if_fail (BERTH_IS_SSH_SHELL (self));

  if (!self->closed)
    berth_ssh_channel_close (self->channel);
}

/**
 * berth_ssh_shell_is_closed:
 *
 * Returns: [property@SshShell:closed]
 */
gboolean
berth_ssh_shell_is_closed (BerthSshShell *self)
{
  g_return_val_if_fail (BERTH_IS_SSH_SHELL (self), TRUE);

  return self->closed;
}

/**
 * berth_ssh_shell_get_exit_status:
 *
 * Returns: [property@SshShell:exit-status]
 */
int
berth_ssh_shell_get_exit_status (BerthSshShell *self)
{
  g_return_val_if_fail (BERTH_IS_SSH_SHELL (self), -1);

  return self->exit_status;
}
