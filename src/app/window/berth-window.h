/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "berth-account.h"
#include "berth-application.h"

G_BEGIN_DECLS

#define BERTH_TYPE_WINDOW (berth_window_get_type ())
G_DECLARE_FINAL_TYPE (BerthWindow, berth_window, BERTH, WINDOW, AdwApplicationWindow)

BerthWindow *berth_window_new (BerthApplication *application);

BerthAccount *berth_window_get_account (BerthWindow *self);
void berth_window_set_account (BerthWindow *self, BerthAccount *account);
void berth_window_open_file (BerthWindow *self, GFile *file);
void berth_window_new_machine (BerthWindow *self);
void berth_window_open_practice (BerthWindow *self);
void berth_window_quit (BerthWindow *self);

G_END_DECLS
