/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-practice-cloud.h"
#include "berth-practice-outside.h"
#include "berth-test.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#define READY_LINE                                                                       \
  "{\"endpoint\":\"http://127.0.0.1:1\",\"authority\":\"http://127.0.0.1:1\","           \
  "\"tenant\":\"t\",\"subscription\":\"s\",\"clientId\":\"c\",\"clientSecret\":\"x\","   \
  "\"caFile\":null,\"news\":[1]}"

typedef struct {
  char *folder;
  char *program;
  BerthPracticeCloud *cloud;
} Fixture;

static void
fixture_free (Fixture *fixture)
{
  g_assert_finalize_object (fixture->cloud);
  berth_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->program);
  g_free (fixture);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

/* A practice cloud whose program is a few lines of shell. */
static Fixture *
fixture_new (const char *script)
{
  Fixture *fixture = g_new0 (Fixture, 1);
  g_autofree char *text = g_strconcat ("#!/bin/sh\n", script, "\n", NULL);
  g_autofree char *state = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = berth_test_make_folder ();
  fixture->program = g_build_filename (fixture->folder, "program", NULL);
  state = g_build_filename (fixture->folder, "data", "practice", NULL);
  g_file_set_contents (fixture->program, text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (fixture->program, 0700), ==, 0);
  fixture->cloud = berth_practice_cloud_new (fixture->program, state);
  return fixture;
}

static void
on_running_changed (BerthPracticeCloud *cloud, GParamSpec *pspec, DexPromise *promise)
{
  if (!berth_practice_cloud_is_running (cloud))
    dex_promise_resolve_boolean (promise, TRUE);
}

static void
await_end (BerthPracticeCloud *cloud)
{
  g_autoptr (DexPromise) ended = dex_promise_new ();
  g_autoptr (GError) error = NULL;
  gulong handler
    = g_signal_connect (cloud, "notify::running", G_CALLBACK (on_running_changed), ended);

  if (berth_practice_cloud_is_running (cloud))
    dex_await (dex_ref (DEX_FUTURE (ended)), &error);
  g_assert_no_error (error);
  g_signal_handler_disconnect (cloud, handler);
}

static void
assert_start_fails (Fixture *fixture, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (dex_await (berth_practice_cloud_start (fixture->cloud, NULL), &error));
  g_assert_error (error, domain, code);
  g_assert_false (berth_practice_cloud_is_running (fixture->cloud));
}

static void
test_ready_and_stop (void)
{
  g_autoptr (Fixture) fixture = fixture_new ("echo '" READY_LINE "'; exec sleep 1000");
  const BerthPracticeReady *ready;
  g_autoptr (GError) error = NULL;

  g_assert_true (dex_await (berth_practice_cloud_start (fixture->cloud, NULL), &error));
  g_assert_no_error (error);
  g_assert_true (berth_practice_cloud_is_running (fixture->cloud));
  ready = berth_practice_cloud_get_ready (fixture->cloud);
  g_assert_cmpstr (ready->endpoint, ==, "http://127.0.0.1:1");
  g_assert_null (ready->ca_file);

  g_assert_true (dex_await (berth_practice_cloud_stop (fixture->cloud), &error));
  g_assert_false (berth_practice_cloud_is_running (fixture->cloud));
}

static void
test_dies_later (void)
{
  g_autoptr (Fixture) fixture = fixture_new ("echo '" READY_LINE "'; read line <&3");
  g_autoptr (GError) error = NULL;

  g_assert_true (dex_await (berth_practice_cloud_start (fixture->cloud, NULL), &error));
  g_assert_no_error (error);
  await_end (fixture->cloud);
  g_assert_false (berth_practice_cloud_is_running (fixture->cloud));
}

static void
test_ends_early (void)
{
  g_autoptr (Fixture) fixture = fixture_new ("echo 'no port' >&2; exit 3");

  assert_start_fails (fixture, BERTH_PRACTICE_CLOUD_ERROR,
                      BERTH_PRACTICE_CLOUD_ERROR_ENDED);
}

static void
test_talks_nonsense (void)
{
  g_autoptr (Fixture) fixture = fixture_new ("echo 'ready!'; exec sleep 1000");

  assert_start_fails (fixture, BERTH_PRACTICE_CLOUD_ERROR,
                      BERTH_PRACTICE_CLOUD_ERROR_MALFORMED);
}

static void
test_lacks_member (void)
{
  g_autoptr (Fixture) fixture
    = fixture_new ("echo '{\"endpoint\":\"http://x\"}'; exec sleep 1000");

  assert_start_fails (fixture, BERTH_PRACTICE_CLOUD_ERROR,
                      BERTH_PRACTICE_CLOUD_ERROR_MALFORMED);
}

static void
test_never_ends_line (void)
{
  g_autoptr (Fixture) fixture = fixture_new ("exec tr '\\0' 'a' </dev/zero");

  assert_start_fails (fixture, BERTH_PRACTICE_CLOUD_ERROR,
                      BERTH_PRACTICE_CLOUD_ERROR_MALFORMED);
}

static void
test_is_missing (void)
{
  g_autoptr (Fixture) fixture = fixture_new ("true");

  g_assert_cmpint (g_unlink (fixture->program), ==, 0);
  assert_start_fails (fixture, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT);
}

static void
test_cancel (void)
{
  g_autoptr (Fixture) fixture = fixture_new ("exec sleep 1000");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  DexFuture *starting = berth_practice_cloud_start (fixture->cloud, cancellable);

  g_cancellable_cancel (cancellable);
  g_assert_false (dex_await (starting, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* One that somebody else runs: Berth reads of it, and sees it end. */
static void
test_outside (void)
{
  g_autofree char *folder = berth_test_make_folder ();
  g_autofree char *file = g_build_filename (folder, "outside.json", NULL);
  BerthPracticeCloud *cloud = berth_practice_cloud_new_outside (file);
  g_autoptr (GError) error = NULL;

  g_assert_false (dex_await (berth_practice_cloud_start (cloud, NULL), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (file, READY_LINE "\n", -1, &error));
  g_assert_true (dex_await (berth_practice_cloud_start (cloud, NULL), &error));
  g_assert_no_error (error);
  g_assert_true (berth_practice_cloud_is_running (cloud));
  g_assert_cmpstr (berth_practice_cloud_get_ready (cloud)->client_secret, ==, "x");
  g_assert_cmpint (g_unlink (file), ==, 0);
  await_end (cloud);
  g_assert_finalize_object (cloud);
  berth_test_remove_folder (folder);
}

/* What is left behind, and what is none of ours. */
static void
test_outside_is_nonsense (void)
{
  g_autofree char *folder = berth_test_make_folder ();
  g_autofree char *file = g_build_filename (folder, "outside.json", NULL);
  BerthPracticeCloud *cloud = berth_practice_cloud_new_outside (file);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (file, "ready!", -1, &error));
  g_assert_false (dex_await (berth_practice_cloud_start (cloud, NULL), &error));
  g_assert_error (error, BERTH_PRACTICE_CLOUD_ERROR,
                  BERTH_PRACTICE_CLOUD_ERROR_MALFORMED);
  g_assert_false (berth_practice_cloud_is_running (cloud));
  g_assert_finalize_object (cloud);
  berth_test_remove_folder (folder);
}

/* Closing Berth leaves it to whoever started it. */
static void
test_outside_goes_on (void)
{
  g_autofree char *folder = berth_test_make_folder ();
  g_autofree char *file = g_build_filename (folder, "outside.json", NULL);
  BerthPracticeCloud *cloud = berth_practice_cloud_new_outside (file);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (file, READY_LINE "\n", -1, &error));
  g_assert_true (dex_await (berth_practice_cloud_start (cloud, NULL), &error));
  g_assert_true (dex_await (berth_practice_cloud_stop (cloud), &error));
  g_assert_no_error (error);
  g_assert_false (berth_practice_cloud_is_running (cloud));
  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
  g_assert_finalize_object (cloud);
  berth_test_remove_folder (folder);
}

static void
test_command (void)
{
  g_autofree char *command = NULL;

  g_setenv ("BERTH_SANDBOX_READY", "/a folder/ready", TRUE);
  command = berth_practice_outside_dup_command ();
  g_assert_cmpstr (command, ==, "berth-sandbox --ready '/a folder/ready'");
  g_unsetenv ("BERTH_SANDBOX_READY");
}

int
main (int argc, char **argv)
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/app/practice-cloud/ready-and-stop", test_ready_and_stop);
  berth_test_add ("/app/practice-cloud/dies-later", test_dies_later);
  berth_test_add ("/app/practice-cloud/ends-early", test_ends_early);
  berth_test_add ("/app/practice-cloud/talks-nonsense", test_talks_nonsense);
  berth_test_add ("/app/practice-cloud/lacks-member", test_lacks_member);
  berth_test_add ("/app/practice-cloud/never-ends-line", test_never_ends_line);
  berth_test_add ("/app/practice-cloud/is-missing", test_is_missing);
  berth_test_add ("/app/practice-cloud/cancel", test_cancel);
  berth_test_add ("/app/practice-cloud/outside", test_outside);
  berth_test_add ("/app/practice-cloud/outside-is-nonsense", test_outside_is_nonsense);
  berth_test_add ("/app/practice-cloud/outside-goes-on", test_outside_goes_on);
  berth_test_add ("/app/practice-cloud/outside-command", test_command);
  return g_test_run ();
}
