/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-door.h"

#include "berth-config.h"
#include "berth-desktop-server.h"
#include "berth-future.h"
#include "berth-remote-error.h"
#include "berth-ssh-result.h"

#include <glib/gi18n.h>
#include <string.h>

#define SETTINGS_PATH "/etc/xrdp/xrdp.ini"
#define EXIT_MISSING 44
/* A person reads this; a machine may say anything. */
#define REASON_LETTERS_MAX 200

/* Starts the server where it only rests, since a person who asks for the desktop wants it
 * to run; but never one that would listen to the network. Then shows its settings. */
#define LOOK_SCRIPT                                                                      \
  "[ -e %1$s ] || exit 44; "                                                             \
  "if [ -d /run/systemd/system ] && ! systemctl is-active --quiet xrdp "                 \
  "&& grep -Eq '^port=tcp6?://([.]|127[.]|localhost)' %1$s; then "                       \
  "sudo -n systemctl start xrdp >/dev/null 2>&1; fi; "                                   \
  "cat %1$s 2>/dev/null || sudo -n cat %1$s"
#define READ_SCRIPT "cat %1$s 2>/dev/null || sudo -n cat %1$s"
/* The password is read from standard input, so that no list of processes shows it. */
#define PASSWORD_SCRIPT                                                                  \
  "if [ -x \"$(command -v sudo)\" ]; then sudo -n chpasswd; else chpasswd; fi"

/**
 * BerthDesktopDoor:
 *
 * The way to a machine's desktop through SSH. The server's place and its certificate are
 * read over the connection whose host key is pinned, so that nobody has to be asked; the
 * user gets a random password the same way; and the desktop's bytes travel in the same
 * connection, so that no port is opened anywhere.
 */
struct _BerthDesktopDoor {
  GObject parent_instance;
  BerthSshTarget *target;
  BerthDesktopPasswords *passwords;
  BerthSshSession *session;
  char *settings_path;
  BerthDesktopStep step;
  BerthDesktopServer *server;
  char *fingerprint;
  char *password;
  gboolean is_password_kept;
};

enum { PROP_0, PROP_STEP, N_PROPS };

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (BerthDesktopDoor, berth_desktop_door, G_TYPE_OBJECT)

typedef struct {
  BerthDesktopDoor *door;
  GCancellable *cancellable;
} Visit;

static void
visit_free (gpointer data)
{
  Visit *visit = data;

  g_object_unref (visit->door);
  g_clear_object (&visit->cancellable);
  g_free (visit);
}

static void
set_step (BerthDesktopDoor *self, BerthDesktopStep step)
{
  if (self->step == step)
    return;
  self->step = step;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STEP]);
}

static char *
dup_text (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return g_utf8_make_valid (data != NULL ? data : "", (gssize) size);
}

/* What the machine says for itself: the first line tells most. */
static char *
dup_reason (BerthSshResult *result)
{
  g_autofree char *errors = dup_text (berth_ssh_result_get_errors (result));
  char *end = strchr (g_strstrip (errors), '\n');

  if (end != NULL)
    *end = '\0';
  if (g_utf8_strlen (errors, -1) <= REASON_LETTERS_MAX)
    return g_steal_pointer (&errors);
  *g_utf8_offset_to_pointer (errors, REASON_LETTERS_MAX) = '\0';
  return g_strconcat (errors, "…", NULL);
}

static void
set_script_error (GError **error, BerthSshResult *result, const char *sentence)
{
  g_autofree char *reason = dup_reason (result);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s%s%s", sentence,
               *reason != '\0' ? "\n\n" : "", reason);
}

static BerthSshResult *
await_script (Visit *visit, const char *script, GBytes *input, GError **error)
{
  return dex_await_object (
    berth_ssh_session_execute (visit->door->session, script, input, visit->cancellable),
    error);
}

static char *
make_script (const char *format, const char *path)
{
  g_autofree char *quoted = g_shell_quote (path);
  g_auto (GStrv) parts = g_strsplit (format, "%1$s", -1);

  return g_strjoinv (quoted, parts);
}

static gboolean
look (Visit *visit, GError **error)
{
  BerthDesktopDoor *self = visit->door;
  g_autofree char *script = make_script (LOOK_SCRIPT, self->settings_path);
  g_autoptr (BerthSshResult) result = await_script (visit, script, NULL, error);
  g_autofree char *settings = NULL;

  if (result == NULL)
    return FALSE;
  if (berth_ssh_result_get_status (result) == EXIT_MISSING) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                         _ ("No desktop is installed on this machine."));
    return FALSE;
  }
  if (berth_ssh_result_get_status (result) != 0) {
    set_script_error (error, result,
                      _ ("The settings of the machine's desktop server cannot be read."));
    return FALSE;
  }
  settings = dup_text (berth_ssh_result_get_output (result));
  g_clear_object (&self->server);
  self->server = berth_desktop_server_new_from_settings (settings, error);
  return self->server != NULL;
}

static gboolean
read_certificate (Visit *visit, GError **error)
{
  BerthDesktopDoor *self = visit->door;
  g_autofree char *script
    = make_script (READ_SCRIPT, berth_desktop_server_get_certificate_path (self->server));
  g_autoptr (BerthSshResult) result = await_script (visit, script, NULL, error);
  g_autofree char *pem = NULL;

  if (result == NULL)
    return FALSE;
  if (berth_ssh_result_get_status (result) != 0) {
    set_script_error (
      error, result,
      _ ("The certificate of the machine's desktop server cannot be read."));
    return FALSE;
  }
  pem = dup_text (berth_ssh_result_get_output (result));
  g_free (self->fingerprint);
  self->fingerprint = berth_desktop_server_find_fingerprint (pem, error);
  return self->fingerprint != NULL;
}

static gboolean
find_password (Visit *visit, GError **error)
{
  BerthDesktopDoor *self = visit->door;

  if (self->password != NULL)
    return TRUE;
  self->password = dex_await_string (
    berth_desktop_passwords_find (
      self->passwords, berth_ssh_target_get_host_id (self->target), visit->cancellable),
    NULL);
  if (self->password == NULL)
    self->password = berth_desktop_passwords_make ();
  if (self->password == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                         _ ("This computer gives no random numbers."));
  return self->password != NULL;
}

static void
free_secret (gpointer data)
{
  char *secret = data;

  explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

/* Also one that is known: the machine may have been built anew meanwhile. */
static gboolean
set_password (Visit *visit, GError **error)
{
  BerthDesktopDoor *self = visit->door;
  char *line = g_strdup_printf ("%s:%s\n", berth_ssh_target_get_user (self->target),
                                self->password);
  g_autoptr (GBytes) input
    = g_bytes_new_with_free_func (line, strlen (line), free_secret, line);
  g_autoptr (BerthSshResult) result = await_script (visit, PASSWORD_SCRIPT, input, error);

  if (result != NULL && berth_ssh_result_get_status (result) != 0) {
    set_script_error (error, result,
                      _ ("The machine does not let its user be given a password."));
    return FALSE;
  }
  return result != NULL;
}

static void
keep_password (Visit *visit)
{
  BerthDesktopDoor *self = visit->door;
  g_autofree char *label
    /* Translators: the first %s is a user, the second an address */
    = g_strdup_printf (_ ("Desktop of %s on %s"),
                       berth_ssh_target_get_user (self->target),
                       berth_ssh_target_get_address (self->target));

  self->is_password_kept
    = dex_await_boolean (berth_desktop_passwords_keep (
                           self->passwords, berth_ssh_target_get_host_id (self->target),
                           label, self->password, visit->cancellable),
                         NULL);
}

static DexFuture *
open_fiber (gpointer data)
{
  Visit *visit = data;
  BerthDesktopDoor *self = visit->door;
  g_autoptr (GError) error = NULL;

  set_step (self, BERTH_DESKTOP_STEP_SSH);
  if (!dex_await (berth_ssh_session_connect (self->session, visit->cancellable), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  set_step (self, BERTH_DESKTOP_STEP_LOOK);
  if (!look (visit, &error) || !read_certificate (visit, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  set_step (self, BERTH_DESKTOP_STEP_PASSWORD);
  if (!find_password (visit, &error) || !set_password (visit, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  keep_password (visit);
  set_step (self, BERTH_DESKTOP_STEP_DESKTOP);
  return dex_future_new_true ();
}

static void
berth_desktop_door_get_property (GObject *object,
                                 guint id,
                                 GValue *value,
                                 GParamSpec *pspec)
{
  switch (id) {
  case PROP_STEP:
    g_value_set_int (value, (int) BERTH_DESKTOP_DOOR (object)->step);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_desktop_door_finalize (GObject *object)
{
  BerthDesktopDoor *self = BERTH_DESKTOP_DOOR (object);

  dex_future_disown (berth_ssh_session_close (self->session));
  g_clear_object (&self->session);
  g_clear_object (&self->target);
  g_clear_object (&self->passwords);
  g_clear_object (&self->server);
  g_free (self->settings_path);
  g_free (self->fingerprint);
  if (self->password != NULL)
    explicit_bzero (self->password, strlen (self->password));
  g_free (self->password);
  G_OBJECT_CLASS (berth_desktop_door_parent_class)->finalize (object);
}

static void
berth_desktop_door_class_init (BerthDesktopDoorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = berth_desktop_door_get_property;
  object_class->finalize = berth_desktop_door_finalize;

  /**
   * BerthDesktopDoor:step:
   *
   * What is being done, a #BerthDesktopStep.
   */
  props[PROP_STEP] = g_param_spec_int ("step", NULL, NULL, BERTH_DESKTOP_STEP_SSH,
                                       BERTH_DESKTOP_STEP_DESKTOP, BERTH_DESKTOP_STEP_SSH,
                                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                         | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
berth_desktop_door_init (BerthDesktopDoor *self)
{
  self->settings_path = g_strdup (SETTINGS_PATH);
}

/**
 * berth_desktop_door_new:
 * @target: the machine
 * @host_keys: what is known about hosts
 * @passwords: where the desktop's password is kept
 *
 * Returns: (transfer full): a door that is closed
 */
BerthDesktopDoor *
berth_desktop_door_new (BerthSshTarget *target,
                        BerthHostKeys *host_keys,
                        BerthDesktopPasswords *passwords)
{
  BerthDesktopDoor *self;

  g_return_val_if_fail (BERTH_IS_SSH_TARGET (target), NULL);
  g_return_val_if_fail (BERTH_IS_DESKTOP_PASSWORDS (passwords), NULL);

  self = g_object_new (BERTH_TYPE_DESKTOP_DOOR, NULL);
  self->target = g_object_ref (target);
  self->passwords = g_object_ref (passwords);
  self->session = berth_ssh_session_new (target, host_keys);
  return self;
}

/**
 * berth_desktop_door_set_settings_path:
 * @path: where the machine has the settings of its xrdp, if not where Debian has them
 */
void
berth_desktop_door_set_settings_path (BerthDesktopDoor *self, const char *path)
{
  g_return_if_fail (BERTH_IS_DESKTOP_DOOR (self));
  g_return_if_fail (path != NULL);

  g_set_str (&self->settings_path, path);
}

/**
 * berth_desktop_door_set_trust_func:
 * @func: (scope notified): asked about a host that nothing is known about
 */
void
berth_desktop_door_set_trust_func (BerthDesktopDoor *self,
                                   BerthSshTrustFunc func,
                                   gpointer user_data,
                                   GDestroyNotify destroy)
{
  g_return_if_fail (BERTH_IS_DESKTOP_DOOR (self));

  berth_ssh_session_set_trust_func (self->session, func, user_data, destroy);
}

/**
 * berth_desktop_door_set_passphrase_func:
 * @func: (scope notified): asked for the passphrase of a private key
 */
void
berth_desktop_door_set_passphrase_func (BerthDesktopDoor *self,
                                        BerthSshPassphraseFunc func,
                                        gpointer user_data,
                                        GDestroyNotify destroy)
{
  g_return_if_fail (BERTH_IS_DESKTOP_DOOR (self));

  berth_ssh_session_set_passphrase_func (self->session, func, user_data, destroy);
}

/**
 * berth_desktop_door_open:
 * @cancellable: (nullable): gives up
 *
 * Connects, finds the desktop's server, and sets the password. Once only: another try
 * takes another door.
 *
 * Returns: (transfer full): a future that resolves to %TRUE, or rejects with
 *   %G_IO_ERROR_NOT_FOUND where no desktop is installed, %G_IO_ERROR_NOT_SUPPORTED where
 *   it is set up in a way that does not lead there, %G_IO_ERROR_FAILED where the machine
 *   refuses, or what berth_ssh_session_connect() rejects with
 */
DexFuture *
berth_desktop_door_open (BerthDesktopDoor *self, GCancellable *cancellable)
{
  Visit *visit;

  g_return_val_if_fail (BERTH_IS_DESKTOP_DOOR (self), NULL);

  visit = g_new0 (Visit, 1);
  visit->door = g_object_ref (self);
  visit->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return berth_future_spawn (open_fiber, visit, visit_free);
}

/**
 * berth_desktop_door_dial:
 * @host: as the machine sees it
 * @port: likewise
 *
 * Returns: (transfer full): a future that resolves to a file descriptor whose bytes the
 *   SSH connection carries to @host, or rejects with what berth_ssh_session_open_tunnel()
 *   does
 */
DexFuture *
berth_desktop_door_dial (BerthDesktopDoor *self, const char *host, guint16 port)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_DOOR (self), NULL);

  return berth_ssh_session_open_tunnel (self->session, host, port, NULL);
}

/**
 * berth_desktop_door_close:
 *
 * Returns: (transfer full): a future that resolves once the SSH connection has ended
 */
DexFuture *
berth_desktop_door_close (BerthDesktopDoor *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_DOOR (self), NULL);

  return berth_ssh_session_close (self->session);
}

BerthDesktopStep
berth_desktop_door_get_step (BerthDesktopDoor *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_DOOR (self), BERTH_DESKTOP_STEP_SSH);

  return self->step;
}

BerthSshTarget *
berth_desktop_door_get_target (BerthDesktopDoor *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_DOOR (self), NULL);

  return self->target;
}

/**
 * berth_desktop_door_get_host:
 *
 * Returns: (nullable): where the desktop's server listens, as the machine sees it
 */
const char *
berth_desktop_door_get_host (BerthDesktopDoor *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_DOOR (self), NULL);

  return self->server != NULL ? berth_desktop_server_get_host (self->server) : NULL;
}

guint16
berth_desktop_door_get_port (BerthDesktopDoor *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_DOOR (self), 0);

  return self->server != NULL ? berth_desktop_server_get_port (self->server) : 0;
}

/**
 * berth_desktop_door_get_fingerprint:
 *
 * Returns: (nullable): the SHA-256 of the certificate that the server must show
 */
const char *
berth_desktop_door_get_fingerprint (BerthDesktopDoor *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_DOOR (self), NULL);

  return self->fingerprint;
}

/**
 * berth_desktop_door_get_password:
 *
 * Returns: (nullable): what the user signs in with, once that is set
 */
const char *
berth_desktop_door_get_password (BerthDesktopDoor *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_DOOR (self), NULL);

  return self->password;
}

/**
 * berth_desktop_door_is_password_kept:
 *
 * Returns: whether the keyring has the password; else Berth forgets it when it ends
 */
gboolean
berth_desktop_door_is_password_kept (BerthDesktopDoor *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_DOOR (self), FALSE);

  return self->is_password_kept;
}
