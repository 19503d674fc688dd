/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-clouds.h"
#include "berth-test.h"

/* A token goes there: it has to be https, or this very computer. */
static void
test_normalize (void)
{
  const struct {
    const char *text;
    const char *expected;
  } addresses[] = {
    { "https://management.local.azurestack.external/",
      "https://management.local.azurestack.external" },
    { " management.example ", "https://management.example" },
    { "HTTPS://arm.example:8443", "HTTPS://arm.example:8443" },
    { "http://127.0.0.1:8080", "http://127.0.0.1:8080" },
    { "http://[::1]:8080", "http://[::1]:8080" },
    { "http://localhost:1", "http://localhost:1" },
    { "http://management.example", NULL },
    { "http://localhost.example", NULL },
    { "https://user:secret@arm.example", NULL },
    { "https://arm.example?x=1", NULL },
    { "https://arm.example#x", NULL },
    { "ftp://arm.example", NULL },
    { "file:///etc/passwd", NULL },
    { "https://", NULL },
    { "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++) {
    g_autofree char *address = berth_clouds_normalize (addresses[i].text);

    g_assert_cmpstr (address, ==, addresses[i].expected);
  }
}

static void
test_labels (void)
{
  g_autoptr (BerthCloud) cloud = berth_cloud_new_public ();

  g_assert_cmpstr (berth_clouds_get_label (cloud), ==, "Azure");
  g_assert_cmpuint (berth_clouds_find ("https://MANAGEMENT.usgovcloudapi.net"), ==, 1);
  g_assert_cmpuint (berth_clouds_find ("https://elsewhere.example"), ==, BERTH_N_CLOUDS);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/app/clouds/normalize", test_normalize);
  berth_test_add ("/app/clouds/labels", test_labels);
  return g_test_run ();
}
