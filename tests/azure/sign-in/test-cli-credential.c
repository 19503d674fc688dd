/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-azure-error.h"
#include "berth-cli-credential.h"
#include "berth-test.h"

#include <glib/gstdio.h>
#include <string.h>

/* A program of the name of Azure's command line, first on the path. It notes what it is
 * called with, an argument a line. */
static char *
make_az (const char *script)
{
  char *folder = berth_test_make_folder ();
  g_autofree char *program = g_build_filename (folder, "az", NULL);
  g_autofree char *text = g_strdup_printf (
    "#!/bin/sh\nprintf '%%s\\n' \"$@\" >>'%s/calls'\n%s\n", folder, script);
  g_autofree char *path = g_strdup_printf ("%s:/usr/bin:/bin", folder);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (program, text, -1, &error);
  g_assert_no_error (error);
  g_chmod (program, 0700);
  g_setenv ("PATH", path, TRUE);
  return folder;
}

static guint
count_calls (const char *folder)
{
  g_autofree char *file = g_build_filename (folder, "calls", NULL);
  g_autofree char *text = NULL;
  guint count = 0;

  if (!g_file_get_contents (file, &text, NULL, NULL))
    return 0;
  for (const char *at = text; (at = strstr (at, "get-access-token")) != NULL; at++)
    count++;
  return count;
}

static void
check_token (BerthCredential *credential, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token
    = dex_await_string (berth_credential_get_token (credential, NULL, NULL), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, expected);
}

/* Nothing of the resource is taken for a command. */
static void
test_taken_over (void)
{
  g_autofree char *folder
    = make_az ("echo '{\"accessToken\":\"one\",\"expires_on\":1003600,\"subscription\":"
               "\"s\",\"tenant\":\"t\",\"tokenType\":\"Bearer\"}'");
  g_autoptr (BerthClock) clock
    = berth_clock_new_manual ((gint64) 1000000 * G_USEC_PER_SEC);
  BerthCredential *credential
    = berth_cli_credential_new (clock, "https://arm.example/ ; touch x", "t");
  g_autofree char *file = g_build_filename (folder, "calls", NULL);
  g_autofree char *calls = NULL;

  check_token (credential, "one");
  check_token (credential, "one");
  g_assert_cmpuint (count_calls (folder), ==, 1);
  berth_clock_advance (clock, 56 * G_TIME_SPAN_MINUTE);
  check_token (credential, "one");
  g_assert_cmpuint (count_calls (folder), ==, 2);
  g_file_get_contents (file, &calls, NULL, NULL);
  g_assert_true (g_str_has_prefix (
    calls, "account\nget-access-token\n--resource\nhttps://arm.example/ ; touch x\n"
           "--output\njson\n--tenant\nt\n"));
  g_assert_finalize_object (credential);
  berth_test_remove_folder (folder);
}

static void
check_refusal (const char *script, BerthAzureError code, const char *part)
{
  g_autofree char *folder = make_az (script);
  g_autoptr (BerthClock) clock = berth_clock_new_manual (G_USEC_PER_SEC);
  BerthCredential *credential = berth_cli_credential_new (clock, "https://arm", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (
    dex_await_string (berth_credential_get_token (credential, NULL, NULL), &error));
  g_assert_error (error, BERTH_AZURE_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, part));
  g_assert_finalize_object (credential);
  berth_test_remove_folder (folder);
}

static void
test_refusals (void)
{
  check_refusal ("echo \"ERROR: Please run 'az login' to setup account.\" >&2; exit 1",
                 BERTH_AZURE_ERROR_SIGNED_OUT, "az login");
  check_refusal ("echo 'ERROR: AADSTS700082: The refresh token has expired' >&2; exit 1",
                 BERTH_AZURE_ERROR_SIGNED_OUT, "AADSTS700082");
  check_refusal ("exit 1", BERTH_AZURE_ERROR_SIGNED_OUT, "without a word");
  check_refusal ("printf '\\377\\376' >&2; exit 1", BERTH_AZURE_ERROR_SIGNED_OUT, "");
  check_refusal ("echo hello", BERTH_AZURE_ERROR_MALFORMED_ANSWER, "");
  check_refusal ("echo '{}'", BERTH_AZURE_ERROR_MALFORMED_ANSWER, "accessToken");
}

static void
test_missing (void)
{
  g_autofree char *folder = berth_test_make_folder ();
  g_autoptr (BerthClock) clock = berth_clock_new_manual (G_USEC_PER_SEC);
  BerthCredential *credential = berth_cli_credential_new (clock, "https://arm", NULL);
  g_autoptr (GError) error = NULL;

  g_setenv ("PATH", folder, TRUE);
  g_assert_null (
    dex_await_string (berth_credential_get_token (credential, NULL, NULL), &error));
  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_SIGNED_OUT);
  g_assert_finalize_object (credential);
  berth_test_remove_folder (folder);
}

/* az has no way to hand a challenge on, so it is not started for one. */
static void
test_claims (void)
{
  g_autofree char *folder = make_az ("echo '{\"accessToken\":\"one\"}'");
  g_autoptr (BerthClock) clock = berth_clock_new_manual (G_USEC_PER_SEC);
  BerthCredential *credential = berth_cli_credential_new (clock, "https://arm", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (
    dex_await_string (berth_credential_get_token (credential, "{}", NULL), &error));
  g_assert_cmpstr (berth_fault_get_code (berth_azure_error_get_fault (error)), ==,
                   "interaction_required");
  g_assert_cmpuint (count_calls (folder), ==, 0);
  check_token (credential, "one");
  g_assert_finalize_object (credential);
  berth_test_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/azure/cli/taken-over", test_taken_over);
  berth_test_add ("/azure/cli/refusals", test_refusals);
  berth_test_add ("/azure/cli/missing", test_missing);
  berth_test_add ("/azure/cli/claims", test_claims);
  return g_test_run ();
}
