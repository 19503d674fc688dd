/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BerthTestCompositor:
 *
 * The hands of a person at the compositor that with-compositor.sh runs a test in: the
 * pointer, the keyboard and what is plugged in.
 */
typedef struct _BerthTestCompositor BerthTestCompositor;

BerthTestCompositor *berth_test_compositor_new (void);
void berth_test_compositor_free (BerthTestCompositor *self);

void berth_test_compositor_point (BerthTestCompositor *self, int x, int y);
void berth_test_compositor_click (BerthTestCompositor *self, guint button);
void berth_test_compositor_type (BerthTestCompositor *self, guint key);
void berth_test_compositor_plug (BerthTestCompositor *self,
                                 guint n_monitors,
                                 const double *scales);

G_END_DECLS
