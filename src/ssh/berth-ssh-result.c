/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-ssh-result.h"

/**
 * BerthSshResult:
 *
 * How a command on the host ended, and what it said. Immutable.
 */
struct _BerthSshResult {
  GObject parent_instance;

  int status;
  GBytes *output;
  GBytes *errors;
};

G_DEFINE_FINAL_TYPE (BerthSshResult, berth_ssh_result, G_TYPE_OBJECT)

static void
berth_ssh_result_finalize (GObject *object)
{
  BerthSshResult *self = BERTH_SSH_RESULT (object);

  g_clear_pointer (&self->output, g_bytes_unref);
  g_clear_pointer (&self->errors, g_bytes_unref);

  G_OBJECT_CLASS (berth_ssh_result_parent_class)->finalize (object);
}

static void
berth_ssh_result_class_init (BerthSshResultClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_ssh_result_finalize;
}

static void
berth_ssh_result_init (BerthSshResult *self)
{
}

/**
 * berth_ssh_result_new:
 * @status: as berth_ssh_result_get_status() returns it
 */
BerthSshResult *
berth_ssh_result_new (int status, GBytes *output, GBytes *errors)
{
  BerthSshResult *self;

  g_return_val_if_fail (output != NULL, NULL);
  g_return_val_if_fail (errors != NULL, NULL);

  self = g_object_new (BERTH_TYPE_SSH_RESULT, NULL);
  self->status = status;
  self->output = g_bytes_ref (output);
  self->errors = g_bytes_ref (errors);
  return self;
}

/**
 * berth_ssh_result_get_status:
 *
 * Returns: the exit status; -1 where a signal ended the command
 */
int
berth_ssh_result_get_status (BerthSshResult *self)
{
  g_return_val_if_fail (BERTH_IS_SSH_RESULT (self), -1);

  return self->status;
}

/**
 * berth_ssh_result_get_output:
 *
 * Returns: (transfer none): all of its standard output
 */
GBytes *
berth_ssh_result_get_output (BerthSshResult *self)
{
  g_return_val_if_fail (BERTH_IS_SSH_RESULT (self), NULL);

  return self->output;
}

/**
 * berth_ssh_result_get_errors:
 *
 * Returns: (transfer none): all of its standard error
 */
GBytes *
berth_ssh_result_get_errors (BerthSshResult *self)
{
  g_return_val_if_fail (BERTH_IS_SSH_RESULT (self), NULL);

  return self->errors;
}
