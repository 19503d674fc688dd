/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-practice-cloud.h"

#include "berth-config.h"
#include "berth-future.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

#define READY_SECONDS 30
#define READY_MAX_BYTES (16 * 1024)
#define STOP_SECONDS 5

/**
 * BerthPracticeCloud:
 *
 * The practice cloud's program, as a child of this one. It dies with Berth: it is asked
 * to stop when Berth ends in order, and the kernel asks it when Berth crashes.
 *
 * Or one that somebody runs outside and that says in a file that it is ready. It removes
 * the file when it ends, and Berth leaves it running.
 */
struct _BerthPracticeCloud {
  GObject parent_instance;
  char *program;
  char *state_folder;
  char *ready_file;
  GFileMonitor *monitor;
  GSubprocess *process;
  BerthPracticeReady *ready;
  DexFuture *stopping;
  gboolean is_running;
};

enum { PROP_0, PROP_RUNNING, N_PROPS };

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (BerthPracticeCloud, berth_practice_cloud, G_TYPE_OBJECT)

static void
set_running (BerthPracticeCloud *self, gboolean is_running)
{
  if (self->is_running == is_running)
    return;
  self->is_running = is_running;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RUNNING]);
}

static void
berth_practice_cloud_get_property (GObject *object,
                                   guint id,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  switch (id) {
  case PROP_RUNNING:
    g_value_set_boolean (value, BERTH_PRACTICE_CLOUD (object)->is_running);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
stop_watching (BerthPracticeCloud *self)
{
  if (self->monitor != NULL) {
    g_signal_handlers_disconnect_by_data (self->monitor, self);
    g_file_monitor_cancel (self->monitor);
  }
  g_clear_object (&self->monitor);
}

static void
berth_practice_cloud_dispose (GObject *object)
{
  BerthPracticeCloud *self = BERTH_PRACTICE_CLOUD (object);

  stop_watching (self);
  if (self->process != NULL)
    g_subprocess_send_signal (self->process, SIGTERM);
  g_clear_object (&self->process);
  dex_clear (&self->stopping);
  G_OBJECT_CLASS (berth_practice_cloud_parent_class)->dispose (object);
}

static void
berth_practice_cloud_finalize (GObject *object)
{
  BerthPracticeCloud *self = BERTH_PRACTICE_CLOUD (object);

  g_free (self->program);
  g_free (self->state_folder);
  g_free (self->ready_file);
  g_clear_pointer (&self->ready, berth_practice_ready_free);
  G_OBJECT_CLASS (berth_practice_cloud_parent_class)->finalize (object);
}

static void
berth_practice_cloud_class_init (BerthPracticeCloudClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = berth_practice_cloud_get_property;
  object_class->dispose = berth_practice_cloud_dispose;
  object_class->finalize = berth_practice_cloud_finalize;

  props[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE,
                                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
berth_practice_cloud_init (BerthPracticeCloud *self)
{
}

static char *
dup_log_path (BerthPracticeCloud *self)
{
  return g_build_filename (self->state_folder, "berth-sandbox.log", NULL);
}

static DexFuture *
make_folder_in_thread (gpointer folder)
{
  if (g_mkdir_with_parents (folder, 0700) == 0)
    return dex_future_new_true ();
  return dex_future_new_reject (
    G_IO_ERROR, (gint) g_io_error_from_errno (errno),
    /* Translators: the first %s is a folder, the second a reason */
    _ ("The folder %s cannot be made: %s"), (const char *) folder, g_strerror (errno));
}

/* Runs between fork and exec: only what is safe there. */
static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);
}

static GStrv
dup_arguments (BerthPracticeCloud *self, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *extra = g_getenv ("BERTH_SANDBOX_ARGS");
  g_auto (GStrv) words = NULL;

  g_strv_builder_add_many (builder, self->program, "--state", self->state_folder, NULL);
  if (extra != NULL && *extra != '\0') {
    if (!g_shell_parse_argv (extra, NULL, &words, error))
      return NULL;
    g_strv_builder_addv (builder, (const char **) words);
  }
  return g_strv_builder_end (builder);
}

static void
on_ended (GObject *process, GAsyncResult *result, gpointer data)
{
  GWeakRef *ref = data;
  g_autoptr (BerthPracticeCloud) self = g_weak_ref_get (ref);

  g_subprocess_wait_finish (G_SUBPROCESS (process), result, NULL);
  if (self != NULL && self->process == G_SUBPROCESS (process)) {
    g_clear_object (&self->process);
    set_running (self, FALSE);
  }
  g_weak_ref_clear (ref);
  g_free (ref);
}

static GSubprocess *
launch (BerthPracticeCloud *self, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher
    = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *log = dup_log_path (self);
  g_auto (GStrv) arguments = dup_arguments (self, error);
  GSubprocess *process;
  GWeakRef *ref;

  if (arguments == NULL)
    return NULL;
  g_subprocess_launcher_set_stderr_file_path (launcher, log);
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  process
    = g_subprocess_launcher_spawnv (launcher, (const char *const *) arguments, error);
  if (process != NULL) {
    ref = g_new0 (GWeakRef, 1);
    g_weak_ref_init (ref, self);
    g_subprocess_wait_async (process, NULL, on_ended, ref);
  }
  return process;
}

static DexFuture *
reject_ended (BerthPracticeCloud *self)
{
  g_autofree char *log = dup_log_path (self);

  return dex_future_new_reject (
    BERTH_PRACTICE_CLOUD_ERROR, BERTH_PRACTICE_CLOUD_ERROR_ENDED,
    /* Translators: %s is a file's path */
    _ ("The practice cloud ended before it was ready. What it said is in %s."), log);
}

static DexFuture *
reject_unread (BerthPracticeCloud *self, GError *error)
{
  g_autoptr (GError) owned = error;

  if (g_error_matches (owned, DEX_ERROR, DEX_ERROR_TIMED_OUT))
    return dex_future_new_reject (
      BERTH_PRACTICE_CLOUD_ERROR, BERTH_PRACTICE_CLOUD_ERROR_SILENT,
      ngettext ("The practice cloud was not ready after %d second.",
                "The practice cloud was not ready after %d seconds.", READY_SECONDS),
      READY_SECONDS);
  return dex_future_new_for_error (g_steal_pointer (&owned));
}

/* Gathers what the program prints until the line is whole. */
static DexFuture *
read_ready_line (BerthPracticeCloud *self,
                 GInputStream *output,
                 GCancellable *cancellable)
{
  g_autoptr (GByteArray) line = g_byte_array_new ();
  g_autoptr (DexFuture) deadline = dex_timeout_new_seconds (READY_SECONDS);

  while (line->len < READY_MAX_BYTES) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) bytes = NULL;
    const guint8 *end;

    bytes = dex_await_boxed (
      berth_future_cancellable (
        dex_future_first (dex_input_stream_read_bytes (output, 4096, G_PRIORITY_DEFAULT),
                          dex_ref (deadline), NULL),
        cancellable),
      &error);
    if (bytes == NULL)
      return reject_unread (self, g_steal_pointer (&error));
    if (g_bytes_get_size (bytes) == 0)
      return reject_ended (self);
    g_byte_array_append (line, g_bytes_get_data (bytes, NULL),
                         (guint) g_bytes_get_size (bytes));
    end = memchr (line->data, '\n', line->len);
    if (end == NULL)
      continue;
    self->ready = berth_practice_ready_parse ((const char *) line->data,
                                              (gsize) (end - line->data), &error);
    return self->ready != NULL ? dex_future_new_true ()
                               : dex_future_new_for_error (g_steal_pointer (&error));
  }
  return dex_future_new_reject (BERTH_PRACTICE_CLOUD_ERROR,
                                BERTH_PRACTICE_CLOUD_ERROR_MALFORMED, "%s",
                                _ ("The practice cloud's first line does not end."));
}

/* It ended, or another one began, whose secret is another. */
static void
on_ready_file_changed (BerthPracticeCloud *self)
{
  stop_watching (self);
  set_running (self, FALSE);
}

/* Before the file is read, so that no end is missed. */
static void
watch_ready_file (BerthPracticeCloud *self, GFile *file)
{
  stop_watching (self);
  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_swapped (self->monitor, "changed",
                              G_CALLBACK (on_ready_file_changed), self);
}

static DexFuture *
read_ready_file (BerthPracticeCloud *self, GCancellable *cancellable)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->ready_file);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  watch_ready_file (self, file);
  bytes = dex_await_boxed (
    berth_future_cancellable (dex_file_load_contents_bytes (file), cancellable), &error);
  if (bytes == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  g_clear_pointer (&self->ready, berth_practice_ready_free);
  self->ready = berth_practice_ready_parse (
    g_bytes_get_data (bytes, NULL), MIN (g_bytes_get_size (bytes), READY_MAX_BYTES),
    &error);
  if (self->ready == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  set_running (self, self->monitor != NULL);
  return dex_future_new_true ();
}

typedef struct {
  BerthPracticeCloud *self;
  GCancellable *cancellable;
} Start;

static void
start_free (gpointer data)
{
  Start *start = data;

  g_object_unref (start->self);
  g_clear_object (&start->cancellable);
  g_free (start);
}

static DexFuture *
start_fiber (gpointer data)
{
  Start *start = data;
  BerthPracticeCloud *self = start->self;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  if (self->ready_file != NULL)
    return read_ready_file (self, start->cancellable);
  if (!dex_await (berth_future_spawn_thread (make_folder_in_thread,
                                             g_strdup (self->state_folder), g_free),
                  &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  process = launch (self, &error);
  if (process == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  g_set_object (&self->process, process);
  if (!dex_await (read_ready_line (self, g_subprocess_get_stdout_pipe (process),
                                   start->cancellable),
                  &error)) {
    g_subprocess_send_signal (process, SIGTERM);
    return dex_future_new_for_error (g_steal_pointer (&error));
  }
  set_running (self, self->process != NULL);
  return dex_future_new_true ();
}

static DexFuture *
stop_fiber (gpointer data)
{
  BerthPracticeCloud *self = data;
  g_autoptr (GSubprocess) process = g_steal_pointer (&self->process);
  g_autoptr (GError) error = NULL;

  stop_watching (self);
  set_running (self, FALSE);
  if (process == NULL)
    return dex_future_new_true ();
  g_subprocess_send_signal (process, SIGTERM);
  dex_await (dex_future_first (dex_subprocess_wait_check (process),
                               dex_timeout_new_seconds (STOP_SECONDS), NULL),
             &error);
  /* It ended in whatever way, which is what was wanted; a program that does not listen is
   * killed. */
  if (g_error_matches (error, DEX_ERROR, DEX_ERROR_TIMED_OUT))
    g_subprocess_force_exit (process);
  return dex_future_new_true ();
}

/**
 * berth_practice_cloud_new:
 * @program: the program's path
 * @state_folder: where it keeps what it knows; made if need be
 *
 * Returns: (transfer full): a practice cloud that is not started
 */
BerthPracticeCloud *
berth_practice_cloud_new (const char *program, const char *state_folder)
{
  BerthPracticeCloud *self;

  g_return_val_if_fail (program != NULL, NULL);
  g_return_val_if_fail (state_folder != NULL, NULL);

  self = g_object_new (BERTH_TYPE_PRACTICE_CLOUD, NULL);
  self->program = g_strdup (program);
  self->state_folder = g_strdup (state_folder);
  return self;
}

/**
 * berth_practice_cloud_new_outside:
 * @ready_file: where a practice cloud that somebody runs outside says that it is ready
 *
 * Returns: (transfer full): a practice cloud that is not read of yet
 */
BerthPracticeCloud *
berth_practice_cloud_new_outside (const char *ready_file)
{
  BerthPracticeCloud *self;

  g_return_val_if_fail (ready_file != NULL, NULL);

  self = g_object_new (BERTH_TYPE_PRACTICE_CLOUD, NULL);
  self->ready_file = g_strdup (ready_file);
  return self;
}

/**
 * berth_practice_cloud_find_program:
 *
 * Looks for the practice cloud's program: $BERTH_SANDBOX, then beside this program in a
 * build tree, then where it is installed.
 *
 * Returns: (transfer full) (nullable): its path, or %NULL where there is none
 */
char *
berth_practice_cloud_find_program (void)
{
  const char *chosen = g_getenv ("BERTH_SANDBOX");
  g_autofree char *self_path = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *self_folder = g_path_get_dirname (self_path != NULL ? self_path : ".");
  g_autofree char *beside
    = g_build_filename (self_folder, "..", "sandbox", "berth-sandbox", NULL);
  g_autofree char *installed = g_build_filename (BERTH_LIBEXECDIR, "berth-sandbox", NULL);

  if (chosen != NULL && *chosen != '\0')
    return g_strdup (chosen);
  if (g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
    return g_canonicalize_filename (beside, NULL);
  if (g_file_test (installed, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&installed);
  return g_find_program_in_path ("berth-sandbox");
}

/**
 * berth_practice_cloud_start:
 * @cancellable: (nullable): gives up; the program is then asked to end
 *
 * Starts the program and waits until it says that it is ready; of one that runs outside,
 * reads what it said.
 *
 * Returns: (transfer full): a future that resolves to %TRUE, or rejects with
 *   %BERTH_PRACTICE_CLOUD_ERROR, %G_IO_ERROR or %G_SPAWN_ERROR
 */
DexFuture *
berth_practice_cloud_start (BerthPracticeCloud *self, GCancellable *cancellable)
{
  Start *start;

  g_return_val_if_fail (BERTH_IS_PRACTICE_CLOUD (self), NULL);
  g_return_val_if_fail (self->process == NULL, NULL);

  start = g_new0 (Start, 1);
  start->self = g_object_ref (self);
  start->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return berth_future_spawn (start_fiber, start, start_free);
}

/**
 * berth_practice_cloud_stop:
 *
 * Asks the program to end, its machines with it, and waits; one that does not listen is
 * killed after some seconds. Asked again, waits for the same end. One that runs outside
 * goes on.
 *
 * Returns: (transfer full): a future that resolves to %TRUE
 */
DexFuture *
berth_practice_cloud_stop (BerthPracticeCloud *self)
{
  g_return_val_if_fail (BERTH_IS_PRACTICE_CLOUD (self), NULL);

  if (self->stopping == NULL)
    self->stopping = berth_future_spawn (stop_fiber, g_object_ref (self), g_object_unref);
  return dex_ref (self->stopping);
}

/**
 * berth_practice_cloud_is_running:
 *
 * Returns: whether it has said that it is ready and has not ended since
 */
gboolean
berth_practice_cloud_is_running (BerthPracticeCloud *self)
{
  g_return_val_if_fail (BERTH_IS_PRACTICE_CLOUD (self), FALSE);

  return self->is_running;
}

/**
 * berth_practice_cloud_get_ready_file:
 *
 * Returns: (nullable): where one that runs outside says that it is ready; %NULL of one
 *   that this program starts
 */
const char *
berth_practice_cloud_get_ready_file (BerthPracticeCloud *self)
{
  g_return_val_if_fail (BERTH_IS_PRACTICE_CLOUD (self), NULL);

  return self->ready_file;
}

/**
 * berth_practice_cloud_get_ready:
 *
 * Returns: (transfer none) (nullable): what it said when it was ready, %NULL before
 */
const BerthPracticeReady *
berth_practice_cloud_get_ready (BerthPracticeCloud *self)
{
  g_return_val_if_fail (BERTH_IS_PRACTICE_CLOUD (self), NULL);

  return self->ready;
}
