/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-size-table.h"

#include "berth-app-test.h"
#include "berth-size-heads.h"
#include "berth-size-row.h"
#include "berth-size-rows.h"
#include "berth-size-samples.h"
#include "berth-test.h"

/* The size list in a window of its own, under a person's hands. */

#define CLASS "test-size-table"
#define N_SIZES 1000
#define MAX_ROWS 40 /* more than are in view, and far fewer than there are sizes */

typedef struct {
  GtkWindow *window;
  BerthSizeTable *table;
  GListStore *items;
  GtkSingleSelection *selection;
  guint activated;
} Fixture;

static void
on_activate (BerthSizeTable *table, guint position, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->activated = position;
}

static void
on_order_changed (GtkSorter *order, GtkSorterChange change, gpointer items)
{
  berth_size_rows_sort (items, order);
}

static void
fill (GListStore *items)
{
  for (guint i = 0; i < N_SIZES; i++) {
    g_autofree char *name = g_strdup_printf ("Standard_D%us_v5", i);
    g_autoptr (BerthSizeItem) item
      = berth_size_sample_new (name, 1 + i % 64, 0.1 * (N_SIZES - i));

    g_list_store_append (items, item);
  }
}

static void
set_up (Fixture *fixture)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  fixture->table = g_object_ref_sink (g_object_new (BERTH_TYPE_SIZE_TABLE, NULL));
  fixture->items = g_list_store_new (BERTH_TYPE_SIZE_ITEM);
  fixture->selection
    = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (fixture->items)));
  fixture->activated = GTK_INVALID_LIST_POSITION;
  gtk_single_selection_set_autoselect (fixture->selection, FALSE);
  fill (fixture->items);
  berth_size_table_set_model (fixture->table, fixture->selection);
  g_signal_connect (fixture->table, "activate", G_CALLBACK (on_activate), fixture);
  g_signal_connect_object (berth_size_table_get_order (fixture->table), "changed",
                           G_CALLBACK (on_order_changed), fixture->items, 0);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled),
                                 GTK_WIDGET (fixture->table));
  fixture->window = g_object_ref (GTK_WINDOW (gtk_window_new ()));
  gtk_window_set_default_size (fixture->window, 900, 600);
  gtk_window_set_child (fixture->window, scrolled);
  gtk_window_present (fixture->window);
  berth_app_test_settle ();
}

static void
tear_down (Fixture *fixture)
{
  berth_app_test_close (fixture->window);
  g_assert_finalize_object (fixture->table);
  g_assert_finalize_object (fixture->selection);
  g_assert_finalize_object (fixture->items);
}

static void
run (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process
    = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_NONE, &error);

  g_assert_no_error (error);
  dex_await (dex_subprocess_wait_check (process), &error);
  g_assert_no_error (error);
}

/* There is no window manager that would give the window the keys. */
static void
press (const char *key)
{
  run ((const char *const[]) { "xdotool", "search", "--sync", "--onlyvisible", "--class",
                               CLASS, "windowfocus", "--sync", "key", key, NULL });
}

static void
await_selected (Fixture *fixture, guint position)
{
  while (gtk_single_selection_get_selected (fixture->selection) != position)
    berth_app_test_settle ();
}

static GtkWidget *
find_row (GtkWidget *root, guint position, guint *n_rows)
{
  GtkWidget *found = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *deeper = find_row (child, position, n_rows);

    found = deeper != NULL ? deeper : found;
    if (!BERTH_IS_SIZE_ROW (child) || !gtk_widget_get_child_visible (child))
      continue;
    (*n_rows)++;
    if (berth_size_row_get_position (BERTH_SIZE_ROW (child)) == position)
      found = child;
  }
  return found;
}

static GtkWidget *
await_row (Fixture *fixture, guint position)
{
  GtkWidget *row = NULL;
  guint n_rows;

  do {
    berth_app_test_settle ();
    n_rows = 0;
    row = find_row (GTK_WIDGET (fixture->table), position, &n_rows);
  } while (row == NULL);
  g_assert_cmpuint (n_rows, <, MAX_ROWS);
  return row;
}

/* Waits until the row has the focus; it may have to be scrolled to first. */
static void
await_focus (Fixture *fixture, guint position)
{
  while (!gtk_widget_is_focus (await_row (fixture, position)))
    berth_app_test_settle ();
}

static void
test_keys (void)
{
  Fixture fixture = { 0 };
  GtkWidget *heads = NULL;

  set_up (&fixture);
  await_row (&fixture, 0);
  heads = berth_app_test_find (GTK_WIDGET (fixture.table), BERTH_TYPE_SIZE_HEADS, NULL);
  gtk_widget_grab_focus (gtk_widget_get_last_child (heads));
  press ("Tab");
  await_focus (&fixture, 0);
  press ("Down");
  await_selected (&fixture, 1);
  press ("End");
  await_selected (&fixture, N_SIZES - 1);
  await_focus (&fixture, N_SIZES - 1);
  press ("Up");
  await_selected (&fixture, N_SIZES - 2);
  press ("Home");
  await_selected (&fixture, 0);
  await_focus (&fixture, 0);
  press ("Return");
  while (fixture.activated != 0)
    berth_app_test_settle ();
  berth_app_test_shoot (GTK_WIDGET (fixture.window), "size-table");
  tear_down (&fixture);
}

static void
test_order (void)
{
  Fixture fixture = { 0 };
  GtkWidget *heads = NULL;

  set_up (&fixture);
  heads = berth_app_test_find (GTK_WIDGET (fixture.table), BERTH_TYPE_SIZE_HEADS, NULL);
  g_assert_nonnull (heads);
  gtk_single_selection_set_selected (fixture.selection, 7);
  /* The first title is what the list is ordered by: this turns it round. */
  g_signal_emit_by_name (gtk_widget_get_first_child (heads), "clicked");
  await_selected (&fixture, N_SIZES - 1 - 7);
  tear_down (&fixture);
}

static void
test_shrink_and_grow (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  berth_size_table_scroll_to (fixture.table, N_SIZES - 1);
  await_row (&fixture, N_SIZES - 1);
  g_list_store_remove_all (fixture.items);
  berth_app_test_settle ();
  fill (fixture.items);
  await_row (&fixture, 0);
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  berth_app_test_init (&argc, &argv);
  berth_test_add ("/wizard/size-table/keys", test_keys);
  berth_test_add ("/wizard/size-table/order", test_order);
  berth_test_add ("/wizard/size-table/shrink-and-grow", test_shrink_and_grow);
  return g_test_run ();
}
