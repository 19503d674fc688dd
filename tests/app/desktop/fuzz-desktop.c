/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-file.h"
#include "berth-desktop-server.h"
#include "berth-test.h"

#include <gio/gio.h>
#include <string.h>

#define ROUNDS 20000

#define FILE_TEXT                                                                        \
  "screen mode id:i:2\r\nfull address:s:[fe80::1]:4000\r\nserver port:i:3390\r\n"        \
  "username:s:CONTOSO\\kim\r\ndesktopwidth:i:1920\r\n"
#define LINK "rdp://full%20address=s:[fe80::1]:4000&username=s:kim%40a&desktopwidth=i:99"
#define SETTINGS                                                                         \
  "[Globals]\nport=tcp6://{fd00::5}:4000 "                                               \
  "tcp://.:3389\ncertificate=/a/b\n[Xorg]\nport=-1\n"
#define PEM "x\n-----BEGIN CERTIFICATE-----\naGVs\nbG8=\n-----END CERTIFICATE-----\n"

/* Turns, cuts and doubles bytes of @text; the seed is GTest's, which it prints. */
static GByteArray *
damage (const char *text)
{
  GByteArray *bytes = g_byte_array_new ();
  gint count = g_test_rand_int_range (1, 8);

  g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text));
  for (gint i = 0; i < count && bytes->len > 2; i++) {
    guint at = (guint) g_test_rand_int_range (0, (gint) bytes->len - 1);
    guint rest = (guint) g_test_rand_int_range (1, (gint) (bytes->len - at));
    g_autofree guint8 *copy = g_memdup2 (bytes->data + at, rest);

    switch (g_test_rand_int_range (0, 4)) {
    case 0:
      bytes->data[at] = (guint8) g_test_rand_int ();
      break;
    case 1:
      g_byte_array_remove_range (bytes, at, rest);
      break;
    case 2:
      g_byte_array_append (bytes, copy, rest);
      break;
    default:
      bytes->data[at] ^= (guint8) (1 << g_test_rand_int_range (0, 8));
    }
  }
  return bytes;
}

static char *
damage_text (const char *text)
{
  GByteArray *bytes = damage (text);

  g_byte_array_append (bytes, (const guint8 *) "", 1);
  return (char *) g_byte_array_free (bytes, FALSE);
}

static void
check_file (BerthDesktopFile *file, const GError *error)
{
  if (file == NULL) {
    g_assert_nonnull (error);
    return;
  }
  g_assert_cmpstr (berth_desktop_file_get_host (file), !=, "");
  g_assert_cmpuint (berth_desktop_file_get_port (file), !=, 0);
  g_assert_cmpuint (berth_desktop_file_get_width (file), <=, 8192);
}

static void
fuzz_files (void)
{
  for (guint i = 0; i < ROUNDS; i++) {
    g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (damage (FILE_TEXT));
    g_autoptr (GError) error = NULL;
    g_autoptr (BerthDesktopFile) file = berth_desktop_file_new_from_bytes (bytes, &error);

    check_file (file, error);
  }
}

static void
fuzz_links (void)
{
  for (guint i = 0; i < ROUNDS; i++) {
    g_autofree char *link = damage_text (LINK);
    g_autoptr (GError) error = NULL;
    g_autoptr (BerthDesktopFile) file = berth_desktop_file_new_from_link (link, &error);

    check_file (file, error);
  }
}

static void
fuzz_settings (void)
{
  for (guint i = 0; i < ROUNDS; i++) {
    g_autofree char *settings = damage_text (SETTINGS);
    g_autofree char *valid = g_utf8_make_valid (settings, -1);
    g_autoptr (GError) error = NULL;
    g_autoptr (BerthDesktopServer) server
      = berth_desktop_server_new_from_settings (valid, &error);

    g_assert_true ((server == NULL) == (error != NULL));
    if (server != NULL)
      g_assert_true (g_hostname_is_ip_address (berth_desktop_server_get_host (server)));
  }
}

static void
fuzz_certificates (void)
{
  for (guint i = 0; i < ROUNDS; i++) {
    g_autofree char *pem = damage_text (PEM);
    g_autoptr (GError) error = NULL;
    g_autofree char *fingerprint = berth_desktop_server_find_fingerprint (pem, &error);

    g_assert_true ((fingerprint == NULL) == (error != NULL));
  }
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  g_test_add_func ("/fuzz/desktop/files", fuzz_files);
  g_test_add_func ("/fuzz/desktop/links", fuzz_links);
  g_test_add_func ("/fuzz/desktop/settings", fuzz_settings);
  g_test_add_func ("/fuzz/desktop/certificates", fuzz_certificates);
  return g_test_run ();
}
