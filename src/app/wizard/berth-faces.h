/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BERTH_TYPE_FACES (berth_faces_get_type ())
G_DECLARE_FINAL_TYPE (BerthFaces, berth_faces, BERTH, FACES, AdwBin)

void berth_faces_show_loading (BerthFaces *self, const char *what);
void berth_faces_show_ready (BerthFaces *self);
void
berth_faces_show_empty (BerthFaces *self, const char *title, const char *description);
void
berth_faces_show_failed (BerthFaces *self, const char *title, const char *description);
const char *berth_faces_get_face (BerthFaces *self);

G_END_DECLS
