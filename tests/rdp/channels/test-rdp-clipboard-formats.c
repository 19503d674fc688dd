/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-clipboard-format.h"
#include "berth-rdp-dib.h"
#include "berth-rdp-file-list.h"
#include "berth-rdp-html.h"
#include "berth-rdp-text.h"
#include "berth-test.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef GBytes *(*Convert) (GBytes *bytes);

static void
assert_converts (
  Convert convert, const char *from, gsize from_size, const char *to, gsize to_size)
{
  g_autoptr (GBytes) given = g_bytes_new (from, from_size);
  g_autoptr (GBytes) expected = g_bytes_new (to, to_size);
  g_autoptr (GBytes) converted = convert (given);

  g_assert_nonnull (converted);
  g_assert_cmpmem (g_bytes_get_data (converted, NULL), g_bytes_get_size (converted),
                   g_bytes_get_data (expected, NULL), g_bytes_get_size (expected));
}

#define ASSERT_CONVERTS(convert, from, to)                                               \
  assert_converts (convert, from, sizeof from - 1, to, sizeof to - 1)

static void
test_text (void)
{
  ASSERT_CONVERTS (berth_rdp_text_to_wire, "a\nb", "a\0\r\0\n\0b\0\0\0");
  ASSERT_CONVERTS (berth_rdp_text_to_wire, "a\r\nb", "a\0\r\0\n\0b\0\0\0");
  ASSERT_CONVERTS (berth_rdp_text_to_wire, "", "\0\0");
  ASSERT_CONVERTS (berth_rdp_text_to_wire, "한", "\x5c\xd5\0\0");
  ASSERT_CONVERTS (berth_rdp_text_to_wire, "😀", "\x3d\xd8\x00\xde\0\0");
  ASSERT_CONVERTS (berth_rdp_text_from_wire, "a\0\r\0\n\0b\0\0\0zz", "a\nb");
  ASSERT_CONVERTS (berth_rdp_text_from_wire, "\x3d\xd8\x00\xde", "😀");
  ASSERT_CONVERTS (berth_rdp_text_from_wire, "a\0\r\0b\0", "a\rb");
  /* Cut in the middle: a half pair, a half unit. */
  ASSERT_CONVERTS (berth_rdp_text_from_wire, "\x3d\xd8", "\xef\xbf\xbd");
  ASSERT_CONVERTS (berth_rdp_text_from_wire, "\x00\xdex\0y", "\xef\xbf\xbdx");
  ASSERT_CONVERTS (berth_rdp_text_from_wire, "", "");
}

static void
test_html (void)
{
  static const char piece[] = "<b>굵게</b>";
  static const char whole[] = "<html><body>\r\n<!--StartFragment--><b>굵게</"
                              "b><!--EndFragment-->\r\n</body></html>";
  g_autoptr (GBytes) given = g_bytes_new_static (piece, sizeof piece - 1);
  g_autoptr (GBytes) wire = berth_rdp_html_to_wire (given);
  const char *text = g_bytes_get_data (wire, NULL);
  const char *fragment = strstr (text, "StartFragment:");

  g_assert_true (g_str_has_prefix (text, "Version:0.9\r\nStartHTML:0000000105\r\n"));
  g_assert_true (g_str_has_prefix (
    text + g_ascii_strtoull (fragment + strlen ("StartFragment:"), NULL, 10), "<b>"));
  assert_converts (berth_rdp_html_from_wire, text, g_bytes_get_size (wire), whole,
                   sizeof whole - 1);
}

static void
test_html_hostile (void)
{
  static const char *nothing[] = { "", "StartHTML:", "StartHTML:99999999999999999999\r\n",
                                   "StartHTML:5\r\nEndHTML:3\r\n", "plain" };

  ASSERT_CONVERTS (berth_rdp_html_from_wire,
                   "StartHTML:-1\r\nEndHTML:-1\r\nStartFragment:60\r\n"
                   "EndFragment:63\r\n<p>x",
                   "<p>");
  ASSERT_CONVERTS (berth_rdp_html_from_wire, "StartHTML:7\r\nEndHTML:900\r\n<i>x",
                   "<i>x");
  for (gsize i = 0; i < G_N_ELEMENTS (nothing); i++) {
    g_autoptr (GBytes) given = g_bytes_new (nothing[i], strlen (nothing[i]));
    g_autoptr (GBytes) html = berth_rdp_html_from_wire (given);

    g_assert_null (html);
  }
}

/* 2 × 1, 24 bits: two pixels and two bytes of filling. */
static const guint8 dib[]
  = { 40, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 0, 24, 0, 0, 0, 0, 0, 8, 0, 0, 0,
      0,  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,  0, 1, 2, 3, 4, 5, 6, 0, 0 };

static void
test_dib (void)
{
  g_autoptr (GBytes) given = g_bytes_new_static (dib, sizeof dib);
  g_autoptr (GBytes) bmp = berth_rdp_dib_to_bmp (given);
  g_autoptr (GBytes) back = berth_rdp_dib_from_bmp (bmp);
  const guint8 *data = g_bytes_get_data (bmp, NULL);

  g_assert_cmpuint (g_bytes_get_size (bmp), ==, 14 + sizeof dib);
  g_assert_cmpmem (data, 2, "BM", 2);
  g_assert_cmpuint (data[10], ==, 54);
  g_assert_true (g_bytes_equal (back, given));
}

static void
assert_no_dib (gsize at, guint8 value, gsize size)
{
  guint8 wrong[sizeof dib];
  g_autoptr (GBytes) given = NULL;
  g_autoptr (GBytes) bmp = NULL;

  memcpy (wrong, dib, sizeof dib);
  wrong[at] = value;
  given = g_bytes_new (wrong, size);
  bmp = berth_rdp_dib_to_bmp (given);
  g_assert_null (bmp);
}

static void
test_dib_hostile (void)
{
  assert_no_dib (0, 40, sizeof dib - 1); /* cut */
  assert_no_dib (0, 40, 10);
  assert_no_dib (0, 12, sizeof dib); /* another header */
  assert_no_dib (0, 200, sizeof dib);
  assert_no_dib (7, 0x7f, sizeof dib);  /* as wide as it gets */
  assert_no_dib (7, 0x80, sizeof dib);  /* negative */
  assert_no_dib (4, 0, sizeof dib);     /* no width */
  assert_no_dib (14, 23, sizeof dib);   /* no such depth */
  assert_no_dib (16, 1, sizeof dib);    /* compressed */
  assert_no_dib (35, 0xff, sizeof dib); /* a palette of billions */
}

static void
test_files (void)
{
  g_autofree char *folder = berth_test_make_folder ();
  g_autofree char *inner = g_build_filename (folder, "폴더", NULL);
  g_autofree char *file = g_build_filename (inner, "b.txt", NULL);
  g_autofree char *link = g_build_filename (inner, "link", NULL);
  g_autofree char *uri = g_filename_to_uri (inner, NULL, NULL);
  g_autofree char *uris = g_strconcat (uri, "\r\nhttps://example.org/x\r\n", NULL);
  g_autoptr (BerthRdpFileList) ours = NULL;
  g_autoptr (BerthRdpFileList) theirs = NULL;
  g_autoptr (GBytes) wire = NULL;

  g_mkdir (inner, 0700);
  g_assert_true (g_file_set_contents (file, "hello", 5, NULL));
  g_assert_cmpint (symlink ("/etc/passwd", link), ==, 0);
  ours = berth_rdp_file_list_new_from_uris (uris, strlen (uris));
  g_assert_cmpuint (berth_rdp_file_list_get_size (ours), ==, 2);
  wire = berth_rdp_file_list_to_wire (ours);
  theirs = berth_rdp_file_list_new_from_wire (wire);
  g_assert_cmpuint (berth_rdp_file_list_get_size (theirs), ==, 2);
  g_assert_cmpstr (berth_rdp_file_list_get (theirs, 0)->path, ==, "폴더");
  g_assert_true (berth_rdp_file_list_get (theirs, 0)->is_folder);
  g_assert_cmpstr (berth_rdp_file_list_get (theirs, 1)->path, ==, "폴더/b.txt");
  g_assert_cmpuint (berth_rdp_file_list_get (theirs, 1)->size, ==, 5);
  g_assert_cmpint (berth_rdp_file_list_get (theirs, 1)->modified, ==,
                   berth_rdp_file_list_get (ours, 1)->modified);
  berth_test_remove_folder (folder);
}

static GBytes *
descriptor_named (const char *name)
{
  guint8 *wire = g_malloc0 (4 + 592);

  wire[0] = 1;
  for (gsize i = 0; name[i] != '\0'; i++)
    wire[4 + 72 + 2 * i] = (guint8) name[i];
  return g_bytes_new_take (wire, 4 + 592);
}

/* A name decides where bytes are written. */
static void
test_files_hostile (void)
{
  static const char *names[]
    = { "",       "..",  "..\\x", "a\\..\\..\\x", "\\x",    "a\\\\b", "/x",
        "a/../b", "a\\", ".",     "line\nx",      "a\\.\\b" };
  g_autoptr (GBytes) fine = descriptor_named ("a\\b c.txt");
  g_autoptr (BerthRdpFileList) list = berth_rdp_file_list_new_from_wire (fine);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (fine, 0, 500);
  g_autoptr (BerthRdpFileList) none = berth_rdp_file_list_new_from_wire (cut);
  static const guint8 many[] = { 0xff, 0xff, 0xff, 0xff };
  g_autoptr (GBytes) too_many = g_bytes_new_static (many, sizeof many);
  g_autoptr (BerthRdpFileList) none_either = berth_rdp_file_list_new_from_wire (too_many);

  g_assert_cmpstr (berth_rdp_file_list_get (list, 0)->path, ==, "a/b c.txt");
  g_assert_null (none);
  g_assert_null (none_either);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GBytes) wire = descriptor_named (names[i]);
    g_autoptr (BerthRdpFileList) left = berth_rdp_file_list_new_from_wire (wire);

    g_assert_cmpuint (berth_rdp_file_list_get_size (left), ==, 0);
  }
}

static void
test_kinds (void)
{
  g_assert_cmpint (berth_rdp_clipboard_kind_of_format (13, NULL), ==,
                   BERTH_RDP_CLIPBOARD_KIND_TEXT);
  g_assert_cmpint (berth_rdp_clipboard_kind_of_format (17, ""), ==,
                   BERTH_RDP_CLIPBOARD_KIND_DIB);
  g_assert_cmpint (berth_rdp_clipboard_kind_of_format (49161, "HTML Format"), ==,
                   BERTH_RDP_CLIPBOARD_KIND_HTML);
  /* A name makes the number the other side's own. */
  g_assert_cmpint (berth_rdp_clipboard_kind_of_format (13, "Rubbish"), ==,
                   BERTH_RDP_CLIPBOARD_KIND_NONE);
  g_assert_cmpint (berth_rdp_clipboard_kind_of_mime ("image/png"), ==,
                   BERTH_RDP_CLIPBOARD_KIND_PNG);
  g_assert_cmpint (berth_rdp_clipboard_kind_of_mime ("application/x-none"), ==,
                   BERTH_RDP_CLIPBOARD_KIND_NONE);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  g_test_add_func ("/rdp/clipboard/text", test_text);
  g_test_add_func ("/rdp/clipboard/html", test_html);
  g_test_add_func ("/rdp/clipboard/html-hostile", test_html_hostile);
  g_test_add_func ("/rdp/clipboard/dib", test_dib);
  g_test_add_func ("/rdp/clipboard/dib-hostile", test_dib_hostile);
  g_test_add_func ("/rdp/clipboard/files", test_files);
  g_test_add_func ("/rdp/clipboard/files-hostile", test_files_hostile);
  g_test_add_func ("/rdp/clipboard/kinds", test_kinds);
  return g_test_run ();
}
