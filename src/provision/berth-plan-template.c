/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-plan-private.h"

#include "berth-json.h"
#include "berth-wire.h"

#include <stdarg.h>

/* The template of a machine with its own network. Formats: the REST reference of
 * Microsoft.Network 2024-01-01 and Microsoft.Compute 2024-03-01, virtual machines. */

#define SCHEMA                                                                           \
  "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"

#define NSG_ID "[resourceId('Microsoft.Network/networkSecurityGroups', variables('nsg'))]"
#define VNET_ID "[resourceId('Microsoft.Network/virtualNetworks', variables('vnet'))]"
#define SUBNET_ID                                                                        \
  "[resourceId('Microsoft.Network/virtualNetworks/subnets', variables('vnet'), "         \
  "'default')]"
#define ADDRESS_ID "[resourceId('Microsoft.Network/publicIPAddresses', variables('ip'))]"
#define NIC_ID "[resourceId('Microsoft.Network/networkInterfaces', variables('nic'))]"
#define MACHINE_ID "[resourceId('Microsoft.Compute/virtualMachines', variables('name'))]"

/* Builds an object of texts: name, value, name, value, …, %NULL. */
static JsonObject *make_texts (const char *name, ...) G_GNUC_NULL_TERMINATED;

static JsonObject *
make_texts (const char *name, ...)
{
  JsonObject *object = json_object_new ();
  va_list args;

  va_start (args, name);
  for (; name != NULL; name = va_arg (args, const char *))
    json_object_set_string_member (object, name, va_arg (args, const char *));
  va_end (args);
  return object;
}

static JsonArray *
make_list (JsonObject *first)
{
  JsonArray *list = json_array_new ();

  json_array_add_object_element (list, first);
  return list;
}

static JsonObject *
make_reference (const char *id)
{
  return make_texts ("id", id, NULL);
}

/* The text in brackets is an expression for the service: a text of the person's that
 * begins with one is doubled, as the template language wants it. */
static char *
quote (const char *text)
{
  return g_str_has_prefix (text, "[") ? g_strconcat ("[", text, NULL) : g_strdup (text);
}

static JsonObject *
make_tags (void)
{
  return make_texts (BERTH_TAG_MACHINE, "[variables('name')]", BERTH_TAG_RUN,
                     "[parameters('run')]", NULL);
}

static JsonObject *
make_resource (const char *type,
               const char *name,
               const char *api_version,
               JsonObject *properties,
               const char *const *depends_on)
{
  JsonObject *resource = make_texts ("type", type, "apiVersion", api_version, "name",
                                     name, "location", "[variables('location')]", NULL);

  json_object_set_object_member (resource, "tags", make_tags ());
  if (depends_on != NULL) {
    JsonArray *list = json_array_new ();

    for (; *depends_on != NULL; depends_on++)
      json_array_add_string_element (list, *depends_on);
    json_object_set_array_member (resource, "dependsOn", list);
  }
  json_object_set_object_member (resource, "properties", properties);
  return resource;
}

static JsonObject *
make_ssh_rule (const char *range)
{
  JsonObject *rule = make_texts ("name", "ssh", NULL);
  JsonObject *properties
    = make_texts ("protocol", "Tcp", "access", "Allow", "direction", "Inbound",
                  "sourceAddressPrefix", range, "sourcePortRange", "*",
                  "destinationAddressPrefix", "*", "destinationPortRange", "22", NULL);

  json_object_set_int_member (properties, "priority", 1000);
  json_object_set_object_member (rule, "properties", properties);
  return rule;
}

static JsonObject *
make_security_group (BerthMachineSpec *spec)
{
  JsonObject *properties = json_object_new ();
  JsonArray *rules = json_array_new ();

  if (berth_plan_opens_ssh (spec))
    json_array_add_object_element (
      rules, make_ssh_rule (berth_machine_spec_get_ssh_from (spec)));
  json_object_set_array_member (properties, "securityRules", rules);
  return make_resource ("Microsoft.Network/networkSecurityGroups", "[variables('nsg')]",
                        BERTH_API_NETWORK, properties, NULL);
}

static JsonObject *
make_virtual_network (void)
{
  static const char *const depends_on[] = { NSG_ID, NULL };
  JsonObject *properties = json_object_new ();
  JsonObject *space = json_object_new ();
  JsonArray *prefixes = json_array_new ();
  JsonObject *subnet = make_texts ("name", "default", NULL);
  JsonObject *subnet_properties = make_texts ("addressPrefix", "10.0.0.0/24", NULL);

  json_array_add_string_element (prefixes, "10.0.0.0/16");
  json_object_set_array_member (space, "addressPrefixes", prefixes);
  json_object_set_object_member (properties, "addressSpace", space);
  json_object_set_object_member (subnet_properties, "networkSecurityGroup",
                                 make_reference (NSG_ID));
  json_object_set_object_member (subnet, "properties", subnet_properties);
  json_object_set_array_member (properties, "subnets", make_list (subnet));
  return make_resource ("Microsoft.Network/virtualNetworks", "[variables('vnet')]",
                        BERTH_API_NETWORK, properties, depends_on);
}

static JsonObject *
make_address (void)
{
  JsonObject *properties = make_texts ("publicIPAllocationMethod", "Static",
                                       "publicIPAddressVersion", "IPv4", NULL);
  JsonObject *resource
    = make_resource ("Microsoft.Network/publicIPAddresses", "[variables('ip')]",
                     BERTH_API_NETWORK, properties, NULL);

  json_object_set_object_member (resource, "sku", make_texts ("name", "Standard", NULL));
  return resource;
}

static JsonObject *
make_delete_option (void)
{
  return make_texts ("deleteOption", "Delete", NULL);
}

static JsonObject *
make_interface (void)
{
  static const char *const depends_on[] = { NSG_ID, VNET_ID, ADDRESS_ID, NULL };
  JsonObject *properties = json_object_new ();
  JsonObject *configuration = make_texts ("name", "ipconfig1", NULL);
  JsonObject *configured = make_texts ("privateIPAllocationMethod", "Dynamic", NULL);
  JsonObject *address = make_reference (ADDRESS_ID);

  json_object_set_object_member (address, "properties", make_delete_option ());
  json_object_set_object_member (configured, "subnet", make_reference (SUBNET_ID));
  json_object_set_object_member (configured, "publicIPAddress", address);
  json_object_set_object_member (configuration, "properties", configured);
  json_object_set_array_member (properties, "ipConfigurations",
                                make_list (configuration));
  json_object_set_object_member (properties, "networkSecurityGroup",
                                 make_reference (NSG_ID));
  return make_resource ("Microsoft.Network/networkInterfaces", "[variables('nic')]",
                        BERTH_API_NETWORK, properties, depends_on);
}

static JsonObject *
make_storage (BerthImageChoice *image)
{
  JsonObject *storage = json_object_new ();
  JsonObject *disk
    = make_texts ("name", "[variables('disk')]", "createOption", "FromImage",
                  "deleteOption", "Delete", "caching", "ReadWrite", NULL);

  json_object_set_object_member (
    storage, "imageReference",
    make_texts ("publisher", berth_image_choice_get_publisher (image), "offer",
                berth_image_choice_get_offer (image), "sku",
                berth_image_choice_get_sku (image), "version",
                berth_image_choice_get_version (image), NULL));
  json_object_set_object_member (disk, "managedDisk",
                                 make_texts ("storageAccountType", BERTH_DISK_SKU, NULL));
  json_object_set_object_member (storage, "osDisk", disk);
  return storage;
}

static JsonObject *
make_linux (BerthMachineSpec *spec)
{
  JsonObject *linux_profile = json_object_new ();
  JsonObject *ssh = json_object_new ();
  g_autofree char *path = g_strdup_printf ("/home/%s/.ssh/authorized_keys",
                                           berth_machine_spec_get_user (spec));
  g_autofree char *key = quote (berth_machine_spec_get_public_key (spec));

  json_object_set_array_member (
    ssh, "publicKeys", make_list (make_texts ("path", path, "keyData", key, NULL)));
  json_object_set_boolean_member (linux_profile, "disablePasswordAuthentication", TRUE);
  json_object_set_object_member (linux_profile, "ssh", ssh);
  return linux_profile;
}

static JsonObject *
make_os (BerthMachineSpec *spec, const char *custom_data)
{
  g_autofree char *encoded
    = g_base64_encode ((const guchar *) custom_data, strlen (custom_data));
  JsonObject *os
    = make_texts ("computerName", "[variables('name')]", "adminUsername",
                  berth_machine_spec_get_user (spec), "customData", encoded, NULL);

  json_object_set_object_member (os, "linuxConfiguration", make_linux (spec));
  return os;
}

static JsonObject *
make_network_profile (void)
{
  JsonObject *profile = json_object_new ();
  JsonObject *interface = make_reference (NIC_ID);

  json_object_set_object_member (interface, "properties", make_delete_option ());
  json_object_set_array_member (profile, "networkInterfaces", make_list (interface));
  return profile;
}

static JsonObject *
make_diagnostics (void)
{
  JsonObject *profile = json_object_new ();
  JsonObject *boot = json_object_new ();

  json_object_set_boolean_member (boot, "enabled", TRUE);
  json_object_set_object_member (profile, "bootDiagnostics", boot);
  return profile;
}

static void
add_spot (JsonObject *properties, BerthMachineSpec *spec)
{
  JsonObject *billing = json_object_new ();

  json_object_set_string_member (properties, "priority", "Spot");
  json_object_set_string_member (properties, "evictionPolicy",
                                 berth_plan_get_eviction_policy (spec));
  json_object_set_double_member (billing, "maxPrice", berth_plan_get_max_price (spec));
  json_object_set_object_member (properties, "billingProfile", billing);
}

static JsonObject *
make_machine (BerthMachineSpec *spec, const char *custom_data)
{
  static const char *const depends_on[] = { NIC_ID, NULL };
  BerthImageChoice *image = berth_machine_spec_get_image (spec);
  JsonObject *properties = json_object_new ();
  JsonObject *machine;

  json_object_set_object_member (
    properties, "hardwareProfile",
    make_texts ("vmSize", berth_machine_spec_get_size (spec), NULL));
  json_object_set_object_member (properties, "storageProfile", make_storage (image));
  json_object_set_object_member (properties, "osProfile", make_os (spec, custom_data));
  json_object_set_object_member (properties, "networkProfile", make_network_profile ());
  json_object_set_object_member (properties, "diagnosticsProfile", make_diagnostics ());
  if (berth_machine_spec_get_spot (spec))
    add_spot (properties, spec);
  machine = make_resource ("Microsoft.Compute/virtualMachines", "[variables('name')]",
                           BERTH_API_COMPUTE, properties, depends_on);
  if (berth_image_choice_has_plan (image))
    json_object_set_object_member (
      machine, "plan",
      make_texts ("publisher", berth_image_choice_get_plan_publisher (image), "product",
                  berth_image_choice_get_plan_product (image), "name",
                  berth_image_choice_get_plan_name (image), NULL));
  return machine;
}

static JsonObject *
make_parameters (void)
{
  JsonObject *parameters = json_object_new ();
  JsonObject *run = make_texts ("type", "string", "defaultValue", "", NULL);

  json_object_set_object_member (
    run, "metadata", make_texts ("description", "Marks what was made together.", NULL));
  json_object_set_object_member (parameters, "run", run);
  return parameters;
}

static JsonObject *
make_variables (BerthMachineSpec *spec)
{
  return make_texts (
    "name", berth_machine_spec_get_name (spec), "location",
    berth_machine_spec_get_location (spec), "nsg", "[concat(variables('name'), '-nsg')]",
    "vnet", "[concat(variables('name'), '-vnet')]", "ip",
    "[concat(variables('name'), '-ip')]", "nic", "[concat(variables('name'), '-nic')]",
    "disk", "[concat(variables('name'), '-disk')]", NULL);
}

static JsonObject *
make_outputs (void)
{
  JsonObject *outputs = json_object_new ();

  json_object_set_object_member (
    outputs, "machineId", make_texts ("type", "string", "value", MACHINE_ID, NULL));
  json_object_set_object_member (
    outputs, "address",
    make_texts ("type", "string", "value",
                "[reference(resourceId('Microsoft.Network/publicIPAddresses', "
                "variables('ip')), '" BERTH_API_NETWORK "').ipAddress]",
                NULL));
  return outputs;
}

/**
 * berth_template_build:
 * @spec: the choices; image, size, user and key are chosen
 * @custom_data: the cloud-init document in clear text
 *
 * Returns: (transfer full): the template for a deployment at a resource group's scope; an
 *   object without resources where a choice is missing
 */
JsonNode *
berth_template_build (BerthMachineSpec *spec, const char *custom_data)
{
  JsonObject *template
    = make_texts ("$schema", SCHEMA, "contentVersion", "1.0.0.0", NULL);
  JsonArray *resources = json_array_new ();

  json_object_set_object_member (template, "parameters", make_parameters ());
  json_object_set_object_member (template, "variables", make_variables (spec));
  if (berth_machine_spec_get_image (spec) != NULL
      && berth_machine_spec_get_size (spec) != NULL
      && berth_machine_spec_get_user (spec) != NULL
      && berth_machine_spec_get_public_key (spec) != NULL) {
    json_array_add_object_element (resources, make_security_group (spec));
    json_array_add_object_element (resources, make_virtual_network ());
    json_array_add_object_element (resources, make_address ());
    json_array_add_object_element (resources, make_interface ());
    json_array_add_object_element (resources, make_machine (spec, custom_data));
  }
  json_object_set_array_member (template, "resources", resources);
  json_object_set_object_member (template, "outputs", make_outputs ());
  return berth_json_node_from_object (template);
}
