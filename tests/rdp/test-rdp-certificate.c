/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-certificate.h"
#include "berth-remote-error.h"

#include <string.h>

#define FINGERPRINT "8c7fc29931e0fc49532feca740beac774f4507d33ef90eedaaf32d97e4f4fd1a"

/* openssl req -x509 -subj "/CN=spot-gpu/O=Berth", from 2026-01-02 03:04:05 for ten years
 */
static const char pem[]
  = "-----BEGIN CERTIFICATE-----\n"
    "MIIBmzCCAUGgAwIBAgIUSXLmqO3dvhRKQngvl9tbQx7oBEAwCgYIKoZIzj0EAwIw\n"
    "IzERMA8GA1UEAwwIc3BvdC1ncHUxDjAMBgNVBAoMBUJlcnRoMB4XDTI2MDEwMjAz\n"
    "MDQwNVoXDTM2MDEwMjAzMDQwNVowIzERMA8GA1UEAwwIc3BvdC1ncHUxDjAMBgNV\n"
    "BAoMBUJlcnRoMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEXzY9IADDW9srHRl5\n"
    "dfdJI4R1sSCcSQtX3PuxRjGD/6s5RNIBbbOifdSV+bwUjeqvgg1yG6/vPJOmR8io\n"
    "DYodJ6NTMFEwHQYDVR0OBBYEFGhX38eok3uzRdHl3uDSW/4SAtuDMB8GA1UdIwQY\n"
    "MBaAFGhX38eok3uzRdHl3uDSW/4SAtuDMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZI\n"
    "zj0EAwIDSAAwRQIhAPEVXKUhbrHqp6DlUajyV68cZv50jazbepIx/5fWhmXyAiAo\n"
    "5OSKypiN4WU7/TIHKxLTF3C28YglkBzxAG2L9SGHMA==\n"
    "-----END CERTIFICATE-----\n";

static void
test_details (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BerthRdpCertificate) certificate
    = berth_rdp_certificate_new_from_pem (pem, &error);
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (berth_rdp_certificate_get_fingerprint (certificate), ==, FINGERPRINT);
  g_assert_nonnull (strstr (berth_rdp_certificate_get_subject (certificate), "spot-gpu"));
  g_assert_cmpstr (berth_rdp_certificate_get_subject (certificate), ==,
                   berth_rdp_certificate_get_issuer (certificate));
  g_assert_cmpstr (berth_rdp_certificate_get_pem (certificate), ==, pem);
  from = g_date_time_format_iso8601 (berth_rdp_certificate_get_not_before (certificate));
  until = g_date_time_format_iso8601 (berth_rdp_certificate_get_not_after (certificate));
  g_assert_cmpstr (from, ==, "2026-01-02T03:04:05Z");
  g_assert_cmpstr (until, ==, "2036-01-02T03:04:05Z");
}

static void
test_chain (void)
{
  g_autofree char *chain = g_strconcat (pem, pem, NULL);
  g_autoptr (BerthRdpCertificate) certificate
    = berth_rdp_certificate_new_from_pem (chain, NULL);

  g_assert_cmpstr (berth_rdp_certificate_get_fingerprint (certificate), ==, FINGERPRINT);
}

static void
expect_unreadable (const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (berth_rdp_certificate_new_from_pem (text, &error));
  g_assert_error (error, BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_PROTOCOL);
}

static void
test_unreadable (void)
{
  g_autofree char *cut = g_strndup (pem, strlen (pem) / 2);
  g_autofree char *huge = g_strnfill (1024 * 1024, 'A');

  expect_unreadable ("");
  expect_unreadable ("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n");
  expect_unreadable (cut);
  expect_unreadable (huge);
}

/* Any byte of it may be another one on the wire. */
static void
test_mangled (void)
{
  for (guint i = 0; i < 2000; i++) {
    g_autofree char *mangled = g_strdup (pem);
    g_autoptr (BerthRdpCertificate) certificate = NULL;

    mangled[g_test_rand_int_range (0, (gint32) strlen (pem))]
      = (char) g_test_rand_int_range (1, 256);
    certificate = berth_rdp_certificate_new_from_pem (mangled, NULL);
  }
}

static void
expect_normal (const char *given, const char *expected)
{
  g_autofree char *normal = berth_rdp_fingerprint_normalize (given);

  g_assert_cmpstr (normal, ==, expected);
}

static void
test_fingerprints (void)
{
  expect_normal (FINGERPRINT, FINGERPRINT);
  expect_normal (
    "8C:7F:C2:99:31:E0:FC:49:53:2F:EC:A7:40:BE:AC:77:4F:45:07:D3:3E:F9:0E:ED:"
    "AA:F3:2D:97:E4:F4:FD:1A",
    FINGERPRINT);
  expect_normal (
    "sha256 Fingerprint=8C:7F:C2:99:31:E0:FC:49:53:2F:EC:A7:40:BE:AC:77:4F:45:07:"
    "D3:3E:F9:0E:ED:AA:F3:2D:97:E4:F4:FD:1A\n",
    FINGERPRINT);
  expect_normal ("SHA256:" FINGERPRINT, FINGERPRINT);
  expect_normal ("", NULL);
  expect_normal (FINGERPRINT "00", NULL);
  expect_normal ("8c7f", NULL);
  expect_normal ("SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rdp/certificate/details", test_details);
  g_test_add_func ("/rdp/certificate/chain", test_chain);
  g_test_add_func ("/rdp/certificate/unreadable", test_unreadable);
  g_test_add_func ("/rdp/certificate/mangled", test_mangled);
  g_test_add_func ("/rdp/certificate/fingerprints", test_fingerprints);
  return g_test_run ();
}
