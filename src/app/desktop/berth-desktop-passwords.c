/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-passwords.h"

#include "berth-config.h"
#include "berth-future.h"
#include "berth-turns.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <libsecret/secret.h>
#include <string.h>
#include <sys/random.h>

#define LENGTH 24
#define ATTRIBUTE_MACHINE "machine"
#define ATTRIBUTE_USE "use"
#define USE_DESKTOP "desktop"

static const SecretSchema schema = {
  "io.github.berth.Berth.Desktop",
  SECRET_SCHEMA_NONE,
  {
    { ATTRIBUTE_MACHINE, SECRET_SCHEMA_ATTRIBUTE_STRING },
    { ATTRIBUTE_USE, SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

/**
 * BerthDesktopPasswords:
 *
 * The passwords that Berth made for the desktops of its machines, by resource id. They
 * are in the keyring; where there is none they live as long as Berth does.
 */
struct _BerthDesktopPasswords {
  GObject parent_instance;
  gboolean uses_keyring;
  GHashTable *in_memory; /* what the keyring did not take */
  BerthTurns *turns;     /* by machine */
};

G_DEFINE_FINAL_TYPE (BerthDesktopPasswords, berth_desktop_passwords, G_TYPE_OBJECT)

typedef struct {
  BerthDesktopPasswords *self;
  char *machine_id;
  char *label;
  char *password;
  GCancellable *cancellable;
} Request;

static void
free_password (gpointer data)
{
  char *password = data;

  if (password != NULL)
    explicit_bzero (password, strlen (password));
  g_free (password);
}

static Request *
request_new (BerthDesktopPasswords *self,
             const char *machine_id,
             GCancellable *cancellable)
{
  Request *request = g_new0 (Request, 1);

  request->self = g_object_ref (self);
  /* Resource ids differ in letter case from answer to answer. */
  request->machine_id = g_ascii_strdown (machine_id, -1);
  request->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return request;
}

static void
request_free (gpointer data)
{
  Request *request = data;

  g_object_unref (request->self);
  g_free (request->machine_id);
  g_free (request->label);
  free_password (request->password);
  g_clear_object (&request->cancellable);
  g_free (request);
}

static void
on_looked_up (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  g_autoptr (GError) error = NULL;
  char *password = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    dex_promise_reject (promise, g_steal_pointer (&error));
  else if (password == NULL)
    dex_promise_reject (promise, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                                                      "no such password"));
  else
    dex_promise_resolve_string (promise, g_strdup (password));
  g_clear_pointer (&password, secret_password_free);
}

static DexFuture *
look_up (Request *request)
{
  g_autoptr (DexPromise) promise = dex_promise_new ();

  secret_password_lookup (&schema, request->cancellable, on_looked_up, dex_ref (promise),
                          ATTRIBUTE_MACHINE, request->machine_id, ATTRIBUTE_USE,
                          USE_DESKTOP, NULL);
  return dex_ref (DEX_FUTURE (promise));
}

static void
on_stored (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  g_autoptr (GError) error = NULL;

  if (secret_password_store_finish (result, &error))
    dex_promise_resolve_boolean (promise, TRUE);
  else
    dex_promise_reject (promise, g_steal_pointer (&error));
}

static DexFuture *
store (Request *request)
{
  g_autoptr (DexPromise) promise = dex_promise_new ();

  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, request->label,
                         request->password, request->cancellable, on_stored,
                         dex_ref (promise), ATTRIBUTE_MACHINE, request->machine_id,
                         ATTRIBUTE_USE, USE_DESKTOP, NULL);
  return dex_ref (DEX_FUTURE (promise));
}

static void
on_cleared (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  g_autoptr (GError) error = NULL;

  secret_password_clear_finish (result, &error);
  if (error == NULL)
    dex_promise_resolve_boolean (promise, TRUE);
  else
    dex_promise_reject (promise, g_steal_pointer (&error));
}

static DexFuture *
clear (Request *request)
{
  g_autoptr (DexPromise) promise = dex_promise_new ();

  secret_password_clear (&schema, request->cancellable, on_cleared, dex_ref (promise),
                         ATTRIBUTE_MACHINE, request->machine_id, ATTRIBUTE_USE,
                         USE_DESKTOP, NULL);
  return dex_ref (DEX_FUTURE (promise));
}

static DexFuture *
find_fiber (gpointer data)
{
  Request *request = data;
  const char *kept = g_hash_table_lookup (request->self->in_memory, request->machine_id);

  if (kept != NULL)
    return dex_future_new_take_string (g_strdup (kept));
  if (!request->self->uses_keyring)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no such password");
  return look_up (request);
}

static DexFuture *
keep_fiber (gpointer data)
{
  Request *request = data;
  g_autoptr (GError) error = NULL;

  if (request->self->uses_keyring && dex_await (store (request), &error)) {
    g_hash_table_remove (request->self->in_memory, request->machine_id);
    return dex_future_new_true ();
  }
  if (error != NULL)
    g_debug ("[DESKTOP] no keyring: %s", error->message);
  g_hash_table_replace (request->self->in_memory, g_strdup (request->machine_id),
                        g_strdup (request->password));
  return dex_future_new_false ();
}

static DexFuture *
forget_fiber (gpointer data)
{
  Request *request = data;

  g_hash_table_remove (request->self->in_memory, request->machine_id);
  return request->self->uses_keyring ? clear (request) : dex_future_new_true ();
}

static void
berth_desktop_passwords_finalize (GObject *object)
{
  BerthDesktopPasswords *self = BERTH_DESKTOP_PASSWORDS (object);

  g_hash_table_unref (self->in_memory);
  berth_turns_free (self->turns);
  G_OBJECT_CLASS (berth_desktop_passwords_parent_class)->finalize (object);
}

static void
berth_desktop_passwords_class_init (BerthDesktopPasswordsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_desktop_passwords_finalize;
}

static void
berth_desktop_passwords_init (BerthDesktopPasswords *self)
{
  self->in_memory
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_password);
  self->turns = berth_turns_new ();
}

/**
 * berth_desktop_passwords_new:
 * @use_keyring: whether passwords outlive the program
 *
 * Returns: (transfer full): the passwords
 */
BerthDesktopPasswords *
berth_desktop_passwords_new (gboolean use_keyring)
{
  BerthDesktopPasswords *self = g_object_new (BERTH_TYPE_DESKTOP_PASSWORDS, NULL);

  self->uses_keyring = use_keyring;
  return self;
}

/**
 * berth_desktop_passwords_take_turn:
 * @machine_id: the machine's resource id
 * @cancellable: (nullable): gives up
 *
 * Waits until nobody else arranges this machine's password: two that each make one would
 * lock each other out. berth_desktop_passwords_pass_on() ends the turn.
 *
 * Returns: (transfer full): a future that resolves to %TRUE, or rejects with
 *   %G_IO_ERROR_CANCELLED
 */
DexFuture *
berth_desktop_passwords_take_turn (BerthDesktopPasswords *self,
                                   const char *machine_id,
                                   GCancellable *cancellable)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (BERTH_IS_DESKTOP_PASSWORDS (self), NULL);
  g_return_val_if_fail (machine_id != NULL, NULL);

  name = g_ascii_strdown (machine_id, -1);
  return berth_turns_take (self->turns, name, cancellable);
}

/**
 * berth_desktop_passwords_pass_on:
 * @machine_id: the machine's resource id
 *
 * Ends a turn.
 */
void
berth_desktop_passwords_pass_on (BerthDesktopPasswords *self, const char *machine_id)
{
  g_autofree char *name = NULL;

  g_return_if_fail (BERTH_IS_DESKTOP_PASSWORDS (self));
  g_return_if_fail (machine_id != NULL);

  name = g_ascii_strdown (machine_id, -1);
  berth_turns_pass_on (self->turns, name);
}

/**
 * berth_desktop_passwords_find:
 * @machine_id: the machine's resource id
 * @cancellable: (nullable): gives up
 *
 * Returns: (transfer full): a future that resolves to the password, or rejects with
 *   %G_IO_ERROR_NOT_FOUND, or with what the keyring says
 */
DexFuture *
berth_desktop_passwords_find (BerthDesktopPasswords *self,
                              const char *machine_id,
                              GCancellable *cancellable)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_PASSWORDS (self), NULL);
  g_return_val_if_fail (machine_id != NULL, NULL);

  return berth_future_spawn (find_fiber, request_new (self, machine_id, cancellable),
                             request_free);
}

/**
 * berth_desktop_passwords_keep:
 * @machine_id: the machine's resource id
 * @label: what the keyring's own program calls it
 * @password: the password
 * @cancellable: (nullable): gives up
 *
 * Returns: (transfer full): a future that resolves to whether the keyring has it; if not,
 *   it is remembered until Berth ends
 */
DexFuture *
berth_desktop_passwords_keep (BerthDesktopPasswords *self,
                              const char *machine_id,
                              const char *label,
                              const char *password,
                              GCancellable *cancellable)
{
  Request *request;

  g_return_val_if_fail (BERTH_IS_DESKTOP_PASSWORDS (self), NULL);
  g_return_val_if_fail (machine_id != NULL && label != NULL && password != NULL, NULL);

  request = request_new (self, machine_id, cancellable);
  request->label = g_strdup (label);
  request->password = g_strdup (password);
  return berth_future_spawn (keep_fiber, request, request_free);
}

/**
 * berth_desktop_passwords_forget:
 * @machine_id: the machine's resource id
 * @cancellable: (nullable): gives up
 *
 * Forgets a machine's password; for one that was deleted.
 *
 * Returns: (transfer full): a future that resolves to %TRUE, or rejects with what the
 *   keyring says
 */
DexFuture *
berth_desktop_passwords_forget (BerthDesktopPasswords *self,
                                const char *machine_id,
                                GCancellable *cancellable)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_PASSWORDS (self), NULL);
  g_return_val_if_fail (machine_id != NULL, NULL);

  return berth_future_spawn (forget_fiber, request_new (self, machine_id, cancellable),
                             request_free);
}

/**
 * berth_desktop_passwords_make:
 *
 * Returns: (transfer full) (nullable): a random password of 24 letters and digits, of
 * some 142 bits; %NULL where the system gives no random numbers
 */
char *
berth_desktop_passwords_make (void)
{
  static const char letters[]
    = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  const guint n_letters = sizeof letters - 1;
  char password[LENGTH + 1] = { 0 };
  gsize length = 0;
  guint8 number;

  while (length < LENGTH) {
    ssize_t got = getrandom (&number, sizeof number, 0);

    if (got < 0 && errno == EINTR)
      continue;
    if (got != sizeof number)
      return NULL;
    /* What is above the last whole round would make some letters likelier than others. */
    if (number < G_MAXUINT8 / n_letters * n_letters)
      password[length++] = letters[number % n_letters];
  }
  return g_strdup (password);
}
