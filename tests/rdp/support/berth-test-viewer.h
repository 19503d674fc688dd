/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-rdp-session.h"

G_BEGIN_DECLS

typedef struct _BerthTestViewer BerthTestViewer;

/**
 * BerthTestViewer:
 *
 * Looks at a session as a view does: puts its frames together to one picture.
 */
typedef gboolean (*BerthTestViewerFunc) (BerthTestViewer *viewer, gpointer data);

BerthTestViewer *berth_test_viewer_new (BerthRdpSession *session);
void berth_test_viewer_free (BerthTestViewer *self);

gboolean berth_test_viewer_is_complete (BerthTestViewer *self);
guint berth_test_viewer_get_n_frames (BerthTestViewer *self);
guint32 berth_test_viewer_get_pixel (BerthTestViewer *self, guint x, guint y);
gboolean
berth_test_viewer_shows (BerthTestViewer *self, guint x, guint y, guint32 colour);
gboolean berth_test_viewer_is_all (BerthTestViewer *self, guint32 colour);

gboolean berth_test_viewer_await_for (BerthTestViewer *self,
                                      BerthTestViewerFunc is_reached,
                                      gpointer data,
                                      guint seconds);
void berth_test_viewer_await (BerthTestViewer *self,
                              BerthTestViewerFunc is_reached,
                              gpointer data);
void berth_test_viewer_await_colour (BerthTestViewer *self, guint32 colour);
void berth_test_viewer_await_size (BerthTestViewer *self, guint width, guint height);

G_END_DECLS
