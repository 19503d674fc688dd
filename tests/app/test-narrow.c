/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-app-test.h"

#include "berth-config.h"
#include "berth-cut-text.h"
#include "berth-size-page.h"
#include "berth-size-table.h"
#include "berth-test.h"
#include "berth-window.h"

#include <glib/gi18n.h>
#include <locale.h>

/* A phone's width, and text twice as large, in Korean, whose words are the longest: no
 * page may cut what it says. */

#define WIDTH 360
#define HEIGHT 720
#define USUAL_DPI (96 * 1024)

static void
complain (const char *page, const char *fault)
{
  g_test_message ("%s: %s", page, fault);
  g_test_fail ();
}

static void
check_width (BerthWindow *window, const char *page)
{
  GtkWidget *content = gtk_widget_get_first_child (GTK_WIDGET (window));
  GtkWidget *wide = berth_cut_text_find_wide (content, WIDTH);
  g_autofree char *fault = NULL;

  if (wide == NULL)
    return;
  fault = g_strdup_printf ("a %s needs more than %d pixels", G_OBJECT_TYPE_NAME (wide),
                           WIDTH);
  complain (page, fault);
}

static void
check (BerthWindow *window, const char *page)
{
  g_autofree char *faults = NULL;
  g_autofree char *shot = NULL;
  int dpi;

  berth_app_test_settle ();
  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  shot = g_strdup_printf ("narrow-%s-%d", page, 100 * dpi / USUAL_DPI);
  berth_app_test_shoot (GTK_WIDGET (window), shot);
  check_width (window, shot);
  faults = berth_cut_text_find (GTK_WIDGET (window));
  if (*faults != '\0')
    complain (shot, faults);
}

static void
press (BerthWindow *window, const char *label)
{
  g_auto (GStrv) parts = g_strsplit (label, "_", -1);
  g_autofree char *plain = g_strjoinv ("", parts);

  berth_app_test_click (GTK_WIDGET (window), plain);
}

static void
await_sizes (BerthWindow *window)
{
  GtkWidget *page = berth_app_test_find (GTK_WIDGET (window), BERTH_TYPE_SIZE_PAGE, NULL);
  BerthSizeTable *table
    = BERTH_SIZE_TABLE (berth_app_test_find (page, BERTH_TYPE_SIZE_TABLE, NULL));

  while (g_list_model_get_n_items (G_LIST_MODEL (berth_size_table_get_model (table)))
         == 0)
    berth_app_test_settle ();
}

static void
walk_through_wizard (BerthWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.new-machine", NULL);
  berth_app_test_await_text (GTK_WIDGET (window), "Korea Central");
  check (window, "basics");
  press (window, _ ("_Next"));
  berth_app_test_await_text (GTK_WIDGET (window), "Ubuntu 24.04 LTS");
  check (window, "image");
  press (window, _ ("_Next"));
  await_sizes (window);
  check (window, "size");
  press (window, _ ("_Next"));
  berth_app_test_await_text (GTK_WIDGET (window), _ ("Eviction Policy"));
  check (window, "spot");
  press (window, _ ("_Next"));
  berth_app_test_await_text (GTK_WIDGET (window), _ ("Who May Connect"));
  check (window, "access");
  press (window, _ ("_Next"));
  berth_app_test_await_text (GTK_WIDGET (window), _ ("What Azure Will Say"));
  check (window, "review");
}

static void
walk (int scale)
{
  g_autofree char *folder = berth_test_make_folder ();
  BerthWindow *window = NULL;
  g_autoptr (BerthAccount) account = NULL;

  g_setenv ("BERTH_DATA_DIR", folder, TRUE);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", scale * USUAL_DPI, NULL);
  window = g_object_ref (berth_window_new (NULL));
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (window));
  check (window, "welcome");

  press (window, _ ("_Try on the Practice Cloud"));
  berth_app_test_await_text (GTK_WIDGET (window), _ ("No Machines Yet"));
  check (window, "home");
  account = g_object_ref (berth_window_get_account (window));
  walk_through_wizard (window);

  berth_app_test_close (GTK_WINDOW (window));
  dex_await (berth_account_close (account), NULL);
  berth_test_remove_folder (folder);
}

static void
test_usual_text (void)
{
  walk (1);
}

static void
test_large_text (void)
{
  walk (2);
}

/* What the others stand on: a text that does not fit is found. */
static void
test_finds_cut_text (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *label = gtk_label_new ("A text that is far too long for so little room.");
  g_autofree char *faults = NULL;

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_window_set_child (GTK_WINDOW (window), label);
  gtk_window_set_default_size (GTK_WINDOW (window), 100, 50);
  gtk_window_present (GTK_WINDOW (window));
  berth_app_test_settle ();
  faults = berth_cut_text_find (window);
  g_assert_true (g_str_has_suffix (faults, "is cut, and no tooltip has the rest\n"));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Makes the locale, which few systems have, and begins to speak its language. */
static void
speak_korean (const char *folder)
{
  g_autofree char *locale = g_build_filename (folder, "ko_KR.UTF-8", NULL);
  const char *command[] = { "localedef", "-i", "ko_KR", "-f", "UTF-8", locale, NULL };

  /* It warns, and so fails, where it makes a good one; whether it did shows below. */
  g_spawn_sync (NULL, (char **) command, NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL
                  | G_SPAWN_STDERR_TO_DEV_NULL,
                NULL, NULL, NULL, NULL, NULL, NULL);
  g_setenv ("LOCPATH", folder, TRUE);
  g_setenv ("LC_ALL", "ko_KR.UTF-8", TRUE);
  g_setenv ("LANGUAGE", "ko", TRUE);
  if (setlocale (LC_ALL, "") == NULL) {
    g_print ("1..0 # SKIP the Korean locale cannot be made\n");
    exit (0);
  }
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("BERTH_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

int
main (int argc, char **argv)
{
  g_autofree char *locales = berth_test_make_folder ();
  int status;

  speak_korean (locales);
  berth_app_test_init (&argc, &argv);
  g_assert_cmpstr (_ ("_Next"), !=, "_Next");
  berth_test_add ("/app/narrow/finds-cut-text", test_finds_cut_text);
  berth_test_add ("/app/narrow/large-text", test_large_text);
  berth_test_add ("/app/narrow/usual-text", test_usual_text);
  status = g_test_run ();
  berth_test_remove_folder (locales);
  return status;
}
