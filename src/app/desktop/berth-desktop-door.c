/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-door.h"

#include "berth-config.h"
#include "berth-desktop-account.h"
#include "berth-desktop-script.h"
#include "berth-desktop-server.h"
#include "berth-future.h"
#include "berth-remote-func.h"

#include <glib/gi18n.h>
#include <string.h>

#define EXIT_MISSING 44

/* Whether each place that xrdp.ini names is on loopback. */
#define IS_PRIVATE_PROGRAM                                                               \
  "{ line = tolower ($0) } "                                                             \
  "line ~ /^[[]/ { here = line ~ /^[[]globals[]]/ } "                                    \
  "here && line ~ /^[ \\t]*port[ \\t]*=/ { n++; "                                        \
  "sub (/^[^=]*=[ \\t]*/, \"\", line); sub (/[ \\t]*$/, \"\", line); "                   \
  "if (line !~ /^tcp6?:[/][/]([.]|127[.][0-9]+[.][0-9]+[.][0-9]+|[{]::1[}]):[0-9]+$/) "  \
  "bad = 1 } "                                                                           \
  "END { exit n == 0 || bad }"

/* Starts the server where it only rests, since a person who asks for the desktop wants it
 * to run; but never one that would listen to the network. Then shows its settings. */
#define LOOK_SCRIPT                                                                      \
  BERTH_DESKTOP_SCRIPT_AS_ROOT                                                           \
  "ini=%1$s" BERTH_DESKTOP_SERVER_SETTINGS "; "                                          \
  "[ -e \"$ini\" ] || exit 44; "                                                         \
  "if [ -d %1$s/run/systemd/system ] && ! systemctl is-active --quiet xrdp "             \
  "&& awk '" IS_PRIVATE_PROGRAM "' \"$ini\"; then "                                      \
  "as_root systemctl start xrdp >/dev/null 2>&1; fi; "                                   \
  "cat \"$ini\" 2>/dev/null || as_root cat \"$ini\""
#define READ_SCRIPT "cat %1$s 2>/dev/null || sudo -n cat %1$s"

/**
 * BerthDesktopDoor:
 *
 * The way to a machine's desktop through SSH. The server's place and its certificate are
 * read over the connection whose host key is pinned, so that nobody has to be asked; the
 * user gets a random password the same way, unless there is one that Berth did not set:
 * then the person is asked. The desktop's bytes travel in the same connection, so that no
 * port is opened anywhere.
 */
struct _BerthDesktopDoor {
  GObject parent_instance;
  BerthSshTarget *target;
  BerthDesktopPasswords *passwords;
  BerthSshSession *session;
  char *root;                    /* what stands before the machine's files */
  BerthRemoteFunc password_func; /* a BerthDesktopPasswordFunc */
  BerthDesktopStep step;
  BerthDesktopServer *server;
  char *fingerprint;
  char *password;
  gboolean is_ours;
  gboolean is_typed;
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

static BerthSshResult *
await_script (Visit *visit, const char *format, const char *path, GError **error)
{
  g_autofree char *script = berth_desktop_script_print (format, path);

  return berth_desktop_script_await (visit->door->session, script, NULL,
                                     visit->cancellable, error);
}

static gboolean
look (Visit *visit, GError **error)
{
  BerthDesktopDoor *self = visit->door;
  g_autoptr (BerthSshResult) result
    = await_script (visit, LOOK_SCRIPT, self->root, error);
  g_autofree char *settings = NULL;

  if (result == NULL)
    return FALSE;
  if (berth_ssh_result_get_status (result) == EXIT_MISSING) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                         _ ("No desktop is installed on this machine."));
    return FALSE;
  }
  if (berth_ssh_result_get_status (result) != 0) {
    berth_desktop_script_set_error (
      error, result, _ ("The settings of the machine's desktop server cannot be read."));
    return FALSE;
  }
  settings = berth_desktop_script_dup_output (result);
  g_clear_object (&self->server);
  self->server = berth_desktop_server_new_from_settings (settings, error);
  return self->server != NULL;
}

static gboolean
read_certificate (Visit *visit, GError **error)
{
  BerthDesktopDoor *self = visit->door;
  const char *path = berth_desktop_server_get_certificate_path (self->server);
  g_autoptr (BerthSshResult) result = await_script (visit, READ_SCRIPT, path, error);
  g_autofree char *pem = NULL;

  if (result == NULL)
    return FALSE;
  if (berth_ssh_result_get_status (result) != 0) {
    berth_desktop_script_set_error (
      error, result,
      _ ("The certificate of the machine's desktop server cannot be read."));
    return FALSE;
  }
  pem = berth_desktop_script_dup_output (result);
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

/* What the person types is used as it is; "" stands for a new one. */
static gboolean
ask_password (Visit *visit, GError **error)
{
  BerthDesktopDoor *self = visit->door;
  g_autofree char *typed = NULL;

  if (self->password_func.func == NULL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                         _ ("The account has a password that Berth did not set."));
    return FALSE;
  }
  typed = dex_await_string (
    ((BerthDesktopPasswordFunc) self->password_func.func) (self->password_func.data),
    error);
  if (typed == NULL)
    return FALSE;
  if (*typed != '\0') {
    self->is_typed = TRUE;
    self->password = g_steal_pointer (&typed);
  }
  return TRUE;
}

/* Where the machine does not say, one that Berth made has none but Berth's. */
static gboolean
must_ask (BerthDesktopDoor *self, BerthDesktopPassword state)
{
  return state == BERTH_DESKTOP_PASSWORD_OWN
         || (state == BERTH_DESKTOP_PASSWORD_UNKNOWN && !self->is_ours);
}

/* Also a password that is known is set: the machine may have been built anew meanwhile.
 */
static gboolean
arrange_password (Visit *visit, GError **error)
{
  BerthDesktopDoor *self = visit->door;
  g_autoptr (GError) failure = NULL;
  BerthDesktopPassword state = berth_desktop_account_await_state (
    self->session, self->root, visit->cancellable, &failure);

  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (must_ask (self, state) && !ask_password (visit, error))
    return FALSE;
  if (self->is_typed)
    return TRUE;
  if (!find_password (visit, error)
      || !berth_desktop_account_await_change (self->session, self->root, self->password,
                                              visit->cancellable, error))
    return FALSE;
  keep_password (visit);
  return TRUE;
}

/* Two desktops of one machine that open at once get the same password. */
static gboolean
arrange_password_in_turn (Visit *visit, GError **error)
{
  BerthDesktopDoor *self = visit->door;
  const char *machine = berth_ssh_target_get_host_id (self->target);
  gboolean is_arranged;

  if (!dex_await (
        berth_desktop_passwords_take_turn (self->passwords, machine, visit->cancellable),
        error))
    return FALSE;
  is_arranged = arrange_password (visit, error);
  berth_desktop_passwords_pass_on (self->passwords, machine);
  return is_arranged;
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
  if (!arrange_password_in_turn (visit, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
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
  berth_remote_func_clear (&self->password_func);
  g_free (self->root);
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
  self->root = g_strdup ("");
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
 * berth_desktop_door_set_root:
 * @root: what stands before the names of the machine's files, if not its own root
 */
void
berth_desktop_door_set_root (BerthDesktopDoor *self, const char *root)
{
  g_return_if_fail (BERTH_IS_DESKTOP_DOOR (self));
  g_return_if_fail (root != NULL);

  g_set_str (&self->root, root);
}

/**
 * berth_desktop_door_set_is_ours:
 * @is_ours: whether Berth made the machine, so that its account began without a password
 */
void
berth_desktop_door_set_is_ours (BerthDesktopDoor *self, gboolean is_ours)
{
  g_return_if_fail (BERTH_IS_DESKTOP_DOOR (self));

  self->is_ours = is_ours;
}

/**
 * berth_desktop_door_set_password_func:
 * @func: (scope notified): asked where the account has a password that Berth did not set;
 *   without it such a machine is refused
 */
void
berth_desktop_door_set_password_func (BerthDesktopDoor *self,
                                      BerthDesktopPasswordFunc func,
                                      gpointer user_data,
                                      GDestroyNotify destroy)
{
  g_return_if_fail (BERTH_IS_DESKTOP_DOOR (self));

  berth_remote_func_set (&self->password_func, G_CALLBACK (func), user_data, destroy);
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
 *   refuses, or what berth_ssh_session_connect() or the function that asks for the
 *   password rejects with
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
 * Returns: (nullable): what the user signs in with, once that is known
 */
const char *
berth_desktop_door_get_password (BerthDesktopDoor *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_DOOR (self), NULL);

  return self->password;
}

/**
 * berth_desktop_door_is_password_typed:
 *
 * Returns: whether the password is the person's own, who typed it
 */
gboolean
berth_desktop_door_is_password_typed (BerthDesktopDoor *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_DOOR (self), FALSE);

  return self->is_typed;
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
