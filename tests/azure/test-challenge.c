/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-challenge.h"
#include "berth-test.h"

static void
check (const char *header, const char *claims)
{
  g_autofree char *found = berth_challenge_dup_claims (header);

  g_assert_cmpstr (found, ==, claims);
}

static void
test_documented (void)
{
  check (
    "Bearer realm=\"\", "
    "authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", "
    "error=\"insufficient_claims\", "
    "claims=\"eyJhY2Nlc3NfdG9rZW4iOnsiYWNycyI6eyJlc3NlbnRpYWwiOnRydWUsInZhbHVlIjoi"
    "Y3AxIn19fQ==\"",
    "{\"access_token\":{\"acrs\":{\"essential\":true,\"value\":\"cp1\"}}}");
}

static void
test_spellings (void)
{
  /* {"a":"b"} */
  check ("Bearer CLAIMS=\"eyJhIjoiYiJ9\"", "{\"a\":\"b\"}");
  check ("Bearer error=\"a, claims=x\", claims=\"eyJhIjoiYiJ9\"", "{\"a\":\"b\"}");
  check ("Basic realm=\"x\", Bearer claims=\"eyJhIjoiYiJ9\", scope=\"y\"",
         "{\"a\":\"b\"}");
  check ("Bearer claims = \"eyJhIjoiYiJ9\"", "{\"a\":\"b\"}");
  /* {"a":"??>"}: the other alphabet, and without padding. */
  check ("Bearer claims=\"eyJhIjoiPz8-In0\"", "{\"a\":\"?\?>\"}");
  check ("Bearer claims=\"eyJhIjoiPz8+In0=\"", "{\"a\":\"?\?>\"}");
}

static void
test_none (void)
{
  g_autofree char *long_text = g_strnfill (20000, 'A');
  g_autofree char *too_long = g_strdup_printf ("Bearer claims=\"%s\"", long_text);

  check (NULL, NULL);
  check ("", NULL);
  check ("Bearer", NULL);
  check ("Bearer error=\"invalid_token\"", NULL);
  check ("Bearer claims=eyJhIjoiYiJ9", NULL);
  check ("Bearer claims=\"eyJhIjoiYiJ9", NULL);
  check ("Bearer claims=\"\"", NULL);
  check ("Bearer claims=\"!!!\"", NULL);
  /* Not JSON; with a zero in it; not UTF-8. */
  check ("Bearer claims=\"aGVsbG8=\"", NULL);
  check ("Bearer claims=\"eyJhIjoAfQ==\"", NULL);
  check ("Bearer claims=\"e///fQ==\"", NULL);
  /* Another parameter that ends alike. */
  check ("Bearer no_claims=\"eyJhIjoiYiJ9\"", NULL);
  check ("Bearer x-claims=\"eyJhIjoiYiJ9\"", NULL);
  check (too_long, NULL);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  g_test_add_func ("/azure/challenge/documented", test_documented);
  g_test_add_func ("/azure/challenge/spellings", test_spellings);
  g_test_add_func ("/azure/challenge/none", test_none);
  return g_test_run ();
}
