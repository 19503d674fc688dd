/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-text.h"

#define REPLACEMENT 0xFFFD

static gunichar2
unit_at (const guint8 *data, gsize index)
{
  return (gunichar2) (data[2 * index] | data[2 * index + 1] << 8);
}

static gboolean
is_high (gunichar2 unit)
{
  return unit >= 0xD800 && unit <= 0xDBFF;
}

static gboolean
is_low (gunichar2 unit)
{
  return unit >= 0xDC00 && unit <= 0xDFFF;
}

/* Halves of pairs without the other half happen where text was cut. */
static gunichar
take_character (const guint8 *data, gsize n_units, gsize *index)
{
  gunichar2 unit = unit_at (data, (*index)++);
  gunichar2 next;

  if (!is_high (unit))
    return is_low (unit) ? REPLACEMENT : unit;
  next = *index < n_units ? unit_at (data, *index) : 0;
  if (!is_low (next))
    return REPLACEMENT;
  (*index)++;
  return 0x10000 + ((gunichar) (unit - 0xD800) << 10) + (next - 0xDC00);
}

/*< private >
 * berth_rdp_text_from_wire:
 * @bytes: CF_UNICODETEXT: UTF-16LE, lines that end in CR LF, up to a NUL
 *
 * Returns: (transfer full): UTF-8, lines that end in LF, no NUL
 */
GBytes *
berth_rdp_text_from_wire (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  gsize n_units = size / 2;
  GString *text = g_string_sized_new (n_units);

  for (gsize i = 0; i < n_units;) {
    gunichar character = take_character (data, n_units, &i);

    if (character == 0)
      break;
    if (character == '\r' && i < n_units && unit_at (data, i) == '\n')
      continue;
    g_string_append_unichar (text, character);
  }
  return g_string_free_to_bytes (text);
}

static void
append_unit (GByteArray *bytes, guint unit)
{
  const guint8 pair[] = { (guint8) unit, (guint8) (unit >> 8) };

  g_byte_array_append (bytes, pair, sizeof pair);
}

static void
append_character (GByteArray *bytes, gunichar character)
{
  if (character < 0x10000) {
    append_unit (bytes, character);
    return;
  }
  character -= 0x10000;
  append_unit (bytes, 0xD800 + (character >> 10));
  append_unit (bytes, 0xDC00 + (character & 0x3FF));
}

/*< private >
 * berth_rdp_text_to_wire:
 * @bytes: UTF-8
 *
 * Returns: (transfer full): the same as CF_UNICODETEXT; lines that end in CR LF already
 *   stay as they are
 */
GBytes *
berth_rdp_text_to_wire (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = g_utf8_make_valid (size > 0 ? data : "", (gssize) size);
  GByteArray *wire = g_byte_array_new ();
  gunichar before = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar character = g_utf8_get_char (at);

    if (character == '\n' && before != '\r')
      append_unit (wire, '\r');
    append_character (wire, character);
    before = character;
  }
  append_unit (wire, 0);
  return g_byte_array_free_to_bytes (wire);
}
