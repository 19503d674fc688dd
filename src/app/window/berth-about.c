/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-about.h"
#include "berth-practice-cloud.h"

#include "berth-config.h"
#include "berth-net-version.h"
#include "berth-rdp-version.h"
#include "berth-ssh-version.h"

#include <glib/gi18n.h>
#include <vte/vte.h>

#define HOME_PAGE "https://github.com/berth/berth"

static void
append (GString *text, const char *name, const char *value)
{
  g_string_append_printf (text, "%s: %s\n", name, value != NULL ? value : "unknown");
}

static void
append_version (GString *text, const char *name, guint major, guint minor, guint micro)
{
  g_string_append_printf (text, "%s: %u.%u.%u\n", name, major, minor, micro);
}

static void
append_libraries (GString *text)
{
  g_string_append (text, "\nLibraries\n");
  append_version (text, "GLib", glib_major_version, glib_minor_version,
                  glib_micro_version);
  append_version (text, "GTK", gtk_get_major_version (), gtk_get_minor_version (),
                  gtk_get_micro_version ());
  append_version (text, "libadwaita", adw_get_major_version (), adw_get_minor_version (),
                  adw_get_micro_version ());
  append_version (text, "VTE", vte_get_major_version (), vte_get_minor_version (),
                  vte_get_micro_version ());
  append (text, "FreeRDP", berth_rdp_get_library_version ());
  append (text, "libssh", berth_ssh_get_library_version ());
  append (text, "libcurl", berth_net_get_library_version ());
}

static void
append_desktop (GString *text, GtkWidget *widget)
{
  GtkNative *native = widget != NULL ? gtk_widget_get_native (widget) : NULL;
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);

  g_string_append (text, "\nSystem\n");
  append (text, "Operating system", system);
  append (text, "Desktop", g_getenv ("XDG_CURRENT_DESKTOP"));
  append (text, "Display",
          widget != NULL ? G_OBJECT_TYPE_NAME (gtk_widget_get_display (widget)) : NULL);
  append (text, "Renderer",
          native != NULL && gtk_native_get_renderer (native) != NULL
            ? G_OBJECT_TYPE_NAME (gtk_native_get_renderer (native))
            : NULL);
  append (text, "Language", g_get_language_names ()[0]);
  append (text, "Flatpak",
          g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) ? "yes" : "no");
}

/**
 * berth_about_dup_debug_info:
 * @widget: (nullable): something on the display that is told about
 *
 * What somebody who helps wants to know: versions and the system. No account, address,
 * file or environment beyond that.
 *
 * Returns: (transfer full): lines of text
 */
char *
berth_about_dup_debug_info (GtkWidget *widget)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *sandbox = berth_practice_cloud_find_program ();

  append (text, "Berth", BERTH_VERSION);
  append (text, "Id", BERTH_APP_ID);
  append (text, "Practice cloud", sandbox != NULL ? "found" : "not found");
  append_libraries (text);
  append_desktop (text, widget);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_credits (AdwAboutDialog *dialog)
{
  const char *libraries[]
    = { "GTK https://www.gtk.org",
        "libadwaita https://gnome.pages.gitlab.gnome.org/libadwaita",
        "VTE https://gitlab.gnome.org/GNOME/vte",
        "libdex https://gitlab.gnome.org/GNOME/libdex",
        "FreeRDP https://www.freerdp.com",
        "libssh https://www.libssh.org",
        "curl https://curl.se",
        NULL };

  adw_about_dialog_add_acknowledgement_section (dialog, _ ("Stands on"), libraries);
}

/**
 * berth_about_new:
 *
 * Returns: (transfer floating): what Berth is, who made it, and what is new
 */
AdwDialog *
berth_about_new (void)
{
  AdwDialog *dialog = adw_about_dialog_new ();
  g_autofree char *news = g_strdup_printf (
    "<p>%s</p>", _ ("From nothing to a terminal and a desktop on the practice cloud."));

  g_object_set (dialog, "application-name", _ ("Berth"), "application-icon", BERTH_APP_ID,
                "version", BERTH_VERSION, "developer-name", _ ("The Berth contributors"),
                "license-type", GTK_LICENSE_GPL_3_0, "comments",
                _ ("Make a cloud machine, see what it costs, and step into it."),
                "copyright", "© 2026 The Berth contributors", "website", HOME_PAGE,
                "issue-url", HOME_PAGE "/issues", "release-notes", news,
                "release-notes-version", BERTH_VERSION, "debug-info-filename",
                "berth-debug-info.txt",
                /* Translators: your name, and your e-mail address if you like */
                "translator-credits", _ ("translator-credits"), NULL);
  add_credits (ADW_ABOUT_DIALOG (dialog));
  return dialog;
}
