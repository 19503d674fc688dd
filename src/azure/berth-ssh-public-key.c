/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-ssh-public-key.h"

#include "berth-json.h"

/**
 * BerthSshPublicKey:
 *
 * A public key kept in Azure.
 */
struct _BerthSshPublicKey {
  GObject parent_instance;

  char *id;
  char *name;
  char *location;
  char *public_key;
};

G_DEFINE_FINAL_TYPE (BerthSshPublicKey, berth_ssh_public_key, G_TYPE_OBJECT)

static void
berth_ssh_public_key_finalize (GObject *object)
{
  BerthSshPublicKey *self = BERTH_SSH_PUBLIC_KEY (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->location, g_free);
  g_clear_pointer (&self->public_key, g_free);
  G_OBJECT_CLASS (berth_ssh_public_key_parent_class)->finalize (object);
}

static void
berth_ssh_public_key_class_init (BerthSshPublicKeyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_ssh_public_key_finalize;
}

static void
berth_ssh_public_key_init (BerthSshPublicKey *self)
{
}

/**
 * berth_ssh_public_key_parse:
 * @object: the service's answer
 *
 * Returns: (transfer full) (nullable): the value, or %NULL with @error set to
 *   %BERTH_AZURE_ERROR_MALFORMED_ANSWER that names the member it lacks
 */
gpointer
berth_ssh_public_key_parse (JsonObject *object, GError **error)
{
  BerthSshPublicKey *self = NULL;

  if (berth_json_require_string (object, "id", error) == NULL)
    return NULL;
  self = g_object_new (BERTH_TYPE_SSH_PUBLIC_KEY, NULL);
  self->id = g_strdup (berth_json_get_string (object, "id"));
  self->name = g_strdup (berth_json_get_string (object, "name"));
  self->location = g_strdup (berth_json_get_string (object, "location"));
  self->public_key = g_strdup (berth_json_get_string (object, "properties.publicKey"));
  return self;
}

/**
 * berth_ssh_public_key_get_id:
 *
 * Returns: (transfer none): its id
 */
const char *
berth_ssh_public_key_get_id (BerthSshPublicKey *self)
{
  g_return_val_if_fail (BERTH_IS_SSH_PUBLIC_KEY (self), NULL);

  return self->id;
}

/**
 * berth_ssh_public_key_get_name:
 *
 * Returns: (transfer none) (nullable): its name
 */
const char *
berth_ssh_public_key_get_name (BerthSshPublicKey *self)
{
  g_return_val_if_fail (BERTH_IS_SSH_PUBLIC_KEY (self), NULL);

  return self->name;
}

/**
 * berth_ssh_public_key_get_location:
 *
 * Returns: (transfer none) (nullable): its region
 */
const char *
berth_ssh_public_key_get_location (BerthSshPublicKey *self)
{
  g_return_val_if_fail (BERTH_IS_SSH_PUBLIC_KEY (self), NULL);

  return self->location;
}

/**
 * berth_ssh_public_key_get_public_key:
 *
 * Returns: (transfer none) (nullable): the key as one line; %NULL before it was made
 */
const char *
berth_ssh_public_key_get_public_key (BerthSshPublicKey *self)
{
  g_return_val_if_fail (BERTH_IS_SSH_PUBLIC_KEY (self), NULL);

  return self->public_key;
}
