/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox.h"

#include <glib-unix.h>
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
  { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &option_speed,
    "How many seconds pass in the cloud in one second", "X" },
  { NULL },
};

static DexFuture *
on_stopped (DexFuture *future, gpointer data)
{
  Program *program = data;

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

  if (dex_future_get_value (future, &error) == NULL) {
    fprintf (stderr, "berth-sandbox: %s\n", error->message);
    program->status = 1;
    g_main_loop_quit (program->loop);
    return NULL;
  }
  line = berth_sandbox_ready_to_json (berth_sandbox_get_ready (program->sandbox));
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
