/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-terms.h"

#include "berth-azure-error.h"
#include "berth-json.h"

/**
 * BerthTerms:
 *
 * What a publisher wants to be agreed to before an image can be used.
 */
struct _BerthTerms {
  GObject parent_instance;

  char *name;
  char *license_link;
  char *privacy_link;
  char *marketplace_link;
  gboolean is_accepted;
  JsonObject *properties; /* sent back as they came, with their signature */
};

G_DEFINE_FINAL_TYPE (BerthTerms, berth_terms, G_TYPE_OBJECT)

static void
berth_terms_finalize (GObject *object)
{
  BerthTerms *self = BERTH_TERMS (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->license_link, g_free);
  g_clear_pointer (&self->privacy_link, g_free);
  g_clear_pointer (&self->marketplace_link, g_free);
  g_clear_pointer (&self->properties, json_object_unref);
  G_OBJECT_CLASS (berth_terms_parent_class)->finalize (object);
}

static void
berth_terms_class_init (BerthTermsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_terms_finalize;
}

static void
berth_terms_init (BerthTerms *self)
{
}

/**
 * berth_terms_get_properties:
 *
 * Returns: (transfer none): what goes back to the service to agree: its answer without
 * what is read-only
 */
JsonObject *
berth_terms_get_properties (BerthTerms *self)
{
  g_return_val_if_fail (BERTH_IS_TERMS (self), NULL);

  return self->properties;
}

/**
 * berth_terms_parse:
 * @object: the service's answer
 *
 * Returns: (transfer full) (nullable): the value, or %NULL with @error set to
 *   %BERTH_AZURE_ERROR_MALFORMED_ANSWER that names the member it lacks
 */
gpointer
berth_terms_parse (JsonObject *object, GError **error)
{
  JsonObject *properties = berth_json_get_object (object, "properties");
  BerthTerms *self = NULL;

  if (properties == NULL) {
    g_propagate_error (error,
                       berth_azure_error_new_malformed (
                         "The service’s answer lacks the member “%s”", "properties"));
    return NULL;
  }
  self = g_object_new (BERTH_TYPE_TERMS, NULL);
  self->name = g_strdup (berth_json_get_string (object, "name"));
  self->license_link
    = g_strdup (berth_json_get_string (object, "properties.licenseTextLink"));
  self->privacy_link
    = g_strdup (berth_json_get_string (object, "properties.privacyPolicyLink"));
  self->marketplace_link
    = g_strdup (berth_json_get_string (object, "properties.marketplaceTermsLink"));
  self->is_accepted = berth_json_get_boolean (object, "properties.accepted", FALSE);
  self->properties = json_object_ref (properties);
  return self;
}

/**
 * berth_terms_get_name:
 *
 * Returns: (transfer none) (nullable): the plan they belong to
 */
const char *
berth_terms_get_name (BerthTerms *self)
{
  g_return_val_if_fail (BERTH_IS_TERMS (self), NULL);

  return self->name;
}

/**
 * berth_terms_get_license_link:
 *
 * Returns: (transfer none) (nullable): the address of the licence
 */
const char *
berth_terms_get_license_link (BerthTerms *self)
{
  g_return_val_if_fail (BERTH_IS_TERMS (self), NULL);

  return self->license_link;
}

/**
 * berth_terms_get_privacy_link:
 *
 * Returns: (transfer none) (nullable): the address of the privacy policy
 */
const char *
berth_terms_get_privacy_link (BerthTerms *self)
{
  g_return_val_if_fail (BERTH_IS_TERMS (self), NULL);

  return self->privacy_link;
}

/**
 * berth_terms_get_marketplace_link:
 *
 * Returns: (transfer none) (nullable): the address of the marketplace's own terms
 */
const char *
berth_terms_get_marketplace_link (BerthTerms *self)
{
  g_return_val_if_fail (BERTH_IS_TERMS (self), NULL);

  return self->marketplace_link;
}

/**
 * berth_terms_is_accepted:
 *
 * Returns: whether the subscription has agreed
 */
gboolean
berth_terms_is_accepted (BerthTerms *self)
{
  g_return_val_if_fail (BERTH_IS_TERMS (self), FALSE);

  return self->is_accepted;
}
