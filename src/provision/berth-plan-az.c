/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-plan.h"
#include "berth-plan-private.h"

/* A plan as commands for Azure's command line. */

static void
add_option (GString *script, const char *option, const char *value)
{
  g_autofree char *quoted = g_shell_quote (value);

  g_string_append_printf (script, " \\\n  --%s %s", option, quoted);
}

static void
begin (GString *script, const char *command, const char *group)
{
  g_string_append_printf (script, "%s%s", script->len > 0 ? "\n\n" : "", command);
  if (group != NULL)
    add_option (script, "resource-group", group);
}

static void
add_group (GString *script, BerthMachineSpec *spec, const char *group)
{
  if (!berth_machine_spec_get_group_is_new (spec))
    return;
  begin (script, "az group create", NULL);
  add_option (script, "name", group);
  add_option (script, "location", berth_machine_spec_get_location (spec));
}

static void
add_terms (GString *script, BerthImageChoice *image)
{
  g_autofree char *urn = berth_image_choice_dup_urn (image);

  if (!berth_image_choice_has_plan (image))
    return;
  begin (script, "az vm image terms accept", NULL);
  add_option (script, "urn", urn);
}

static void
add_security_group (GString *script,
                    BerthMachineSpec *spec,
                    const char *group,
                    const char *nsg)
{
  begin (script, "az network nsg create", group);
  add_option (script, "name", nsg);
  add_option (script, "location", berth_machine_spec_get_location (spec));
  if (!berth_plan_opens_ssh (spec))
    return;
  begin (script, "az network nsg rule create", group);
  add_option (script, "nsg-name", nsg);
  add_option (script, "name", "ssh");
  add_option (script, "priority", "1000");
  add_option (script, "protocol", "Tcp");
  add_option (script, "destination-port-ranges", "22");
  add_option (script, "source-address-prefixes", berth_machine_spec_get_ssh_from (spec));
}

static void
add_plan (GString *script, BerthImageChoice *image)
{
  if (!berth_image_choice_has_plan (image))
    return;
  add_option (script, "plan-publisher", berth_image_choice_get_plan_publisher (image));
  add_option (script, "plan-product", berth_image_choice_get_plan_product (image));
  add_option (script, "plan-name", berth_image_choice_get_plan_name (image));
}

static void
add_spot (GString *script, BerthMachineSpec *spec)
{
  char price[G_ASCII_DTOSTR_BUF_SIZE];

  if (!berth_machine_spec_get_spot (spec))
    return;
  add_option (script, "priority", "Spot");
  add_option (script, "eviction-policy", berth_plan_get_eviction_policy (spec));
  add_option (
    script, "max-price",
    g_ascii_formatd (price, sizeof price, "%g", berth_plan_get_max_price (spec)));
}

static void
add_machine (GString *script, BerthMachineSpec *spec, const char *group, const char *nsg)
{
  BerthImageChoice *image = berth_machine_spec_get_image (spec);
  g_autofree char *urn = berth_image_choice_dup_urn (image);
  const char *public_key = berth_machine_spec_get_public_key (spec);

  begin (script, "az vm create", group);
  add_option (script, "name", berth_machine_spec_get_name (spec));
  add_option (script, "location", berth_machine_spec_get_location (spec));
  add_option (script, "image", urn);
  add_plan (script, image);
  add_option (script, "size", berth_machine_spec_get_size (spec));
  add_spot (script, spec);
  add_option (script, "admin-username", berth_machine_spec_get_user (spec));
  if (public_key != NULL)
    add_option (script, "ssh-key-values", public_key);
  add_option (script, "nsg", nsg);
  add_option (script, "public-ip-sku", "Standard");
  add_option (script, "storage-sku", BERTH_DISK_SKU);
  add_option (script, "os-disk-delete-option", "Delete");
  add_option (script, "nic-delete-option", "Delete");
  add_option (script, "custom-data", "cloud-init.yaml");
}

/**
 * berth_plan_to_az_cli:
 *
 * Returns: (transfer full): a shell script that makes the same machine with `az`; empty
 * where a choice is missing
 */
char *
berth_plan_to_az_cli (BerthPlan *self)
{
  BerthMachineSpec *spec = berth_plan_get_spec (self);
  g_autoptr (GString) script = g_string_new (NULL);
  g_autofree char *group = berth_machine_spec_dup_group (spec);
  g_autofree char *nsg = NULL;

  if (group == NULL || berth_machine_spec_get_image (spec) == NULL
      || berth_machine_spec_get_size (spec) == NULL
      || berth_machine_spec_get_user (spec) == NULL)
    return g_strdup ("");
  nsg = g_strdup_printf ("%s-nsg", berth_machine_spec_get_name (spec));
  g_string_append_printf (script, "cat > cloud-init.yaml <<'END'\n%sEND",
                          berth_plan_get_custom_data (self));
  begin (script, "az account set", NULL);
  add_option (script, "subscription", berth_machine_spec_get_subscription_id (spec));
  add_group (script, spec, group);
  add_terms (script, berth_machine_spec_get_image (spec));
  add_security_group (script, spec, group, nsg);
  add_machine (script, spec, group, nsg);
  g_string_append_c (script, '\n');
  return g_string_free (g_steal_pointer (&script), FALSE);
}
