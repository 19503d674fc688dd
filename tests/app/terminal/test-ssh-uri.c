/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-ssh-uri.h"
#include "berth-test.h"

#include <gio/gio.h>

static void
assert_leads (const char *uri, const char *user, const char *host, guint16 port)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BerthSshTarget) target
    = berth_ssh_uri_to_target (uri, "seohee", "/keys/id", &error);

  g_test_message ("%s", uri);
  g_assert_no_error (error);
  g_assert_cmpstr (berth_ssh_target_get_user (target), ==, user);
  g_assert_cmpstr (berth_ssh_target_get_address (target), ==, host);
  g_assert_cmpuint (berth_ssh_target_get_port (target), ==, port);
  g_assert_cmpstr (berth_ssh_target_get_key_path (target), ==, "/keys/id");
}

static void
assert_refused (const char *uri)
{
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", uri);
  g_assert_null (berth_ssh_uri_to_target (uri, "seohee", "/keys/id", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

static void
test_leads (void)
{
  assert_leads ("ssh://azureuser@20.41.72.10:2222", "azureuser", "20.41.72.10", 2222);
  assert_leads ("ssh://azureuser@vm.koreacentral.cloudapp.azure.com", "azureuser",
                "vm.koreacentral.cloudapp.azure.com", 22);
  assert_leads ("ssh://20.41.72.10", "seohee", "20.41.72.10", 22);
  assert_leads ("SSH://a@[2001:db8::1]:22/", "a", "2001:db8::1", 22);
  assert_leads ("sftp://a@host/home/a", "a", "host", 22);
}

/* A link sets where to go, and nothing else. */
static void
test_passes_over (void)
{
  assert_leads ("ssh://a;fingerprint=ssh-ed25519-00@host", "a", "host", 22);
  assert_leads ("ssh://a:secret@host", "a", "host", 22);
}

static void
test_refused (void)
{
  assert_refused ("ssh://");
  assert_refused ("ssh:host");
  assert_refused ("http://a@host");
  assert_refused ("ssh://a@-oProxyCommand=x");
  assert_refused ("ssh://-oProxyCommand=x@host");
  assert_refused ("ssh://a%0ab@host");
  assert_refused ("ssh://a%20b@host");
  assert_refused ("ssh://a@ho%0ast");
  assert_refused ("ssh://a@host:0");
  assert_refused ("ssh://a@host:65536");
  assert_refused ("nothing");
}

static void
test_pins_by_place (void)
{
  g_autoptr (BerthSshTarget) target
    = berth_ssh_uri_to_target ("ssh://a@host:2222", "b", "/k", NULL);

  g_assert_cmpstr (berth_ssh_target_get_host_id (target), ==, "ssh://host:2222");
}

int
main (int argc, char **argv)
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/app/ssh-uri/leads", test_leads);
  berth_test_add ("/app/ssh-uri/passes-over", test_passes_over);
  berth_test_add ("/app/ssh-uri/refused", test_refused);
  berth_test_add ("/app/ssh-uri/pins-by-place", test_pins_by_place);
  return g_test_run ();
}
