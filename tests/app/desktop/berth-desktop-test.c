/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-test.h"

#include "berth-app-test.h"
#include "berth-test.h"

#include <string.h>

/* The simplest source: nothing comes before the session. */
#define BERTH_TYPE_TEST_SOURCE (berth_test_source_get_type ())
G_DECLARE_FINAL_TYPE (BerthTestSource, berth_test_source, BERTH, TEST_SOURCE, GObject)

struct _BerthTestSource {
  GObject parent_instance;
  BerthDesktopTest *test;
};

static DexFuture *
give_password (const char *user, guint attempt, gpointer data)
{
  return dex_future_new_for_string (BERTH_TEST_XRDP_PASSWORD);
}

static DexFuture *
prepare (BerthDesktopSource *source, GtkWidget *parent, GCancellable *cancellable)
{
  BerthDesktopTest *f = BERTH_TEST_SOURCE (source)->test;
  g_autoptr (BerthRdpTarget) target = berth_rdp_target_new (
    "box", "127.0.0.1", berth_test_rdp_server_get_port (f->server), BERTH_TEST_XRDP_USER);
  BerthRdpSession *session = berth_rdp_session_new (target);

  berth_rdp_session_set_dial_func (session, berth_test_relay_dial, f->relay, NULL);
  berth_rdp_session_set_password_func (session, give_password, NULL, NULL);
  berth_rdp_session_set_pinned_fingerprint (
    session, berth_test_rdp_server_get_fingerprint (f->server));
  return dex_future_new_take_object (session);
}

static const char *
get_title (BerthDesktopSource *source)
{
  return "box";
}

static void
source_iface_init (BerthDesktopSourceInterface *iface)
{
  iface->prepare = prepare;
  iface->get_title = get_title;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (BerthTestSource,
                               berth_test_source,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BERTH_TYPE_DESKTOP_SOURCE,
                                                      source_iface_init))

static void
berth_test_source_class_init (BerthTestSourceClass *klass)
{
}

static void
berth_test_source_init (BerthTestSource *self)
{
}

/**
 * berth_desktop_test_show:
 * @f: with a source
 *
 * Shows its desktop's view in a window.
 */
void
berth_desktop_test_show (BerthDesktopTest *f, int width, int height)
{
  f->view = g_object_ref_sink (berth_desktop_view_new (f->source));
  f->window = g_object_ref (GTK_WINDOW (adw_window_new ()));
  gtk_window_set_default_size (f->window, width, height);
  adw_window_set_content (ADW_WINDOW (f->window), GTK_WIDGET (f->view));
  gtk_window_present (f->window);
  berth_app_test_settle ();
}

/**
 * berth_desktop_test_set_up:
 * @f: (out caller-allocates): what the test works with
 * @width: of the window
 * @height: of the window
 *
 * Shows a desktop of xrdp's that follows the window, over a way that can be cut.
 *
 * Returns: whether it could be started; the test is skipped else
 */
gboolean
berth_desktop_test_set_up (BerthDesktopTest *f, int width, int height)
{
  BerthTestSource *source;

  memset (f, 0, sizeof *f);
  if (!berth_test_xrdp_can_run ())
    return FALSE;
  f->folder = berth_test_make_folder ();
  f->shell = berth_test_shell_new (f->folder);
  f->server = berth_test_xrdp_start (f->folder, BERTH_DESKTOP_TEST_COLOR);
  f->relay = berth_test_relay_new (berth_test_rdp_server_get_port (f->server));
  source = g_object_new (BERTH_TYPE_TEST_SOURCE, NULL);
  source->test = f;
  f->source = BERTH_DESKTOP_SOURCE (source);
  berth_desktop_test_show (f, width, height);
  berth_desktop_view_connect (f->view);
  BERTH_DESKTOP_TEST_AWAIT (berth_desktop_test_follows (f));
  return TRUE;
}

/* The thread of a session that was let go may still hold them. */
static void
finalize (gpointer object)
{
  gint64 deadline = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (G_OBJECT (object)->ref_count > 1 && g_get_monotonic_time () < deadline)
    dex_await (dex_timeout_new_msec (10), NULL);
  g_assert_finalize_object (object);
}

void
berth_desktop_test_tear_down (BerthDesktopTest *f)
{
  gtk_window_destroy (f->window);
  finalize (f->window);
  finalize (f->view);
  finalize (f->source);
  g_clear_pointer (&f->relay, berth_test_relay_free);
  g_clear_pointer (&f->server, berth_test_rdp_server_stop);
  g_clear_pointer (&f->shell, berth_test_shell_free);
  berth_test_remove_folder (f->folder);
  g_free (f->folder);
}

void
berth_desktop_test_await_state (BerthDesktopTest *f, BerthSessionState state)
{
  BERTH_DESKTOP_TEST_AWAIT (berth_desktop_view_get_state (f->view) == state);
}

/* 0 where there is no picture, or none so large. */
guint32
berth_desktop_test_get_pixel (BerthDesktopTest *f, int x, int y)
{
  g_autoptr (GdkTexture) picture = berth_desktop_tiles_dup_picture (
    berth_desktop_screen_get_tiles (berth_desktop_view_get_screen (f->view)));
  g_autofree guint32 *pixels = NULL;
  int width;

  if (picture == NULL || x >= gdk_texture_get_width (picture)
      || y >= gdk_texture_get_height (picture))
    return 0;
  width = gdk_texture_get_width (picture);
  pixels = g_new0 (guint32, width * gdk_texture_get_height (picture));
  gdk_texture_download (picture, (guchar *) pixels, (gsize) width * 4);
  return pixels[y * width + x];
}

/* Codecs may be off by a little. */
gboolean
berth_desktop_test_is_alike (guint32 one, guint32 other)
{
  for (int shift = 0; shift < 24; shift += 8)
    if (ABS ((int) (one >> shift & 0xff) - (int) (other >> shift & 0xff)) > 8)
      return FALSE;
  return TRUE;
}

gboolean
berth_desktop_test_shows (BerthDesktopTest *f, int x, int y, guint32 color)
{
  return berth_desktop_test_is_alike (berth_desktop_test_get_pixel (f, x, y), color);
}

gboolean
berth_desktop_test_has_size (BerthDesktopTest *f, guint width, guint height)
{
  guint shown_width, shown_height;

  berth_desktop_tiles_get_size (
    berth_desktop_screen_get_tiles (berth_desktop_view_get_screen (f->view)),
    &shown_width, &shown_height);
  return shown_width == width && shown_height == height;
}

/**
 * berth_desktop_test_follows:
 *
 * Returns: whether the desktop is as large as the widget, in device pixels, and drawn
 */
gboolean
berth_desktop_test_follows (BerthDesktopTest *f)
{
  guint width, height;
  double scale;

  /* Servers take even widths only. */
  return berth_desktop_screen_get_size (berth_desktop_view_get_screen (f->view), &width,
                                        &height, &scale)
         && berth_desktop_test_has_size (f, width & ~1u, height)
         && berth_desktop_test_shows (f, 100, 100, BERTH_DESKTOP_TEST_BLUE);
}
