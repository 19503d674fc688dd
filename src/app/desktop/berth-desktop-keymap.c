/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-keymap.h"

#include <linux/input-event-codes.h>

/* X11 and Wayland number keys as the kernel does, eight higher. */
#define XKB_OFFSET 8
/* Up to here the kernel's numbers are those of the AT keyboard's set 1. */
#define LAST_PLAIN_KEY KEY_KPDOT

#define E(code) (BERTH_DESKTOP_KEY_EXTENDED | (code))

/* By position, not by what is printed on the key: the far end has its own layout. The
 * numbers are those of set 1, in Microsoft's "Keyboard Scan Code Specification". Of the
 * Korean keyboard's keys only the press is a scancode of its own there; RDP knows both
 * under the number below. */
static const guint16 scancodes[KEY_MAX] = {
  [KEY_ZENKAKUHANKAKU] = 0x29,
  [KEY_102ND] = 0x56,
  [KEY_F11] = 0x57,
  [KEY_F12] = 0x58,
  [KEY_RO] = 0x73, /* ABNT's "/ ?", the Japanese "\ _" */
  [KEY_KATAKANA] = 0x78,
  [KEY_HIRAGANA] = 0x77,
  [KEY_HENKAN] = 0x79,
  [KEY_KATAKANAHIRAGANA] = 0x70,
  [KEY_MUHENKAN] = 0x7b,
  [KEY_KPJPCOMMA] = 0x5c,
  [KEY_KPENTER] = E (0x1c),
  [KEY_RIGHTCTRL] = E (0x1d),
  [KEY_KPSLASH] = E (0x35),
  [KEY_SYSRQ] = E (0x37), /* Print Screen */
  [KEY_RIGHTALT] = E (0x38),
  [KEY_HOME] = E (0x47),
  [KEY_UP] = E (0x48),
  [KEY_PAGEUP] = E (0x49),
  [KEY_LEFT] = E (0x4b),
  [KEY_RIGHT] = E (0x4d),
  [KEY_END] = E (0x4f),
  [KEY_DOWN] = E (0x50),
  [KEY_PAGEDOWN] = E (0x51),
  [KEY_INSERT] = E (0x52),
  [KEY_DELETE] = E (0x53),
  [KEY_MUTE] = E (0x20),
  [KEY_VOLUMEDOWN] = E (0x2e),
  [KEY_VOLUMEUP] = E (0x30),
  [KEY_POWER] = E (0x5e),
  [KEY_KPEQUAL] = 0x59,
  [KEY_PAUSE] = E (0x46),
  [KEY_KPCOMMA] = 0x7e, /* ABNT's "." of the number pad */
  [KEY_HANGEUL] = 0x72,
  [KEY_HANJA] = 0x71,
  [KEY_YEN] = 0x7d,
  [KEY_LEFTMETA] = E (0x5b),
  [KEY_RIGHTMETA] = E (0x5c),
  [KEY_COMPOSE] = E (0x5d), /* the menu key */
  [KEY_MENU] = E (0x5d),
  [KEY_STOP] = E (0x68),
  [KEY_CALC] = E (0x21),
  [KEY_SLEEP] = E (0x5f),
  [KEY_WAKEUP] = E (0x63),
  [KEY_MAIL] = E (0x6c),
  [KEY_BOOKMARKS] = E (0x66),
  [KEY_COMPUTER] = E (0x6b),
  [KEY_BACK] = E (0x6a),
  [KEY_FORWARD] = E (0x69),
  [KEY_NEXTSONG] = E (0x19),
  [KEY_PLAYPAUSE] = E (0x22),
  [KEY_PREVIOUSSONG] = E (0x10),
  [KEY_STOPCD] = E (0x24),
  [KEY_HOMEPAGE] = E (0x32),
  [KEY_REFRESH] = E (0x67),
  [KEY_F13] = 0x64,
  [KEY_F14] = 0x65,
  [KEY_F15] = 0x66,
  [KEY_F16] = 0x67,
  [KEY_F17] = 0x68,
  [KEY_F18] = 0x69,
  [KEY_F19] = 0x6a,
  [KEY_F20] = 0x6b,
  [KEY_F21] = 0x6c,
  [KEY_F22] = 0x6d,
  [KEY_F23] = 0x6e,
  [KEY_F24] = 0x76,
  [KEY_SEARCH] = E (0x65),
  [KEY_MEDIA] = E (0x6d),
};

/**
 * berth_desktop_keymap_find:
 * @keycode: a hardware keycode as GDK tells it
 *
 * Finds the RDP scancode of the key at that place of the keyboard, whatever the layout.
 *
 * Returns: the scancode, with %BERTH_DESKTOP_KEY_EXTENDED where it has that; 0 for a key
 *   that RDP does not know
 */
guint16
berth_desktop_keymap_find (guint keycode)
{
  guint key;

  if (keycode <= XKB_OFFSET)
    return 0;
  key = keycode - XKB_OFFSET;
  if (key <= LAST_PLAIN_KEY)
    return (guint16) key;
  return key < G_N_ELEMENTS (scancodes) ? scancodes[key] : 0;
}

/**
 * berth_desktop_keymap_is_modifier:
 * @scancode: what berth_desktop_keymap_find() gave
 *
 * Returns: whether the key changes what others mean while it is held
 */
gboolean
berth_desktop_keymap_is_modifier (guint16 scancode)
{
  switch (scancode) {
  case 0x1d:
  case 0x2a:
  case 0x36:
  case 0x38:
  case E (0x1d):
  case E (0x38):
  case E (0x5b):
  case E (0x5c):
    return TRUE;
  default:
    return FALSE;
  }
}
