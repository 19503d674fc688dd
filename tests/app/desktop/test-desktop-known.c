/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-known.h"
#include "berth-desktop-passwords.h"
#include "berth-test.h"

#include <gio/gio.h>
#include <string.h>

#define MACHINE "/subscriptions/s/resourceGroups/G/providers/M/virtualMachines/Kaggle"

static void
test_certificates (void)
{
  g_autofree char *folder = berth_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "new", "desktops.ini", NULL);
  BerthDesktopKnown *known = berth_desktop_known_new (path);
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (dex_await_string (berth_desktop_known_find (known, "vm", 3389), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  dex_await (berth_desktop_known_remember (known, "VM]\n[x", 3389, "aa:bb"), &error);
  g_assert_no_error (error);
  found = dex_await_string (berth_desktop_known_find (known, "vm]\n[X", 3389), &error);
  g_assert_cmpstr (found, ==, "aa:bb");
  g_assert_null (
    dex_await_string (berth_desktop_known_find (known, "vm]\n[x", 3390), NULL));

  dex_await (berth_desktop_known_forget (known, "vm]\n[x", 3389), &error);
  g_assert_no_error (error);
  g_assert_null (
    dex_await_string (berth_desktop_known_find (known, "vm]\n[x", 3389), NULL));
  g_assert_finalize_object (known);
  berth_test_remove_folder (folder);
}

static void
test_passwords (void)
{
  BerthDesktopPasswords *passwords = berth_desktop_passwords_new (FALSE);
  g_autofree char *upper = g_ascii_strup (MACHINE, -1);
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (
    dex_await_string (berth_desktop_passwords_find (passwords, MACHINE, NULL), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (dex_await_boolean (
    berth_desktop_passwords_keep (passwords, MACHINE, "a label", "secret", NULL),
    &error));
  g_assert_no_error (error);
  found = dex_await_string (berth_desktop_passwords_find (passwords, upper, NULL), NULL);
  g_assert_cmpstr (found, ==, "secret");

  dex_await (berth_desktop_passwords_forget (passwords, upper, NULL), &error);
  g_assert_no_error (error);
  g_assert_null (
    dex_await_string (berth_desktop_passwords_find (passwords, MACHINE, NULL), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_finalize_object (passwords);
}

static void
test_passwords_are_random (void)
{
  g_autofree char *one = berth_desktop_passwords_make ();
  g_autofree char *other = berth_desktop_passwords_make ();

  g_assert_cmpuint (strlen (one), ==, 24);
  g_assert_cmpstr (one, !=, other);
  for (const char *letter = one; *letter != '\0'; letter++)
    g_assert_true (g_ascii_isalnum (*letter));
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/desktop/known/certificates", test_certificates);
  berth_test_add ("/desktop/known/passwords", test_passwords);
  g_test_add_func ("/desktop/known/passwords-are-random", test_passwords_are_random);
  return g_test_run ();
}
