/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * BerthRemoteFunc:
 * @func: (nullable): what is called, cast to its own type by who calls it
 * @data: what it is given
 * @destroy: (nullable): frees @data
 *
 * Whom a session asks or sends for something. Part of its owner; begins as zeros.
 */
typedef struct {
  GCallback func;
  gpointer data;
  GDestroyNotify destroy;
} BerthRemoteFunc;

void berth_remote_func_set (BerthRemoteFunc *self,
                            GCallback func,
                            gpointer data,
                            GDestroyNotify destroy);
void berth_remote_func_clear (BerthRemoteFunc *self);

G_END_DECLS
