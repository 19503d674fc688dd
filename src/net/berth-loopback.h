/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define BERTH_TYPE_LOOPBACK (berth_loopback_get_type ())
G_DECLARE_FINAL_TYPE (BerthLoopback, berth_loopback, BERTH, LOOPBACK, GObject)

/**
 * BerthLoopbackFunc:
 * @query: (element-type utf8 utf8): what a browser on this computer sent in the address
 * @status: (out): the status of the answer, 200 unless it is set
 * @data: what berth_loopback_set_func() was given
 *
 * Returns: (transfer full): the page to show, as HTML
 */
typedef char *(*BerthLoopbackFunc) (GHashTable *query, guint *status, gpointer data);

BerthLoopback *berth_loopback_new (GError **error);
guint16 berth_loopback_get_port (BerthLoopback *self);
void berth_loopback_set_func (BerthLoopback *self, BerthLoopbackFunc func, gpointer data);
void berth_loopback_close (BerthLoopback *self);

G_END_DECLS
