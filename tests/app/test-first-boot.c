/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-first-boot.h"
#include "berth-test.h"

#include <string.h>

typedef struct {
  const char *text;
  BerthFirstBootState state;
  const char *detail;
} Case;

static void
check (const Case *expected)
{
  g_autofree char *detail = NULL;
  BerthFirstBootState state
    = berth_first_boot_parse (expected->text, strlen (expected->text), &detail);

  g_assert_cmpint (state, ==, expected->state);
  g_assert_cmpstr (detail, ==, expected->detail);
}

static void
test_json (void)
{
  static const Case cases[] = {
    { "{\"status\": \"running\", \"stage\": \"init-local\"}", BERTH_FIRST_BOOT_RUNNING,
      "Looking for the machine's settings" },
    { "{\"status\": \"running\", \"stage\": \"modules-final\"}", BERTH_FIRST_BOOT_RUNNING,
      "Installing and finishing" },
    { "{\"status\": \"not started\", \"stage\": null}", BERTH_FIRST_BOOT_RUNNING,
      "Starting for the first time" },
    { "{\"status\": \"done\", \"errors\": []}", BERTH_FIRST_BOOT_DONE, NULL },
    { "{\"status\": \"disabled\"}", BERTH_FIRST_BOOT_DONE, NULL },
    { "{\"status\": \"error\", \"errors\": [\" no disk \\n\", \"no net\"]}",
      BERTH_FIRST_BOOT_FAILED, "no disk" },
    { "{\"status\": \"error\", \"errors\": {}}", BERTH_FIRST_BOOT_FAILED, NULL },
    { "{\"status\": 7, \"stage\": []}", BERTH_FIRST_BOOT_DONE, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check (&cases[i]);
}

#define MARK BERTH_FIRST_BOOT_MARK "\n"

/* The desktop goes on where cloud-init is done. */
static void
test_desktop (void)
{
  static const Case cases[] = {
    { "{\"status\": \"done\"}\n" MARK
      "{\"stage\": \"desktop\", \"step\": 3, \"steps\": 7, \"rc\": 0}\n",
      BERTH_FIRST_BOOT_RUNNING, "Installing the desktop (step 3 of 7)" },
    { MARK "{\"stage\": \"of a later Berth\", \"step\": 9, \"steps\": 7}",
      BERTH_FIRST_BOOT_RUNNING, "Installing the desktop" },
    { "status: done\n" MARK "{}\n", BERTH_FIRST_BOOT_RUNNING, "Installing the desktop" },
    { MARK "{\"stage\": \"done\", \"step\": 7, \"steps\": 7}", BERTH_FIRST_BOOT_DONE,
      NULL },
    { MARK "{\"stage\": \"update\", \"rc\": 100, \"message\": \" no network \"}",
      BERTH_FIRST_BOOT_FAILED, "no network" },
    { MARK "{\"rc\": 1}", BERTH_FIRST_BOOT_FAILED, NULL },
    /* systemd starts it once more. */
    { MARK "activating\n{\"stage\": \"update\", \"step\": 2, \"steps\": 7, \"rc\": 100}",
      BERTH_FIRST_BOOT_RUNNING, "Looking for the desktop’s packages (step 2 of 7)" },
    { MARK "active\n{\"rc\": 1}", BERTH_FIRST_BOOT_RUNNING, "Installing the desktop" },
    { MARK "failed\n{\"rc\": 1, \"message\": \"no network\"}", BERTH_FIRST_BOOT_FAILED,
      "no network" },
    { MARK "inactive\n{\"stage\": \"done\"}", BERTH_FIRST_BOOT_DONE, NULL },
    { "{\"status\": \"running\", \"stage\": \"init-local\"}\n" MARK
      "{\"stage\": \"done\"}",
      BERTH_FIRST_BOOT_RUNNING, "Looking for the machine's settings" },
    { MARK "[1", BERTH_FIRST_BOOT_DONE, NULL },
    { MARK "{\"stage\": 5, \"step\": -1, \"steps\": [], \"rc\": \"x\"}",
      BERTH_FIRST_BOOT_RUNNING, "Installing the desktop" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check (&cases[i]);
}

static void
test_text_of_old_versions (void)
{
  static const Case cases[] = {
    { "status: running\n", BERTH_FIRST_BOOT_RUNNING, "Starting for the first time" },
    { "....\nstatus: not run\r\n", BERTH_FIRST_BOOT_RUNNING,
      "Starting for the first time" },
    { "status: done\n", BERTH_FIRST_BOOT_DONE, NULL },
    { "status: error\n", BERTH_FIRST_BOOT_FAILED, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check (&cases[i]);
}

static void
test_no_cloud_init (void)
{
  static const Case cases[] = {
    { "", BERTH_FIRST_BOOT_DONE, NULL },
    { "[1, 2]", BERTH_FIRST_BOOT_DONE, NULL },
    { "{\"status\": \"runn", BERTH_FIRST_BOOT_DONE, NULL },
    { "Last login: today\n", BERTH_FIRST_BOOT_DONE, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check (&cases[i]);
}

static void
test_long_problem_is_cut (void)
{
  g_autofree char *many = g_strnfill (2000, 'x');
  g_autofree char *text
    = g_strdup_printf ("{\"status\": \"error\", \"errors\": [\"%s\"]}", many);
  g_autofree char *detail = NULL;

  g_assert_cmpint (berth_first_boot_parse (text, strlen (text), &detail), ==,
                   BERTH_FIRST_BOOT_FAILED);
  g_assert_cmpuint (strlen (detail), <=, 300);
}

static void
test_fraction (void)
{
  const struct {
    const char *text;
    double fraction;
  } cases[] = {
    { "", 0 },
    { "{}", 0 },
    { "active\n{\"step\": 1, \"steps\": 7}", 0 },
    { "active\n{\"step\": 4, \"steps\": 6}", 0.5 },
    { "{\"step\": 8, \"steps\": 7}", 0 },
    { "{\"step\": 0, \"steps\": 0}", 0 },
    { "{\"step\": \"4\"", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpfloat (berth_first_boot_find_fraction (cases[i].text), ==,
                       cases[i].fraction);
}

int
main (int argc, char **argv)
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/app/first-boot/json", test_json);
  berth_test_add ("/app/first-boot/desktop", test_desktop);
  berth_test_add ("/app/first-boot/text-of-old-versions", test_text_of_old_versions);
  berth_test_add ("/app/first-boot/no-cloud-init", test_no_cloud_init);
  berth_test_add ("/app/first-boot/long-problem-is-cut", test_long_problem_is_cut);
  berth_test_add ("/first-boot/fraction", test_fraction);
  return g_test_run ();
}
