/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-clipboard-format.h"
#include "berth-rdp-file-list.h"
#include "berth-test.h"

#include <gio/gio.h>
#include <string.h>

#define ROUNDS 4000

/* Turns, cuts and sets bytes of @seed; the seed of chance is GTest's, which it prints. */
static GBytes *
damage (GBytes *seed)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (seed, &size);
  GByteArray *bytes = g_byte_array_new ();
  guint count = (guint) g_test_rand_int_range (1, 12);

  g_byte_array_append (bytes, data, (guint) size);
  for (guint i = 0; i < count && bytes->len > 1; i++) {
    guint at = (guint) g_test_rand_int_range (0, (gint) bytes->len);

    switch (g_test_rand_int_range (0, 4)) {
    case 0:
      bytes->data[at] = (guint8) g_test_rand_int ();
      break;
    case 1:
      g_byte_array_set_size (bytes, at + 1);
      break;
    case 2:
      memset (bytes->data + at, g_test_rand_bit () ? 0xff : 0, MIN (4, bytes->len - at));
      break;
    default:
      bytes->data[at] ^= (guint8) (1 << g_test_rand_int_range (0, 8));
    }
  }
  return g_byte_array_free_to_bytes (bytes);
}

static void
fuzz_kind (BerthRdpClipboardKind kind, GBytes *seed)
{
  for (guint i = 0; i < ROUNDS; i++) {
    g_autoptr (GBytes) damaged = damage (seed);
    g_autoptr (GBytes) read = berth_rdp_clipboard_from_wire (kind, damaged);
    g_autoptr (GBytes) again = NULL;

    /* What was let in has to be let out again. */
    if (read != NULL)
      again = berth_rdp_clipboard_to_wire (kind, read);
    g_assert_true (read == NULL || again != NULL);
    g_clear_pointer (&again, g_bytes_unref);
    again = berth_rdp_clipboard_to_wire (kind, damaged);
  }
}

static void
fuzz_text (void)
{
  g_autoptr (GBytes) text = g_bytes_new_static ("한글 abc\n\r\n😀", 19);
  g_autoptr (GBytes) seed
    = berth_rdp_clipboard_to_wire (BERTH_RDP_CLIPBOARD_KIND_TEXT, text);

  fuzz_kind (BERTH_RDP_CLIPBOARD_KIND_TEXT, seed);
}

static void
fuzz_html (void)
{
  g_autoptr (GBytes) text = g_bytes_new_static ("<b>x</b>", 8);
  g_autoptr (GBytes) seed
    = berth_rdp_clipboard_to_wire (BERTH_RDP_CLIPBOARD_KIND_HTML, text);

  fuzz_kind (BERTH_RDP_CLIPBOARD_KIND_HTML, seed);
}

static void
fuzz_dib (void)
{
  guint8 dib[40 + 4 * 256 + 16] = { 40, 0, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0, 1, 0, 8 };
  g_autoptr (GBytes) seed = g_bytes_new (dib, sizeof dib);

  fuzz_kind (BERTH_RDP_CLIPBOARD_KIND_DIB, seed);
}

static void
fuzz_files (void)
{
  guint8 wire[4 + 2 * 592] = { 2 };
  g_autoptr (GBytes) seed = NULL;

  wire[4 + 72] = 'a';
  wire[4 + 74] = '\\';
  wire[4 + 76] = 'b';
  wire[4 + 592 + 72] = 'c';
  seed = g_bytes_new (wire, sizeof wire);
  for (guint i = 0; i < ROUNDS; i++) {
    g_autoptr (GBytes) damaged = damage (seed);
    g_autoptr (BerthRdpFileList) list = berth_rdp_file_list_new_from_wire (damaged);

    for (guint j = 0; list != NULL && j < berth_rdp_file_list_get_size (list); j++) {
      const char *path = berth_rdp_file_list_get (list, j)->path;
      g_autofree char *whole = g_canonicalize_filename (path, "/below");

      g_assert_true (g_str_has_prefix (whole, "/below/"));
    }
  }
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  g_test_add_func ("/fuzz/rdp/clipboard/text", fuzz_text);
  g_test_add_func ("/fuzz/rdp/clipboard/html", fuzz_html);
  g_test_add_func ("/fuzz/rdp/clipboard/dib", fuzz_dib);
  g_test_add_func ("/fuzz/rdp/clipboard/files", fuzz_files);
  return g_test_run ();
}
