/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-file.h"
#include "berth-test.h"

#include <gio/gio.h>
#include <string.h>

static BerthDesktopFile *
parse (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return berth_desktop_file_new_from_bytes (bytes, error);
}

static BerthDesktopFile *
parse_utf16 (const char *text, gboolean with_mark)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *converted = NULL;
  BerthDesktopFile *file;
  gsize length;

  converted = g_convert (text, -1, "UTF-16LE", "UTF-8", NULL, &length, &error);
  g_assert_no_error (error);
  if (with_mark)
    g_byte_array_append (data, (const guint8 *) "\xff\xfe", 2);
  g_byte_array_append (data, (const guint8 *) converted, (guint) length);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&data));
  file = berth_desktop_file_new_from_bytes (bytes, &error);
  g_assert_no_error (error);
  return file;
}

static void
assert_file (BerthDesktopFile *file, const char *host, guint16 port, const char *user)
{
  g_assert_nonnull (file);
  g_assert_cmpstr (berth_desktop_file_get_host (file), ==, host);
  g_assert_cmpuint (berth_desktop_file_get_port (file), ==, port);
  g_assert_cmpstr (berth_desktop_file_get_user (file), ==, user);
}

static void
test_file (void)
{
  g_autoptr (GError) error = NULL;
  BerthDesktopFile *file = parse ("screen mode id:i:2\r\n"
                                  "desktopwidth:i:1920\r\n"
                                  "desktopheight:i:1080\r\n"
                                  "full address:s:vm.example.com\r\n"
                                  "server port:i:3390\r\n"
                                  "username:s:CONTOSO\\kim\r\n"
                                  "password 51:b:0123456789\r\n"
                                  "some later:thing:x\r\n",
                                  &error);
  g_autofree char *title = NULL;

  g_assert_no_error (error);
  assert_file (file, "vm.example.com", 3390, "kim");
  g_assert_cmpstr (berth_desktop_file_get_domain (file), ==, "CONTOSO");
  g_assert_cmpuint (berth_desktop_file_get_width (file), ==, 1920);
  g_assert_cmpuint (berth_desktop_file_get_height (file), ==, 1080);
  g_assert_true (berth_desktop_file_get_full_screen (file));
  title = berth_desktop_file_dup_title (file);
  g_assert_cmpstr (title, ==, "vm.example.com:3390");
  g_assert_finalize_object (file);
}

static void
test_addresses (void)
{
  const struct {
    const char *text;
    const char *host;
    guint16 port;
  } cases[] = {
    { "full address:s:10.0.0.4:4000", "10.0.0.4", 4000 },
    { "full address:s:[fe80::1]:4000", "fe80::1", 4000 },
    { "full address:s:fe80::1", "fe80::1", 3389 },
    { "Full Address:s: host \t\n", "host", 3389 },
    { "alternate full address:s:a\nfull address:s:b", "b", 3389 },
    { "full address:s:b:99999", "b", 3389 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (BerthDesktopFile) file = parse (cases[i].text, &error);

    g_assert_no_error (error);
    assert_file (file, cases[i].host, cases[i].port, NULL);
  }
}

/* As Windows saves them. */
static void
test_utf16 (void)
{
  g_autoptr (BerthDesktopFile) marked
    = parse_utf16 ("full address:s:호스트.example\r\nusername:s:김\r\n", TRUE);
  g_autoptr (BerthDesktopFile) plain
    = parse_utf16 ("full address:s:vm\r\nusername:s:kim\r\n", FALSE);

  assert_file (marked, "호스트.example", 3389, "김");
  assert_file (plain, "vm", 3389, "kim");
}

static void
test_bad_files (void)
{
  const char *const texts[] = { "",
                                "hello",
                                "full address:s:",
                                "full address:s:a b",
                                "full address:s:user@host",
                                "full address:s:bank.example\342\200\256moc",
                                "full address:s:a;b",
                                "username:s:kim\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (parse (texts[i], &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  }
}

static void
test_links (void)
{
  const struct {
    const char *link;
    const char *host;
    guint16 port;
    const char *user;
  } cases[] = {
    { "rdp://vm.example.com", "vm.example.com", 3389, NULL },
    { "rdp://kim@vm.example.com:4000", "vm.example.com", 4000, "kim" },
    { "rdp://full%20address=s:vm:4000&username=s:kim&audiomode=i:2", "vm", 4000, "kim" },
    { "rdp://full%20address=s:vm&username=s:kim%0D%0Alee", "vm", 3389, NULL },
    { "rdp://kim%0A@vm", "vm", 3389, NULL },
    { "rdp://full%20address=s:%EC%84%9C%EB%B2%84.example", "서버.example", 3389, NULL },
    { "RDP://[fe80::1]:4000", "fe80::1", 4000, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (BerthDesktopFile) file
      = berth_desktop_file_new_from_link (cases[i].link, &error);

    g_assert_no_error (error);
    assert_file (file, cases[i].host, cases[i].port, cases[i].user);
  }
}

static void
test_bad_links (void)
{
  const char *const links[] = { "http://vm",
                                "rdp:",
                                "rdp://",
                                "rdp://full%20address=s:",
                                "rdp://%zz=s:a",
                                "rdp://full%20address=s:a%0Ab",
                                "rdp://full%20address=s:%FF" };

  for (gsize i = 0; i < G_N_ELEMENTS (links); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (berth_desktop_file_new_from_link (links[i], &error));
    g_assert_nonnull (error);
  }
}

static void
assert_asked (const char *settings, BerthRdpFeatures asked)
{
  g_autofree char *text = g_strconcat ("full address:s:vm\r\n", settings, NULL);
  BerthDesktopFile *file = parse (text, NULL);

  g_assert_cmpint ((int) berth_desktop_file_get_asked (file), ==, (int) asked);
  g_assert_finalize_object (file);
}

/* What is not written there is not asked for, whatever Windows would do. */
static void
test_asked (void)
{
  BerthDesktopFile *link;

  assert_asked ("", BERTH_RDP_FEATURE_NONE);
  assert_asked ("redirectclipboard:i:1\r\n", BERTH_RDP_FEATURE_CLIPBOARD);
  assert_asked ("redirectclipboard:i:1\r\nredirectclipboard:i:0\r\n",
                BERTH_RDP_FEATURE_NONE);
  assert_asked ("audiomode:i:0\r\n", BERTH_RDP_FEATURE_AUDIO_OUT);
  assert_asked ("audiomode:i:1\r\n", BERTH_RDP_FEATURE_NONE);
  assert_asked ("audiomode:i:x\r\n", BERTH_RDP_FEATURE_NONE);
  assert_asked ("audiocapturemode:i:1\r\n", BERTH_RDP_FEATURE_MICROPHONE);
  assert_asked ("drivestoredirect:s:*\r\n", BERTH_RDP_FEATURE_DRIVE);
  assert_asked ("drivestoredirect:s:\r\n", BERTH_RDP_FEATURE_NONE);
  assert_asked ("redirectdrives:i:1\r\nredirectprinters:i:1\r\n",
                BERTH_RDP_FEATURE_DRIVE);
  link = berth_desktop_file_new_from_link (
    "rdp://full%20address=s:vm&audiocapturemode=i:1&use%20multimon=i:1", NULL);
  g_assert_cmpint ((int) berth_desktop_file_get_asked (link), ==,
                   (int) BERTH_RDP_FEATURE_MICROPHONE);
  g_assert_true (berth_desktop_file_get_all_monitors (link));
  g_assert_finalize_object (link);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  g_test_add_func ("/desktop/file/file", test_file);
  g_test_add_func ("/desktop/file/addresses", test_addresses);
  g_test_add_func ("/desktop/file/utf16", test_utf16);
  g_test_add_func ("/desktop/file/bad-files", test_bad_files);
  g_test_add_func ("/desktop/file/links", test_links);
  g_test_add_func ("/desktop/file/bad-links", test_bad_links);
  g_test_add_func ("/desktop/rdp-file/asked", test_asked);
  return g_test_run ();
}
