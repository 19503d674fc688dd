/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-arm-client.h"
#include "berth-removal-entry.h"

#include <libdex.h>

G_BEGIN_DECLS

#define BERTH_TYPE_REMOVAL (berth_removal_get_type ())
G_DECLARE_FINAL_TYPE (BerthRemoval, berth_removal, BERTH, REMOVAL, GObject)

DexFuture *berth_removal_find (BerthArmClient *client,
                               const char *machine_id,
                               GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_removal_find_run (BerthArmClient *client,
                                   const char *machine_id,
                                   const char *run,
                                   GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_removal_perform (BerthRemoval *self,
                                  GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

GListModel *berth_removal_get_gone (BerthRemoval *self);
GListModel *berth_removal_get_kept (BerthRemoval *self);
gboolean berth_removal_takes_group (BerthRemoval *self);

G_END_DECLS
