/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-clock.h"
#include "berth-sandbox-operations.h"

G_BEGIN_DECLS

BerthSandboxOperation *berth_sandbox_operation_new (const char *id, gint64 started_usec);
void berth_sandbox_operation_run (BerthSandboxOperation *self,
                                  BerthClock *clock,
                                  gint64 duration_usec,
                                  BerthSandboxFinishFunc finish,
                                  gpointer data,
                                  GDestroyNotify data_free);
JsonObject *berth_sandbox_operation_to_json (BerthSandboxOperation *self);

G_END_DECLS
