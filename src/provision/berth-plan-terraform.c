/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-plan.h"
#include "berth-plan-private.h"

#include <string.h>

/* A plan as Terraform, in the words of the azurerm provider 4. */

/* HCL's quoting: backslash, quotes, and the marks that begin a template. */
static char *
quote (const char *text)
{
  GString *out = g_string_new ("\"");

  for (const char *p = text != NULL ? text : ""; *p != '\0'; p++) {
    if (*p == '"' || *p == '\\')
      g_string_append_c (out, '\\');
    else if ((*p == '$' || *p == '%') && p[1] == '{')
      g_string_append_c (out, *p);
    g_string_append_c (out, *p);
  }
  return g_string_free (g_string_append_c (out, '"'), FALSE);
}

static void
add_text (GString *out, guint depth, const char *name, const char *value)
{
  g_autofree char *quoted = quote (value);

  g_string_append_printf (out, "%*s%s = %s\n", (int) depth * 2, "", name, quoted);
}

static void
add_line (GString *out, guint depth, const char *line)
{
  g_string_append_printf (out, "%*s%s\n", (int) depth * 2, "", line);
}

/* Every resource stands in the group and in its region. */
static void
begin (GString *out, const char *type, const char *name)
{
  g_string_append_printf (out, "\nresource \"azurerm_%s\" \"machine\" {\n", type);
  add_text (out, 1, "name", name);
  add_line (out, 1, "resource_group_name = local.group");
  add_line (out, 1, "location = local.location");
}

static char *
suffix (BerthMachineSpec *spec, const char *ending)
{
  return g_strconcat (berth_machine_spec_get_name (spec), ending, NULL);
}

static void
print_head (GString *out, BerthMachineSpec *spec, const char *group)
{
  g_string_append (out, "terraform {\n"
                        "  required_providers {\n"
                        "    azurerm = {\n"
                        "      source = \"hashicorp/azurerm\"\n"
                        "      version = \"~> 4.0\"\n"
                        "    }\n"
                        "  }\n"
                        "}\n\n"
                        "provider \"azurerm\" {\n"
                        "  features {}\n");
  add_text (out, 1, "subscription_id", berth_machine_spec_get_subscription_id (spec));
  g_string_append (out, "}\n\nlocals {\n");
  if (berth_machine_spec_get_group_is_new (spec))
    add_line (out, 1, "group = azurerm_resource_group.machine.name");
  else
    add_text (out, 1, "group", group);
  add_text (out, 1, "location", berth_machine_spec_get_location (spec));
  g_string_append (out, "}\n");
}

static void
print_group (GString *out, BerthMachineSpec *spec, const char *group)
{
  if (!berth_machine_spec_get_group_is_new (spec))
    return;
  g_string_append (out, "\nresource \"azurerm_resource_group\" \"machine\" {\n");
  add_text (out, 1, "name", group);
  add_text (out, 1, "location", berth_machine_spec_get_location (spec));
  g_string_append (out, "}\n");
}

static void
print_terms (GString *out, BerthImageChoice *image)
{
  if (!berth_image_choice_has_plan (image))
    return;
  g_string_append (out, "\nresource \"azurerm_marketplace_agreement\" \"machine\" {\n");
  add_text (out, 1, "publisher", berth_image_choice_get_plan_publisher (image));
  add_text (out, 1, "offer", berth_image_choice_get_plan_product (image));
  add_text (out, 1, "plan", berth_image_choice_get_plan_name (image));
  g_string_append (out, "}\n");
}

static void
print_security_group (GString *out, BerthMachineSpec *spec)
{
  g_autofree char *name = suffix (spec, "-nsg");

  begin (out, "network_security_group", name);
  if (berth_plan_opens_ssh (spec)) {
    add_line (out, 1, "security_rule {");
    add_text (out, 2, "name", "ssh");
    add_line (out, 2, "priority = 1000");
    add_text (out, 2, "direction", "Inbound");
    add_text (out, 2, "access", "Allow");
    add_text (out, 2, "protocol", "Tcp");
    add_text (out, 2, "source_port_range", "*");
    add_text (out, 2, "destination_port_range", "22");
    add_text (out, 2, "source_address_prefix", berth_machine_spec_get_ssh_from (spec));
    add_text (out, 2, "destination_address_prefix", "*");
    add_line (out, 1, "}");
  }
  g_string_append (out, "}\n");
}

static void
print_network (GString *out, BerthMachineSpec *spec)
{
  g_autofree char *network = suffix (spec, "-vnet");
  g_autofree char *address = suffix (spec, "-ip");

  begin (out, "virtual_network", network);
  add_line (out, 1, "address_space = [\"10.0.0.0/16\"]");
  g_string_append (out, "}\n\nresource \"azurerm_subnet\" \"machine\" {\n");
  add_text (out, 1, "name", "default");
  add_line (out, 1, "resource_group_name = local.group");
  add_line (out, 1, "virtual_network_name = azurerm_virtual_network.machine.name");
  add_line (out, 1, "address_prefixes = [\"10.0.0.0/24\"]");
  g_string_append (out, "}\n");
  begin (out, "public_ip", address);
  add_text (out, 1, "allocation_method", "Static");
  add_text (out, 1, "sku", "Standard");
  g_string_append (out, "}\n");
}

static void
print_interface (GString *out, BerthMachineSpec *spec)
{
  g_autofree char *name = suffix (spec, "-nic");

  begin (out, "network_interface", name);
  add_line (out, 1, "ip_configuration {");
  add_text (out, 2, "name", "ipconfig1");
  add_line (out, 2, "subnet_id = azurerm_subnet.machine.id");
  add_text (out, 2, "private_ip_address_allocation", "Dynamic");
  add_line (out, 2, "public_ip_address_id = azurerm_public_ip.machine.id");
  add_line (out, 1, "}");
  g_string_append (
    out, "}\n\n"
         "resource \"azurerm_network_interface_security_group_association\" "
         "\"machine\" {\n"
         "  network_interface_id = azurerm_network_interface.machine.id\n"
         "  network_security_group_id = azurerm_network_security_group.machine.id\n"
         "}\n");
}

static void
print_spot (GString *out, BerthMachineSpec *spec)
{
  char price[G_ASCII_DTOSTR_BUF_SIZE];

  if (!berth_machine_spec_get_spot (spec))
    return;
  add_text (out, 1, "priority", "Spot");
  add_text (out, 1, "eviction_policy", berth_plan_get_eviction_policy (spec));
  g_string_append_printf (
    out, "  max_bid_price = %s\n",
    g_ascii_formatd (price, sizeof price, "%g", berth_plan_get_max_price (spec)));
}

static void
print_image (GString *out, BerthImageChoice *image)
{
  add_line (out, 1, "source_image_reference {");
  add_text (out, 2, "publisher", berth_image_choice_get_publisher (image));
  add_text (out, 2, "offer", berth_image_choice_get_offer (image));
  add_text (out, 2, "sku", berth_image_choice_get_sku (image));
  add_text (out, 2, "version", berth_image_choice_get_version (image));
  add_line (out, 1, "}");
  if (!berth_image_choice_has_plan (image))
    return;
  add_line (out, 1, "plan {");
  add_text (out, 2, "publisher", berth_image_choice_get_plan_publisher (image));
  add_text (out, 2, "product", berth_image_choice_get_plan_product (image));
  add_text (out, 2, "name", berth_image_choice_get_plan_name (image));
  add_line (out, 1, "}");
  add_line (out, 1, "depends_on = [azurerm_marketplace_agreement.machine]");
}

/* Terraform reads "${" and "%{" in a document as its own. */
static char *
dup_literal (const char *text)
{
  g_autoptr (GString) literal = g_string_new (text);

  g_string_replace (literal, "${", "$${", 0);
  g_string_replace (literal, "%{", "%%{", 0);
  return g_strdup (literal->str);
}

static void
print_machine (GString *out, BerthPlan *self)
{
  BerthMachineSpec *spec = berth_plan_get_spec (self);
  g_autofree char *custom_data = dup_literal (berth_plan_get_custom_data (self));
  g_autofree char *disk = suffix (spec, "-disk");

  begin (out, "linux_virtual_machine", berth_machine_spec_get_name (spec));
  add_text (out, 1, "size", berth_machine_spec_get_size (spec));
  print_spot (out, spec);
  add_line (out, 1, "network_interface_ids = [azurerm_network_interface.machine.id]");
  add_text (out, 1, "admin_username", berth_machine_spec_get_user (spec));
  add_line (out, 1, "admin_ssh_key {");
  add_text (out, 2, "username", berth_machine_spec_get_user (spec));
  add_text (out, 2, "public_key", berth_machine_spec_get_public_key (spec));
  add_line (out, 1, "}");
  add_line (out, 1, "os_disk {");
  add_text (out, 2, "name", disk);
  add_text (out, 2, "caching", "ReadWrite");
  add_text (out, 2, "storage_account_type", BERTH_DISK_SKU);
  add_line (out, 1, "}");
  print_image (out, berth_machine_spec_get_image (spec));
  add_line (out, 1, "boot_diagnostics {}");
  g_string_append_printf (out, "  custom_data = base64encode(<<-END\n%sEND\n  )\n}\n",
                          custom_data);
}

/**
 * berth_plan_to_terraform:
 *
 * Returns: (transfer full): the same machine as a Terraform configuration; empty where a
 *   choice is missing
 */
char *
berth_plan_to_terraform (BerthPlan *self)
{
  BerthMachineSpec *spec = berth_plan_get_spec (self);
  BerthImageChoice *image = berth_machine_spec_get_image (spec);
  g_autofree char *group = berth_machine_spec_dup_group (spec);
  g_autoptr (GString) out = g_string_new (NULL);

  if (group == NULL || image == NULL || berth_machine_spec_get_size (spec) == NULL)
    return g_strdup ("");
  print_head (out, spec, group);
  print_group (out, spec, group);
  print_terms (out, image);
  print_security_group (out, spec);
  print_network (out, spec);
  print_interface (out, spec);
  print_machine (out, self);
  g_string_append (out, "\noutput \"address\" {\n"
                        "  value = azurerm_public_ip.machine.ip_address\n"
                        "}\n");
  return g_string_free (g_steal_pointer (&out), FALSE);
}
