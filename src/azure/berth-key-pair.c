/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-key-pair.h"

#include "berth-json.h"

/**
 * BerthKeyPair:
 *
 * A key pair that Azure made; the private half comes only once.
 */
struct _BerthKeyPair {
  GObject parent_instance;

  char *private_key;
  char *public_key;
  char *id;
};

G_DEFINE_FINAL_TYPE (BerthKeyPair, berth_key_pair, G_TYPE_OBJECT)

static void
berth_key_pair_finalize (GObject *object)
{
  BerthKeyPair *self = BERTH_KEY_PAIR (object);

  g_clear_pointer (&self->private_key, g_free);
  g_clear_pointer (&self->public_key, g_free);
  g_clear_pointer (&self->id, g_free);
  G_OBJECT_CLASS (berth_key_pair_parent_class)->finalize (object);
}

static void
berth_key_pair_class_init (BerthKeyPairClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_key_pair_finalize;
}

static void
berth_key_pair_init (BerthKeyPair *self)
{
}

/**
 * berth_key_pair_parse:
 * @object: the service's answer
 *
 * Returns: (transfer full) (nullable): the value, or %NULL with @error set to
 *   %BERTH_AZURE_ERROR_MALFORMED_ANSWER that names the member it lacks
 */
gpointer
berth_key_pair_parse (JsonObject *object, GError **error)
{
  BerthKeyPair *self = NULL;

  if (berth_json_require_string (object, "privateKey", error) == NULL)
    return NULL;
  if (berth_json_require_string (object, "publicKey", error) == NULL)
    return NULL;
  self = g_object_new (BERTH_TYPE_KEY_PAIR, NULL);
  self->private_key = g_strdup (berth_json_get_string (object, "privateKey"));
  self->public_key = g_strdup (berth_json_get_string (object, "publicKey"));
  self->id = g_strdup (berth_json_get_string (object, "id"));
  return self;
}

/**
 * berth_key_pair_get_private_key:
 *
 * Returns: (transfer none): the private key as PEM, perhaps with carriage returns
 */
const char *
berth_key_pair_get_private_key (BerthKeyPair *self)
{
  g_return_val_if_fail (BERTH_IS_KEY_PAIR (self), NULL);

  return self->private_key;
}

/**
 * berth_key_pair_get_public_key:
 *
 * Returns: (transfer none): the public key as one line
 */
const char *
berth_key_pair_get_public_key (BerthKeyPair *self)
{
  g_return_val_if_fail (BERTH_IS_KEY_PAIR (self), NULL);

  return self->public_key;
}

/**
 * berth_key_pair_get_id:
 *
 * Returns: (transfer none) (nullable): the id of the public half
 */
const char *
berth_key_pair_get_id (BerthKeyPair *self)
{
  g_return_val_if_fail (BERTH_IS_KEY_PAIR (self), NULL);

  return self->id;
}
