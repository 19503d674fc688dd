/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-installer.h"

#include "berth-config.h"
#include "berth-desktop-install.h"
#include "berth-desktop-log.h"
#include "berth-desktop-script.h"
#include "berth-first-boot.h"
#include "berth-future.h"

#include <glib/gi18n.h>
#include <string.h>

#define POLL_USEC (2 * G_TIME_SPAN_SECOND)
#define LOG_MAX 65536
#define LOG_MARK "\n--- log ---\n"

#define EXIT_OTHER_SYSTEM 45
#define EXIT_NO_ROOT 46
#define EXIT_NO_SPACE 47

/* Whether the machine can be given a desktop, before anything is changed: 3 GB are what
 * is left on the disk, and what lies there in packages meanwhile. */
#define CHECK_SCRIPT                                                                     \
  BERTH_DESKTOP_SCRIPT_AS_ROOT                                                           \
  "[ -n \"$(command -v apt-get)\" ] && [ -n \"$(command -v systemctl)\" ] || exit 45; "  \
  "as_root true || exit 46; "                                                            \
  "[ -e %1$s/var/lib/berth/first-boot/fonts ] && exit 0; "                               \
  "[ \"$(df -Pk /usr | awk 'NR == 2 { print $4 }')\" -ge 3000000 ] || exit 47"
#define BEGIN_SCRIPT BERTH_DESKTOP_SCRIPT_AS_ROOT "as_root sh -s"

/* The same as a run of the wizard asks for, and what was written down since. */
#define LOOK_SCRIPT                                                                      \
  "systemctl is-active " BERTH_DESKTOP_INSTALL_UNIT " 2>/dev/null; "                     \
  "cat %1$s/run/berth/progress.json 2>/dev/null || echo '{}'; "                          \
  "printf '\\n--- log ---\\n'; "                                                         \
  "tail -c +%2$s %1$s" BERTH_DESKTOP_INSTALL_LOG                                         \
  " 2>/dev/null | head -c " G_STRINGIFY (LOG_MAX)

/* Package tools that were cut off are mended by the next try. */
#define STOP_SCRIPT                                                                      \
  BERTH_DESKTOP_SCRIPT_AS_ROOT                                                           \
  "as_root systemctl disable --now " BERTH_DESKTOP_INSTALL_UNIT "; "                     \
  "as_root systemctl start apt-daily.timer apt-daily-upgrade.timer"

/**
 * BerthDesktopInstaller:
 *
 * Gives a machine a desktop that was made without one: the same script that a first boot
 * runs, as a unit of the machine's systemd. It goes on there when nobody looks; another
 * installer that is run looks at the same installation, or goes on where one was stopped.
 *
 * ::log is emitted with each part of what the machine writes down.
 */
struct _BerthDesktopInstaller {
  GObject parent_instance;
  BerthSshSession *session;
  BerthClock *clock;
  char *root;
  GCancellable *cancellable;
  char *stage;
  double fraction;
  gsize log_offset; /* how much of the machine's log is known */
  gboolean has_more_log;
  gboolean is_begun;
  gboolean is_stopped;
};

enum { PROP_0, PROP_STAGE, PROP_FRACTION, N_PROPS };
enum { LOG, N_SIGNALS };

static GParamSpec *pspecs[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BerthDesktopInstaller, berth_desktop_installer, G_TYPE_OBJECT)

static void
set_stage (BerthDesktopInstaller *self, const char *stage, double fraction)
{
  if (g_set_str (&self->stage, stage))
    g_object_notify_by_pspec (G_OBJECT (self), pspecs[PROP_STAGE]);
  if (fraction == self->fraction)
    return;
  self->fraction = fraction;
  g_object_notify_by_pspec (G_OBJECT (self), pspecs[PROP_FRACTION]);
}

static BerthSshResult *
await_script (BerthDesktopInstaller *self,
              const char *format,
              GBytes *input,
              GError **error)
{
  g_autofree char *script = berth_desktop_script_print (format, self->root);
  g_autoptr (GString) filled = g_string_new (script);
  g_autofree char *offset = g_strdup_printf ("%" G_GSIZE_FORMAT, self->log_offset + 1);

  g_string_replace (filled, "%2$s", offset, 0);
  return berth_desktop_script_await (self->session, filled->str, input, self->cancellable,
                                     error);
}

static gboolean
check (BerthDesktopInstaller *self, GError **error)
{
  g_autoptr (BerthSshResult) result = await_script (self, CHECK_SCRIPT, NULL, error);

  if (result == NULL)
    return FALSE;
  switch (berth_ssh_result_get_status (result)) {
  case 0:
    return TRUE;
  case EXIT_NO_ROOT:
    berth_desktop_script_set_error (
      error, result,
      _ ("The machine's user may not install software: sudo asks for a password."));
    return FALSE;
  case EXIT_NO_SPACE:
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                         _ ("The desktop needs 3 GB on the machine's disk while it is "
                            "installed, and there is less."));
    return FALSE;
  case EXIT_OTHER_SYSTEM:
  default:
    berth_desktop_script_set_error (
      error, result,
      _ ("Berth can install a desktop on Ubuntu, Debian and NVIDIA’s image. How software "
         "is installed on this machine is not known."));
    return FALSE;
  }
}

static gboolean
begin (BerthDesktopInstaller *self, GError **error)
{
  BerthSshTarget *target = berth_ssh_session_get_target (self->session);
  char *script
    = berth_desktop_install_print (self->root, berth_ssh_target_get_user (target));
  g_autoptr (GBytes) input = g_bytes_new_take (script, strlen (script));
  g_autoptr (BerthSshResult) result = NULL;

  self->is_begun = TRUE;
  result = await_script (self, BEGIN_SCRIPT, input, error);
  if (result != NULL && berth_ssh_result_get_status (result) != 0)
    berth_desktop_script_set_error (error, result,
                                    _ ("The installation cannot be started."));
  return result != NULL && berth_ssh_result_get_status (result) == 0;
}

static void
take_log (BerthDesktopInstaller *self, const char *text, gsize length)
{
  g_autofree char *clean = NULL;

  self->has_more_log = length == LOG_MAX;
  if (length == 0)
    return;
  self->log_offset += length;
  clean = berth_desktop_log_clean (text, length);
  g_signal_emit (self, signals[LOG], 0, clean);
}

static gboolean
fail (const char *reason, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                       reason != NULL ? reason
                                      : _ ("The installation ended before it was done."));
  return FALSE;
}

/* What systemd says stands before what the script says. */
static gboolean
take_report (BerthDesktopInstaller *self,
             const char *report,
             gboolean *is_done,
             GError **error)
{
  g_autofree char *marked = g_strconcat (BERTH_FIRST_BOOT_MARK "\n", report, NULL);
  g_autofree char *detail = NULL;
  BerthFirstBootState state = berth_first_boot_parse (marked, strlen (marked), &detail);

  *is_done = state == BERTH_FIRST_BOOT_DONE;
  if (*is_done)
    set_stage (self, _ ("Opening the desktop"), 1);
  else if (state == BERTH_FIRST_BOOT_FAILED || !g_str_has_prefix (report, "activ"))
    return fail (state == BERTH_FIRST_BOOT_FAILED ? detail : NULL, error);
  else
    set_stage (self, detail, berth_first_boot_find_fraction (report));
  return TRUE;
}

static gboolean
look (BerthDesktopInstaller *self, gboolean *is_done, GError **error)
{
  g_autoptr (BerthSshResult) result = await_script (self, LOOK_SCRIPT, NULL, error);
  g_autofree char *report = NULL;
  const char *text;
  const char *mark;
  gsize length;

  if (result == NULL)
    return FALSE;
  text = g_bytes_get_data (berth_ssh_result_get_output (result), &length);
  mark = text != NULL ? g_strstr_len (text, (gssize) length, LOG_MARK) : NULL;
  if (mark == NULL)
    return fail (NULL, error);
  report = g_strndup (text, (gsize) (mark - text));
  mark += strlen (LOG_MARK);
  take_log (self, mark, (gsize) (text + length - mark));
  return take_report (self, report, is_done, error);
}

static gboolean
watch (BerthDesktopInstaller *self, GError **error)
{
  gboolean is_done = FALSE;

  for (;;) {
    if (!look (self, &is_done, error))
      return FALSE;
    if (is_done)
      return TRUE;
    if (!self->has_more_log
        && !dex_await (berth_clock_wait (self->clock, POLL_USEC, self->cancellable),
                       error))
      return FALSE;
  }
}

static gboolean
install (BerthDesktopInstaller *self, GError **error)
{
  set_stage (self, _ ("Connecting to the machine…"), 0);
  if (!dex_await (berth_ssh_session_connect (self->session, self->cancellable), error))
    return FALSE;
  set_stage (self, _ ("Looking at the machine…"), 0);
  return check (self, error) && begin (self, error) && watch (self, error);
}

static void
await_stop (BerthDesktopInstaller *self)
{
  g_autoptr (BerthSshResult) result = NULL;

  g_clear_object (&self->cancellable);
  set_stage (self, _ ("Stopping the installation…"), self->fraction);
  result = await_script (self, STOP_SCRIPT, NULL, NULL);
}

static DexFuture *
run_fiber (gpointer data)
{
  BerthDesktopInstaller *self = data;
  g_autoptr (GError) error = NULL;
  const gboolean is_done = install (self, &error);

  if (self->is_stopped && self->is_begun && !is_done)
    await_stop (self);
  dex_await (berth_ssh_session_close (self->session), NULL);
  if (!is_done)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

static void
berth_desktop_installer_get_property (GObject *object,
                                      guint id,
                                      GValue *value,
                                      GParamSpec *pspec)
{
  BerthDesktopInstaller *self = BERTH_DESKTOP_INSTALLER (object);

  switch (id) {
  case PROP_STAGE:
    g_value_set_string (value, self->stage);
    break;
  case PROP_FRACTION:
    g_value_set_double (value, self->fraction);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_desktop_installer_finalize (GObject *object)
{
  BerthDesktopInstaller *self = BERTH_DESKTOP_INSTALLER (object);

  dex_future_disown (berth_ssh_session_close (self->session));
  g_clear_object (&self->session);
  g_clear_object (&self->clock);
  g_clear_object (&self->cancellable);
  g_free (self->root);
  g_free (self->stage);
  G_OBJECT_CLASS (berth_desktop_installer_parent_class)->finalize (object);
}

static void
berth_desktop_installer_class_init (BerthDesktopInstallerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags
    = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = berth_desktop_installer_get_property;
  object_class->finalize = berth_desktop_installer_finalize;

  /**
   * BerthDesktopInstaller:stage: (nullable)
   *
   * What is being done, for people.
   */
  pspecs[PROP_STAGE] = g_param_spec_string ("stage", NULL, NULL, NULL, flags);
  /**
   * BerthDesktopInstaller:fraction:
   *
   * How many of the steps are done, from 0 to 1.
   */
  pspecs[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, pspecs);

  /**
   * BerthDesktopInstaller::log:
   * @text: what the machine has written down since
   */
  signals[LOG] = g_signal_new ("log", BERTH_TYPE_DESKTOP_INSTALLER, G_SIGNAL_RUN_LAST, 0,
                               NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
berth_desktop_installer_init (BerthDesktopInstaller *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * berth_desktop_installer_new:
 * @session: not connected yet; with the functions that ask set
 * @clock: by which it looks how far the installation is
 * @root: what stands before the machine's files; "" on a real one
 *
 * Returns: (transfer full): what installs a desktop over @session, once
 */
BerthDesktopInstaller *
berth_desktop_installer_new (BerthSshSession *session,
                             BerthClock *clock,
                             const char *root)
{
  BerthDesktopInstaller *self;

  g_return_val_if_fail (BERTH_IS_SSH_SESSION (session), NULL);
  g_return_val_if_fail (BERTH_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (root != NULL, NULL);

  self = g_object_new (BERTH_TYPE_DESKTOP_INSTALLER, NULL);
  self->session = g_object_ref (session);
  self->clock = g_object_ref (clock);
  self->root = g_strdup (root);
  return self;
}

/**
 * berth_desktop_installer_run:
 *
 * Begins the installation, or goes on with it, and looks on until it has ended.
 *
 * Returns: (transfer full): a future that resolves to %TRUE once there is a desktop, or
 *   rejects with %G_IO_ERROR_CANCELLED after berth_desktop_installer_stop() or
 *   berth_desktop_installer_leave(), %G_IO_ERROR_NO_SPACE where the disk is too full,
 *   %G_IO_ERROR_FAILED with what the machine says, or what berth_ssh_session_connect()
 *   rejects with
 */
DexFuture *
berth_desktop_installer_run (BerthDesktopInstaller *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_INSTALLER (self), NULL);

  return berth_future_spawn (run_fiber, g_object_ref (self), g_object_unref);
}

/**
 * berth_desktop_installer_stop:
 *
 * Ends the installation in the machine. What is installed stays, and another one goes on
 * from there.
 */
void
berth_desktop_installer_stop (BerthDesktopInstaller *self)
{
  g_return_if_fail (BERTH_IS_DESKTOP_INSTALLER (self));

  self->is_stopped = TRUE;
  g_cancellable_cancel (self->cancellable);
}

/**
 * berth_desktop_installer_leave:
 *
 * Looks no longer on; the machine goes on by itself.
 */
void
berth_desktop_installer_leave (BerthDesktopInstaller *self)
{
  g_return_if_fail (BERTH_IS_DESKTOP_INSTALLER (self));

  g_cancellable_cancel (self->cancellable);
}

const char *
berth_desktop_installer_get_stage (BerthDesktopInstaller *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_INSTALLER (self), NULL);

  return self->stage;
}

double
berth_desktop_installer_get_fraction (BerthDesktopInstaller *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_INSTALLER (self), 0);

  return self->fraction;
}
