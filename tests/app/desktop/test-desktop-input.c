/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-app-test.h"
#include "berth-desktop-keyboard.h"
#include "berth-desktop-notes.h"
#include "berth-desktop-pointer.h"
#include "berth-test.h"

#include <linux/input-event-codes.h>

typedef struct {
  GtkWindow *window;
  GtkWidget *area;
  BerthDesktopNotes *notes;
  BerthDesktopKeyboard *keyboard;
  BerthDesktopPointer *pointer;
} Fixture;

/* A desktop that is twice as large as it is shown. */
static gboolean
find_place (GtkWidget *widget, double x, double y, int *desktop_x, int *desktop_y)
{
  *desktop_x = (int) (x * 2);
  *desktop_y = (int) (y * 2);
  return TRUE;
}

static void
set_up (Fixture *f)
{
  f->notes = berth_desktop_notes_new ();
  f->area = gtk_drawing_area_new ();
  gtk_widget_set_focusable (f->area, TRUE);
  f->keyboard = berth_desktop_keyboard_new (f->area);
  f->pointer = berth_desktop_pointer_new (f->area, find_place);
  berth_desktop_keyboard_set_sink (f->keyboard, BERTH_DESKTOP_SINK (f->notes));
  berth_desktop_pointer_set_sink (f->pointer, BERTH_DESKTOP_SINK (f->notes));
  f->window = g_object_ref (GTK_WINDOW (gtk_window_new ()));
  gtk_window_set_child (f->window, f->area);
  gtk_window_present (f->window);
  berth_app_test_settle ();
  g_free (berth_desktop_notes_take (f->notes));
}

static void
tear_down (Fixture *f)
{
  berth_desktop_pointer_set_sink (f->pointer, NULL);
  berth_app_test_close (f->window);
  g_assert_finalize_object (f->keyboard);
  g_assert_finalize_object (f->pointer);
  g_assert_finalize_object (f->notes);
}

static void
assert_notes (Fixture *f, const char *expected)
{
  g_autofree char *taken = berth_desktop_notes_take (f->notes);

  g_assert_cmpstr (taken, ==, expected);
}

static void
press (Fixture *f, guint keyval, guint key, GdkModifierType state)
{
  g_assert_true (
    berth_desktop_keyboard_press (f->keyboard, keyval, key + 8, state, NULL));
}

static void
test_keys (void)
{
  Fixture f;

  set_up (&f);
  press (&f, GDK_KEY_a, KEY_A, 0);
  press (&f, GDK_KEY_a, KEY_A, 0);
  berth_desktop_keyboard_release (f.keyboard, KEY_A + 8);
  berth_desktop_keyboard_release (f.keyboard, KEY_A + 8);
  assert_notes (&f, "+1e +1er -1e");
  tear_down (&f);
}

/* Alt+Tab takes the focus away, and its releases are never seen. */
static void
test_focus_is_lost (void)
{
  Fixture f;

  set_up (&f);
  press (&f, GDK_KEY_Alt_L, KEY_LEFTALT, 0);
  press (&f, GDK_KEY_Tab, KEY_TAB, GDK_ALT_MASK);
  assert_notes (&f, "+38 +f");
  gtk_window_set_focus (f.window, NULL);
  assert_notes (&f, "-f -38");
  berth_desktop_keyboard_release (f.keyboard, KEY_LEFTALT + 8);
  assert_notes (&f, "");
  tear_down (&f);
}

static void
test_ctrl_alt_del (void)
{
  const guint16 keys[] = { 0x1d, 0x38, 0x153 };
  Fixture f;

  set_up (&f);
  press (&f, GDK_KEY_Shift_L, KEY_LEFTSHIFT, 0);
  berth_desktop_keyboard_type (f.keyboard, keys, G_N_ELEMENTS (keys));
  assert_notes (&f, "+2a -2a +1d +38 +153 -153 -38 -1d");
  tear_down (&f);
}

static void
test_no_desktop (void)
{
  Fixture f;

  set_up (&f);
  berth_desktop_keyboard_set_sink (f.keyboard, NULL);
  g_assert_false (
    berth_desktop_keyboard_press (f.keyboard, GDK_KEY_a, KEY_A + 8, 0, NULL));
  tear_down (&f);
}

static void
test_motion_is_gathered (void)
{
  Fixture f;

  set_up (&f);
  berth_desktop_pointer_move (f.pointer, 1, 1);
  berth_desktop_pointer_move (f.pointer, 2, 2);
  berth_desktop_pointer_move (f.pointer, 30, 40);
  assert_notes (&f, "");
  berth_app_test_settle ();
  assert_notes (&f, "to:60,80");
  tear_down (&f);
}

static void
test_buttons (void)
{
  Fixture f;

  set_up (&f);
  berth_desktop_pointer_move (f.pointer, 10, 10);
  berth_desktop_pointer_press (f.pointer, 1, TRUE, 20, 20);
  berth_desktop_pointer_press (f.pointer, 9, TRUE, 20, 20);
  berth_desktop_pointer_press (f.pointer, 3, FALSE, 20, 20);
  assert_notes (&f, "press1:40,40 press9:40,40");
  berth_desktop_pointer_release_all (f.pointer);
  assert_notes (&f, "release1:40,40 release9:40,40");
  berth_app_test_settle ();
  assert_notes (&f, "");
  tear_down (&f);
}

static void
test_wheel (void)
{
  Fixture f;

  set_up (&f);
  berth_desktop_pointer_scroll (f.pointer, GDK_SCROLL_UNIT_WHEEL, 0, 1);
  berth_desktop_pointer_scroll (f.pointer, GDK_SCROLL_UNIT_WHEEL, 1, -1);
  assert_notes (&f, "wheel:0,120 wheel:120,-120");

  /* A third of a step each, and nothing of it is lost. */
  for (int i = 0; i < 9; i++)
    berth_desktop_pointer_scroll (f.pointer, GDK_SCROLL_UNIT_SURFACE, 0, -1.0 / 9);
  assert_notes (&f, "wheel:0,-1 wheel:0,-1 wheel:0,-1");
  tear_down (&f);
}

/* What is left of a turn does not make the next one late when that goes back. */
static void
test_wheel_turns_back (void)
{
  Fixture f;

  set_up (&f);
  berth_desktop_pointer_scroll (f.pointer, GDK_SCROLL_UNIT_WHEEL, 0, 0.9 / 120);
  berth_desktop_pointer_scroll (f.pointer, GDK_SCROLL_UNIT_WHEEL, 0, -1.1 / 120);
  assert_notes (&f, "wheel:0,-1");
  tear_down (&f);
}

static void
test_touch (void)
{
  GdkEventSequence *first = GUINT_TO_POINTER (1);
  GdkEventSequence *second = GUINT_TO_POINTER (2);
  Fixture f;

  set_up (&f);
  berth_desktop_pointer_touch (f.pointer, first, BERTH_DESKTOP_TOUCH_DOWN, 1, 1);
  berth_desktop_pointer_touch (f.pointer, second, BERTH_DESKTOP_TOUCH_DOWN, 2, 2);
  berth_desktop_pointer_touch (f.pointer, first, BERTH_DESKTOP_TOUCH_UP, 1, 1);
  berth_desktop_pointer_touch (f.pointer, first, BERTH_DESKTOP_TOUCH_MOTION, 1, 1);
  berth_desktop_pointer_touch (f.pointer, second, BERTH_DESKTOP_TOUCH_MOTION, 3, 3);
  assert_notes (&f, "down0:2,2 down1:4,4 up0:2,2 motion1:6,6");
  tear_down (&f);
}

int
main (int argc, char *argv[])
{
  berth_app_test_init (&argc, &argv);
  berth_test_add ("/desktop/input/keys", test_keys);
  berth_test_add ("/desktop/input/focus-is-lost", test_focus_is_lost);
  berth_test_add ("/desktop/input/ctrl-alt-del", test_ctrl_alt_del);
  berth_test_add ("/desktop/input/no-desktop", test_no_desktop);
  berth_test_add ("/desktop/input/motion-is-gathered", test_motion_is_gathered);
  berth_test_add ("/desktop/input/buttons", test_buttons);
  berth_test_add ("/desktop/input/wheel", test_wheel);
  berth_test_add ("/desktop/input/wheel-turns-back", test_wheel_turns_back);
  berth_test_add ("/desktop/input/touch", test_touch);
  return g_test_run ();
}
