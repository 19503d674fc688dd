/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-size.h"

#include "berth-json.h"

#include <string.h>

/**
 * BerthSize:
 *
 * A machine size in one region, as the list of SKUs tells it. Its capabilities are all
 * strings there, and one that is missing is unknown.
 */
struct _BerthSize {
  GObject parent_instance;

  char *name;
  char *family;
  char *architecture;
  char *reason_code;
  char **zones;
  guint vcpus;
  double memory_gib;
  guint gpus;
  const char *gpu_name;
  guint gpu_memory_gib;
  gint64 local_disk_mib;
  BerthSizeRestriction restriction;
  gboolean spot_capable;
  gboolean gen1;
  gboolean gen2;
  gboolean premium_disk;
  gboolean trusted_launch;
  gboolean accelerated_networking;
};

/* The list of SKUs counts GPUs but does not name them; the size's name does (Azure, "GPU
 * optimized virtual machine sizes"). Memory is that of one whole card. */
typedef struct {
  const char *part;
  const char *name;
  guint memory_gib;
} GpuModel;

static const GpuModel gpu_models[] = {
  { "_T4_", "NVIDIA T4", 16 },        { "_A100_", "NVIDIA A100", 80 },
  { "amsr_A100", "NVIDIA A100", 80 }, { "asr_v4", "NVIDIA A100", 40 },
  { "_A10_", "NVIDIA A10", 24 },      { "_H100_", "NVIDIA H100", 80 },
  { "_H200_", "NVIDIA H200", 141 },   { "MI300X", "AMD MI300X", 192 },
  { "_V620_", "AMD V620", 32 },       { "as_v4", "AMD MI25", 16 },
  { "rs_v3", "NVIDIA V100", 16 },     { "s_v3", "NVIDIA V100", 16 },
  { "s_v2", "NVIDIA P100", 16 },      { "_NV", "NVIDIA M60", 8 },
  { "_NC", "NVIDIA K80", 12 },
};

G_DEFINE_FINAL_TYPE (BerthSize, berth_size, G_TYPE_OBJECT)

static void
berth_size_finalize (GObject *object)
{
  BerthSize *self = BERTH_SIZE (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->family, g_free);
  g_clear_pointer (&self->architecture, g_free);
  g_clear_pointer (&self->reason_code, g_free);
  g_clear_pointer (&self->zones, g_strfreev);
  G_OBJECT_CLASS (berth_size_parent_class)->finalize (object);
}

static void
berth_size_class_init (BerthSizeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_size_finalize;
}

static void
berth_size_init (BerthSize *self)
{
}

static const char *
find_capability (JsonObject *object, const char *name)
{
  JsonArray *capabilities = berth_json_get_array (object, "capabilities");

  for (guint i = 0; capabilities != NULL && i < json_array_get_length (capabilities);
       i++) {
    JsonObject *capability = berth_json_array_get_object (capabilities, i);

    if (g_strcmp0 (berth_json_get_string (capability, "name"), name) == 0)
      return berth_json_get_string (capability, "value");
  }
  return NULL;
}

static double
get_number (JsonObject *object, const char *name)
{
  const char *text = find_capability (object, name);
  double number = text != NULL ? g_ascii_strtod (text, NULL) : 0;

  return number > 0 && number < 1e9 ? number : 0;
}

static gboolean
get_truth (JsonObject *object, const char *name)
{
  const char *text = find_capability (object, name);

  return text != NULL && g_ascii_strcasecmp (text, "true") == 0;
}

static void
read_capabilities (BerthSize *self, JsonObject *object)
{
  const char *generations = find_capability (object, "HyperVGenerations");
  const char *architecture = find_capability (object, "CpuArchitectureType");
  double constrained = get_number (object, "vCPUsAvailable");

  self->vcpus = (guint) (constrained > 0 ? constrained : get_number (object, "vCPUs"));
  self->memory_gib = get_number (object, "MemoryGB");
  self->gpus = (guint) get_number (object, "GPUs");
  self->local_disk_mib = (gint64) get_number (object, "MaxResourceVolumeMB");
  self->spot_capable = get_truth (object, "LowPriorityCapable");
  self->gen1 = generations == NULL || strstr (generations, "V1") != NULL;
  self->gen2 = generations != NULL && strstr (generations, "V2") != NULL;
  self->architecture = g_strdup (architecture != NULL ? architecture : "x64");
  self->premium_disk = get_truth (object, "PremiumIO");
  self->trusted_launch = !get_truth (object, "TrustedLaunchDisabled");
  self->accelerated_networking = get_truth (object, "AcceleratedNetworkingEnabled");
}

static void
name_gpu (BerthSize *self)
{
  for (guint i = 0; self->gpus > 0 && i < G_N_ELEMENTS (gpu_models); i++) {
    if (strstr (self->name, gpu_models[i].part) == NULL)
      continue;
    self->gpu_name = gpu_models[i].name;
    self->gpu_memory_gib = gpu_models[i].memory_gib;
    return;
  }
}

static void
read_restrictions (BerthSize *self, JsonObject *object)
{
  JsonArray *restrictions = berth_json_get_array (object, "restrictions");

  for (guint i = 0; restrictions != NULL && i < json_array_get_length (restrictions);
       i++) {
    JsonObject *restriction = berth_json_array_get_object (restrictions, i);
    const char *type = berth_json_get_string (restriction, "type");
    gboolean whole = g_strcmp0 (type, "Location") == 0;

    if (self->restriction == BERTH_SIZE_RESTRICTION_LOCATION)
      return;
    self->restriction
      = whole ? BERTH_SIZE_RESTRICTION_LOCATION : BERTH_SIZE_RESTRICTION_ZONE;
    g_set_str (&self->reason_code, berth_json_get_string (restriction, "reasonCode"));
  }
}

/**
 * berth_size_parse:
 * @object: an entry of the list of SKUs
 *
 * Returns: (transfer full) (nullable): the size; %NULL without @error when the entry is a
 *   disk or a host, with @error set to %BERTH_AZURE_ERROR_MALFORMED_ANSWER when it has no
 * name
 */
gpointer
berth_size_parse (JsonObject *object, GError **error)
{
  const char *type = berth_json_get_string (object, "resourceType");
  BerthSize *self = NULL;

  if (type == NULL || g_ascii_strcasecmp (type, "virtualMachines") != 0)
    return NULL;
  if (berth_json_require_string (object, "name", error) == NULL)
    return NULL;
  self = g_object_new (BERTH_TYPE_SIZE, NULL);
  self->name = g_strdup (berth_json_get_string (object, "name"));
  self->family = g_strdup (berth_json_get_string (object, "family"));
  self->zones = berth_json_dup_strv (
    berth_json_array_get_object (berth_json_get_array (object, "locationInfo"), 0),
    "zones");
  read_capabilities (self, object);
  read_restrictions (self, object);
  name_gpu (self);
  return self;
}

/**
 * berth_size_get_name:
 *
 * Returns: (transfer none): "Standard_NC4as_T4_v3", say
 */
const char *
berth_size_get_name (BerthSize *self)
{
  g_return_val_if_fail (BERTH_IS_SIZE (self), NULL);

  return self->name;
}

/**
 * berth_size_get_family:
 *
 * Returns: (transfer none) (nullable): the quota it counts in
 */
const char *
berth_size_get_family (BerthSize *self)
{
  g_return_val_if_fail (BERTH_IS_SIZE (self), NULL);

  return self->family;
}

/**
 * berth_size_get_architecture:
 *
 * Returns: (transfer none): "x64" or "Arm64"
 */
const char *
berth_size_get_architecture (BerthSize *self)
{
  g_return_val_if_fail (BERTH_IS_SIZE (self), NULL);

  return self->architecture;
}

/**
 * berth_size_get_reason_code:
 *
 * Returns: (transfer none) (nullable): why it is restricted:
 * "NotAvailableForSubscription", "QuotaId"
 */
const char *
berth_size_get_reason_code (BerthSize *self)
{
  g_return_val_if_fail (BERTH_IS_SIZE (self), NULL);

  return self->reason_code;
}

/**
 * berth_size_get_zones:
 *
 * Returns: (transfer none): the zones that have it; empty when it has no zones
 */
const char *const *
berth_size_get_zones (BerthSize *self)
{
  g_return_val_if_fail (BERTH_IS_SIZE (self), NULL);

  return (const char *const *) self->zones;
}

/**
 * berth_size_get_vcpus:
 *
 * Returns: how many virtual processors can be used
 */
guint
berth_size_get_vcpus (BerthSize *self)
{
  g_return_val_if_fail (BERTH_IS_SIZE (self), 0);

  return self->vcpus;
}

/**
 * berth_size_get_memory_gib:
 *
 * Returns: memory in GiB
 */
double
berth_size_get_memory_gib (BerthSize *self)
{
  g_return_val_if_fail (BERTH_IS_SIZE (self), 0);

  return self->memory_gib;
}

/**
 * berth_size_get_gpus:
 *
 * Returns: how many GPUs
 */
guint
berth_size_get_gpus (BerthSize *self)
{
  g_return_val_if_fail (BERTH_IS_SIZE (self), 0);

  return self->gpus;
}

/**
 * berth_size_get_gpu_name:
 *
 * Returns: (transfer none) (nullable): the GPU's name; %NULL without one, or where it is
 * not known
 */
const char *
berth_size_get_gpu_name (BerthSize *self)
{
  g_return_val_if_fail (BERTH_IS_SIZE (self), NULL);

  return self->gpu_name;
}

/**
 * berth_size_get_gpu_memory_gib:
 *
 * Returns: memory of one GPU in GiB; 0 where it is not known
 */
guint
berth_size_get_gpu_memory_gib (BerthSize *self)
{
  g_return_val_if_fail (BERTH_IS_SIZE (self), 0);

  return self->gpu_memory_gib;
}

/**
 * berth_size_get_local_disk_mib:
 *
 * Returns: the disk that is lost when the machine is switched off, in MiB; 0 without one
 */
gint64
berth_size_get_local_disk_mib (BerthSize *self)
{
  g_return_val_if_fail (BERTH_IS_SIZE (self), 0);

  return self->local_disk_mib;
}

/**
 * berth_size_get_restriction:
 *
 * Returns: what stands in the way
 */
BerthSizeRestriction
berth_size_get_restriction (BerthSize *self)
{
  g_return_val_if_fail (BERTH_IS_SIZE (self), BERTH_SIZE_RESTRICTION_NONE);

  return self->restriction;
}

/**
 * berth_size_is_spot_capable:
 *
 * Returns: whether it can run on spare capacity
 */
gboolean
berth_size_is_spot_capable (BerthSize *self)
{
  g_return_val_if_fail (BERTH_IS_SIZE (self), FALSE);

  return self->spot_capable;
}

/**
 * berth_size_supports_gen1:
 *
 * Returns: whether it boots images of generation 1
 */
gboolean
berth_size_supports_gen1 (BerthSize *self)
{
  g_return_val_if_fail (BERTH_IS_SIZE (self), FALSE);

  return self->gen1;
}

/**
 * berth_size_supports_gen2:
 *
 * Returns: whether it boots images of generation 2
 */
gboolean
berth_size_supports_gen2 (BerthSize *self)
{
  g_return_val_if_fail (BERTH_IS_SIZE (self), FALSE);

  return self->gen2;
}

/**
 * berth_size_supports_premium_disk:
 *
 * Returns: whether it takes premium disks
 */
gboolean
berth_size_supports_premium_disk (BerthSize *self)
{
  g_return_val_if_fail (BERTH_IS_SIZE (self), FALSE);

  return self->premium_disk;
}

/**
 * berth_size_supports_trusted_launch:
 *
 * Returns: whether it can do trusted launch
 */
gboolean
berth_size_supports_trusted_launch (BerthSize *self)
{
  g_return_val_if_fail (BERTH_IS_SIZE (self), FALSE);

  return self->trusted_launch;
}

/**
 * berth_size_supports_accelerated_networking:
 *
 * Returns: whether its network can be accelerated
 */
gboolean
berth_size_supports_accelerated_networking (BerthSize *self)
{
  g_return_val_if_fail (BERTH_IS_SIZE (self), FALSE);

  return self->accelerated_networking;
}
