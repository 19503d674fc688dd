/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-compute-private.h"

#include "berth-sandbox-catalogue.h"
#include "berth-sandbox-json.h"
#include "berth-sandbox-quota.h"

#include <string.h>

/* What Azure refuses before it makes a machine, in its own codes and words. */

gboolean
berth_sandbox_machine_is_spot (JsonObject *machine)
{
  const char *priority = berth_sandbox_json_string (machine, "properties.priority");

  return priority != NULL && g_ascii_strcasecmp (priority, "Spot") == 0;
}

static const char *
get_location (JsonObject *machine)
{
  const char *location = berth_sandbox_json_string (machine, "location");

  return location != NULL ? location : "";
}

static const char *
get_size_name (JsonObject *machine)
{
  return berth_sandbox_json_string (machine, "properties.hardwareProfile.vmSize");
}

/* Returns (transfer none) (nullable). */
JsonObject *
berth_sandbox_machine_find_size (BerthSandbox *sandbox, JsonObject *machine)
{
  return berth_sandbox_sizes_find (sandbox, get_location (machine),
                                   get_size_name (machine));
}

/* Returns (transfer full) (nullable). */
JsonObject *
berth_sandbox_machine_find_image (BerthSandbox *sandbox, JsonObject *machine)
{
  JsonObject *reference
    = berth_sandbox_json_object (machine, "properties.storageProfile.imageReference");
  const char *version = berth_sandbox_json_string (reference, "version");

  return berth_sandbox_images_find (
    sandbox, get_location (machine), berth_sandbox_json_string (reference, "publisher"),
    berth_sandbox_json_string (reference, "offer"),
    berth_sandbox_json_string (reference, "sku"), version != NULL ? version : "latest");
}

static GError *
check_size (BerthSandbox *sandbox, JsonObject *machine)
{
  const char *name = get_size_name (machine);
  JsonObject *size = berth_sandbox_machine_find_size (sandbox, machine);

  if (size == NULL)
    return berth_sandbox_fault_new (400, "InvalidParameter",
                                    "The value %s provided for the VM size is not valid. "
                                    "The valid sizes in the current "
                                    "region are listed by the skus of the location %s.",
                                    name != NULL ? name : "''", get_location (machine));
  if (berth_sandbox_size_is_closed (size))
    return berth_sandbox_fault_new (
      409, "SkuNotAvailable",
      "The requested VM size for resource 'Following SKUs have failed for Capacity "
      "Restrictions: %s' is currently not available in location '%s'. Please try another "
      "size or deploy to a different location or different zone. See "
      "https://aka.ms/azureskunotavailable for details.",
      name, get_location (machine));
  return NULL;
}

static gboolean
has_generation (JsonObject *size, const char *generation)
{
  return strstr (berth_sandbox_size_get_capability (size, "HyperVGenerations"),
                 generation)
         != NULL;
}

static GError *
check_fit (JsonObject *size, JsonObject *image)
{
  const char *generation
    = berth_sandbox_json_string (image, "properties.hyperVGeneration");
  const char *architecture = berth_sandbox_json_string (image, "properties.architecture");
  const char *name = berth_sandbox_json_string (size, "name");
  const char *of_size = berth_sandbox_size_get_capability (size, "CpuArchitectureType");

  if (g_ascii_strcasecmp (architecture, of_size) != 0)
    return berth_sandbox_fault_new (
      400, "BadRequest",
      "The VM size '%s' with CPU architecture '%s' is not compatible with the image's "
      "architecture '%s'.",
      name, of_size, architecture);
  if (!has_generation (size, generation))
    return berth_sandbox_fault_new (
      400, "BadRequest",
      "The selected VM size '%s' cannot boot Hypervisor Generation '%s'. If this was a "
      "Create operation please check that the Hypervisor Generation of the Image matches "
      "the Hypervisor Generation of the selected VM Size.",
      name, generation + 1);
  return NULL;
}

static GError *
check_plan (BerthSandbox *sandbox, JsonObject *machine, JsonObject *image)
{
  const char *publisher = berth_sandbox_json_string (image, "properties.plan.publisher");
  const char *product = berth_sandbox_json_string (image, "properties.plan.product");
  const char *plan = berth_sandbox_json_string (image, "properties.plan.name");
  const char *given = berth_sandbox_json_string (machine, "plan.name");
  const char *name = berth_sandbox_json_string (machine, "name");

  if (plan == NULL)
    return NULL;
  if (given == NULL || g_ascii_strcasecmp (given, plan) != 0)
    return berth_sandbox_fault_new (
      400, "VMMarketplaceInvalidInput",
      "Creating a virtual machine from Marketplace image or a custom image sourced from "
      "a "
      "Marketplace image requires Plan information in the request. VM: '%s'.",
      name);
  if (!berth_sandbox_terms_are_accepted (sandbox, publisher, product, plan))
    return berth_sandbox_fault_new (
      400, "MarketplacePurchaseEligibilityFailed",
      "Marketplace purchase eligibilty check returned errors. See inner errors for "
      "details. Offer with PublisherId: '%s', OfferId: '%s' cannot be purchased: you "
      "have "
      "not accepted the legal terms on this subscription for this plan '%s'.",
      publisher, product, plan);
  return NULL;
}

static GError *
check_image (BerthSandbox *sandbox, JsonObject *machine)
{
  g_autoptr (JsonObject) image = berth_sandbox_machine_find_image (sandbox, machine);

  if (image == NULL)
    return berth_sandbox_fault_new (
      404, "PlatformImageNotFound",
      "The platform image of the virtual machine '%s' is not available. Verify that all "
      "fields in the storage profile are correct.",
      berth_sandbox_json_string (machine, "name"));
  return check_plan (sandbox, machine, image);
}

static double
get_number (JsonObject *object, const char *path, double fallback)
{
  JsonNode *node = berth_sandbox_json_member (object, path);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node)
                                                      : fallback;
}

static GError *
check_max_price (BerthSandbox *sandbox, JsonObject *machine)
{
  const double maximum = get_number (machine, "properties.billingProfile.maxPrice", -1);
  const double price = berth_sandbox_sizes_get_price (sandbox, get_location (machine),
                                                      get_size_name (machine), TRUE);
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (maximum == -1)
    return NULL;
  if (maximum <= 0)
    return berth_sandbox_fault_new (
      400, "MaxPriceValueInvalid",
      "Max price value invalid. The max price needs to be -1 or greater than zero.");
  if (maximum < price)
    return berth_sandbox_fault_new (409, "SpotPriceGreaterThanProvidedMaxPrice",
                                    "Unable to perform operation 'Create VM' since the "
                                    "provided max price is lower than "
                                    "the current spot price '%s USD' for the VM size.",
                                    g_ascii_formatd (text, sizeof text, "%.5f", price));
  return NULL;
}

static GError *
check_spot (BerthSandbox *sandbox, JsonObject *machine)
{
  JsonObject *size = berth_sandbox_machine_find_size (sandbox, machine);

  if (!berth_sandbox_machine_is_spot (machine)) {
    if (berth_sandbox_json_string (machine, "properties.evictionPolicy") != NULL)
      return berth_sandbox_fault_new (
        409, "EvictionPolicyCanBeSetOnlyOnAzureSpotVirtualMachines",
        "Eviction policy can be set only on Azure Spot Virtual Machines.");
    return NULL;
  }
  if (g_strcmp0 (berth_sandbox_size_get_capability (size, "LowPriorityCapable"), "True")
      != 0)
    return berth_sandbox_fault_new (409, "AzureSpotIsNotSupportedForThisVMSize",
                                    "Azure Spot is not supported for this VM size %s.",
                                    get_size_name (machine));
  return check_max_price (sandbox, machine);
}

static gboolean
has_zones (JsonObject *size, JsonArray *zones)
{
  for (guint i = 0; zones != NULL && i < json_array_get_length (zones); i++) {
    JsonNode *node = json_array_get_element (zones, i);

    if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_string (node) == NULL
        || !berth_sandbox_size_has_zone (size, json_node_get_string (node)))
      return FALSE;
  }
  return TRUE;
}

static GError *
check_zones (BerthSandbox *sandbox, JsonObject *machine)
{
  JsonObject *size = berth_sandbox_machine_find_size (sandbox, machine);

  if (has_zones (size, berth_sandbox_json_array (machine, "zones")))
    return NULL;
  return berth_sandbox_fault_new (
    409, "SkuNotAvailable",
    "The requested VM size for resource 'Following SKUs have failed for Capacity "
    "Restrictions: %s' is currently not available in the zones that were asked for in "
    "location '%s'. Please try another size or deploy to a different location or "
    "different zone. See https://aka.ms/azureskunotavailable for details.",
    get_size_name (machine), get_location (machine));
}

static GError *
check_disk (BerthSandbox *sandbox, JsonObject *machine)
{
  g_autoptr (JsonObject) image = berth_sandbox_machine_find_image (sandbox, machine);
  const double least = get_number (image, "properties.osDiskImage.sizeInGb", 0);
  const double wanted
    = get_number (machine, "properties.storageProfile.osDisk.diskSizeGB", least);

  if (wanted >= least)
    return NULL;
  return berth_sandbox_fault_new (
    409, "OperationNotAllowed",
    "The specified disk size %d GB is smaller than the size "
    "of the corresponding disk in the VM image: %d GB.",
    (int) wanted, (int) least);
}

/* What a machine may have for its size: when it is made and when it is changed. */
GError *
berth_sandbox_machine_check_size (BerthSandbox *sandbox, JsonObject *machine)
{
  g_autoptr (JsonObject) image = berth_sandbox_machine_find_image (sandbox, machine);
  GError *error = check_size (sandbox, machine);

  if (error == NULL && image != NULL)
    error = check_fit (berth_sandbox_machine_find_size (sandbox, machine), image);
  if (error == NULL)
    error = check_zones (sandbox, machine);
  return error != NULL ? error : check_spot (sandbox, machine);
}

GError *
berth_sandbox_machine_check (BerthSandbox *sandbox,
                             JsonObject *machine,
                             gboolean in_template)
{
  GError *error = berth_sandbox_machine_check_size (sandbox, machine);

  if (error == NULL)
    error = check_image (sandbox, machine);
  if (error == NULL)
    error = berth_sandbox_machine_check_profile (machine);
  if (error == NULL)
    error = check_disk (sandbox, machine);
  if (error == NULL)
    error = berth_sandbox_quota_check (
      sandbox, get_location (machine), berth_sandbox_machine_find_size (sandbox, machine),
      NULL, berth_sandbox_machine_is_spot (machine),
      in_template ? "QuotaExceeded" : "OperationNotAllowed");
  return error;
}

static gboolean
uses (JsonObject *machine, const char *interface_id)
{
  JsonArray *list
    = berth_sandbox_json_array (machine, "properties.networkProfile.networkInterfaces");

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++) {
    const char *id
      = berth_sandbox_json_string (json_array_get_object_element (list, i), "id");

    if (id != NULL && g_ascii_strcasecmp (id, interface_id) == 0)
      return TRUE;
  }
  return FALSE;
}

static GError *
check_interface (BerthSandbox *sandbox,
                 JsonObject *machine,
                 const char *interface_id,
                 const char *id)
{
  BerthSandboxStore *store = berth_sandbox_get_store (sandbox);
  JsonObject *interface = interface_id != NULL
                            ? berth_sandbox_store_get (store, interface_id)
                            : NULL;
  g_autoptr (GPtrArray) machines
    = berth_sandbox_store_list (store, NULL, BERTH_SANDBOX_MACHINES);

  if (interface == NULL)
    return berth_sandbox_fault_new (404, "NotFound",
                                    "Network interface '%s' was not found.",
                                    interface_id != NULL ? interface_id : "");
  if (g_strcmp0 (berth_sandbox_json_string (interface, "location"),
                 get_location (machine))
      != 0)
    return berth_sandbox_fault_new (
      400, "InvalidResourceReference",
      "Resource %s referenced by resource %s was not found. Please make sure that the "
      "referenced resource exists, and that both resources are in the same region.",
      interface_id, id);
  for (guint i = 0; i < machines->len; i++) {
    const char *other = berth_sandbox_json_string (machines->pdata[i], "id");

    if (g_ascii_strcasecmp (other, id) != 0 && uses (machines->pdata[i], interface_id))
      return berth_sandbox_fault_new (400, "NicInUse",
                                      "Network Interface %s is used by existing VM %s.",
                                      interface_id, other);
  }
  return NULL;
}

GError *
berth_sandbox_machine_check_interfaces (BerthSandbox *sandbox,
                                        JsonObject *machine,
                                        const char *id)
{
  JsonArray *list
    = berth_sandbox_json_array (machine, "properties.networkProfile.networkInterfaces");

  if (list == NULL || json_array_get_length (list) == 0)
    return berth_sandbox_fault_new (
      400, "InvalidParameter",
      "Virtual Machine must have at least one network interface.");
  for (guint i = 0; i < json_array_get_length (list); i++) {
    JsonNode *node = json_array_get_element (list, i);
    JsonObject *reference
      = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    GError *error = check_interface (sandbox, machine,
                                     berth_sandbox_json_string (reference, "id"), id);

    if (error != NULL)
      return error;
  }
  return NULL;
}
