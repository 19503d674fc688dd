/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-keys.h"

#include "berth-desktop-keymap.h"

struct _BerthDesktopKeys {
  GArray *held; /* guint16, in the order of being pressed */
};

BerthDesktopKeys *
berth_desktop_keys_new (void)
{
  BerthDesktopKeys *self = g_new0 (BerthDesktopKeys, 1);

  self->held = g_array_new (FALSE, FALSE, sizeof (guint16));
  return self;
}

void
berth_desktop_keys_free (BerthDesktopKeys *self)
{
  g_array_unref (self->held);
  g_free (self);
}

static gboolean
find (BerthDesktopKeys *self, guint16 scancode, guint *index)
{
  for (guint i = 0; i < self->held->len; i++)
    if (g_array_index (self->held, guint16, i) == scancode) {
      *index = i;
      return TRUE;
    }
  return FALSE;
}

/**
 * berth_desktop_keys_press:
 *
 * Returns: whether the key was held already, so that this is a repetition
 */
gboolean
berth_desktop_keys_press (BerthDesktopKeys *self, guint16 scancode)
{
  guint index;

  if (find (self, scancode, &index))
    return TRUE;
  g_array_append_val (self->held, scancode);
  return FALSE;
}

/**
 * berth_desktop_keys_release:
 *
 * Returns: whether the far end has to be told; a key that was pressed elsewhere is none
 * of its business
 */
gboolean
berth_desktop_keys_release (BerthDesktopKeys *self, guint16 scancode)
{
  guint index;

  if (!find (self, scancode, &index))
    return FALSE;
  g_array_remove_index (self->held, index);
  return TRUE;
}

gboolean
berth_desktop_keys_is_held (BerthDesktopKeys *self, guint16 scancode)
{
  guint index;

  return find (self, scancode, &index);
}

static void
release_kind (BerthDesktopKeys *self,
              gboolean modifiers,
              BerthDesktopKeyFunc func,
              gpointer user_data)
{
  for (guint i = self->held->len; i-- > 0;) {
    guint16 scancode = g_array_index (self->held, guint16, i);

    if (berth_desktop_keymap_is_modifier (scancode) == modifiers)
      func (scancode, user_data);
  }
}

/**
 * berth_desktop_keys_release_all:
 * @func: (scope call): told each key to release
 *
 * Lets go of all keys, the last pressed first. Plain keys go before modifiers: a Ctrl
 * that goes before its C leaves a plain c behind at the far end.
 */
void
berth_desktop_keys_release_all (BerthDesktopKeys *self,
                                BerthDesktopKeyFunc func,
                                gpointer user_data)
{
  release_kind (self, FALSE, func, user_data);
  release_kind (self, TRUE, func, user_data);
  g_array_set_size (self->held, 0);
}
