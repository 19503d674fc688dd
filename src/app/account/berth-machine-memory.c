/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-machine-memory.h"

#include "berth-notes.h"

#include <glib/gi18n.h>

/**
 * BerthMachineMemory:
 *
 * What this computer remembers of a machine that the cloud does not know: where the
 * private key lies. Kept by resource id, since addresses are recycled.
 */
struct _BerthMachineMemory {
  GObject parent_instance;
  BerthNotes *notes;
};

G_DEFINE_FINAL_TYPE (BerthMachineMemory, berth_machine_memory, G_TYPE_OBJECT)

static void
berth_machine_memory_finalize (GObject *object)
{
  g_clear_object (&BERTH_MACHINE_MEMORY (object)->notes);
  G_OBJECT_CLASS (berth_machine_memory_parent_class)->finalize (object);
}

static void
berth_machine_memory_class_init (BerthMachineMemoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_machine_memory_finalize;
}

static void
berth_machine_memory_init (BerthMachineMemory *self)
{
}

/**
 * berth_machine_memory_new:
 * @path: the file; made with the first thing to remember
 *
 * Returns: (transfer full): a memory kept in @path
 */
BerthMachineMemory *
berth_machine_memory_new (const char *path)
{
  BerthMachineMemory *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (BERTH_TYPE_MACHINE_MEMORY, NULL);
  self->notes = berth_notes_new (path, "key");
  return self;
}

/**
 * berth_machine_memory_find_key:
 * @machine_id: the machine's resource id
 *
 * Returns: (transfer full): a future that resolves to the path of the machine's private
 * key, or rejects with %G_IO_ERROR_NOT_FOUND where it is not known, or with a file's
 * error
 */
DexFuture *
berth_machine_memory_find_key (BerthMachineMemory *self, const char *machine_id)
{
  g_return_val_if_fail (BERTH_IS_MACHINE_MEMORY (self), NULL);
  g_return_val_if_fail (machine_id != NULL, NULL);

  return berth_notes_find (self->notes, machine_id,
                           _ ("Berth does not know the key of this machine."));
}

/**
 * berth_machine_memory_remember_key:
 * @machine_id: the machine's resource id
 * @key_path: where its private key lies
 *
 * Returns: (transfer full): a future that resolves to %TRUE, or rejects with a file's
 * error
 */
DexFuture *
berth_machine_memory_remember_key (BerthMachineMemory *self,
                                   const char *machine_id,
                                   const char *key_path)
{
  g_return_val_if_fail (BERTH_IS_MACHINE_MEMORY (self), NULL);
  g_return_val_if_fail (machine_id != NULL, NULL);
  g_return_val_if_fail (key_path != NULL, NULL);

  return berth_notes_change (self->notes, machine_id, key_path);
}

/**
 * berth_machine_memory_forget:
 * @machine_id: the resource id of a machine that is gone
 *
 * Returns: (transfer full): a future that resolves to %TRUE, or rejects with a file's
 * error
 */
DexFuture *
berth_machine_memory_forget (BerthMachineMemory *self, const char *machine_id)
{
  g_return_val_if_fail (BERTH_IS_MACHINE_MEMORY (self), NULL);
  g_return_val_if_fail (machine_id != NULL, NULL);

  return berth_notes_change (self->notes, machine_id, NULL);
}
