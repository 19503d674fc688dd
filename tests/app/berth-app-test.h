/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <libdex.h>

G_BEGIN_DECLS

void berth_app_test_init (int *argc, char ***argv);
GtkWidget *berth_app_test_find (GtkWidget *root, GType type, const char *name);
GtkWidget *berth_app_test_find_button (GtkWidget *root, const char *label);
GtkWidget *berth_app_test_find_text (GtkWidget *root, const char *text);
gboolean berth_app_test_has_text (GtkWidget *root, const char *text);
void berth_app_test_click (GtkWidget *root, const char *label);
void berth_app_test_await_text (GtkWidget *root, const char *text);
void berth_app_test_await_visible_page (AdwNavigationView *view, const char *tag);
void berth_app_test_settle (void);
void berth_app_test_kill_children (void);
void berth_app_test_shoot (GtkWidget *window, const char *name);
void berth_app_test_close (GtkWindow *window);

G_END_DECLS
