/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-app-test.h"
#include "berth-graphics.h"
#include "berth-size-page.h"
#include "berth-stall-meter.h"
#include "berth-test.h"
#include "berth-window.h"
#include "berth-wizard-bar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* size-stall MIN_SIZES - types into the search of the wizard's size page and prints, as
 * one line of JSON, for how long the main loop answered nothing at worst.
 *
 * Everything is what a person has before them: the window, the practice cloud behind it
 * (of which the caller makes one with many sizes), real key events. */

#define KEY_DELAY_MSEC "70"
#define CLASS "size-stall"
#define PATIENCE_SECONDS 60

static guint min_sizes;

/* Words that narrow the list step by step, and are taken back letter by letter. */
static const char *const words[] = { "standard_nc4as t4", "8 vcpu", "e16 v5", "gpu" };

/* One process for all that is typed, there before the measurement begins: to fork has the
 * kernel copy each page that this process touches afterwards, in the middle of what is
 * measured. */
static GSubprocess *hands;

static void do_by_hand (const char *format, ...) G_GNUC_PRINTF (1, 2);

static void
do_by_hand (const char *format, ...)
{
  GOutputStream *script = g_subprocess_get_stdin_pipe (hands);
  g_autoptr (GError) error = NULL;
  va_list arguments;
  gboolean is_written;

  va_start (arguments, format);
  is_written = g_output_stream_vprintf (script, NULL, NULL, &error, format, arguments);
  va_end (arguments);
  if (!is_written || !g_output_stream_flush (script, NULL, &error))
    g_error ("xdotool: %s", error->message);
}

static void
fetch_hands (void)
{
  g_autoptr (GError) error = NULL;

  hands = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE, &error, "xdotool", "-", NULL);
  if (hands == NULL)
    g_error ("xdotool: %s", error->message);
}

static void
release_hands (void)
{
  g_autoptr (GError) error = NULL;

  if (!g_output_stream_close (g_subprocess_get_stdin_pipe (hands), NULL, &error)
      || !dex_await (dex_subprocess_wait_check (hands), &error))
    g_error ("xdotool: %s", error->message);
  g_clear_object (&hands);
}

static void
type (const char *text)
{
  do_by_hand ("type --delay " KEY_DELAY_MSEC " '%s'\n", text);
}

static void
erase (gsize n)
{
  g_autoptr (GString) keys = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    g_string_append (keys, " BackSpace");
  do_by_hand ("key --delay " KEY_DELAY_MSEC "%s\n", keys->str);
}

/* There is no window manager that would give the window the keys. */
static void
focus (void)
{
  do_by_hand ("search --sync --onlyvisible --class " CLASS " windowfocus --sync\n");
}

static GtkWidget *
find (GtkWidget *root, GType type, const char *name)
{
  GtkWidget *widget = berth_app_test_find (root, type, name);

  if (widget == NULL)
    g_error ("there is no %s", name != NULL ? name : g_type_name (type));
  return widget;
}

/* "1040 of 1040 sizes" */
static void
read_counts (GtkWidget *page, guint *shown, guint *all)
{
  const char *text
    = gtk_label_get_text (GTK_LABEL (find (page, GTK_TYPE_LABEL, "count_label")));

  if (sscanf (text, "%u of %u", shown, all) != 2)
    g_error ("the count of sizes reads “%s”", text);
}

/* Whether the wizard's bar still waits for answers of the cloud. */
static gboolean
is_asking (GtkWidget *window)
{
  GtkWidget *bar = find (window, BERTH_TYPE_WIZARD_BAR, NULL);
  GtkWidget *stack = find (bar, GTK_TYPE_STACK, "verdict_stack");

  return g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (stack)), "busy") == 0;
}

static void
await_sizes (GtkWidget *window, GtkWidget *page)
{
  const gint64 end = g_get_monotonic_time () + PATIENCE_SECONDS * G_USEC_PER_SEC;
  guint shown, all;

  do {
    berth_app_test_settle ();
    read_counts (page, &shown, &all);
    if (g_get_monotonic_time () > end)
      g_error ("%u sizes are there, %u are wanted, all facts with them", all, min_sizes);
  } while (all < min_sizes || is_asking (window));
}

static GtkWidget *
open_size_page (GtkWidget *window)
{
  GtkWidget *page, *wizard;

  berth_app_test_await_text (window, "Welcome to Berth");
  berth_app_test_click (window, "Try on the Practice Cloud");
  berth_app_test_await_text (window, "No Machines Yet");
  gtk_widget_activate_action (window, "win.new-machine", NULL);
  berth_app_test_await_text (window, "New Machine");
  page = find (window, BERTH_TYPE_SIZE_PAGE, NULL);
  wizard = gtk_widget_get_ancestor (page, ADW_TYPE_NAVIGATION_PAGE);
  gtk_widget_activate_action (wizard, "wizard.next", NULL);
  gtk_widget_activate_action (wizard, "wizard.next", NULL);
  await_sizes (window, page);
  return page;
}

/* Waits until the list has followed what was typed. */
static void
await_list (GtkWidget *page, GtkEditable *entry, const char *text)
{
  const gint64 end = g_get_monotonic_time () + PATIENCE_SECONDS * G_USEC_PER_SEC;
  gboolean is_narrowed, has_arrived;
  guint shown, all;

  do {
    berth_stall_meter_await_quiet ();
    read_counts (page, &shown, &all);
    is_narrowed = shown > 0 && shown < all;
    has_arrived = strcmp (gtk_editable_get_text (entry), text) == 0;
    if (g_get_monotonic_time () > end)
      g_error ("“%s” was typed, “%s” arrived, and %u of %u sizes are shown", text,
               gtk_editable_get_text (entry), shown, all);
  } while (!has_arrived || (*text == '\0' ? shown != all : !is_narrowed));
}

static void
type_and_take_back (GtkWidget *page, GtkEditable *entry, const char *word)
{
  type (word);
  await_list (page, entry, word);
  erase (strlen (word));
  await_list (page, entry, "");
}

static void
measure (GtkWidget *page)
{
  GtkWidget *entry = find (page, GTK_TYPE_SEARCH_ENTRY, "search_entry");
  guint shown = 0, all = 0;
  BerthStall stall;

  fetch_hands ();
  focus ();
  gtk_widget_grab_focus (entry);
  berth_stall_meter_await_quiet ();
  read_counts (page, &shown, &all);
  berth_stall_meter_begin ();
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    type_and_take_back (page, GTK_EDITABLE (entry), words[i]);
  stall = berth_stall_meter_end ();
  release_hands ();
  /* Not g_print(), which GTest makes a comment of. */
  printf ("{\"sizes\": %u, \"rounds\": %u, \"longest_ms\": %.3f, "
          "\"longest_busy_ms\": %.3f}\n",
          all, stall.iterations, stall.longest_msec, stall.longest_busy_msec);
}

static void
bench (void)
{
  BerthWindow *window = g_object_ref (berth_window_new (NULL));
  g_autoptr (BerthAccount) account = NULL;

  gtk_window_present (GTK_WINDOW (window));
  measure (open_size_page (GTK_WIDGET (window)));
  account = g_object_ref (berth_window_get_account (window));
  berth_app_test_close (GTK_WINDOW (window));
  dex_await (berth_account_close (account), NULL);
}

int
main (int argc, char **argv)
{
  if (argc != 2 || atoi (argv[1]) <= 0) {
    g_printerr ("usage: size-stall MIN_SIZES\n");
    return 2;
  }
  min_sizes = (guint) atoi (argv[1]);
  argc = 1;
  /* As the program itself does. */
  berth_graphics_prepare ("/dev");
  berth_app_test_init (&argc, &argv);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  berth_stall_meter_install ();
  berth_test_run_in_fiber (bench);
  return 0;
}
