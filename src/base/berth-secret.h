/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void berth_secret_free (gpointer secret);
void berth_secret_clear (char **secret);

G_END_DECLS
