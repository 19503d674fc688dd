/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-removal-entry.h"

#include "berth-config.h"

#include <glib/gi18n-lib.h>

/**
 * BerthRemovalEntry:
 *
 * A resource that goes or stays when a machine is deleted.
 */
struct _BerthRemovalEntry {
  GObject parent_instance;

  char *id;
  char *name;
  char *resource_type;
};

G_DEFINE_FINAL_TYPE (BerthRemovalEntry, berth_removal_entry, G_TYPE_OBJECT)

static void
berth_removal_entry_finalize (GObject *object)
{
  BerthRemovalEntry *self = BERTH_REMOVAL_ENTRY (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->resource_type);
  G_OBJECT_CLASS (berth_removal_entry_parent_class)->finalize (object);
}

static void
berth_removal_entry_class_init (BerthRemovalEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_removal_entry_finalize;
}

static void
berth_removal_entry_init (BerthRemovalEntry *self)
{
}

/**
 * berth_removal_entry_new:
 * @id: the resource's id
 * @name: the resource's name
 * @resource_type: its type, such as "Microsoft.Compute/disks", in any letter case
 *
 * Returns: (transfer full): the entry
 */
BerthRemovalEntry *
berth_removal_entry_new (const char *id, const char *name, const char *resource_type)
{
  BerthRemovalEntry *self = g_object_new (BERTH_TYPE_REMOVAL_ENTRY, NULL);

  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->resource_type = g_strdup (resource_type);
  return self;
}

/**
 * berth_removal_entry_get_kind:
 *
 * Returns: what a person calls it: "Disk", "Public address"; the service's own word where
 *   there is no other
 */
const char *
berth_removal_entry_get_kind (BerthRemovalEntry *self)
{
  static const struct {
    const char *resource_type;
    const char *kind;
  } kinds[] = {
    { "Microsoft.Compute/virtualMachines", N_ ("Machine") },
    { "Microsoft.Compute/disks", N_ ("Disk") },
    { "Microsoft.Compute/sshPublicKeys", N_ ("SSH key stored in Azure") },
    { "Microsoft.Network/networkInterfaces", N_ ("Network interface") },
    { "Microsoft.Network/publicIPAddresses", N_ ("Public address") },
    { "Microsoft.Network/networkSecurityGroups", N_ ("Network security group") },
    { "Microsoft.Network/virtualNetworks", N_ ("Virtual network") },
    { "Microsoft.Resources/resourceGroups", N_ ("Resource group") },
  };

  g_return_val_if_fail (BERTH_IS_REMOVAL_ENTRY (self), NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (g_ascii_strcasecmp (kinds[i].resource_type, self->resource_type) == 0)
      return _ (kinds[i].kind);
  }
  return self->resource_type;
}

const char *
berth_removal_entry_get_id (BerthRemovalEntry *self)
{
  g_return_val_if_fail (BERTH_IS_REMOVAL_ENTRY (self), NULL);

  return self->id;
}

const char *
berth_removal_entry_get_name (BerthRemovalEntry *self)
{
  g_return_val_if_fail (BERTH_IS_REMOVAL_ENTRY (self), NULL);

  return self->name;
}

const char *
berth_removal_entry_get_resource_type (BerthRemovalEntry *self)
{
  g_return_val_if_fail (BERTH_IS_REMOVAL_ENTRY (self), NULL);

  return self->resource_type;
}
