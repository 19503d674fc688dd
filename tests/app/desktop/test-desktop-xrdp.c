/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-view.h"

#include "berth-app-test.h"
#include "berth-desktop-sharing.h"
#include "berth-test-relay.h"
#include "berth-test-xrdp.h"
#include "berth-test.h"

#include <string.h>

#define BLUE 0xff336699u
#define PATIENCE (60 * G_USEC_PER_SEC)

/* A view of a desktop that follows the window, over a way that can be cut. */
typedef struct {
  char *folder;
  BerthTestRdpServer *xrdp;
  BerthTestRelay *relay;
  BerthDesktopSource *source;
  GtkWindow *window;
  BerthDesktopView *view;
} Fixture;

/* The simplest source: nothing comes before the session. */
#define BERTH_TYPE_TEST_SOURCE (berth_test_source_get_type ())
G_DECLARE_FINAL_TYPE (BerthTestSource, berth_test_source, BERTH, TEST_SOURCE, GObject)

struct _BerthTestSource {
  GObject parent_instance;
  Fixture *fixture;
};

static DexFuture *
give_password (const char *user, guint attempt, gpointer data)
{
  return dex_future_new_for_string (BERTH_TEST_XRDP_PASSWORD);
}

static DexFuture *
prepare (BerthDesktopSource *source, GtkWidget *parent, GCancellable *cancellable)
{
  Fixture *f = BERTH_TEST_SOURCE (source)->fixture;
  g_autoptr (BerthRdpTarget) target = berth_rdp_target_new (
    "box", "127.0.0.1", berth_test_rdp_server_get_port (f->xrdp), BERTH_TEST_XRDP_USER);
  BerthRdpSession *session = berth_rdp_session_new (target);

  berth_rdp_session_set_dial_func (session, berth_test_relay_dial, f->relay, NULL);
  berth_rdp_session_set_password_func (session, give_password, NULL, NULL);
  berth_rdp_session_set_pinned_fingerprint (
    session, berth_test_rdp_server_get_fingerprint (f->xrdp));
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

static void
await_true (gboolean (*is_reached) (Fixture *f), Fixture *f)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE;

  while (!is_reached (f)) {
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    dex_await (dex_timeout_new_msec (10), NULL);
  }
}

/* Codecs may be off by a little. */
static gboolean
is_alike (guint32 one, guint32 other)
{
  for (int shift = 0; shift < 24; shift += 8)
    if (ABS ((int) (one >> shift & 0xff) - (int) (other >> shift & 0xff)) > 8)
      return FALSE;
  return TRUE;
}

static gboolean
is_drawn (Fixture *f)
{
  g_autoptr (GdkTexture) picture = berth_desktop_tiles_dup_picture (
    berth_desktop_screen_get_tiles (berth_desktop_view_get_screen (f->view)));
  g_autofree guint32 *pixels = NULL;
  int width;

  if (picture == NULL)
    return FALSE;
  width = gdk_texture_get_width (picture);
  pixels = g_new0 (guint32, width * gdk_texture_get_height (picture));
  gdk_texture_download (picture, (guchar *) pixels, (gsize) width * 4);
  return is_alike (pixels[100 * width + 100], BLUE);
}

/* Servers take even widths only. */
static gboolean
is_as_large_as_the_widget (Fixture *f)
{
  BerthDesktopScreen *screen = berth_desktop_view_get_screen (f->view);
  guint width, height, shown_width, shown_height;
  double scale;

  berth_desktop_tiles_get_size (berth_desktop_screen_get_tiles (screen), &shown_width,
                                &shown_height);
  return berth_desktop_screen_get_size (screen, &width, &height, &scale)
         && shown_width == (width & ~1u) && shown_height == height && is_drawn (f);
}

static gboolean
is_lost (Fixture *f)
{
  return berth_rdp_session_is_reconnecting (berth_desktop_view_get_session (f->view));
}

static gboolean
is_back (Fixture *f)
{
  return !is_lost (f) && is_as_large_as_the_widget (f);
}

static void
open_view (Fixture *f)
{
  BerthTestSource *source = g_object_new (BERTH_TYPE_TEST_SOURCE, NULL);

  source->fixture = f;
  f->source = BERTH_DESKTOP_SOURCE (source);
  f->view = g_object_ref_sink (berth_desktop_view_new (f->source));
  f->window = g_object_ref (GTK_WINDOW (adw_window_new ()));
  gtk_window_set_default_size (f->window, 900, 620);
  adw_window_set_content (ADW_WINDOW (f->window), GTK_WIDGET (f->view));
  gtk_window_present (f->window);
  berth_app_test_settle ();
  berth_desktop_view_connect (f->view);
  await_true (is_as_large_as_the_widget, f);
}

static gboolean
set_up (Fixture *f)
{
  memset (f, 0, sizeof *f);
  if (!berth_test_xrdp_can_run ())
    return FALSE;
  f->folder = berth_test_make_folder ();
  f->xrdp = berth_test_xrdp_start (f->folder, "#336699");
  f->relay = berth_test_relay_new (berth_test_rdp_server_get_port (f->xrdp));
  open_view (f);
  return TRUE;
}

/* The thread of a session that was let go may still hold them. */
static void
finalize (gpointer object)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE;

  while (G_OBJECT (object)->ref_count > 1 && g_get_monotonic_time () < deadline)
    dex_await (dex_timeout_new_msec (10), NULL);
  g_assert_finalize_object (object);
}

static void
tear_down (Fixture *f)
{
  gtk_window_destroy (f->window);
  finalize (f->window);
  finalize (f->view);
  finalize (f->source);
  berth_test_relay_free (f->relay);
  berth_test_rdp_server_stop (f->xrdp);
  berth_test_remove_folder (f->folder);
  g_free (f->folder);
}

/* The desktop gets the widget's size in device pixels, at first and after each change. */
static void
test_follows_the_window (void)
{
  Fixture f;

  if (!set_up (&f))
    return;
  gtk_window_set_default_size (f.window, 1100, 700);
  berth_app_test_settle ();
  await_true (is_as_large_as_the_widget, &f);
  berth_app_test_shoot (GTK_WIDGET (f.window), "desktop-larger");
  gtk_window_set_default_size (f.window, 701, 503);
  berth_app_test_settle ();
  await_true (is_as_large_as_the_widget, &f);
  tear_down (&f);
}

/* The last picture stays below what says so; then all is as before. */
static void
test_cut (void)
{
  Fixture f;
  GtkRevealer *waiting;

  if (!set_up (&f))
    return;
  waiting = GTK_REVEALER (
    berth_app_test_find (GTK_WIDGET (f.view), GTK_TYPE_REVEALER, "waiting"));
  g_assert_false (gtk_revealer_get_reveal_child (waiting));
  berth_test_relay_set_down (f.relay, TRUE);
  berth_test_relay_cut (f.relay);
  await_true (is_lost, &f);
  g_assert_true (gtk_revealer_get_reveal_child (waiting));
  g_assert_true (
    berth_app_test_has_text (GTK_WIDGET (f.view), "The connection was lost"));
  g_assert_true (is_drawn (&f));
  berth_app_test_shoot (GTK_WIDGET (f.window), "desktop-reconnecting");
  berth_test_relay_set_down (f.relay, FALSE);
  await_true (is_back, &f);
  g_assert_false (gtk_revealer_get_reveal_child (waiting));
  g_assert_cmpint (berth_desktop_view_get_state (f.view), ==, BERTH_SESSION_STATE_READY);
  tear_down (&f);
}

static gboolean
is_ready (Fixture *f)
{
  return berth_desktop_view_get_state (f->view) == BERTH_SESSION_STATE_READY
         && is_drawn (f);
}

/* Channels are agreed on when a session begins, so it begins anew; the desktop is the
 * same one. */
static void
test_microphone (void)
{
  Fixture f;
  GtkMenuButton *menu;

  if (!set_up (&f))
    return;
  menu = GTK_MENU_BUTTON (
    berth_app_test_find (GTK_WIDGET (f.view), GTK_TYPE_MENU_BUTTON, "menu_button"));
  gtk_menu_button_popup (menu);
  berth_app_test_shoot (GTK_WIDGET (gtk_menu_button_get_popover (menu)), "desktop-menu");
  gtk_menu_button_popdown (menu);
  g_assert_true (
    gtk_widget_activate_action (GTK_WIDGET (f.view), "sharing.microphone", NULL));
  g_assert_cmpint (berth_desktop_view_get_state (f.view), ==,
                   BERTH_SESSION_STATE_CONNECTING);
  await_true (is_ready, &f);
  g_assert_cmpuint (berth_test_relay_get_n_dialled (f.relay), ==, 2);
  tear_down (&f);
}

static void
count (gpointer data)
{
  (*(guint *) data)++;
}

/* A folder with everything in it is refused, with a word. */
static void
test_folder (void)
{
  GtkWidget *widget = g_object_ref_sink (gtk_label_new (NULL));
  BerthDesktopSharing *sharing = berth_desktop_sharing_new (widget);
  g_autofree char *folder = berth_test_make_folder ();
  guint changes = 0, notices = 0;

  g_signal_connect_swapped (sharing, "changed", G_CALLBACK (count), &changes);
  g_signal_connect_swapped (sharing, "notice", G_CALLBACK (count), &notices);
  berth_desktop_sharing_set_folder (sharing, "/");
  g_assert_cmpuint (notices, ==, 1);
  g_assert_cmpuint (changes, ==, 0);
  berth_desktop_sharing_set_folder (sharing, folder);
  g_assert_cmpuint (changes, ==, 1);
  g_assert_true (gtk_widget_activate_action (widget, "sharing.no-folder", NULL));
  g_assert_cmpuint (changes, ==, 2);
  g_assert_cmpuint (notices, ==, 1);
  g_assert_finalize_object (sharing);
  g_assert_finalize_object (widget);
  berth_test_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  berth_app_test_init (&argc, &argv);
  berth_test_add ("/desktop/xrdp/follows-the-window", test_follows_the_window);
  berth_test_add ("/desktop/xrdp/cut", test_cut);
  berth_test_add ("/desktop/xrdp/microphone", test_microphone);
  berth_test_add ("/desktop/xrdp/folder", test_folder);
  return g_test_run ();
}
