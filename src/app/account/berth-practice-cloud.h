/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "berth-practice-ready.h"

G_BEGIN_DECLS

#define BERTH_TYPE_PRACTICE_CLOUD (berth_practice_cloud_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthPracticeCloud, berth_practice_cloud, BERTH, PRACTICE_CLOUD, GObject)

BerthPracticeCloud *berth_practice_cloud_new (const char *program,
                                              const char *state_folder);
BerthPracticeCloud *berth_practice_cloud_new_outside (const char *ready_file);
char *berth_practice_cloud_find_program (void);

DexFuture *
berth_practice_cloud_start (BerthPracticeCloud *self,
                            GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_practice_cloud_stop (BerthPracticeCloud *self) G_GNUC_WARN_UNUSED_RESULT;

gboolean berth_practice_cloud_is_running (BerthPracticeCloud *self);
const char *berth_practice_cloud_get_ready_file (BerthPracticeCloud *self);
const BerthPracticeReady *berth_practice_cloud_get_ready (BerthPracticeCloud *self);

G_END_DECLS
