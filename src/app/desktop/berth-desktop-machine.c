/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-machine.h"

#include "berth-config.h"
#include "berth-future.h"
#include "berth-remote-error.h"
#include "berth-terminal-questions.h"

#include <glib/gi18n.h>

/**
 * BerthDesktopMachine:
 *
 * The desktop of a machine, through SSH. Each try has a #BerthDesktopDoor of its own.
 */
struct _BerthDesktopMachine {
  GObject parent_instance;
  char *name;
  BerthSshTarget *target;
  BerthHostKeys *host_keys;
  BerthDesktopPasswords *passwords;
  char *settings_path;    /* (nullable): where Debian has it */
  BerthDesktopDoor *door; /* of the present try */
};

static void source_iface_init (BerthDesktopSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BerthDesktopMachine,
                               berth_desktop_machine,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BERTH_TYPE_DESKTOP_SOURCE,
                                                      source_iface_init))

/* Who is asked: a widget that may be gone by then. */
typedef struct {
  GWeakRef parent;
  char *address;
  GCancellable *cancellable; /* (nullable): takes questions back */
} Asker;

typedef struct {
  BerthDesktopMachine *self;
  BerthDesktopDoor *door;
  GCancellable *cancellable;
} Try;

static Asker *
asker_new (BerthDesktopMachine *self, GtkWidget *parent, GCancellable *cancellable)
{
  Asker *asker = g_new0 (Asker, 1);

  g_weak_ref_init (&asker->parent, parent);
  asker->address = g_strdup (berth_ssh_target_get_address (self->target));
  asker->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return asker;
}

static void
asker_free (gpointer data)
{
  Asker *asker = data;

  g_weak_ref_clear (&asker->parent);
  g_free (asker->address);
  g_clear_object (&asker->cancellable);
  g_free (asker);
}

static void
try_free (gpointer data)
{
  Try *try = data;

  g_object_unref (try->self);
  g_object_unref (try->door);
  g_clear_object (&try->cancellable);
  g_free (try);
}

static DexFuture *
on_trust_asked (const char *fingerprint, gpointer data)
{
  Asker *asker = data;
  g_autoptr (GtkWidget) parent = g_weak_ref_get (&asker->parent);

  if (parent == NULL)
    return dex_future_new_false ();
  return berth_terminal_ask_trust (parent, asker->address, fingerprint,
                                   asker->cancellable);
}

static DexFuture *
on_passphrase_asked (const char *key_path, guint attempt, gpointer data)
{
  Asker *asker = data;
  g_autoptr (GtkWidget) parent = g_weak_ref_get (&asker->parent);

  if (parent == NULL)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                  "The desktop was closed");
  return berth_terminal_ask_passphrase (parent, key_path, attempt, asker->cancellable);
}

static DexFuture *
on_dial (const char *host, guint16 port, gpointer door)
{
  return berth_desktop_door_dial (door, host, port);
}

static DexFuture *
on_password_asked (const char *user, guint attempt, gpointer door)
{
  if (attempt > 1)
    return dex_future_new_reject (
      BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_AUTH_FAILED,
      /* Translators: %s is a user's name */
      _ ("The desktop does not accept “%s” with the password that Berth has just set. "
         "The machine's log (journalctl -u xrdp-sesman) tells why."),
      user);
  return dex_future_new_take_string (g_strdup (berth_desktop_door_get_password (door)));
}

static void
on_step (BerthDesktopMachine *self, GParamSpec *pspec, BerthDesktopDoor *door)
{
  const char *const sentences[] = {
    [BERTH_DESKTOP_STEP_SSH] = _ ("Connecting to the machine…"),
    [BERTH_DESKTOP_STEP_LOOK] = _ ("Looking for its desktop…"),
    [BERTH_DESKTOP_STEP_PASSWORD] = _ ("Setting a password that nobody has to know…"),
    [BERTH_DESKTOP_STEP_DESKTOP] = _ ("Starting the desktop…"),
  };

  berth_desktop_source_emit_step (BERTH_DESKTOP_SOURCE (self),
                                  sentences[berth_desktop_door_get_step (door)]);
}

static BerthRdpSession *
new_session (BerthDesktopMachine *self, BerthDesktopDoor *door)
{
  g_autoptr (BerthRdpTarget) target = berth_rdp_target_new (
    self->name, berth_desktop_door_get_host (door), berth_desktop_door_get_port (door),
    berth_ssh_target_get_user (self->target));
  BerthRdpSession *session = berth_rdp_session_new (target);

  berth_rdp_session_set_pinned_fingerprint (session,
                                            berth_desktop_door_get_fingerprint (door));
  berth_rdp_session_set_dial_func (session, on_dial, g_object_ref (door), g_object_unref);
  berth_rdp_session_set_password_func (session, on_password_asked, g_object_ref (door),
                                       g_object_unref);
  return session;
}

static DexFuture *
prepare_fiber (gpointer data)
{
  Try *try = data;
  g_autoptr (GError) error = NULL;

  if (!dex_await (berth_desktop_door_open (try->door, try->cancellable), &error)) {
    dex_future_disown (berth_desktop_door_close (try->door));
    return dex_future_new_for_error (g_steal_pointer (&error));
  }
  if (!berth_desktop_door_is_password_kept (try->door))
    berth_desktop_source_emit_notice (
      BERTH_DESKTOP_SOURCE (try->self),
      _ ("There is no keyring here: Berth forgets the desktop's password when it ends."));
  return dex_future_new_take_object (new_session (try->self, try->door));
}

static void
close_door (BerthDesktopSource *source)
{
  BerthDesktopMachine *self = BERTH_DESKTOP_MACHINE (source);

  if (self->door == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->door, self);
  dex_future_disown (berth_desktop_door_close (self->door));
  g_clear_object (&self->door);
}

static DexFuture *
prepare (BerthDesktopSource *source, GtkWidget *parent, GCancellable *cancellable)
{
  BerthDesktopMachine *self = BERTH_DESKTOP_MACHINE (source);
  Try *try = g_new0 (Try, 1);

  close_door (source);
  self->door = berth_desktop_door_new (self->target, self->host_keys, self->passwords);
  if (self->settings_path != NULL)
    berth_desktop_door_set_settings_path (self->door, self->settings_path);
  berth_desktop_door_set_trust_func (self->door, on_trust_asked,
                                     asker_new (self, parent, cancellable), asker_free);
  berth_desktop_door_set_passphrase_func (
    self->door, on_passphrase_asked, asker_new (self, parent, cancellable), asker_free);
  g_signal_connect_object (self->door, "notify::step", G_CALLBACK (on_step), self,
                           G_CONNECT_SWAPPED);
  on_step (self, NULL, self->door);

  try->self = g_object_ref (self);
  try->door = g_object_ref (self->door);
  try->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return berth_future_spawn (prepare_fiber, try, try_free);
}

static const char *
get_title (BerthDesktopSource *source)
{
  return BERTH_DESKTOP_MACHINE (source)->name;
}

static void
source_iface_init (BerthDesktopSourceInterface *iface)
{
  iface->prepare = prepare;
  iface->close = close_door;
  iface->get_title = get_title;
}

static void
berth_desktop_machine_dispose (GObject *object)
{
  BerthDesktopMachine *self = BERTH_DESKTOP_MACHINE (object);

  close_door (BERTH_DESKTOP_SOURCE (self));
  g_clear_object (&self->target);
  g_clear_object (&self->host_keys);
  g_clear_object (&self->passwords);
  G_OBJECT_CLASS (berth_desktop_machine_parent_class)->dispose (object);
}

static void
berth_desktop_machine_finalize (GObject *object)
{
  BerthDesktopMachine *self = BERTH_DESKTOP_MACHINE (object);

  g_free (self->name);
  g_free (self->settings_path);
  G_OBJECT_CLASS (berth_desktop_machine_parent_class)->finalize (object);
}

static void
berth_desktop_machine_class_init (BerthDesktopMachineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = berth_desktop_machine_dispose;
  G_OBJECT_CLASS (klass)->finalize = berth_desktop_machine_finalize;
}

static void
berth_desktop_machine_init (BerthDesktopMachine *self)
{
}

/**
 * berth_desktop_machine_new:
 * @name: the machine's name
 * @target: how it is entered
 * @host_keys: what is known about hosts
 * @passwords: where its password is kept
 *
 * Returns: (transfer full): where its desktop comes from
 */
BerthDesktopSource *
berth_desktop_machine_new (const char *name,
                           BerthSshTarget *target,
                           BerthHostKeys *host_keys,
                           BerthDesktopPasswords *passwords)
{
  BerthDesktopMachine *self;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (BERTH_IS_SSH_TARGET (target), NULL);

  self = g_object_new (BERTH_TYPE_DESKTOP_MACHINE, NULL);
  self->name = g_strdup (name);
  self->target = g_object_ref (target);
  self->host_keys = g_object_ref (host_keys);
  self->passwords = g_object_ref (passwords);
  return BERTH_DESKTOP_SOURCE (self);
}

/**
 * berth_desktop_machine_set_settings_path:
 * @path: where the machine has xrdp.ini, if not where Debian has it
 */
void
berth_desktop_machine_set_settings_path (BerthDesktopMachine *self, const char *path)
{
  g_return_if_fail (BERTH_IS_DESKTOP_MACHINE (self));

  g_set_str (&self->settings_path, path);
}
