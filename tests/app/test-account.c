/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-account.h"
#include "berth-test.h"

#include <gio/gio.h>

static char *
use_new_folder (void)
{
  char *folder = berth_test_make_folder ();

  g_setenv ("BERTH_DATA_DIR", folder, TRUE);
  return folder;
}

static void
test_open_and_close (void)
{
  g_autofree char *folder = use_new_folder ();
  g_autoptr (GError) error = NULL;
  BerthAccount *account = dex_await_object (berth_account_open_practice (NULL), &error);

  g_assert_no_error (error);
  g_assert_true (berth_account_is_practice (account));
  g_assert_false (berth_account_is_lost (account));
  g_assert_cmpstr (berth_account_get_cloud_label (account), ==, "Practice cloud");
  g_assert_true (g_uuid_string_is_valid (berth_account_get_subscription_id (account)));
  g_assert_nonnull (berth_account_get_subscription_name (account));

  dex_await (berth_account_close (account), &error);
  g_assert_no_error (error);
  g_assert_false (berth_account_is_lost (account));
  g_assert_finalize_object (account);
  berth_test_remove_folder (folder);
}

/* Who opens it again meets the same subscription: the practice cloud keeps its state. */
static void
test_open_twice (void)
{
  g_autofree char *folder = use_new_folder ();
  g_autofree char *first = NULL;

  for (int i = 0; i < 2; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (BerthAccount) account
      = dex_await_object (berth_account_open_practice (NULL), &error);

    g_assert_no_error (error);
    if (first == NULL)
      first = g_strdup (berth_account_get_subscription_id (account));
    g_assert_cmpstr (berth_account_get_subscription_id (account), ==, first);
    dex_await (berth_account_close (account), NULL);
  }
  berth_test_remove_folder (folder);
}

static void
test_program_is_missing (void)
{
  g_autofree char *program = g_strdup (g_getenv ("BERTH_SANDBOX"));
  g_autofree char *folder = use_new_folder ();
  g_autoptr (GError) error = NULL;

  g_setenv ("BERTH_SANDBOX", "/nowhere/berth-sandbox", TRUE);
  g_assert_null (dex_await_object (berth_account_open_practice (NULL), &error));
  g_assert_error (error, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT);
  g_setenv ("BERTH_SANDBOX", program, TRUE);
  berth_test_remove_folder (folder);
}

static void
test_cancel (void)
{
  g_autofree char *folder = use_new_folder ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  DexFuture *opening = berth_account_open_practice (cancellable);

  g_cancellable_cancel (cancellable);
  g_assert_null (dex_await_object (opening, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  berth_test_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/app/account/open-and-close", test_open_and_close);
  berth_test_add ("/app/account/open-twice", test_open_twice);
  berth_test_add ("/app/account/program-is-missing", test_program_is_missing);
  berth_test_add ("/app/account/cancel", test_cancel);
  return g_test_run ();
}
