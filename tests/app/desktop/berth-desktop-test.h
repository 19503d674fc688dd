/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-desktop-view.h"
#include "berth-test-relay.h"
#include "berth-test-shell.h"
#include "berth-test-xrdp.h"

G_BEGIN_DECLS

#define BERTH_DESKTOP_TEST_COLOR "#336699"
#define BERTH_DESKTOP_TEST_BLUE 0xff336699u

/**
 * BerthDesktopTest:
 *
 * A view in a window, and the server that its desktop comes from. Tests of xrdp have all
 * of it from berth_desktop_test_set_up(); others fill in the server and the source.
 */
typedef struct {
  char *folder;
  BerthTestRdpServer *server;
  BerthTestRelay *relay; /* (nullable) */
  BerthTestShell *shell; /* (nullable) */
  BerthDesktopSource *source;
  GtkWindow *window;
  BerthDesktopView *view;
} BerthDesktopTest;

/* Waits while the main loop runs on; fails the test where it does not come true. */
#define BERTH_DESKTOP_TEST_AWAIT(condition)                                              \
  G_STMT_START                                                                           \
  {                                                                                      \
    gint64 await_end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;                    \
                                                                                         \
    while (!(condition)) {                                                               \
      if (g_get_monotonic_time () > await_end)                                           \
        g_error ("%s:%d: never came true: %s", __FILE__, __LINE__, #condition);          \
      dex_await (dex_timeout_new_msec (10), NULL);                                       \
    }                                                                                    \
  }                                                                                      \
  G_STMT_END

gboolean berth_desktop_test_set_up (BerthDesktopTest *f, int width, int height);
void berth_desktop_test_tear_down (BerthDesktopTest *f);

void berth_desktop_test_show (BerthDesktopTest *f, int width, int height);
void berth_desktop_test_await_state (BerthDesktopTest *f, BerthSessionState state);
guint32 berth_desktop_test_get_pixel (BerthDesktopTest *f, int x, int y);
gboolean berth_desktop_test_is_alike (guint32 one, guint32 other);
gboolean berth_desktop_test_shows (BerthDesktopTest *f, int x, int y, guint32 color);
gboolean berth_desktop_test_has_size (BerthDesktopTest *f, guint width, guint height);
gboolean berth_desktop_test_follows (BerthDesktopTest *f);

G_END_DECLS
