/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-keymap.h"
#include "berth-desktop-keys.h"
#include "berth-test.h"

#include <linux/input-event-codes.h>

#define EXTENDED BERTH_DESKTOP_KEY_EXTENDED

#define LCTRL 0x1d
#define LALT 0x38
#define KEY_OF_C 0x2e
#define KEY_OF_V 0x2f

static void
assert_key (guint key, guint16 scancode)
{
  g_assert_cmphex (berth_desktop_keymap_find (key + 8), ==, scancode);
}

static void
test_plain_keys (void)
{
  assert_key (KEY_ESC, 0x01);
  assert_key (KEY_A, 0x1e);
  assert_key (KEY_ENTER, 0x1c);
  assert_key (KEY_LEFTSHIFT, 0x2a);
  assert_key (KEY_RIGHTSHIFT, 0x36);
  assert_key (KEY_NUMLOCK, 0x45);
  assert_key (KEY_KPDOT, 0x53);
  assert_key (KEY_102ND, 0x56);
  assert_key (KEY_F12, 0x58);
}

static void
test_extended_keys (void)
{
  assert_key (KEY_KPENTER, EXTENDED | 0x1c);
  assert_key (KEY_RIGHTCTRL, EXTENDED | 0x1d);
  assert_key (KEY_RIGHTALT, EXTENDED | 0x38);
  assert_key (KEY_UP, EXTENDED | 0x48);
  assert_key (KEY_DELETE, EXTENDED | 0x53);
  assert_key (KEY_LEFTMETA, EXTENDED | 0x5b);
  assert_key (KEY_COMPOSE, EXTENDED | 0x5d);
  assert_key (KEY_SYSRQ, EXTENDED | 0x37);
  assert_key (KEY_PAUSE, EXTENDED | 0x46);
}

static void
test_keys_of_other_keyboards (void)
{
  assert_key (KEY_HANGEUL, 0x72);
  assert_key (KEY_HANJA, 0x71);
  assert_key (KEY_KATAKANAHIRAGANA, 0x70);
  assert_key (KEY_HENKAN, 0x79);
  assert_key (KEY_MUHENKAN, 0x7b);
  assert_key (KEY_YEN, 0x7d);
  assert_key (KEY_RO, 0x73);
  assert_key (KEY_KPCOMMA, 0x7e);
  assert_key (KEY_PLAYPAUSE, EXTENDED | 0x22);
  assert_key (KEY_VOLUMEUP, EXTENDED | 0x30);
  assert_key (KEY_F24, 0x76);
}

static void
test_unknown_keys (void)
{
  g_assert_cmphex (berth_desktop_keymap_find (0), ==, 0);
  g_assert_cmphex (berth_desktop_keymap_find (8), ==, 0);
  assert_key (KEY_WLAN, 0);
  g_assert_cmphex (berth_desktop_keymap_find (G_MAXUINT), ==, 0);
}

/* Two keys with one scancode would let go of each other. */
static void
test_scancodes_are_told_apart (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint key = 1; key < KEY_MAX; key++) {
    guint16 scancode = berth_desktop_keymap_find (key + 8);

    if (scancode == 0 || key == KEY_ZENKAKUHANKAKU || key == KEY_MENU)
      continue;
    if (!g_hash_table_add (seen, GUINT_TO_POINTER ((guint) scancode)))
      g_error ("key %u shares scancode %#x", key, scancode);
  }
}

static void
append_scancode (guint16 scancode, gpointer data)
{
  g_string_append_printf (data, "%x ", scancode);
}

static void
test_held_keys (void)
{
  g_autoptr (BerthDesktopKeys) keys = berth_desktop_keys_new ();

  g_assert_false (berth_desktop_keys_press (keys, KEY_OF_C));
  g_assert_true (berth_desktop_keys_press (keys, KEY_OF_C));
  g_assert_true (berth_desktop_keys_is_held (keys, KEY_OF_C));
  g_assert_true (berth_desktop_keys_release (keys, KEY_OF_C));
  g_assert_false (berth_desktop_keys_release (keys, KEY_OF_C));
  g_assert_false (berth_desktop_keys_is_held (keys, KEY_OF_C));
}

static void
test_modifiers_are_released_last (void)
{
  g_autoptr (BerthDesktopKeys) keys = berth_desktop_keys_new ();
  g_autoptr (GString) released = g_string_new (NULL);

  berth_desktop_keys_press (keys, LCTRL);
  berth_desktop_keys_press (keys, KEY_OF_C);
  berth_desktop_keys_press (keys, LALT);
  berth_desktop_keys_press (keys, KEY_OF_V);
  berth_desktop_keys_release_all (keys, append_scancode, released);
  g_assert_cmpstr (released->str, ==, "2f 2e 38 1d ");

  berth_desktop_keys_release_all (keys, append_scancode, released);
  g_assert_cmpstr (released->str, ==, "2f 2e 38 1d ");
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  g_test_add_func ("/desktop/keyboard/plain-keys", test_plain_keys);
  g_test_add_func ("/desktop/keyboard/extended-keys", test_extended_keys);
  g_test_add_func ("/desktop/keyboard/other-keyboards", test_keys_of_other_keyboards);
  g_test_add_func ("/desktop/keyboard/unknown-keys", test_unknown_keys);
  g_test_add_func ("/desktop/keyboard/told-apart", test_scancodes_are_told_apart);
  g_test_add_func ("/desktop/keyboard/held-keys", test_held_keys);
  g_test_add_func ("/desktop/keyboard/modifiers-last", test_modifiers_are_released_last);
  return g_test_run ();
}
