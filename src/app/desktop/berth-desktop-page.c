/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-page.h"

#include "berth-config.h"
#include "berth-desktop-host.h"
#include "berth-desktop-view.h"
#include "berth-folders.h"
#include "berth-future.h"

#include <glib/gi18n.h>

#define LINK_SCHEME "rdp"

/**
 * BerthDesktopPage:
 *
 * The desktop that a connection file or a link leads to, as a page of its own.
 */
struct _BerthDesktopPage {
  AdwNavigationPage parent_instance;
  AdwToolbarView *toolbar_view;
  GFile *file;
};

enum { TOAST, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BerthDesktopPage, berth_desktop_page, ADW_TYPE_NAVIGATION_PAGE)

static DexFuture *
read_in_thread (gpointer data)
{
  GFile *file = data;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_malloc (BERTH_DESKTOP_FILE_MOST_BYTES + 1);
  gsize length;

  stream = g_file_read (file, NULL, &error);
  /* One byte more than there may be, so that the parser sees that there is more. */
  if (stream == NULL
      || !g_input_stream_read_all (G_INPUT_STREAM (stream), text,
                                   BERTH_DESKTOP_FILE_MOST_BYTES + 1, &length, NULL,
                                   &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_boxed (G_TYPE_BYTES,
                                    g_bytes_new_take (g_steal_pointer (&text), length));
}

static BerthDesktopFile *
await_file (GFile *file, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  if (g_file_has_uri_scheme (file, LINK_SCHEME)) {
    g_autofree char *link = g_file_get_uri (file);

    return berth_desktop_file_new_from_link (link, error);
  }
  bytes = dex_await_boxed (
    berth_future_spawn_thread (read_in_thread, g_object_ref (file), g_object_unref),
    error);
  return bytes != NULL ? berth_desktop_file_new_from_bytes (bytes, error) : NULL;
}

static void
on_toast (BerthDesktopPage *self, const char *text)
{
  g_signal_emit (self, signals[TOAST], 0, text);
}

static void
on_full_screen (BerthDesktopPage *self, GParamSpec *pspec, BerthDesktopView *view)
{
  adw_toolbar_view_set_reveal_top_bars (self->toolbar_view,
                                        !berth_desktop_view_is_full_screen (view));
}

static void
show_desktop (BerthDesktopPage *self, BerthDesktopFile *file)
{
  g_autofree char *data = berth_folders_dup_data ();
  g_autofree char *path = g_build_filename (data, "desktops.ini", NULL);
  g_autofree char *title = berth_desktop_file_dup_title (file);
  g_autoptr (BerthDesktopKnown) known = berth_desktop_known_new (path);
  g_autoptr (BerthDesktopSource) source = berth_desktop_host_new (file, known);
  BerthDesktopView *view = berth_desktop_view_new (source);

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), title);
  adw_toolbar_view_set_content (self->toolbar_view, GTK_WIDGET (view));
  g_signal_connect_object (view, "toast", G_CALLBACK (on_toast), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::full-screen", G_CALLBACK (on_full_screen), self,
                           G_CONNECT_SWAPPED);
  berth_desktop_view_set_all_monitors (view, berth_desktop_file_get_all_monitors (file));
  berth_desktop_view_connect (view);
  if (berth_desktop_file_get_full_screen (file))
    berth_desktop_view_set_full_screen (view, TRUE);
}

static void
show_error (BerthDesktopPage *self, const GError *error)
{
  GtkWidget *status = adw_status_page_new ();
  g_autofree char *name = g_file_get_basename (self->file);
  g_autofree char *text = g_markup_printf_escaped ("%s\n\n%s", name, error->message);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (status), "text-x-generic-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (status), _ ("No Desktop to Open"));
  adw_status_page_set_description (ADW_STATUS_PAGE (status), text);
  adw_toolbar_view_set_content (self->toolbar_view, status);
}

static DexFuture *
open_fiber (gpointer data)
{
  BerthDesktopPage *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BerthDesktopFile) file = await_file (self->file, &error);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return dex_future_new_true ();
  if (file != NULL)
    show_desktop (self, file);
  else
    show_error (self, error);
  return dex_future_new_true ();
}

static void
berth_desktop_page_finalize (GObject *object)
{
  g_clear_object (&BERTH_DESKTOP_PAGE (object)->file);
  G_OBJECT_CLASS (berth_desktop_page_parent_class)->finalize (object);
}

static void
berth_desktop_page_class_init (BerthDesktopPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_desktop_page_finalize;

  /**
   * BerthDesktopPage::toast:
   * @text: something to tell in passing
   */
  signals[TOAST] = g_signal_new ("toast", BERTH_TYPE_DESKTOP_PAGE, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
berth_desktop_page_init (BerthDesktopPage *self)
{
  self->toolbar_view = ADW_TOOLBAR_VIEW (adw_toolbar_view_new ());
  adw_toolbar_view_add_top_bar (self->toolbar_view, adw_header_bar_new ());
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self),
                                 GTK_WIDGET (self->toolbar_view));
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), _ ("Desktop"));
}

/**
 * berth_desktop_page_new:
 * @file: a .rdp file, or an rdp:// link
 *
 * Returns: (transfer floating): a page that reads it and connects
 */
BerthDesktopPage *
berth_desktop_page_new (GFile *file)
{
  BerthDesktopPage *self;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_object_new (BERTH_TYPE_DESKTOP_PAGE, NULL);
  self->file = g_object_ref (file);
  dex_future_disown (
    berth_future_spawn (open_fiber, g_object_ref (self), g_object_unref));
  return self;
}
