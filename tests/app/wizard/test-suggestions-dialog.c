/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-app-test.h"

#include "berth-suggestion-row.h"
#include "berth-suggestions-dialog.h"
#include "berth-test.h"

/* The table of suggestions against the practice cloud. */

static void
await_facts (BerthDraft *draft)
{
  while (berth_facts_is_busy (berth_draft_get_facts (draft)))
    berth_app_test_settle ();
}

/* A click takes a row into the draft and closes the dialog. */
static void
test_take (void)
{
  g_autofree char *folder = berth_test_make_folder ();
  g_autoptr (GError) error = NULL;
  BerthAccount *account = NULL;
  BerthDraft *draft;
  BerthMachineSpec *spec;
  GtkWindow *window = g_object_ref (GTK_WINDOW (adw_window_new ()));
  AdwDialog *dialog;
  GtkWidget *row;

  g_setenv ("BERTH_DATA_DIR", folder, TRUE);
  account = dex_await_object (berth_account_open_practice (NULL), &error);
  g_assert_no_error (error);
  draft = berth_draft_new (account);
  spec = berth_draft_get_spec (draft);
  berth_machine_spec_set_size (spec, "Standard_NC4as_T4_v3");
  await_facts (draft);
  gtk_window_set_default_size (window, 860, 700);
  adw_window_set_content (ADW_WINDOW (window), gtk_label_new (NULL));
  gtk_window_present (window);
  dialog = g_object_ref (berth_suggestions_dialog_new (draft));
  adw_dialog_present (dialog, GTK_WIDGET (window));
  while (gtk_widget_get_visible (
    berth_app_test_find (GTK_WIDGET (dialog), ADW_TYPE_SPINNER, "spinner")))
    berth_app_test_settle ();
  berth_app_test_settle ();
  berth_app_test_shoot (GTK_WIDGET (window), "suggestions");

  row = berth_app_test_find (
    berth_app_test_find (GTK_WIDGET (dialog), GTK_TYPE_LIST_BOX, "list"),
    BERTH_TYPE_SUGGESTION_ROW, NULL);
  g_assert_nonnull (row);
  g_signal_emit_by_name (berth_app_test_find (row, GTK_TYPE_BUTTON, NULL), "clicked");
  g_assert_cmpstr (berth_machine_spec_get_location (spec), !=, "koreacentral");
  g_assert_cmpstr (berth_machine_spec_get_size (spec), ==, "Standard_NC4as_T4_v3");
  g_assert_true (berth_machine_spec_get_spot (spec));
  berth_app_test_settle ();
  g_assert_null (adw_window_get_visible_dialog (ADW_WINDOW (window)));
  berth_app_test_close (window);
  g_assert_finalize_object (dialog);
  g_assert_finalize_object (draft);
  dex_await (berth_account_close (account), NULL);
  g_object_unref (account);
  berth_test_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  berth_app_test_init (&argc, &argv);
  berth_test_add ("/wizard/suggestions-dialog/take", test_take);
  return g_test_run ();
}
