/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-app-test.h"
#include "berth-guide-dialog.h"
#include "berth-guide-picture.h"
#include "berth-help-button.h"
#include "berth-test.h"
#include "berth-window.h"

typedef struct {
  GtkWindow *window;
  BerthGuideDialog *dialog;
} Fixture;

static Fixture
open_guide (const char *language, int width)
{
  const char *const languages[] = { language, NULL };
  g_autoptr (BerthGuideBook) book = berth_guide_book_new (languages);
  Fixture f = { .window = g_object_new (ADW_TYPE_WINDOW, "default-width", width,
                                        "default-height", 720, NULL) };

  g_object_ref (f.window);
  adw_window_set_content (ADW_WINDOW (f.window), adw_bin_new ());
  gtk_window_present (f.window);
  f.dialog = berth_guide_dialog_new (book);
  adw_dialog_present (ADW_DIALOG (f.dialog), GTK_WIDGET (f.window));
  return f;
}

static GtkWidget *
find (Fixture *f, GType type, const char *name)
{
  return berth_app_test_find (GTK_WIDGET (f->dialog), type, name);
}

static const char *
get_title (Fixture *f)
{
  return adw_navigation_page_get_title (
    ADW_NAVIGATION_PAGE (find (f, ADW_TYPE_NAVIGATION_PAGE, "reading")));
}

static void
await_picture (Fixture *f)
{
  GtkWidget *picture = find (f, BERTH_TYPE_GUIDE_PICTURE, NULL);

  g_assert_nonnull (picture);
  for (guint i = 0;
       i < 500 && !berth_guide_picture_is_ready (BERTH_GUIDE_PICTURE (picture)); i++)
    berth_app_test_settle ();
  g_assert_true (berth_guide_picture_is_ready (BERTH_GUIDE_PICTURE (picture)));
}

static void
close_guide (Fixture *f)
{
  adw_dialog_force_close (ADW_DIALOG (f->dialog));
  berth_app_test_close (f->window);
}

static void
shoot_all (const char *language, AdwColorScheme scheme, int width)
{
  Fixture f;
  g_autoptr (BerthGuideBook) book = NULL;
  const char *const languages[] = { language, NULL };

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
  book = berth_guide_book_new (languages);
  f = open_guide (language, width);
  for (guint i = 0; i < g_list_model_get_n_items (berth_guide_book_get_pages (book));
       i++) {
    g_autoptr (BerthGuidePage) page
      = g_list_model_get_item (berth_guide_book_get_pages (book), i);
    g_autofree char *name
      = g_strdup_printf ("guide-%s-%s-%d%s", berth_guide_page_get_name (page), language,
                         width, scheme == ADW_COLOR_SCHEME_FORCE_DARK ? "-dark" : "");

    berth_guide_dialog_show_topic (f.dialog, berth_guide_page_get_name (page));
    g_assert_cmpstr (get_title (&f), ==, berth_guide_page_get_title (page));
    await_picture (&f);
    berth_app_test_shoot (GTK_WIDGET (f.window), name);
  }
  close_guide (&f);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_DEFAULT);
}

static void
test_pages (void)
{
  shoot_all ("en", ADW_COLOR_SCHEME_FORCE_LIGHT, 1080);
}

static void
test_pages_korean_dark (void)
{
  shoot_all ("ko", ADW_COLOR_SCHEME_FORCE_DARK, 1080);
}

static void
test_pages_narrow (void)
{
  shoot_all ("ko", ADW_COLOR_SCHEME_FORCE_LIGHT, 360);
}

static GtkListBoxRow *
get_row (Fixture *f, int position)
{
  return gtk_list_box_get_row_at_index (
    GTK_LIST_BOX (find (f, GTK_TYPE_LIST_BOX, "list")), position);
}

static void
test_search (void)
{
  Fixture f = open_guide ("en", 1080);
  GtkEditable *entry = GTK_EDITABLE (find (&f, GTK_TYPE_SEARCH_ENTRY, "search_entry"));

  g_assert_nonnull (get_row (&f, 7));
  g_assert_null (get_row (&f, 8));
  gtk_editable_set_text (entry, "chmod");
  berth_app_test_await_text (GTK_WIDGET (f.dialog), "chmod 600 kaggle");
  g_assert_nonnull (get_row (&f, 0));
  g_assert_null (get_row (&f, 1));
  berth_app_test_shoot (GTK_WIDGET (f.window), "guide-search");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (get_title (&f), ==, "Keys and who may read them");

  gtk_editable_set_text (entry, "pineapple");
  berth_app_test_await_text (GTK_WIDGET (f.dialog), "Nothing Found");
  g_assert_null (get_row (&f, 0));
  close_guide (&f);
}

static void
test_topics_and_links (void)
{
  Fixture f = open_guide ("en", 1080);
  GtkScrolledWindow *scrolled;
  gboolean handled = FALSE;
  GtkWidget *label;

  berth_guide_dialog_show_topic (f.dialog, "quota#none");
  await_picture (&f);
  berth_app_test_settle ();
  label = berth_app_test_find_text (GTK_WIDGET (f.dialog), "If it stays at zero");
  scrolled
    = GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (label, GTK_TYPE_SCROLLED_WINDOW));
  g_assert_cmpfloat (
    gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (scrolled)), >, 100);

  berth_guide_dialog_show_topic (f.dialog, "start");
  label = berth_app_test_find_text (GTK_WIDGET (f.dialog), "a name, and the region");
  g_signal_emit_by_name (label, "activate-link", "resource-group.md#delete", &handled);
  g_assert_true (handled);
  g_assert_cmpstr (get_title (&f), ==, "Resource groups");

  berth_guide_dialog_show_topic (f.dialog, "no-such-page");
  g_assert_cmpstr (get_title (&f), ==, "Resource groups");
  berth_app_test_click (GTK_WIDGET (f.dialog), "Next: Image and size");
  g_assert_cmpstr (get_title (&f), ==, "Image and size");
  close_guide (&f);
}

static BerthGuideDialog *
find_dialog (GtkWidget *window)
{
  return BERTH_GUIDE_DIALOG (berth_app_test_find (window, BERTH_TYPE_GUIDE_DIALOG, NULL));
}

/* F1 and a question mark lead to the same dialog. */
static void
test_opened_from_window (void)
{
  g_autofree char *folder = berth_test_make_folder ();
  GtkWidget *window;
  GtkWidget *button;
  BerthGuideDialog *dialog;

  g_setenv ("BERTH_DATA_DIR", folder, TRUE);
  window = g_object_ref (GTK_WIDGET (berth_window_new (NULL)));
  gtk_window_present (GTK_WINDOW (window));
  berth_app_test_settle ();
  g_assert_null (find_dialog (window));
  gtk_widget_activate_action (window, "win.help", "s", "quota#ask");
  berth_app_test_settle ();
  dialog = find_dialog (window);
  g_assert_nonnull (dialog);
  berth_app_test_await_text (GTK_WIDGET (dialog), "Asking for more");

  button = g_object_ref_sink (berth_help_button_new ("keys#mode", "What is a mode?"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.help");
  gtk_box_append (GTK_BOX (gtk_widget_get_first_child (
                    berth_app_test_find (window, ADW_TYPE_TOAST_OVERLAY, NULL))),
                  button);
  g_signal_emit_by_name (button, "clicked");
  berth_app_test_settle ();
  g_assert_true (find_dialog (window) == dialog);
  berth_app_test_await_text (GTK_WIDGET (dialog), "0644");
  adw_dialog_force_close (ADW_DIALOG (dialog));
  berth_app_test_settle ();
  g_assert_null (find_dialog (window));
  g_object_unref (button);
  berth_app_test_close (GTK_WINDOW (window));
  berth_test_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  berth_app_test_init (&argc, &argv);
  berth_test_add ("/app/guide/pages", test_pages);
  berth_test_add ("/app/guide/pages-korean-dark", test_pages_korean_dark);
  berth_test_add ("/app/guide/pages-narrow", test_pages_narrow);
  berth_test_add ("/app/guide/search", test_search);
  berth_test_add ("/app/guide/topics-and-links", test_topics_and_links);
  berth_test_add ("/app/guide/opened-from-window", test_opened_from_window);
  return g_test_run ();
}
