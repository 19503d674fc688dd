/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * BerthExampleFunc:
 * @operation: "VirtualMachines_Get"
 * @name: the example's file
 * @recording: the example's answer as the only exchange of a recording
 */
typedef void (*BerthExampleFunc) (const char *operation,
                                  const char *name,
                                  JsonArray *recording,
                                  gpointer data);

gboolean berth_examples_foreach (BerthExampleFunc func, gpointer data);

G_END_DECLS
