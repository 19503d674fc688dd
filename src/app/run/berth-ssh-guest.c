/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-ssh-guest.h"
#include "berth-first-boot.h"
#include "berth-ssh-banner.h"

#include "berth-future.h"
#include "berth-machine-console.h"
#include "berth-remote-error.h"
#include "berth-ssh-key.h"
#include "berth-ssh-key-info.h"
#include "berth-ssh-result.h"
#include "berth-ssh-session.h"

#include <glib/gi18n.h>

#define TAG_PORT "berth-ssh-port"
#define TAG_UNREACHABLE "berth-unreachable-reason"

#define CONNECT_SECONDS 20
#define FIRST_PAUSE_USEC (2 * G_TIME_SPAN_SECOND)
#define LONGEST_PAUSE_USEC (15 * G_TIME_SPAN_SECOND)
/* Large images take some minutes until sshd runs and the user's key is in place. */
#define PATIENCE_USEC (15 * G_TIME_SPAN_MINUTE)
/* Not every image writes its host keys to the serial log; those that do have by then. */
#define LOG_PATIENCE_USEC (2 * G_TIME_SPAN_MINUTE)
#define BOOT_POLL_USEC (3 * G_TIME_SPAN_SECOND)
/* A first boot that installs drivers may take half an hour. */
#define BOOT_PATIENCE_USEC (G_TIME_SPAN_HOUR)

/**
 * BerthSshGuest:
 *
 * Looks into a machine over SSH, for a run that waits until it can be entered. It signs
 * in only to a host that shows the key which the machine itself wrote to its serial log.
 */
struct _BerthSshGuest {
  GObject parent_instance;
  BerthArmClient *client;
  BerthHostKeys *host_keys;
};

/* One wait, for SSH or for the first boot. */
typedef struct {
  BerthSshGuest *guest;
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

  g_object_unref (visit->guest);
  g_object_unref (visit->machine);
  g_free (visit->address);
  g_free (visit->key_path);
  g_clear_object (&visit->cancellable);
  g_free (visit);
}

static guint16
find_port (Visit *visit)
{
  const char *tag = berth_machine_get_tag (visit->machine, TAG_PORT);
  guint64 port;

  if (tag == NULL || !g_ascii_string_to_unsigned (tag, 10, 1, G_MAXUINT16, &port, NULL))
    return 22;
  return (guint16) port;
}

static BerthClock *
get_clock (Visit *visit)
{
  return berth_arm_client_get_clock (visit->guest->client);
}

static gint64
get_now (Visit *visit)
{
  return berth_clock_get_now (get_clock (visit));
}

/* Only the cloud can show the serial log: whoever sits on the network cannot forge it. A
 * machine that was built anew under the same id has new keys, which take the old ones'
 * place. */
static gboolean
await_pins (Visit *visit)
{
  const char *id = berth_machine_get_id (visit->machine);
  g_autofree char *log = dex_await_string (
    berth_machines_get_boot_log (visit->guest->client, id, visit->cancellable), NULL);
  g_auto (GStrv) keys = log != NULL ? berth_host_keys_parse_boot_log (log, -1) : NULL;

  return keys != NULL && keys[0] != NULL
         && dex_await (berth_host_keys_pin (visit->guest->host_keys, id,
                                            (const char *const *) keys,
                                            visit->cancellable),
                       NULL);
}

static BerthSshSession *
await_session (Visit *visit, GError **error)
{
  g_autoptr (BerthSshTarget) target = berth_ssh_target_new (
    visit->address, find_port (visit), berth_machine_get_admin_user (visit->machine),
    visit->key_path, berth_machine_get_id (visit->machine), NULL);
  g_autoptr (BerthSshSession) session
    = berth_ssh_session_new (target, visit->guest->host_keys);

  berth_ssh_session_set_connect_timeout (session, CONNECT_SECONDS);
  if (dex_await (berth_ssh_session_connect (session, visit->cancellable), error))
    return g_steal_pointer (&session);
  dex_await (berth_ssh_session_close (session), NULL);
  return NULL;
}

/* What a machine says that is still booting. sshd may run before the keys of the host and
 * of the user are in place. */
static gboolean
may_pass (const GError *error)
{
  return error->domain == BERTH_REMOTE_ERROR
         && error->code != BERTH_REMOTE_ERROR_KEY_UNUSABLE;
}

static gboolean
is_remote (const GError *error, BerthRemoteError code)
{
  return g_error_matches (error, BERTH_REMOTE_ERROR, (gint) code);
}

static gboolean
await_pause (Visit *visit, gint64 *pause, GError **error)
{
  gint64 now = *pause;

  *pause = MIN (*pause * 3 / 2, LONGEST_PAUSE_USEC);
  return dex_await (berth_clock_wait (get_clock (visit), now, visit->cancellable), error);
}

/* Whether to stop asking a machine that said @error after @waited. */
static gboolean
is_final (const GError *error, gint64 waited)
{
  if (is_remote (error, BERTH_REMOTE_ERROR_HOST_KEY_UNKNOWN))
    return waited > LOG_PATIENCE_USEC;
  return !may_pass (error) || waited > PATIENCE_USEC;
}

/* Comes back as often as it takes, with the serial log read anew each time until it tells
 * the keys. */
static BerthSshSession *
await_entry (Visit *visit, GError **error)
{
  const gint64 began = get_now (visit);
  gint64 pause = FIRST_PAUSE_USEC;
  gboolean is_pinned = FALSE;

  for (;;) {
    g_autoptr (GError) failure = NULL;
    BerthSshSession *session;

    is_pinned = is_pinned || await_pins (visit);
    session = await_session (visit, &failure);
    if (session != NULL)
      return session;
    g_debug ("The machine does not let its user in yet: %s", failure->message);
    if (is_final (failure, get_now (visit) - began)) {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
    /* The keys that were pinned may be those of an earlier machine with this name. */
    if (is_remote (failure, BERTH_REMOTE_ERROR_HOST_KEY_CHANGED))
      is_pinned = FALSE;
    if (!await_pause (visit, &pause, error))
      return NULL;
  }
}

/* A person can answer what nobody can here: whether an unknown host is right, and a key's
 * passphrase. The machine answers then; its page asks when it is opened. */
static gboolean
needs_a_person (Visit *visit, const GError *error)
{
  g_autoptr (BerthSshKeyInfo) key = NULL;

  if (is_remote (error, BERTH_REMOTE_ERROR_HOST_KEY_UNKNOWN))
    return TRUE;
  if (!is_remote (error, BERTH_REMOTE_ERROR_KEY_UNUSABLE))
    return FALSE;
  key = dex_await_object (berth_ssh_key_inspect (visit->key_path, visit->cancellable),
                          NULL);
  return key != NULL && berth_ssh_key_info_is_encrypted (key)
         && berth_ssh_key_info_get_problem (key) == BERTH_SSH_KEY_PROBLEM_NONE;
}

static GError *
find_obstacle (Visit *visit)
{
  const char *reason = berth_machine_get_tag (visit->machine, TAG_UNREACHABLE);

  if (reason == NULL)
    return NULL;
  return g_error_new_literal (BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_UNREACHABLE, reason);
}

static DexFuture *
ssh_fiber (gpointer data)
{
  Visit *visit = data;
  g_autoptr (GError) error = find_obstacle (visit);
  g_autoptr (BerthSshSession) session = NULL;

  if (error != NULL)
    return berth_future_reject (g_steal_pointer (&error));
  session = await_entry (visit, &error);
  if (session != NULL) {
    dex_await (berth_ssh_session_close (session), NULL);
    return dex_future_new_true ();
  }
  if (needs_a_person (visit, error))
    return berth_ssh_banner_wait (get_clock (visit), visit->address, find_port (visit),
                                  visit->cancellable);
  return berth_future_reject (g_steal_pointer (&error));
}

static void
tell (Visit *visit, const char *stage)
{
  if (visit->progress != NULL && stage != NULL)
    visit->progress (stage, visit->user_data);
}

/* A first boot that went wrong leaves a machine that can be entered and mended. */
static void
tell_end (Visit *visit, BerthFirstBootState state, const char *detail)
{
  g_autofree char *text = NULL;

  if (state == BERTH_FIRST_BOOT_DONE)
    return;
  text = detail != NULL
           /* Translators: %s is what the machine itself says, in English */
           ? g_strdup_printf (_ ("The first boot went wrong: %s"), detail)
           : g_strdup (_ ("The first boot went wrong; the serial log says more."));
  tell (visit, text);
}

/* Asks over one session for as long as it holds. */
static gboolean
await_boot (Visit *visit, BerthSshSession *session, gint64 deadline, GError **error)
{
  while (get_now (visit) < deadline) {
    g_autoptr (BerthSshResult) result
      = dex_await_object (berth_ssh_session_execute (session, BERTH_FIRST_BOOT_COMMAND,
                                                     NULL, visit->cancellable),
                          error);
    g_autofree char *detail = NULL;
    BerthFirstBootState state;
    GBytes *output;

    if (result == NULL)
      return FALSE;
    output = berth_ssh_result_get_output (result);
    state = berth_first_boot_parse (g_bytes_get_data (output, NULL),
                                    g_bytes_get_size (output), &detail);
    if (state != BERTH_FIRST_BOOT_RUNNING) {
      tell_end (visit, state, detail);
      return TRUE;
    }
    tell (visit, detail);
    if (!dex_await (
          berth_clock_wait (get_clock (visit), BOOT_POLL_USEC, visit->cancellable),
          error))
      return FALSE;
  }
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                       _ ("The first boot has not ended within an hour."));
  return FALSE;
}

/* The first boot may restart sshd or the machine; then it is entered anew. */
static DexFuture *
boot_fiber (gpointer data)
{
  Visit *visit = data;
  const gint64 deadline = get_now (visit) + BOOT_PATIENCE_USEC;

  for (;;) {
    g_autoptr (GError) error = NULL;
    g_autoptr (BerthSshSession) session = await_entry (visit, &error);
    gboolean is_done;

    if (session == NULL && needs_a_person (visit, error)) {
      tell (visit, _ ("Open the machine to see how far it is."));
      return dex_future_new_true ();
    }
    if (session == NULL)
      return berth_future_reject (g_steal_pointer (&error));
    is_done = await_boot (visit, session, deadline, &error);
    dex_await (berth_ssh_session_close (session), NULL);
    if (is_done)
      return dex_future_new_true ();
    if (!is_remote (error, BERTH_REMOTE_ERROR_CLOSED) || get_now (visit) >= deadline)
      return berth_future_reject (g_steal_pointer (&error));
  }
}

static Visit *
visit_new (BerthGuest *guest,
           BerthMachine *machine,
           const char *address,
           const char *key_path,
           GCancellable *cancellable)
{
  Visit *visit = g_new0 (Visit, 1);

  visit->guest = g_object_ref (BERTH_SSH_GUEST (guest));
  visit->machine = g_object_ref (machine);
  visit->address = g_strdup (address);
  visit->key_path = g_strdup (key_path);
  g_set_object (&visit->cancellable, cancellable);
  return visit;
}

static DexFuture *
berth_ssh_guest_wait_for_ssh (BerthGuest *guest,
                              BerthMachine *machine,
                              const char *address,
                              const char *key_path,
                              GCancellable *cancellable)
{
  return berth_future_spawn (
    ssh_fiber, visit_new (guest, machine, address, key_path, cancellable), visit_free);
}

static DexFuture *
berth_ssh_guest_wait_for_first_boot (BerthGuest *guest,
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
  iface->wait_for_ssh = berth_ssh_guest_wait_for_ssh;
  iface->wait_for_first_boot = berth_ssh_guest_wait_for_first_boot;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (BerthSshGuest,
                               berth_ssh_guest,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BERTH_TYPE_GUEST, guest_iface_init))

static void
berth_ssh_guest_dispose (GObject *object)
{
  BerthSshGuest *self = BERTH_SSH_GUEST (object);

  g_clear_object (&self->client);
  g_clear_object (&self->host_keys);
  G_OBJECT_CLASS (berth_ssh_guest_parent_class)->dispose (object);
}

static void
berth_ssh_guest_class_init (BerthSshGuestClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = berth_ssh_guest_dispose;
}

static void
berth_ssh_guest_init (BerthSshGuest *self)
{
}

/**
 * berth_ssh_guest_new:
 * @client: whom to ask for serial logs
 * @host_keys: where the machines' keys are pinned
 *
 * Returns: (transfer full): a way into the machines of @client's cloud
 */
BerthSshGuest *
berth_ssh_guest_new (BerthArmClient *client, BerthHostKeys *host_keys)
{
  BerthSshGuest *self;

  g_return_val_if_fail (BERTH_IS_ARM_CLIENT (client), NULL);
  g_return_val_if_fail (BERTH_IS_HOST_KEYS (host_keys), NULL);

  self = g_object_new (BERTH_TYPE_SSH_GUEST, NULL);
  self->client = g_object_ref (client);
  self->host_keys = g_object_ref (host_keys);
  return self;
}
