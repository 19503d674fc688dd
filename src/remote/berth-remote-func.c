/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-remote-func.h"

/**
 * berth_remote_func_set:
 * @func: (nullable) (scope notified): what is called from now on
 * @destroy: (nullable): frees @data once another function is set, or none
 */
void
berth_remote_func_set (BerthRemoteFunc *self,
                       GCallback func,
                       gpointer data,
                       GDestroyNotify destroy)
{
  berth_remote_func_clear (self);
  self->func = func;
  self->data = data;
  self->destroy = destroy;
}

/**
 * berth_remote_func_clear:
 *
 * Frees the function's data. What that may set off finds no function here any more.
 */
void
berth_remote_func_clear (BerthRemoteFunc *self)
{
  const BerthRemoteFunc old = *self;

  *self = (BerthRemoteFunc) { NULL, NULL, NULL };
  if (old.destroy != NULL)
    old.destroy (old.data);
}
