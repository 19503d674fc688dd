/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-app-test.h"

#include "berth-choice-row.h"
#include "berth-image-page.h"
#include "berth-size-item.h"
#include "berth-size-page.h"
#include "berth-size-table.h"
#include "berth-spot-page.h"
#include "berth-test.h"
#include "berth-window.h"

#include <glib/gstdio.h>

/* The main job in the real window: a machine is chosen, built, entered and deleted on the
 * practice cloud. */

static char *
use_new_folder (void)
{
  char *folder = berth_test_make_folder ();

  g_setenv ("BERTH_DATA_DIR", folder, TRUE);
  return folder;
}

static AdwNavigationView *
get_pages (BerthWindow *window)
{
  return ADW_NAVIGATION_VIEW (
    berth_app_test_find (GTK_WIDGET (window), ADW_TYPE_NAVIGATION_VIEW, NULL));
}

static BerthWindow *
open_home (void)
{
  BerthWindow *window = g_object_ref (berth_window_new (NULL));

  gtk_window_set_default_size (GTK_WINDOW (window), 1100, 720);
  gtk_window_present (GTK_WINDOW (window));
  berth_app_test_settle ();
  berth_app_test_click (GTK_WIDGET (window), "Try on the Practice Cloud");
  berth_app_test_await_visible_page (get_pages (window), "home");
  return window;
}

static void
close_all (BerthWindow *window, const char *folder)
{
  g_autoptr (BerthAccount) account = g_object_ref (berth_window_get_account (window));

  berth_app_test_close (GTK_WINDOW (window));
  dex_await (berth_account_close (account), NULL);
  berth_test_remove_folder (folder);
}

static void
choose_image (BerthWindow *window, const char *title)
{
  GtkWidget *label = NULL;

  berth_app_test_await_text (GTK_WIDGET (window), title);
  label = berth_app_test_find_text (GTK_WIDGET (window), title);
  berth_choice_row_set_active (
    BERTH_CHOICE_ROW (gtk_widget_get_ancestor (label, BERTH_TYPE_CHOICE_ROW)), TRUE);
  berth_app_test_await_text (GTK_WIDGET (window), "x64");
}

static gboolean
has_rows (BerthSizeTable *table)
{
  return g_list_model_get_n_items (G_LIST_MODEL (berth_size_table_get_model (table))) > 0;
}

static gboolean
is_first (BerthSizeTable *table, const char *name)
{
  GListModel *model = G_LIST_MODEL (berth_size_table_get_model (table));
  g_autoptr (BerthSizeItem) item = g_list_model_get_item (model, 0);

  return item != NULL
         && g_str_equal (berth_size_get_name (berth_size_item_get_size (item)), name);
}

/* As a double click does: chooses the size and goes on. */
static void
choose_size (BerthWindow *window, const char *name)
{
  GtkWidget *page = berth_app_test_find (GTK_WIDGET (window), BERTH_TYPE_SIZE_PAGE, NULL);
  GtkWidget *table = berth_app_test_find (page, BERTH_TYPE_SIZE_TABLE, NULL);
  GtkWidget *search = berth_app_test_find (page, GTK_TYPE_SEARCH_ENTRY, NULL);

  while (!has_rows (BERTH_SIZE_TABLE (table)))
    berth_app_test_settle ();
  gtk_editable_set_text (GTK_EDITABLE (search), name);
  while (!is_first (BERTH_SIZE_TABLE (table), name))
    berth_app_test_settle ();
  g_signal_emit_by_name (table, "activate", 0);
  berth_app_test_settle ();
}

/* Scrolls to it, as going there by keyboard does. */
static void
choose_desktop (GtkWidget *root)
{
  GtkWidget *page = berth_app_test_find (root, BERTH_TYPE_IMAGE_PAGE, NULL);
  GtkWidget *row = berth_app_test_find (page, ADW_TYPE_SWITCH_ROW, NULL);

  g_assert_true (gtk_widget_is_sensitive (row));
  g_assert_false (adw_switch_row_get_active (ADW_SWITCH_ROW (row)));
  gtk_widget_grab_focus (row);
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), TRUE);
  berth_app_test_settle ();
  berth_app_test_shoot (root, "wizard-image-desktop");
}

static void
choose_machine (BerthWindow *window, const char *size, gboolean desktop)
{
  GtkWidget *root = GTK_WIDGET (window);

  berth_app_test_await_text (root, "No Machines Yet");
  berth_app_test_click (root, "New Machine");
  berth_app_test_settle ();
  berth_app_test_shoot (root, "wizard-basics");
  berth_app_test_click (root, "Next");
  choose_image (window, "Ubuntu 24.04 LTS");
  berth_app_test_shoot (root, "wizard-image");
  if (desktop)
    choose_desktop (root);
  berth_app_test_click (root, "Next");
  berth_app_test_settle ();
  berth_app_test_shoot (root, "wizard-size-loading");
  choose_size (window, size);
  berth_app_test_shoot (root, "wizard-spot");
  berth_app_test_click (root, "Next");
  berth_app_test_settle ();
  berth_app_test_shoot (root, "wizard-access");
  berth_app_test_click (root, "Next");
  berth_app_test_settle ();
  berth_app_test_shoot (root, "wizard-review");
}

/* Nobody waits for a quota here: pay as you go. */
static void
switch_spot_off (GtkWidget *root)
{
  GtkWidget *page = berth_app_test_find (root, BERTH_TYPE_SPOT_PAGE, NULL);
  GtkWidget *row = berth_app_test_find (page, ADW_TYPE_SWITCH_ROW, NULL);

  adw_switch_row_set_active (ADW_SWITCH_ROW (row), FALSE);
}

static void
use_scenario (const char *folder, const char *text)
{
  g_autofree char *path = g_build_filename (folder, "scenario.json", NULL);
  g_autofree char *arguments = g_strdup_printf ("--speed 20 --scenario %s", path);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_setenv ("BERTH_SANDBOX_ARGS", arguments, TRUE);
}

static void
test_fail_and_undo (void)
{
  g_autofree char *folder = use_new_folder ();
  BerthWindow *window = NULL;
  GtkWidget *root = NULL;

  use_scenario (folder, "{\"allocationFailures\": [{\"code\": \"AllocationFailed\", "
                        "\"times\": 1}], \"faults\": [{\"method\": \"POST\", \"path\": "
                        "\"*/validate\", \"page\": \"<html>Welcome\", \"times\": 1}]}");
  window = open_home ();
  root = GTK_WIDGET (window);
  choose_machine (window, "Standard_B2s", FALSE);
  switch_spot_off (root);
  berth_app_test_click (root, "Create");
  /* A hotel's page, once; the explanation's button goes on from there. */
  berth_app_test_await_text (root, "Something Else Answered");
  berth_app_test_settle ();
  berth_app_test_shoot (root, "run-intercepted");
  berth_app_test_click (root, "Try again");
  berth_app_test_await_text (root, "Azure Has No Room");
  berth_app_test_settle ();
  berth_app_test_shoot (root, "run-failed");
  g_assert_nonnull (berth_app_test_find_button (root, "Copy Details"));
  g_assert_nonnull (berth_app_test_find_button (root, "Try Again"));
  berth_app_test_click (root, "Undo");
  berth_app_test_shoot (root, "run-undoing");
  berth_app_test_await_text (root, "No Machines Yet");
  close_all (window, folder);
  g_setenv ("BERTH_SANDBOX_ARGS", "--speed 20", TRUE);
}

static void
test_build_and_delete (void)
{
  g_autofree char *folder = use_new_folder ();
  BerthWindow *window = NULL;
  GtkWidget *root = NULL;

  use_scenario (folder, "{\"delays\": {\"firstBoot.step\": 30}}");
  window = open_home ();
  root = GTK_WIDGET (window);
  choose_machine (window, "Standard_NC4as_T4_v3", TRUE);
  g_assert_nonnull (berth_app_test_find_text (root, "Xfce, reached through SSH only"));
  /* The Spot quota of 3 cores is too small for it. */
  berth_app_test_click (root, "Request 4 cores");
  berth_app_test_click (root, "Create");
  berth_app_test_await_visible_page (get_pages (window), "run");
  berth_app_test_settle ();
  berth_app_test_shoot (root, "run-under-way");
  berth_app_test_await_text (root, "of 7)");
  berth_app_test_shoot (root, "run-desktop");
  /* The terminal need not wait for the desktop. */
  g_assert_true (
    gtk_widget_is_visible (berth_app_test_find_button (root, "Open Machine")));
  berth_app_test_await_text (root, "Is Ready");
  berth_app_test_shoot (root, "run-ready");
  berth_app_test_click (root, "Open Machine");
  berth_app_test_settle ();
  berth_app_test_shoot (root, "machine-opening");
  berth_app_test_await_text (root, "Running");
  berth_app_test_settle ();
  berth_app_test_shoot (root, "machine");
  berth_app_test_click (root, "Delete…");
  berth_app_test_await_text (root, "Will Be Deleted");
  berth_app_test_shoot (root, "delete");
  berth_app_test_click (root, "Delete");
  berth_app_test_await_visible_page (get_pages (window), "home");
  berth_app_test_await_text (root, "No Machines Yet");
  close_all (window, folder);
}

int
main (int argc, char **argv)
{
  berth_app_test_init (&argc, &argv);
  g_setenv ("BERTH_SANDBOX_ARGS", "--speed 20", TRUE);
  berth_test_add ("/app/building/build-and-delete", test_build_and_delete);
  berth_test_add ("/app/building/fail-and-undo", test_fail_and_undo);
  return g_test_run ();
}
