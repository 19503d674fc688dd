/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

#define BERTH_TYPE_MACHINE_MEMORY (berth_machine_memory_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthMachineMemory, berth_machine_memory, BERTH, MACHINE_MEMORY, GObject)

BerthMachineMemory *berth_machine_memory_new (const char *path);

DexFuture *
berth_machine_memory_find_key (BerthMachineMemory *self,
                               const char *machine_id) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_machine_memory_remember_key (BerthMachineMemory *self,
                                   const char *machine_id,
                                   const char *key_path) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_machine_memory_forget (BerthMachineMemory *self,
                                        const char *machine_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
