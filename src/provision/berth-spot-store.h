/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "berth-spot-record.h"

G_BEGIN_DECLS

DexFuture *berth_spot_store_load (const char *folder,
                                  const char *location,
                                  const char *size) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_spot_store_save (const char *folder,
                                  const char *location,
                                  const char *size,
                                  BerthSpotRecord *record) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
