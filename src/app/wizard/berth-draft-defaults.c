/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-draft-defaults.h"
#include "berth-address-rule.h"

#include "berth-config.h"
#include "berth-name-check.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* What a new draft begins with: the choices of last time, or purposeful defaults. */

#define FALLBACK_REGION "koreacentral"
#define FALLBACK_USER "azureuser"

/**
 * berth_draft_defaults_dup_settings:
 *
 * Returns: (transfer full) (nullable): the application's settings; %NULL where the schema
 * is not installed
 */
GSettings *
berth_draft_defaults_dup_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema
    = source != NULL ? g_settings_schema_source_lookup (source, BERTH_SCHEMA_ID, TRUE)
                     : NULL;

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

static char *
find_region (GSettings *settings)
{
  g_autofree char *region
    = settings != NULL ? g_settings_get_string (settings, "default-region") : NULL;

  if (region != NULL && *region != '\0')
    return g_steal_pointer (&region);
  return g_strdup (FALLBACK_REGION);
}

/* The person's own name where Azure takes it; many names are reserved. */
static char *
find_user (void)
{
  g_autofree char *user = g_ascii_strdown (g_get_user_name (), -1);

  if (berth_name_check_user (user) == NULL)
    return g_steal_pointer (&user);
  return g_strdup (FALLBACK_USER);
}

/* What the sign-in tells; elsewhere the address is the person's to type: no third party
 * is asked. */
static char *
find_own_address (BerthAccount *account)
{
  const char *address = berth_account_get_address (account);
  const char *problem = NULL;

  return address != NULL ? berth_address_rule_normalize (address, &problem) : NULL;
}

/**
 * berth_draft_defaults_new_spec:
 * @account: where the machine shall be made
 * @settings: (nullable): the application's settings
 *
 * Returns: (transfer full): a spec with everything chosen that can be chosen for anybody
 */
BerthMachineSpec *
berth_draft_defaults_new_spec (BerthAccount *account, GSettings *settings)
{
  BerthMachineSpec *spec = berth_machine_spec_new ();
  g_autofree char *region = find_region (settings);
  g_autofree char *user = find_user ();
  g_autofree char *address = find_own_address (account);
  g_autofree char *name = berth_name_suggest (NULL, region);

  berth_machine_spec_set_subscription_id (spec,
                                          berth_account_get_subscription_id (account));
  berth_machine_spec_set_location (spec, region);
  berth_machine_spec_set_name (spec, name);
  berth_machine_spec_set_group_is_new (spec, TRUE);
  berth_machine_spec_set_user (spec, user);
  berth_machine_spec_set_ssh_from (spec, address);
  return spec;
}

/**
 * berth_draft_defaults_next_name:
 * @name: a machine's name
 *
 * Returns: (transfer full): the name of the next one: "trainer" → "trainer-2" →
 * "trainer-3"
 */
char *
berth_draft_defaults_next_name (const char *name)
{
  const char *dash = strrchr (name, '-');
  char *end = NULL;
  guint64 number;

  if (dash == NULL || !g_ascii_isdigit (dash[1]))
    return g_strdup_printf ("%s-2", name);
  number = g_ascii_strtoull (dash + 1, &end, 10);
  if (*end != '\0' || number >= 1000)
    return g_strdup_printf ("%s-2", name);
  return g_strdup_printf ("%.*s-%" G_GUINT64_FORMAT, (int) (dash - name), name,
                          number + 1);
}

/* A new key is new for each machine. */
static void
forget_new_key (BerthMachineSpec *spec)
{
  BerthKeySource source = berth_machine_spec_get_key_source (spec);

  if (source != BERTH_KEY_SOURCE_NEW_ED25519 && source != BERTH_KEY_SOURCE_NEW_RSA)
    return;
  berth_machine_spec_set_key_path (spec, NULL);
  berth_machine_spec_set_public_key (spec, NULL);
}

/**
 * berth_draft_defaults_load_last:
 * @account: where the machine shall be made
 * @settings: (nullable): the application's settings
 *
 * Returns: (transfer full) (nullable): the choices of last time under a new name; %NULL
 * when there are none, or when they were made in another subscription
 */
BerthMachineSpec *
berth_draft_defaults_load_last (BerthAccount *account, GSettings *settings)
{
  g_autofree char *text
    = settings != NULL ? g_settings_get_string (settings, "last-spec") : NULL;
  g_autoptr (JsonNode) json = NULL;
  g_autoptr (BerthMachineSpec) spec = NULL;
  g_autofree char *name = NULL;

  if (text == NULL || *text == '\0')
    return NULL;
  json = json_from_string (text, NULL);
  spec = json != NULL ? berth_machine_spec_from_json (json, NULL) : NULL;
  if (spec == NULL
      || g_strcmp0 (berth_machine_spec_get_subscription_id (spec),
                    berth_account_get_subscription_id (account))
           != 0)
    return NULL;
  name = berth_draft_defaults_next_name (berth_machine_spec_get_name (spec));
  berth_machine_spec_set_name (spec, name);
  forget_new_key (spec);
  return g_steal_pointer (&spec);
}

/**
 * berth_draft_defaults_save_last:
 * @settings: (nullable): the application's settings
 * @spec: what to offer the next time
 */
void
berth_draft_defaults_save_last (GSettings *settings, BerthMachineSpec *spec)
{
  g_autoptr (JsonNode) json = NULL;
  g_autofree char *text = NULL;

  if (settings == NULL)
    return;
  json = berth_machine_spec_to_json (spec);
  text = json_to_string (json, FALSE);
  g_settings_set_string (settings, "last-spec", text);
}
