/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-app-test.h"

#include "berth-choice-row.h"
#include "berth-folders.h"
#include "berth-spot-chart.h"
#include "berth-spot-closures.h"
#include "berth-spot-page.h"
#include "berth-spot-store.h"
#include "berth-test.h"

#include <string.h>

/* The page on Spot in a window of its own, against the practice cloud. */

#define SIZE "Standard_NC4as_T4_v3"
#define DAY 86400

typedef struct {
  char *folder;
  BerthAccount *account;
  BerthDraft *draft;
  GtkWindow *window;
  GtkWidget *page;
} Fixture;

static void
show_page (Fixture *fixture)
{
  fixture->draft = berth_draft_new (fixture->account);
  berth_machine_spec_set_size (berth_draft_get_spec (fixture->draft), SIZE);
  fixture->window = g_object_ref (GTK_WINDOW (adw_window_new ()));
  fixture->page = g_object_new (BERTH_TYPE_SPOT_PAGE, NULL);
  berth_spot_page_set_draft (BERTH_SPOT_PAGE (fixture->page), fixture->draft);
  adw_window_set_content (ADW_WINDOW (fixture->window), fixture->page);
  gtk_window_set_default_size (fixture->window, 760, 1500);
  gtk_window_present (fixture->window);
}

static void
hide_page (Fixture *fixture)
{
  berth_app_test_close (fixture->window);
  g_assert_finalize_object (fixture->draft);
}

static void
set_up (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = berth_test_make_folder ();
  g_setenv ("BERTH_DATA_DIR", fixture->folder, TRUE);
  fixture->account = dex_await_object (berth_account_open_practice (NULL), &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture)
{
  dex_await (berth_account_close (fixture->account), NULL);
  g_clear_object (&fixture->account);
  berth_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static GtkWidget *
find (Fixture *fixture, GType type, const char *name)
{
  GtkWidget *widget = berth_app_test_find (fixture->page, type, name);

  g_assert_nonnull (widget);
  return widget;
}

static const char *
get_words (Fixture *fixture)
{
  return gtk_label_get_label (GTK_LABEL (find (fixture, GTK_TYPE_LABEL, "words_label")));
}

static void
await_chart (Fixture *fixture)
{
  while (!gtk_widget_get_visible (find (fixture, BERTH_TYPE_SPOT_CHART, NULL)))
    berth_app_test_settle ();
}

/* A record that goes up and down, as of the year before. */
static BerthSpotRecord *
keep_record (Fixture *fixture)
{
  static const double prices[]
    = { 0.095, 0.1, 0.122, 0.118, 0.097, 0.09, 0.131, 0.14, 0.11, 0.104, 0.1157 };
  const gint64 now
    = berth_clock_get_now (berth_account_get_clock (fixture->account)) / G_USEC_PER_SEC;
  BerthSpotRecord *record = berth_spot_record_new ();
  g_autofree char *folder = berth_folders_dup_spot (TRUE);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (prices); i++)
    berth_spot_record_add (record, now - (gint64) (330 - 8 * i) * DAY, prices[i]);
  berth_spot_record_set_seen_at (record, now - 3 * DAY);
  dex_await (berth_spot_store_save (folder, "koreacentral", SIZE, record), &error);
  g_assert_no_error (error);
  return record;
}

static void
await_facts (Fixture *fixture)
{
  while (berth_draft_get_facts (fixture->draft) == NULL
         || berth_facts_is_busy (berth_draft_get_facts (fixture->draft)))
    berth_app_test_settle ();
}

static void
shoot (Fixture *fixture, GType type, const char *name, const char *shot)
{
  GtkWidget *widget = find (fixture, type, name);

  berth_app_test_settle ();
  gtk_viewport_scroll_to (
    GTK_VIEWPORT (gtk_widget_get_ancestor (widget, GTK_TYPE_VIEWPORT)), widget, NULL);
  berth_app_test_settle ();
  berth_app_test_shoot (GTK_WIDGET (fixture->window), shot);
}

static void
choose_hours (Fixture *fixture)
{
  GtkWidget *row = find (fixture, ADW_TYPE_ACTION_ROW, "odds_row");
  g_autofree char *four = g_strdup (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)));

  g_assert_nonnull (strchr (four, '%'));
  gtk_spin_button_set_value (
    GTK_SPIN_BUTTON (find (fixture, GTK_TYPE_SPIN_BUTTON, "hours_button")), 24);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), !=, four);
}

/* Lines and words follow the person's hand. */
static void
test_choices (void)
{
  Fixture fixture = { 0 };
  g_autoptr (BerthSpotRecord) record = NULL;
  g_autofree char *first = NULL;
  AdwSpinRow *max_price;

  set_up (&fixture);
  record = keep_record (&fixture);
  show_page (&fixture);
  await_chart (&fixture);
  first = g_strdup (get_words (&fixture));
  await_facts (&fixture);
  berth_app_test_shoot (GTK_WIDGET (fixture.window), "spot-page-top");
  choose_hours (&fixture);
  berth_choice_row_set_active (
    BERTH_CHOICE_ROW (find (&fixture, BERTH_TYPE_CHOICE_ROW, "price_row")), TRUE);
  max_price = ADW_SPIN_ROW (find (&fixture, ADW_TYPE_SPIN_ROW, "max_price_row"));
  adw_spin_row_set_value (max_price, 0.121);
  g_assert_cmpfloat (
    berth_machine_spec_get_max_price (berth_draft_get_spec (fixture.draft)), ==, 0.121);
  g_assert_cmpstr (get_words (&fixture), !=, first);
  g_set_str (&first, get_words (&fixture));
  shoot (&fixture, GTK_TYPE_LABEL, "words_label", "spot-page-max-price");
  adw_spin_row_set_value (max_price, 0.3);
  g_assert_cmpstr (get_words (&fixture), !=, first);
  hide_page (&fixture);
  tear_down (&fixture);
}

/* With the cloud gone, what was kept is shown, and that it is old. */
static void
test_old (void)
{
  Fixture fixture = { 0 };
  g_autoptr (BerthSpotRecord) record = NULL;

  set_up (&fixture);
  record = keep_record (&fixture);
  berth_app_test_kill_children ();
  show_page (&fixture);
  await_chart (&fixture);
  while (!gtk_widget_get_visible (find (&fixture, GTK_TYPE_LABEL, "age_label")))
    berth_app_test_settle ();
  shoot (&fixture, GTK_TYPE_LABEL, "age_label", "spot-page-old");
  hide_page (&fixture);
  tear_down (&fixture);
}

/* An application loads it by itself. */
static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/io/github/berth/Berth/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

int
main (int argc, char *argv[])
{
  berth_app_test_init (&argc, &argv);
  load_style ();
  berth_test_add ("/wizard/spot-page/choices", test_choices);
  berth_test_add ("/wizard/spot-page/old", test_old);
  return g_test_run ();
}
