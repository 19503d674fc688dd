/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-window.h"
#include "berth-app-test.h"
#include "berth-test.h"

static char *
use_new_folder (void)
{
  char *folder = berth_test_make_folder ();

  g_setenv ("BERTH_DATA_DIR", folder, TRUE);
  return folder;
}

static BerthWindow *
open_window (void)
{
  BerthWindow *window = g_object_ref (berth_window_new (NULL));

  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static AdwNavigationView *
get_pages (BerthWindow *window)
{
  return ADW_NAVIGATION_VIEW (
    berth_app_test_find (GTK_WIDGET (window), ADW_TYPE_NAVIGATION_VIEW, NULL));
}

static void
open_practice (BerthWindow *window)
{
  berth_app_test_settle ();
  berth_app_test_click (GTK_WIDGET (window), "Try on the Practice Cloud");
  berth_app_test_await_visible_page (get_pages (window), "home");
}

static void
close_all (BerthWindow *window, const char *folder)
{
  g_autoptr (BerthAccount) account = berth_window_get_account (window);

  if (account != NULL)
    g_object_ref (account);
  berth_app_test_close (GTK_WINDOW (window));
  if (account != NULL)
    dex_await (berth_account_close (account), NULL);
  berth_test_remove_folder (folder);
}

static void
test_welcome (void)
{
  g_autofree char *folder = use_new_folder ();
  BerthWindow *window = open_window ();

  berth_app_test_await_text (GTK_WIDGET (window), "Welcome to Berth");
  g_assert_null (berth_window_get_account (window));
  berth_app_test_shoot (GTK_WIDGET (window), "welcome");
  close_all (window, folder);
}

static void
test_home_is_empty (void)
{
  g_autofree char *folder = use_new_folder ();
  BerthWindow *window = open_window ();

  open_practice (window);
  berth_app_test_await_text (GTK_WIDGET (window), "No Machines Yet");
  g_assert_true (berth_app_test_has_text (GTK_WIDGET (window), "Practice"));
  g_assert_nonnull (berth_app_test_find_button (GTK_WIDGET (window), "New Machine"));
  berth_app_test_shoot (GTK_WIDGET (window), "home-empty");
  close_all (window, folder);
}

static void
test_missing_program (void)
{
  g_autofree char *program = g_strdup (g_getenv ("BERTH_SANDBOX"));
  g_autofree char *folder = use_new_folder ();
  BerthWindow *window = open_window ();

  g_setenv ("BERTH_SANDBOX", "/nowhere/berth-sandbox", TRUE);
  berth_app_test_settle ();
  berth_app_test_click (GTK_WIDGET (window), "Try on the Practice Cloud");
  berth_app_test_await_text (GTK_WIDGET (window), "The Practice Cloud Did Not Start");
  berth_app_test_shoot (GTK_WIDGET (window), "welcome-failed");

  g_setenv ("BERTH_SANDBOX", program, TRUE);
  berth_app_test_click (GTK_WIDGET (window), "Try Again");
  berth_app_test_await_visible_page (get_pages (window), "home");
  close_all (window, folder);
}

static void
test_close_while_opening (void)
{
  g_autofree char *folder = use_new_folder ();
  BerthWindow *window = open_window ();

  berth_app_test_settle ();
  berth_app_test_click (GTK_WIDGET (window), "Try on the Practice Cloud");
  close_all (window, folder);
}

static void
test_close_while_listing (void)
{
  g_autofree char *folder = use_new_folder ();
  BerthWindow *window = open_window ();

  open_practice (window);
  close_all (window, folder);
}

static void
test_cloud_is_lost (void)
{
  g_autofree char *folder = use_new_folder ();
  BerthWindow *window = open_window ();
  AdwBanner *banner;

  open_practice (window);
  banner = ADW_BANNER (
    berth_app_test_find (GTK_WIDGET (window), ADW_TYPE_BANNER, "lost_banner"));
  g_assert_false (adw_banner_get_revealed (banner));
  berth_app_test_kill_children ();
  berth_app_test_await_text (GTK_WIDGET (window), "The practice cloud has stopped");
  g_assert_true (adw_banner_get_revealed (banner));
  berth_app_test_shoot (GTK_WIDGET (window), "lost");

  berth_app_test_click (GTK_WIDGET (window), "Start Again");
  /* The home of the cloud that is lost is in view until the welcome page takes over. */
  for (guint i = 0; i < 600 && adw_banner_get_revealed (banner); i++)
    berth_app_test_settle ();
  berth_app_test_await_visible_page (get_pages (window), "home");
  g_assert_false (adw_banner_get_revealed (banner));
  close_all (window, folder);
}

int
main (int argc, char **argv)
{
  berth_app_test_init (&argc, &argv);
  berth_test_add ("/app/window/welcome", test_welcome);
  berth_test_add ("/app/window/home-is-empty", test_home_is_empty);
  berth_test_add ("/app/window/missing-program", test_missing_program);
  berth_test_add ("/app/window/close-while-opening", test_close_while_opening);
  berth_test_add ("/app/window/close-while-listing", test_close_while_listing);
  berth_test_add ("/app/window/cloud-is-lost", test_cloud_is_lost);
  return g_test_run ();
}
