/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-plan.h"
#include "berth-test.h"

#include <string.h>

static char *
print (BerthDesktop desktop, const char *user)
{
  g_autoptr (BerthMachineSpec) spec = berth_machine_spec_new ();
  g_autoptr (BerthPlan) plan = NULL;

  berth_machine_spec_set_name (spec, "trainer");
  berth_machine_spec_set_user (spec, user);
  berth_machine_spec_set_desktop (spec, desktop);
  plan = berth_plan_new (spec, NULL);
  return g_strdup (berth_plan_get_custom_data (plan));
}

/* What is sent to everybody's machine changes only on purpose. After such a change:
 * BERTH_TEST_UPDATE=1 test-cloud-init. */
static void
test_document (void)
{
  g_autofree char *path
    = g_test_build_filename (G_TEST_DIST, "provision", "cloud-init-desktop.yaml", NULL);
  g_autofree char *expected = NULL;
  g_autofree char *document = print (BERTH_DESKTOP_XFCE, "azureuser");

  if (g_getenv ("BERTH_TEST_UPDATE") != NULL)
    g_assert_true (g_file_set_contents (path, document, -1, NULL));
  g_assert_true (g_file_get_contents (path, &expected, NULL, NULL));
  g_assert_cmpstr (document, ==, expected);
}

/* Azure takes 64 KiB of base64. */
static void
test_size (void)
{
  g_autofree char *document = print (BERTH_DESKTOP_XFCE, "azureuser");
  g_autofree char *encoded
    = g_base64_encode ((const guchar *) document, strlen (document));

  g_assert_cmpuint (strlen (encoded), <, 64 * 1024);
}

static void
test_without_desktop (void)
{
  g_autofree char *document = print (BERTH_DESKTOP_NONE, "azureuser");

  g_assert_true (g_str_has_prefix (document, "#cloud-config\n"));
  g_assert_null (strstr (document, "xrdp"));
  g_assert_null (strstr (document, "runcmd"));
  g_assert_null (strstr (document, "berth"));
}

/* A user's name is data, whatever a file says. */
static void
test_hostile_user (void)
{
  g_autofree char *document = print (BERTH_DESKTOP_XFCE, "a$(b)\nruncmd: [c]");

  g_assert_nonnull (strstr (document, "\n      a__b_\n      runcmd___c_\n"));
}

/* The exports' own marks do not end the document early, nor read it as their own. */
static void
test_exports (void)
{
  g_autofree char *document = print (BERTH_DESKTOP_XFCE, "azureuser");

  g_assert_null (strstr (document, "\nEND"));
  g_assert_null (strchr (document, '\t'));
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/provision/cloud-init/document", test_document);
  berth_test_add ("/provision/cloud-init/size", test_size);
  berth_test_add ("/provision/cloud-init/without-desktop", test_without_desktop);
  berth_test_add ("/provision/cloud-init/hostile-user", test_hostile_user);
  berth_test_add ("/provision/cloud-init/exports", test_exports);
  return g_test_run ();
}
