/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-accounts-dialog.h"
#include "berth-app-test.h"
#include "berth-browser.h"
#include "berth-config.h"
#include "berth-folders.h"
#include "berth-sign-in-page.h"
#include "berth-test.h"
#include "berth-window.h"

#include <glib/gstdio.h>
#include <string.h>

/* How every token of the practice cloud begins: {"typ":"JWT", in base64. */
#define TOKEN_MARK "eyJ0eXAi"

typedef struct {
  BerthSandboxTest *cloud;
  GSettings *settings;
  BerthWindow *window;
  char *folder;
  char *address; /* what would be open in a browser */
} Fixture;

static GString *log_text;

static GLogWriterOutput
keep_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  g_autofree char *text = g_log_writer_format_fields (level, fields, n_fields, FALSE);

  g_string_append (log_text, text);
  return level <= G_LOG_LEVEL_WARNING
           ? g_log_writer_default (level, fields, n_fields, NULL)
           : G_LOG_WRITER_HANDLED;
}

static gboolean
on_open_address (BerthSignInPage *page, const char *address, Fixture *f)
{
  g_set_str (&f->address, address);
  return TRUE;
}

static GtkWidget *
get_root (Fixture *f)
{
  return GTK_WIDGET (f->window);
}

static AdwNavigationView *
get_pages (Fixture *f)
{
  return ADW_NAVIGATION_VIEW (
    berth_app_test_find (get_root (f), ADW_TYPE_NAVIGATION_VIEW, NULL));
}

static void
open_window (Fixture *f)
{
  f->window = g_object_ref (berth_window_new (NULL));
  gtk_window_present (GTK_WINDOW (f->window));
  berth_app_test_settle ();
}

static void
set_up (Fixture *f, const char *scenario)
{
  *f = (Fixture) { 0 };
  f->folder = berth_test_make_folder ();
  g_setenv ("BERTH_DATA_DIR", f->folder, TRUE);
  f->cloud = berth_sandbox_test_new (scenario);
  f->settings = g_settings_new (BERTH_APP_ID);
  g_settings_set_string (f->settings, "cloud-endpoint", f->cloud->ready->endpoint);
  open_window (f);
}

static void
close_window (Fixture *f)
{
  g_autoptr (BerthAccount) account = NULL;

  g_set_object (&account, berth_window_get_account (f->window));
  berth_app_test_close (GTK_WINDOW (f->window));
  if (account != NULL)
    dex_await (berth_account_close (account), NULL);
}

static void
tear_down (Fixture *f)
{
  close_window (f);
  g_settings_reset (f->settings, "cloud-endpoint");
  g_object_unref (f->settings);
  berth_sandbox_test_free (f->cloud);
  berth_test_remove_folder (f->folder);
  g_free (f->folder);
  g_free (f->address);
}

static void
follow_page (Fixture *f)
{
  GtkWidget *page = berth_app_test_find (get_root (f), BERTH_TYPE_SIGN_IN_PAGE, NULL);

  g_assert_nonnull (page);
  g_signal_connect (page, "open-address", G_CALLBACK (on_open_address), f);
}

static void
choose_way (Fixture *f, const char *row)
{
  GtkWidget *found;

  berth_app_test_click (get_root (f), "Sign In to Azure");
  berth_app_test_await_visible_page (get_pages (f), "sign-in");
  follow_page (f);
  berth_app_test_settle ();
  found = berth_app_test_find (get_root (f), ADW_TYPE_ACTION_ROW, row);
  g_assert_true (gtk_widget_get_sensitive (found));
  berth_app_test_shoot (get_root (f), "sign-in-ways");
  g_assert_true (gtk_widget_activate (found));
}

static void
await_address (Fixture *f)
{
  for (guint i = 0; i < 300 && f->address == NULL; i++)
    dex_await (dex_timeout_new_msec (20), NULL);
  g_assert_nonnull (f->address);
}

static void
use_browser (Fixture *f, gboolean decline)
{
  g_autofree char *location = NULL;
  guint status = 0;

  await_address (f);
  location = berth_browser_approve (f->cloud, f->address, decline);
  g_free (berth_browser_get (f->cloud, location, &status));
  g_assert_cmpuint (status, ==, 200);
  g_clear_pointer (&f->address, g_free);
}

static void
sign_in (Fixture *f)
{
  choose_way (f, "browser_row");
  berth_app_test_await_text (get_root (f), "Continue in the Browser");
  berth_app_test_shoot (get_root (f), "sign-in-browser");
  use_browser (f, FALSE);
  berth_app_test_await_visible_page (get_pages (f), "home");
}

/* Nothing that Berth wrote, logged or was started with has a token in it. */
static void
check_folder (const char *path, guint *n_files)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);
    g_autofree char *text = NULL;
    gsize length = 0;

    if (g_file_test (child, G_FILE_TEST_IS_DIR)) {
      check_folder (child, n_files);
    } else if (g_file_get_contents (child, &text, &length, NULL)) {
      g_assert_null (memmem (text, length, TOKEN_MARK, strlen (TOKEN_MARK)));
      (*n_files)++;
    }
  }
}

static void
check_secrets (Fixture *f)
{
  static const char *const own[]
    = { "/proc/self/cmdline", "/proc/self/environ", "/proc/self/comm" };
  static const char *const keys[] = { "last-spec", "client-id", "sign-in-tenant" };
  g_autofree char *keyring = g_path_get_dirname (g_getenv ("SECRET_FILE_TEST_PATH"));
  guint n_files = 0;

  check_folder (f->folder, &n_files);
  check_folder (keyring, &n_files);
  g_assert_cmpuint (n_files, >=, 2);
  for (gsize i = 0; i < G_N_ELEMENTS (own); i++) {
    g_autofree char *text = NULL;
    gsize length = 0;

    g_assert_true (g_file_get_contents (own[i], &text, &length, NULL));
    g_assert_null (memmem (text, length, TOKEN_MARK, strlen (TOKEN_MARK)));
  }
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    g_autofree char *text = g_settings_get_string (f->settings, keys[i]);

    g_assert_null (strstr (text, TOKEN_MARK));
  }
  g_assert_cmpuint (log_text->len, >, 0);
  g_assert_null (strstr (log_text->str, TOKEN_MARK));
  g_test_message ("looked for tokens in %u files and %" G_GSIZE_FORMAT
                  " bytes of messages",
                  n_files, log_text->len);
}

/* Signed in once, Berth opens there again without a question, until it is signed out. */
static void
test_browser (void)
{
  Fixture f;
  g_autofree char *accounts = NULL;
  g_autofree char *remembered = NULL;

  set_up (&f, NULL);
  sign_in (&f);
  berth_app_test_await_text (get_root (&f), "person@practice.invalid");
  berth_app_test_await_text (get_root (&f), "No Machines Yet");
  berth_app_test_shoot (get_root (&f), "sign-in-home");
  close_window (&f);

  accounts = g_build_filename (f.folder, "azure", "accounts.ini", NULL);
  g_assert_true (g_file_get_contents (accounts, &remembered, NULL, NULL));
  g_assert_nonnull (strstr (remembered, "person@practice.invalid"));

  open_window (&f);
  berth_app_test_await_visible_page (get_pages (&f), "home");
  berth_app_test_await_text (get_root (&f), "No Machines Yet");
  check_secrets (&f);

  gtk_widget_activate_action (get_root (&f), "win.accounts", NULL);
  berth_app_test_await_text (get_root (&f), "Practice subscription");
  berth_app_test_shoot (get_root (&f), "accounts");
  berth_app_test_click (get_root (&f), "Sign Out");
  berth_app_test_await_visible_page (get_pages (&f), "welcome");
  close_window (&f);

  open_window (&f);
  berth_app_test_settle ();
  g_assert_null (berth_window_get_account (f.window));
  tear_down (&f);
}

static void
test_code (void)
{
  Fixture f;
  GtkLabel *code;

  set_up (&f, NULL);
  choose_way (&f, "code_row");
  berth_app_test_await_text (get_root (&f), "Type this code");
  code = GTK_LABEL (berth_app_test_find (get_root (&f), GTK_TYPE_LABEL, "code_label"));
  berth_app_test_shoot (get_root (&f), "sign-in-code");
  berth_browser_type_code (f.cloud, gtk_label_get_text (code), FALSE);
  berth_app_test_await_visible_page (get_pages (&f), "home");
  tear_down (&f);
}

/* A code that was declined is followed by another one; then somebody changes their mind.
 */
static void
test_code_is_declined (void)
{
  Fixture f;
  GtkLabel *code;
  g_autofree char *first = NULL;

  set_up (&f, NULL);
  choose_way (&f, "code_row");
  berth_app_test_await_text (get_root (&f), "Type this code");
  code = GTK_LABEL (berth_app_test_find (get_root (&f), GTK_TYPE_LABEL, "code_label"));
  first = g_strdup (gtk_label_get_text (code));
  berth_browser_type_code (f.cloud, first, TRUE);
  berth_app_test_await_text (get_root (&f), "The Sign-in Was Declined");
  berth_app_test_shoot (get_root (&f), "sign-in-declined");
  berth_app_test_click (get_root (&f), "New Code");
  berth_app_test_await_text (get_root (&f), "Type this code");
  g_assert_cmpstr (gtk_label_get_text (code), !=, first);
  berth_app_test_click (get_root (&f), "Cancel");
  berth_app_test_await_text (get_root (&f), "How do you want to sign in?");
  tear_down (&f);
}

static void
test_browser_is_declined (void)
{
  Fixture f;

  set_up (&f, NULL);
  choose_way (&f, "browser_row");
  use_browser (&f, TRUE);
  berth_app_test_await_text (get_root (&f), "The Sign-in Was Declined");
  berth_app_test_click (get_root (&f), "Try Again");
  use_browser (&f, FALSE);
  berth_app_test_await_visible_page (get_pages (&f), "home");
  tear_down (&f);
}

/* The grant is revoked while Berth is closed: one press, and the person is back. */
static void
test_signed_out (void)
{
  Fixture f;
  AdwBanner *banner;

  set_up (&f, "{\"signIn\":{\"refusals\":[{\"grant\":\"refresh_token\",\"error\":"
              "\"invalid_grant\",\"number\":50173,\"times\":1}]}}");
  sign_in (&f);
  berth_app_test_await_text (get_root (&f), "No Machines Yet");
  close_window (&f);

  open_window (&f);
  berth_app_test_await_visible_page (get_pages (&f), "home");
  berth_app_test_await_text (get_root (&f), "Your Sign-in Was Ended");
  banner = ADW_BANNER (
    berth_app_test_find (get_root (&f), ADW_TYPE_BANNER, "signed_out_banner"));
  g_assert_true (adw_banner_get_revealed (banner));
  berth_app_test_shoot (get_root (&f), "sign-in-ended");
  berth_app_test_click (get_root (&f), "Sign In Again");
  follow_page (&f);
  use_browser (&f, FALSE);
  berth_app_test_await_visible_page (get_pages (&f), "home");
  berth_app_test_await_text (get_root (&f), "No Machines Yet");
  g_assert_false (adw_banner_get_revealed (banner));
  tear_down (&f);
}

/* What the offer and the roles do not allow is told before the wizard, one at a time. */
static void
test_notices (void)
{
  Fixture f;

  set_up (&f, "{\"subscription\":{\"quotaId\":\"FreeTrial_2014-09-01\",\"spendingLimit\":"
              "\"On\",\"actions\":[\"*/read\"]}}");
  sign_in (&f);
  berth_app_test_await_text (get_root (&f), "This is a free trial");
  g_assert_false (berth_app_test_has_text (get_root (&f), "make no machines"));
  berth_app_test_shoot (get_root (&f), "home-notice");
  berth_app_test_click (get_root (&f), "Understood");
  berth_app_test_await_text (get_root (&f), "make no machines");
  g_assert_cmpstr (berth_account_get_address (berth_window_get_account (f.window)), ==,
                   "127.0.0.1");
  tear_down (&f);
}

static void
test_environment (void)
{
  Fixture f;

  set_up (&f, NULL);
  close_window (&f);
  g_setenv ("AZURE_TENANT_ID", f.cloud->ready->tenant, TRUE);
  g_setenv ("AZURE_CLIENT_ID", f.cloud->ready->client_id, TRUE);
  g_setenv ("AZURE_CLIENT_SECRET", f.cloud->ready->client_secret, TRUE);
  open_window (&f);
  choose_way (&f, "environment_row");
  berth_app_test_await_visible_page (get_pages (&f), "home");
  berth_app_test_await_text (get_root (&f), f.cloud->ready->client_id);
  g_unsetenv ("AZURE_TENANT_ID");
  g_unsetenv ("AZURE_CLIENT_ID");
  g_unsetenv ("AZURE_CLIENT_SECRET");
  tear_down (&f);
}

static GtkWidget *
find_titled_row (GtkWidget *root, const char *title)
{
  GtkWidget *label = berth_app_test_find_text (root, title);

  return label != NULL ? gtk_widget_get_ancestor (label, ADW_TYPE_ACTION_ROW) : NULL;
}

/* Two are signed in at once; one goes from one to the other and back without a question.
 */
static void
test_two_accounts (void)
{
  Fixture f;
  BerthAccount *account;
  GtkWidget *dialog;

  set_up (&f, NULL);
  sign_in (&f);
  close_window (&f);
  g_setenv ("AZURE_TENANT_ID", f.cloud->ready->tenant, TRUE);
  g_setenv ("AZURE_CLIENT_ID", f.cloud->ready->client_id, TRUE);
  g_setenv ("AZURE_CLIENT_SECRET", f.cloud->ready->client_secret, TRUE);
  open_window (&f);
  berth_app_test_await_visible_page (get_pages (&f), "home");
  gtk_widget_activate_action (get_root (&f), "win.sign-in", NULL);
  berth_app_test_settle ();
  gtk_widget_activate (
    berth_app_test_find (get_root (&f), ADW_TYPE_ACTION_ROW, "environment_row"));
  berth_app_test_await_text (get_root (&f), f.cloud->ready->client_id);
  account = berth_window_get_account (f.window);
  g_assert_cmpint (berth_identity_get_kind (berth_account_get_identity (account)), ==,
                   BERTH_IDENTITY_APPLICATION);

  gtk_widget_activate_action (get_root (&f), "win.accounts", NULL);
  berth_app_test_await_text (get_root (&f), "Kept in the keyring");
  for (guint i = 0;
       i < 100 && berth_app_test_has_text (get_root (&f), "Looking for subscriptions");
       i++)
    berth_app_test_settle ();
  berth_app_test_shoot (get_root (&f), "accounts-two");
  dialog = berth_app_test_find (get_root (&f), BERTH_TYPE_ACCOUNTS_DIALOG, NULL);
  gtk_widget_activate (find_titled_row (dialog, "Practice subscription"));
  for (guint i = 0; i < 100 && berth_window_get_account (f.window) == account; i++)
    berth_app_test_settle ();
  account = berth_window_get_account (f.window);
  g_assert_cmpint (berth_identity_get_kind (berth_account_get_identity (account)), ==,
                   BERTH_IDENTITY_PERSON);
  g_unsetenv ("AZURE_TENANT_ID");
  g_unsetenv ("AZURE_CLIENT_ID");
  g_unsetenv ("AZURE_CLIENT_SECRET");
  tear_down (&f);
}

/* Where there is no keyring the person is told, and Berth does not open there again. */
static void
test_without_keyring (void)
{
  Fixture f;

  set_up (&f, NULL);
  sign_in (&f);
  berth_app_test_await_text (get_root (&f), "There is no keyring here");
  berth_app_test_shoot (get_root (&f), "sign-in-without-keyring");
  gtk_widget_activate_action (get_root (&f), "win.accounts", NULL);
  berth_app_test_await_text (get_root (&f), "forgotten when Berth ends");
  close_window (&f);
  open_window (&f);
  berth_app_test_await_visible_page (get_pages (&f), "home");
  berth_app_test_await_text (get_root (&f), "Sign In Again");
  tear_down (&f);
}

static void
test_az (void)
{
  Fixture f;
  g_autofree char *path = g_strdup (g_getenv ("PATH"));
  g_autofree char *folder = berth_test_make_folder ();
  g_autofree char *program = g_build_filename (folder, "az", NULL);
  g_autofree char *with_az = g_strdup_printf ("%s:%s", folder, path);
  g_autofree char *script = NULL;

  set_up (&f, NULL);
  script
    = g_strdup_printf ("#!/bin/sh\necho '{\"accessToken\":\"%s\"}'\n", f.cloud->token);
  g_assert_true (g_file_set_contents (program, script, -1, NULL));
  g_chmod (program, 0700);
  g_setenv ("PATH", with_az, TRUE);
  choose_way (&f, "cli_row");
  berth_app_test_await_visible_page (get_pages (&f), "home");
  g_setenv ("PATH", path, TRUE);
  tear_down (&f);
  berth_test_remove_folder (folder);
}

/* A cloud that is not there, then an address that is none. */
static void
test_wrong_cloud (void)
{
  Fixture f;
  GtkWidget *row;

  set_up (&f, NULL);
  g_settings_set_string (f.settings, "cloud-endpoint", "http://127.0.0.1:1");
  choose_way (&f, "browser_row");
  berth_app_test_await_text (get_root (&f), "The Cloud Cannot Be Reached");
  berth_app_test_shoot (get_root (&f), "sign-in-unreachable");
  berth_app_test_click (get_root (&f), "Another Way");
  row = berth_app_test_find (get_root (&f), ADW_TYPE_EXPANDER_ROW, "where_row");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  row = berth_app_test_find (get_root (&f), ADW_TYPE_ENTRY_ROW, "endpoint_row");
  gtk_editable_set_text (GTK_EDITABLE (row), "http://cloud.example");
  berth_app_test_await_text (get_root (&f), "This is not an https address.");
  berth_app_test_shoot (get_root (&f), "sign-in-where");
  tear_down (&f);
}

int
main (int argc, char *argv[])
{
  g_autofree char *keyring = NULL;
  g_autofree char *file = NULL;
  int status;

  /* libsecret's own encrypted file instead of the desktop's keyring; without it there is
   * none, since nobody answers on the test's bus. */
  keyring = berth_test_make_folder ();
  file = g_build_filename (keyring, "keyring", NULL);
  g_setenv ("SECRET_FILE_TEST_PATH", file, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  log_text = g_string_new (NULL);
  g_log_set_writer_func (keep_log, NULL, NULL);
  g_log_set_debug_enabled (TRUE);
  berth_app_test_init (&argc, &argv);
  if (g_strcmp0 (g_getenv ("SECRET_BACKEND"), "file") != 0) {
    berth_test_add ("/app/sign-in/without-keyring", test_without_keyring);
  } else {
    berth_test_add ("/app/sign-in/browser", test_browser);
    berth_test_add ("/app/sign-in/code", test_code);
    berth_test_add ("/app/sign-in/code-is-declined", test_code_is_declined);
    berth_test_add ("/app/sign-in/browser-is-declined", test_browser_is_declined);
    berth_test_add ("/app/sign-in/signed-out", test_signed_out);
    berth_test_add ("/app/sign-in/notices", test_notices);
    berth_test_add ("/app/sign-in/environment", test_environment);
    berth_test_add ("/app/sign-in/two-accounts", test_two_accounts);
    berth_test_add ("/app/sign-in/az", test_az);
    berth_test_add ("/app/sign-in/wrong-cloud", test_wrong_cloud);
  }
  status = g_test_run ();
  berth_test_remove_folder (keyring);
  g_string_free (log_text, TRUE);
  return status;
}
