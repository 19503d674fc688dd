/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-machine.h"

#include "berth-config.h"
#include "berth-desktop-questions.h"
#include "berth-future.h"
#include "berth-remote-error.h"
#include "berth-terminal-questions.h"

#include <glib/gi18n.h>
#include <string.h>

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
  char *root;  /* what stands before the machine's files */
  char *typed; /* (nullable): the password that the person typed, in memory only */
  BerthDesktopDoor *door; /* of the present try */
  gboolean is_ours;
};

static void source_iface_init (BerthDesktopSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BerthDesktopMachine,
                               berth_desktop_machine,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BERTH_TYPE_DESKTOP_SOURCE,
                                                      source_iface_init))

/* Who is asked: a widget that may be gone by then. */
typedef struct {
  BerthDesktopMachine *self;
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

  asker->self = g_object_ref (self);
  g_weak_ref_init (&asker->parent, parent);
  asker->address = g_strdup (berth_ssh_target_get_address (self->target));
  asker->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return asker;
}

static void
asker_free (gpointer data)
{
  Asker *asker = data;

  g_object_unref (asker->self);
  g_weak_ref_clear (&asker->parent);
  g_free (asker->address);
  g_clear_object (&asker->cancellable);
  g_free (asker);
}

static Try *
try_new (BerthDesktopMachine *self, BerthDesktopDoor *door, GCancellable *cancellable)
{
  Try *try = g_new0 (Try, 1);

  try->self = g_object_ref (self);
  try->door = g_object_ref (door);
  try->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return try;
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

static void
forget_typed (BerthDesktopMachine *self)
{
  if (self->typed != NULL)
    explicit_bzero (self->typed, strlen (self->typed));
  g_clear_pointer (&self->typed, g_free);
}

/* Once in a tab: what was typed is good for its reconnections, too. */
static DexFuture *
on_account_asked (gpointer data)
{
  Asker *asker = data;
  BerthDesktopMachine *self = asker->self;
  g_autoptr (GtkWidget) parent = g_weak_ref_get (&asker->parent);

  if (self->typed != NULL)
    return dex_future_new_take_string (g_strdup (self->typed));
  if (parent == NULL)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                  "The desktop was closed");
  return berth_desktop_ask_password (
    parent, self->name, berth_ssh_target_get_user (self->target), asker->cancellable);
}

static DexFuture *
on_dial (const char *host, guint16 port, gpointer door)
{
  return berth_desktop_door_dial (door, host, port);
}

static DexFuture *
on_password_asked (const char *user, guint attempt, gpointer data)
{
  Try *try = data;

  if (attempt <= 1)
    return dex_future_new_take_string (
      g_strdup (berth_desktop_door_get_password (try->door)));
  if (!berth_desktop_door_is_password_typed (try->door))
    return dex_future_new_reject (
      BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_AUTH_FAILED,
      /* Translators: %s is a user's name */
      _ ("The desktop does not accept “%s” with the password that Berth has just set. "
         "The machine's log (journalctl -u xrdp-sesman) tells why."),
      user);
  forget_typed (try->self);
  return dex_future_new_reject (
    BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_AUTH_FAILED,
    /* Translators: %s is a user's name */
    _ ("The desktop does not accept “%s” with the password that you typed."), user);
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
  berth_rdp_session_set_password_func (session, on_password_asked,
                                       try_new (self, door, NULL), try_free);
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
  if (berth_desktop_door_is_password_typed (try->door))
    g_set_str (&try->self->typed, berth_desktop_door_get_password (try->door));
  else if (!berth_desktop_door_is_password_kept (try->door))
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

  close_door (source);
  self->door = berth_desktop_door_new (self->target, self->host_keys, self->passwords);
  berth_desktop_door_set_root (self->door, self->root);
  berth_desktop_door_set_is_ours (self->door, self->is_ours);
  berth_desktop_door_set_trust_func (self->door, on_trust_asked,
                                     asker_new (self, parent, cancellable), asker_free);
  berth_desktop_door_set_passphrase_func (
    self->door, on_passphrase_asked, asker_new (self, parent, cancellable), asker_free);
  berth_desktop_door_set_password_func (
    self->door, on_account_asked, asker_new (self, parent, cancellable), asker_free);
  g_signal_connect_object (self->door, "notify::step", G_CALLBACK (on_step), self,
                           G_CONNECT_SWAPPED);
  on_step (self, NULL, self->door);
  return berth_future_spawn (prepare_fiber, try_new (self, self->door, cancellable),
                             try_free);
}

static BerthDesktopInstaller *
new_installer (BerthDesktopSource *source, GtkWidget *parent)
{
  BerthDesktopMachine *self = BERTH_DESKTOP_MACHINE (source);
  g_autoptr (BerthSshSession) session
    = berth_ssh_session_new (self->target, self->host_keys);
  g_autoptr (BerthClock) clock = berth_clock_new (1);

  berth_ssh_session_set_trust_func (session, on_trust_asked,
                                    asker_new (self, parent, NULL), asker_free);
  berth_ssh_session_set_passphrase_func (session, on_passphrase_asked,
                                         asker_new (self, parent, NULL), asker_free);
  return berth_desktop_installer_new (session, clock, self->root);
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
  iface->new_installer = new_installer;
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
  g_free (self->root);
  forget_typed (self);
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
  self->root = g_strdup ("");
}

/**
 * berth_desktop_machine_new:
 * @name: the machine's name
 * @target: how it is entered
 * @host_keys: what is known about hosts
 * @passwords: where its password is kept
 * @is_ours: whether Berth made the machine
 *
 * Returns: (transfer full): where its desktop comes from
 */
BerthDesktopSource *
berth_desktop_machine_new (const char *name,
                           BerthSshTarget *target,
                           BerthHostKeys *host_keys,
                           BerthDesktopPasswords *passwords,
                           gboolean is_ours)
{
  BerthDesktopMachine *self;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (BERTH_IS_SSH_TARGET (target), NULL);

  self = g_object_new (BERTH_TYPE_DESKTOP_MACHINE, NULL);
  self->name = g_strdup (name);
  self->target = g_object_ref (target);
  self->host_keys = g_object_ref (host_keys);
  self->passwords = g_object_ref (passwords);
  self->is_ours = is_ours;
  return BERTH_DESKTOP_SOURCE (self);
}

/**
 * berth_desktop_machine_set_root:
 * @root: what stands before the names of the machine's files, if not its own root
 */
void
berth_desktop_machine_set_root (BerthDesktopMachine *self, const char *root)
{
  g_return_if_fail (BERTH_IS_DESKTOP_MACHINE (self));
  g_return_if_fail (root != NULL);

  g_set_str (&self->root, root);
}
