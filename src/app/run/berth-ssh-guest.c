/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-ssh-guest.h"

#include "berth-config.h"
#include "berth-future.h"
#include "berth-host-keys.h"
#include "berth-machine-console.h"
#include "berth-remote-error.h"
#include "berth-ssh-result.h"
#include "berth-ssh-session.h"
#include "berth-ssh-target.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

/**
 * BerthSshGuest:
 *
 * The inside of a machine over SSH: waits until sshd lets the user in and until
 * cloud-init is done. Before the first connection the host key is read from the serial
 * log, which only the cloud can show, and pinned.
 */
struct _BerthSshGuest {
  GObject parent_instance;

  BerthAccount *account;
};

/* A machine that does not come up in this time has a fault that waiting does not mend. */
#define PATIENCE_USEC (15 * G_TIME_SPAN_MINUTE)
/* Not each image writes its host key into the serial log. */
#define LOG_PATIENCE_USEC (3 * G_TIME_SPAN_MINUTE)
#define PAUSE_USEC (2 * G_USEC_PER_SEC)
#define DEFAULT_PORT 22

typedef struct {
  BerthSshGuest *self;
  BerthMachine *machine;
  char *address;
  char *key_path;
  BerthGuestProgressFunc progress;
  gpointer user_data;
  GCancellable *cancellable;
} Visit;

static void
visit_free (gpointer data)
{
  Visit *visit = data;

  g_object_unref (visit->self);
  g_object_unref (visit->machine);
  g_free (visit->address);
  g_free (visit->key_path);
  g_clear_object (&visit->cancellable);
  g_free (visit);
}

static Visit *
visit_new (BerthGuest *guest,
           BerthMachine *machine,
           const char *address,
           const char *key_path,
           GCancellable *cancellable)
{
  Visit *visit = g_new0 (Visit, 1);

  visit->self = g_object_ref (BERTH_SSH_GUEST (guest));
  visit->machine = g_object_ref (machine);
  visit->address = g_strdup (address);
  visit->key_path = g_strdup (key_path);
  g_set_object (&visit->cancellable, cancellable);
  return visit;
}

static guint16
find_port (BerthMachine *machine)
{
  const char *tag = berth_machine_get_tag (machine, "berth-ssh-port");
  guint64 port = DEFAULT_PORT;

  if (tag != NULL)
    g_ascii_string_to_unsigned (tag, 10, 1, G_MAXUINT16, &port, NULL);
  return (guint16) port;
}

static GStrv
read_fingerprints (Visit *visit)
{
  g_autofree char *log
    = dex_await_string (berth_machines_get_boot_log (
                          berth_account_get_client (visit->self->account),
                          berth_machine_get_id (visit->machine), visit->cancellable),
                        NULL);

  return log != NULL ? berth_host_keys_parse_boot_log (log, -1) : NULL;
}

static BerthSshSession *
connect_session (Visit *visit, GError **error)
{
  g_auto (GStrv) fingerprints = read_fingerprints (visit);
  g_autoptr (BerthSshTarget) target = berth_ssh_target_new (
    visit->address, find_port (visit->machine),
    berth_machine_get_admin_user (visit->machine), visit->key_path,
    berth_machine_get_id (visit->machine), (const char *const *) fingerprints);
  g_autoptr (BerthSshSession) session
    = berth_ssh_session_new (target, berth_account_get_host_keys (visit->self->account));

  if (!dex_await (berth_ssh_session_connect (session, visit->cancellable), error))
    return NULL;
  return g_steal_pointer (&session);
}

/* What only the person can answer, in the terminal: an encrypted key's passphrase,
 * whether an unknown host is the right one. */
static gboolean
needs_person (const GError *error, gint64 waited)
{
  if (g_error_matches (error, BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_KEY_UNUSABLE))
    return TRUE;
  return g_error_matches (error, BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_HOST_KEY_UNKNOWN)
         && waited >= LOG_PATIENCE_USEC;
}

/* While a machine comes up, sshd is not there yet, and the user neither. */
static gboolean
may_pass (const GError *error, gint64 waited)
{
  return error->domain == BERTH_REMOTE_ERROR && waited < PATIENCE_USEC
         && error->code != BERTH_REMOTE_ERROR_HOST_KEY_CHANGED;
}

static DexFuture *
ssh_fiber (gpointer data)
{
  Visit *visit = data;
  BerthClock *clock = berth_account_get_clock (visit->self->account);
  const gint64 began = berth_clock_get_now (clock);

  for (;;) {
    g_autoptr (GError) error = NULL;
    g_autoptr (BerthSshSession) session = connect_session (visit, &error);
    const gint64 waited = berth_clock_get_now (clock) - began;

    if (session != NULL) {
      dex_await (berth_ssh_session_close (session), NULL);
      return dex_future_new_true ();
    }
    if (needs_person (error, waited))
      return dex_future_new_true ();
    if (!may_pass (error, waited))
      return berth_future_reject (g_steal_pointer (&error));
    g_clear_error (&error);
    if (!dex_await (berth_clock_wait (clock, PAUSE_USEC, visit->cancellable), &error))
      return berth_future_reject (g_steal_pointer (&error));
  }
}

/* What cloud-init says of itself; an image without it has nothing to wait for. */
static char *
read_status (Visit *visit, BerthSshSession *session, GError **error)
{
  static const char command[]
    = "command -v cloud-init >/dev/null || { echo '{\"status\": \"done\"}'; exit 0; }; "
      "cloud-init status --format json 2>/dev/null || true";
  g_autoptr (BerthSshResult) result = dex_await_object (
    berth_ssh_session_execute (session, command, NULL, visit->cancellable), error);
  GBytes *output = result != NULL ? berth_ssh_result_get_output (result) : NULL;
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;

  if (output == NULL)
    return NULL;
  text = g_strndup (g_bytes_get_data (output, NULL), g_bytes_get_size (output));
  node = json_from_string (text, NULL);
  object
    = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  return g_strdup (
    object != NULL ? json_object_get_string_member_with_default (object, "status", "done")
                   : "done");
}

static gboolean
is_under_way (const char *status)
{
  return g_str_equal (status, "running") || g_str_equal (status, "not started")
         || g_str_equal (status, "not run");
}

static gboolean
follow_boot (Visit *visit, BerthSshSession *session, GError **error)
{
  BerthClock *clock = berth_account_get_clock (visit->self->account);
  const gint64 end = berth_clock_get_now (clock) + PATIENCE_USEC;

  for (;;) {
    g_autofree char *status = read_status (visit, session, error);

    if (status == NULL)
      return FALSE;
    if (g_str_equal (status, "error")) {
      visit->progress (_ ("cloud-init reports an error; the serial log has it."),
                       visit->user_data);
      return TRUE;
    }
    if (!is_under_way (status) || berth_clock_get_now (clock) >= end) {
      visit->progress (_ ("cloud-init is done."), visit->user_data);
      return TRUE;
    }
    visit->progress (_ ("cloud-init is at work."), visit->user_data);
    if (!dex_await (berth_clock_wait (clock, PAUSE_USEC, visit->cancellable), error))
      return FALSE;
  }
}

static DexFuture *
boot_fiber (gpointer data)
{
  Visit *visit = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BerthSshSession) session = connect_session (visit, &error);
  gboolean followed;

  if (session == NULL && needs_person (error, LOG_PATIENCE_USEC)) {
    visit->progress (_ ("The terminal will ask before it enters."), visit->user_data);
    return dex_future_new_true ();
  }
  if (session == NULL)
    return berth_future_reject (g_steal_pointer (&error));
  followed = follow_boot (visit, session, &error);
  dex_await (berth_ssh_session_close (session), NULL);
  if (!followed)
    return berth_future_reject (g_steal_pointer (&error));
  return dex_future_new_true ();
}

static DexFuture *
wait_for_ssh (BerthGuest *guest,
              BerthMachine *machine,
              const char *address,
              const char *key_path,
              GCancellable *cancellable)
{
  return berth_future_spawn (
    ssh_fiber, visit_new (guest, machine, address, key_path, cancellable), visit_free);
}

static DexFuture *
wait_for_first_boot (BerthGuest *guest,
                     BerthMachine *machine,
                     const char *address,
                     const char *key_path,
                     BerthGuestProgressFunc progress,
                     gpointer user_data,
                     GCancellable *cancellable)
{
  Visit *visit = visit_new (guest, machine, address, key_path, cancellable);

  visit->progress = progress;
  visit->user_data = user_data;
  return berth_future_spawn (boot_fiber, visit, visit_free);
}

static void
guest_iface_init (BerthGuestInterface *iface)
{
  iface->wait_for_ssh = wait_for_ssh;
  iface->wait_for_first_boot = wait_for_first_boot;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (BerthSshGuest,
                               berth_ssh_guest,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BERTH_TYPE_GUEST, guest_iface_init))

static void
berth_ssh_guest_finalize (GObject *object)
{
  g_clear_object (&BERTH_SSH_GUEST (object)->account);
  G_OBJECT_CLASS (berth_ssh_guest_parent_class)->finalize (object);
}

static void
berth_ssh_guest_class_init (BerthSshGuestClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_ssh_guest_finalize;
}

static void
berth_ssh_guest_init (BerthSshGuest *self)
{
}

/**
 * berth_ssh_guest_new:
 * @account: whose serial logs are read and where host keys are pinned
 *
 * Returns: (transfer full): the way into the machines of @account
 */
BerthSshGuest *
berth_ssh_guest_new (BerthAccount *account)
{
  BerthSshGuest *self = g_object_new (BERTH_TYPE_SSH_GUEST, NULL);

  self->account = g_object_ref (account);
  return self;
}
