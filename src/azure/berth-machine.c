/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-machine.h"

#include "berth-json.h"
#include "berth-priority.h"

/**
 * BerthMachine:
 *
 * A virtual machine as the service tells it.
 */
struct _BerthMachine {
  GObject parent_instance;

  char *id;
  char *name;
  char *location;
  char *size;
  char *priority;
  char *eviction_policy;
  double max_price;
  char *provisioning_state;
  char *admin_user;
  char *host_name;
  char *image_publisher;
  char *image_offer;
  char *image_sku;
  char *os_disk_id;
  char *vm_id;
  GHashTable *tags;
  BerthPowerState power_state;
  char **interface_ids;
};

G_DEFINE_FINAL_TYPE (BerthMachine, berth_machine, G_TYPE_OBJECT)

static void
berth_machine_finalize (GObject *object)
{
  BerthMachine *self = BERTH_MACHINE (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->location, g_free);
  g_clear_pointer (&self->size, g_free);
  g_clear_pointer (&self->priority, g_free);
  g_clear_pointer (&self->eviction_policy, g_free);
  g_clear_pointer (&self->provisioning_state, g_free);
  g_clear_pointer (&self->admin_user, g_free);
  g_clear_pointer (&self->host_name, g_free);
  g_clear_pointer (&self->image_publisher, g_free);
  g_clear_pointer (&self->image_offer, g_free);
  g_clear_pointer (&self->image_sku, g_free);
  g_clear_pointer (&self->os_disk_id, g_free);
  g_clear_pointer (&self->vm_id, g_free);
  g_clear_pointer (&self->tags, g_hash_table_unref);
  g_clear_pointer (&self->interface_ids, g_strfreev);
  G_OBJECT_CLASS (berth_machine_parent_class)->finalize (object);
}

static void
berth_machine_class_init (BerthMachineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_machine_finalize;
}

static void
berth_machine_init (BerthMachine *self)
{
}

/* The instance view holds both ProvisioningState/… and PowerState/… in one list. */
static void
read_power_state (BerthMachine *self, JsonObject *object)
{
  JsonArray *statuses = berth_json_get_array (object, "properties.instanceView.statuses");

  for (guint i = 0; statuses != NULL && i < json_array_get_length (statuses); i++) {
    const char *code
      = berth_json_get_string (berth_json_array_get_object (statuses, i), "code");
    BerthPowerState state = berth_power_state_from_code (code);

    if (state != BERTH_POWER_STATE_UNKNOWN)
      self->power_state = state;
  }
}

static void
read_interfaces (BerthMachine *self, JsonObject *object)
{
  JsonArray *interfaces
    = berth_json_get_array (object, "properties.networkProfile.networkInterfaces");
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; interfaces != NULL && i < json_array_get_length (interfaces); i++) {
    const char *id
      = berth_json_get_string (berth_json_array_get_object (interfaces, i), "id");

    if (id != NULL)
      g_strv_builder_add (ids, id);
  }
  self->interface_ids = g_strv_builder_end (ids);
}

/**
 * berth_machine_get_power_state:
 *
 * Returns: whether it runs; known only when it was fetched with its instance view
 */
BerthPowerState
berth_machine_get_power_state (BerthMachine *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE (self), BERTH_POWER_STATE_UNKNOWN);

  return self->power_state;
}

/**
 * berth_machine_get_interface_ids:
 *
 * Returns: (transfer none): the ids of its network interfaces
 */
const char *const *
berth_machine_get_interface_ids (BerthMachine *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE (self), NULL);

  return (const char *const *) self->interface_ids;
}

/**
 * berth_machine_is_spot:
 *
 * Returns: whether it runs on spare capacity
 */
gboolean
berth_machine_is_spot (BerthMachine *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE (self), FALSE);

  return berth_priority_is_spot (self->priority);
}

/**
 * berth_machine_get_tag:
 * @name: a tag's name
 *
 * Returns: (transfer none) (nullable): the tag's value
 */
const char *
berth_machine_get_tag (BerthMachine *self, const char *name)
{
  g_return_val_if_fail (BERTH_IS_MACHINE (self), NULL);

  return g_hash_table_lookup (self->tags, name);
}

/**
 * berth_machine_parse:
 * @object: the service's answer
 *
 * Returns: (transfer full) (nullable): the value, or %NULL with @error set to
 *   %BERTH_AZURE_ERROR_MALFORMED_ANSWER that names the member it lacks
 */
gpointer
berth_machine_parse (JsonObject *object, GError **error)
{
  BerthMachine *self = NULL;

  if (berth_json_require_string (object, "id", error) == NULL)
    return NULL;
  if (berth_json_require_string (object, "name", error) == NULL)
    return NULL;
  self = g_object_new (BERTH_TYPE_MACHINE, NULL);
  self->id = g_strdup (berth_json_get_string (object, "id"));
  self->name = g_strdup (berth_json_get_string (object, "name"));
  self->location = g_strdup (berth_json_get_string (object, "location"));
  self->size
    = g_strdup (berth_json_get_string (object, "properties.hardwareProfile.vmSize"));
  self->priority = g_strdup (berth_json_get_string (object, "properties.priority"));
  self->eviction_policy
    = g_strdup (berth_json_get_string (object, "properties.evictionPolicy"));
  self->max_price
    = berth_json_get_double (object, "properties.billingProfile.maxPrice", 0);
  self->provisioning_state
    = g_strdup (berth_json_get_string (object, "properties.provisioningState"));
  self->admin_user
    = g_strdup (berth_json_get_string (object, "properties.osProfile.adminUsername"));
  self->host_name
    = g_strdup (berth_json_get_string (object, "properties.osProfile.computerName"));
  self->image_publisher = g_strdup (
    berth_json_get_string (object, "properties.storageProfile.imageReference.publisher"));
  self->image_offer = g_strdup (
    berth_json_get_string (object, "properties.storageProfile.imageReference.offer"));
  self->image_sku = g_strdup (
    berth_json_get_string (object, "properties.storageProfile.imageReference.sku"));
  self->os_disk_id = g_strdup (
    berth_json_get_string (object, "properties.storageProfile.osDisk.managedDisk.id"));
  self->vm_id = g_strdup (berth_json_get_string (object, "properties.vmId"));
  self->tags = berth_json_dup_tags (object);
  read_power_state (self, object);
  read_interfaces (self, object);
  return self;
}

/**
 * berth_machine_get_id:
 *
 * Returns: (transfer none): its id
 */
const char *
berth_machine_get_id (BerthMachine *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE (self), NULL);

  return self->id;
}

/**
 * berth_machine_get_name:
 *
 * Returns: (transfer none): its name
 */
const char *
berth_machine_get_name (BerthMachine *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE (self), NULL);

  return self->name;
}

/**
 * berth_machine_get_location:
 *
 * Returns: (transfer none) (nullable): its region
 */
const char *
berth_machine_get_location (BerthMachine *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE (self), NULL);

  return self->location;
}

/**
 * berth_machine_get_size:
 *
 * Returns: (transfer none) (nullable): its size
 */
const char *
berth_machine_get_size (BerthMachine *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE (self), NULL);

  return self->size;
}

/**
 * berth_machine_get_priority:
 *
 * Returns: (transfer none) (nullable): "Regular", "Spot" or another word; %NULL is
 * regular
 */
const char *
berth_machine_get_priority (BerthMachine *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE (self), NULL);

  return self->priority;
}

/**
 * berth_machine_get_eviction_policy:
 *
 * Returns: (transfer none) (nullable): "Deallocate" or "Delete"; %NULL without Spot
 */
const char *
berth_machine_get_eviction_policy (BerthMachine *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE (self), NULL);

  return self->eviction_policy;
}

/**
 * berth_machine_get_max_price:
 *
 * Returns: the most to pay per hour in USD; -1 is up to the full price
 */
double
berth_machine_get_max_price (BerthMachine *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE (self), 0);

  return self->max_price;
}

/**
 * berth_machine_get_provisioning_state:
 *
 * Returns: (transfer none) (nullable): "Creating", "Succeeded", "Failed" or another word
 */
const char *
berth_machine_get_provisioning_state (BerthMachine *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE (self), NULL);

  return self->provisioning_state;
}

/**
 * berth_machine_get_admin_user:
 *
 * Returns: (transfer none) (nullable): the user it was made with
 */
const char *
berth_machine_get_admin_user (BerthMachine *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE (self), NULL);

  return self->admin_user;
}

/**
 * berth_machine_get_host_name:
 *
 * Returns: (transfer none) (nullable): its host name
 */
const char *
berth_machine_get_host_name (BerthMachine *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE (self), NULL);

  return self->host_name;
}

/**
 * berth_machine_get_image_publisher:
 *
 * Returns: (transfer none) (nullable): its image's publisher
 */
const char *
berth_machine_get_image_publisher (BerthMachine *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE (self), NULL);

  return self->image_publisher;
}

/**
 * berth_machine_get_image_offer:
 *
 * Returns: (transfer none) (nullable): its image's offer
 */
const char *
berth_machine_get_image_offer (BerthMachine *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE (self), NULL);

  return self->image_offer;
}

/**
 * berth_machine_get_image_sku:
 *
 * Returns: (transfer none) (nullable): its image's sku
 */
const char *
berth_machine_get_image_sku (BerthMachine *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE (self), NULL);

  return self->image_sku;
}

/**
 * berth_machine_get_os_disk_id:
 *
 * Returns: (transfer none) (nullable): the id of its disk
 */
const char *
berth_machine_get_os_disk_id (BerthMachine *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE (self), NULL);

  return self->os_disk_id;
}

/**
 * berth_machine_get_vm_id:
 *
 * Returns: (transfer none) (nullable): the id that it knows itself by
 */
const char *
berth_machine_get_vm_id (BerthMachine *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE (self), NULL);

  return self->vm_id;
}

/**
 * berth_machine_get_tags:
 *
 * Returns: (transfer none): its tags, name → value
 */
GHashTable *
berth_machine_get_tags (BerthMachine *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE (self), NULL);

  return self->tags;
}
