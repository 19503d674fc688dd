/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

#define SPEED_MIN 0.001
#define SPEED_MAX 10000.0

typedef struct {
  GMainLoop *loop;
  BerthSandbox *sandbox;
  int status;
} Program;

static int option_port = 0;
static gboolean option_tls = FALSE;
static char *option_state = NULL;
static char *option_scenario = NULL;
static char *option_ready = NULL;
static double option_speed = 1;

static const GOptionEntry entries[] = {
  { "port", 0, 0, G_OPTION_ARG_INT, &option_port, "Port to listen on; 0 takes a free one",
    "N" },
  { "tls", 0, 0, G_OPTION_ARG_NONE, &option_tls, "Serve https with an own authority",
    NULL },
  { "state", 0, 0, G_OPTION_ARG_FILENAME, &option_state, "Folder that keeps the cloud",
    "DIR" },
  { "scenario", 0, 0, G_OPTION_ARG_FILENAME, &option_scenario,
    "JSON file of delays and faults", "FILE" },
  { "ready", 0, 0, G_OPTION_ARG_FILENAME, &option_ready,
    "File that tells others that the cloud is ready, until it stops", "FILE" },
  { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &option_speed,
    "How many seconds pass in the cloud in one second", "X" },
  { NULL },
};

/* The line that is printed, for those who did not start the program: a Berth in a
 * Flatpak. It holds the client's secret, so it is for the person's eyes only. */
static gboolean
write_ready_file (const char *line, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (option_ready);
  g_autofree char *text = g_strconcat (line, "\n", NULL);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return g_file_set_contents_full (option_ready, text, -1,
                                     G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
  g_set_error (error, G_FILE_ERROR, (gint) g_file_error_from_errno (errno),
               "The folder %s cannot be made: %s", folder, g_strerror (errno));
  return FALSE;
}

static DexFuture *
on_stopped (DexFuture *future, gpointer data)
{
  Program *program = data;

  if (option_ready != NULL)
    g_unlink (option_ready);
  g_main_loop_quit (program->loop);
  return NULL;
}

static gboolean
on_signal (gpointer data)
{
  Program *program = data;

  dex_future_disown (dex_future_finally (berth_sandbox_stop (program->sandbox),
                                         on_stopped, program, NULL));
  return G_SOURCE_REMOVE;
}

static DexFuture *
on_started (DexFuture *future, gpointer data)
{
  Program *program = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  if (dex_future_get_value (future, &error) != NULL) {
    line = berth_sandbox_ready_to_json (berth_sandbox_get_ready (program->sandbox));
    if (option_ready != NULL)
      write_ready_file (line, &error);
  }
  if (error != NULL) {
    fprintf (stderr, "berth-sandbox: %s\n", error->message);
    program->status = 1;
    g_main_loop_quit (program->loop);
    return NULL;
  }
  printf ("%s\n", line);
  fflush (stdout);
  return NULL;
}

static gboolean
check_options (int argc, GError **error)
{
  if (argc > 1)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                         "Nothing but options is understood; see --help");
  else if (option_port < 0 || option_port > G_MAXUINT16)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 "--port wants a number from 0 to 65535, not %d", option_port);
  else if (!(option_speed >= SPEED_MIN && option_speed <= SPEED_MAX))
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 "--speed wants a number from %g to %g", SPEED_MIN, SPEED_MAX);
  else
    return TRUE;
  return FALSE;
}

static BerthSandbox *
make_sandbox (GError **error)
{
  g_autoptr (BerthSandboxScenario) scenario = NULL;
  g_autoptr (BerthClock) clock = berth_clock_new (option_speed);
  g_autofree char *folder
    = option_state != NULL
        ? g_strdup (option_state)
        : g_build_filename (g_get_user_data_dir (), "berth", "practice", NULL);

  scenario = option_scenario != NULL
               ? berth_sandbox_scenario_new_from_file (option_scenario, error)
               : berth_sandbox_scenario_new ();
  if (scenario == NULL)
    return NULL;
  return berth_sandbox_new (&(BerthSandboxOptions) {
    .port = (guint16) option_port,
    .tls = option_tls,
    .state_folder = folder,
    .scenario = scenario,
    .clock = clock,
  });
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (BerthSandbox) sandbox = NULL;
  g_autoptr (GError) error = NULL;
  Program program = { .loop = loop };

  dex_init ();
  g_option_context_set_summary (
    context, "A practice cloud that speaks Azure's REST API on loopback.");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error)
      || !check_options (argc, &error) || (sandbox = make_sandbox (&error)) == NULL) {
    fprintf (stderr, "berth-sandbox: %s\n", error->message);
    return 2;
  }
  program.sandbox = sandbox;
  g_unix_signal_add (SIGTERM, on_signal, &program);
  g_unix_signal_add (SIGINT, on_signal, &program);
  dex_future_disown (
    dex_future_finally (berth_sandbox_start (sandbox), on_started, &program, NULL));
  g_main_loop_run (loop);
  return program.status;
}
