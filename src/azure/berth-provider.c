/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-provider.h"

#include "berth-json.h"

/**
 * BerthProvider:
 *
 * A service that a subscription can switch on.
 */
struct _BerthProvider {
  GObject parent_instance;

  char *name;
  char *registration_state;
};

G_DEFINE_FINAL_TYPE (BerthProvider, berth_provider, G_TYPE_OBJECT)

static void
berth_provider_finalize (GObject *object)
{
  BerthProvider *self = BERTH_PROVIDER (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->registration_state, g_free);
  G_OBJECT_CLASS (berth_provider_parent_class)->finalize (object);
}

static void
berth_provider_class_init (BerthProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_provider_finalize;
}

static void
berth_provider_init (BerthProvider *self)
{
}

/**
 * berth_provider_parse:
 * @object: the service's answer
 *
 * Returns: (transfer full) (nullable): the value, or %NULL with @error set to
 *   %BERTH_AZURE_ERROR_MALFORMED_ANSWER that names the member it lacks
 */
gpointer
berth_provider_parse (JsonObject *object, GError **error)
{
  BerthProvider *self = NULL;

  if (berth_json_require_string (object, "namespace", error) == NULL)
    return NULL;
  self = g_object_new (BERTH_TYPE_PROVIDER, NULL);
  self->name = g_strdup (berth_json_get_string (object, "namespace"));
  self->registration_state
    = g_strdup (berth_json_get_string (object, "registrationState"));
  return self;
}

/**
 * berth_provider_get_name:
 *
 * Returns: (transfer none): "Microsoft.Compute", say
 */
const char *
berth_provider_get_name (BerthProvider *self)
{
  g_return_val_if_fail (BERTH_IS_PROVIDER (self), NULL);

  return self->name;
}

/**
 * berth_provider_get_registration_state:
 *
 * Returns: (transfer none) (nullable): "NotRegistered", "Registering", "Registered" or
 * another word
 */
const char *
berth_provider_get_registration_state (BerthProvider *self)
{
  g_return_val_if_fail (BERTH_IS_PROVIDER (self), NULL);

  return self->registration_state;
}
