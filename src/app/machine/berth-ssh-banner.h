/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "berth-clock.h"

G_BEGIN_DECLS

DexFuture *berth_ssh_banner_wait (BerthClock *clock,
                                  const char *address,
                                  guint16 port,
                                  GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
