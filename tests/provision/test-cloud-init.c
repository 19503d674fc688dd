/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-support.h"
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

static gboolean
can_have (const char *json)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  g_autoptr (BerthImageChoice) image
    = berth_image_choice_from_json (json_node_get_object (node), NULL);
  g_autoptr (BerthMachineSpec) spec = berth_machine_spec_new ();
  gboolean possible;

  g_assert_nonnull (image);
  possible = berth_desktop_find_obstacle (image) == NULL;
  berth_machine_spec_set_image (spec, image);
  g_assert_false (berth_desktop_will_be_installed (spec));
  berth_machine_spec_set_desktop (spec, BERTH_DESKTOP_XFCE);
  g_assert_true (berth_desktop_will_be_installed (spec) == possible);
  return possible;
}

static void
test_images (void)
{
  g_assert_true (can_have ("{\"publisher\": \"Canonical\", \"offer\": "
                           "\"0001-com-ubuntu-server-jammy\", \"sku\": \"22_04-lts\", "
                           "\"version\": \"1\"}"));
  g_assert_true (can_have ("{\"publisher\": \"debian\", \"offer\": \"Debian-12\", "
                           "\"sku\": \"12\", \"version\": \"1\"}"));
  g_assert_true (
    can_have ("{\"publisher\": \"nvidia\", \"offer\": \"ngc_azure_17_11\", \"sku\": "
              "\"s\", \"version\": \"1\", \"planPublisher\": \"nvidia\", "
              "\"planProduct\": \"p\", \"planName\": \"n\"}"));
  g_assert_false (can_have ("{\"publisher\": \"resf\", \"offer\": \"rockylinux-x86_64\", "
                            "\"sku\": \"9\", \"version\": \"1\"}"));
  g_assert_false (can_have ("{\"publisher\": \"MicrosoftWindowsServer\", \"offer\": "
                            "\"WindowsServer\", \"sku\": \"2022\", \"version\": \"1\", "
                            "\"operatingSystem\": \"Windows\"}"));
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
  berth_test_add ("/provision/cloud-init/images", test_images);
  return g_test_run ();
}
