/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-server.h"
#include "berth-test.h"

#include <gio/gio.h>

static void
assert_place (const char *settings, const char *host, guint16 port)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BerthDesktopServer) server
    = berth_desktop_server_new_from_settings (settings, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (berth_desktop_server_get_host (server), ==, host);
  g_assert_cmpuint (berth_desktop_server_get_port (server), ==, port);
}

static void
test_places (void)
{
  assert_place ("", "127.0.0.1", 3389);
  assert_place ("[Globals]\nport=3390\n", "127.0.0.1", 3390);
  assert_place ("[Globals]\n port = tcp://.:3389 \r\n", "127.0.0.1", 3389);
  assert_place ("[Globals]\nport=tcp://:4000", "127.0.0.1", 4000);
  assert_place ("[Globals]\nport=tcp://0.0.0.0:4000", "127.0.0.1", 4000);
  assert_place ("[Globals]\nport=tcp://127.3.2.1:43389", "127.3.2.1", 43389);
  assert_place ("[Globals]\nport=tcp6://.:4000", "::1", 4000);
  assert_place ("[Globals]\nport=tcp6://{fd00::5}:4000", "fd00::5", 4000);
  assert_place ("[globals]\nport=unix://./s vsock://1:2 tcp://.:4000", "127.0.0.1", 4000);
}

/* Each kind of session has a port of its own in there, which is another matter. */
static void
test_other_sections (void)
{
  assert_place ("port=1\n[Globals]\n;port=2\n#port=3\nport=4000\n[Xorg]\nport=-1\n",
                "127.0.0.1", 4000);
}

static void
test_no_tcp (void)
{
  const char *const settings[]
    = { "[Globals]\nport=unix://./xrdp.sock", "[Globals]\nport=tcp://.:0",
        "[Globals]\nport=tcp://evil; rm -rf:3389", "[Globals]\nport=" };

  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (berth_desktop_server_new_from_settings (settings[i], &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  }
}

static void
test_certificate_path (void)
{
  g_autoptr (BerthDesktopServer) usual = berth_desktop_server_new_from_settings (
    "[Globals]\ncertificate=\nkey_file=\n", NULL);
  g_autoptr (BerthDesktopServer) own = berth_desktop_server_new_from_settings (
    "[Globals]\ncertificate=/srv/own cert.pem\n", NULL);

  g_assert_cmpstr (berth_desktop_server_get_certificate_path (usual), ==,
                   "/etc/xrdp/cert.pem");
  g_assert_cmpstr (berth_desktop_server_get_certificate_path (own), ==,
                   "/srv/own cert.pem");
}

static void
test_fingerprint (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *found = berth_desktop_server_find_fingerprint (
    "-----BEGIN CERTIFICATE-----\naGVs\nbG8=\n-----END CERTIFICATE-----\n", &error);
  g_autofree char *expected
    = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "hello", 5);

  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, expected);
  g_assert_null (berth_desktop_server_find_fingerprint ("nothing", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  g_test_add_func ("/desktop/server/places", test_places);
  g_test_add_func ("/desktop/server/other-sections", test_other_sections);
  g_test_add_func ("/desktop/server/no-tcp", test_no_tcp);
  g_test_add_func ("/desktop/server/certificate-path", test_certificate_path);
  g_test_add_func ("/desktop/server/fingerprint", test_fingerprint);
  return g_test_run ();
}
