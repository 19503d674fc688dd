/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-sandbox-host.h"

G_BEGIN_DECLS

/**
 * BerthHostTest:
 *
 * A practice machine without a cloud around it, and the key to it.
 */
typedef struct {
  char *folder;
  char *key;
  char *machine_folder;
  char *address;
  BerthSandboxGuest *guest;
  BerthSandboxHost *host;
} BerthHostTest;

void berth_host_test_set_up (BerthHostTest *self, const char *address);
void berth_host_test_set_up_desktop (BerthHostTest *self, const char *address);
void berth_host_test_set_up_slow (BerthHostTest *self,
                                  const char *address,
                                  double step_seconds);
void berth_host_test_tear_down (BerthHostTest *self);
gboolean berth_host_test_start_or_skip (BerthHostTest *self);
char *berth_host_test_enter (BerthHostTest *self, const char *command);
char *berth_host_test_pipe (BerthHostTest *self, const char *command, const char *input);

G_END_DECLS
