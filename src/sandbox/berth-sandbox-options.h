/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-clock.h"
#include "berth-sandbox-scenario.h"

G_BEGIN_DECLS

/**
 * BerthSandboxOptions:
 * @port: 0 for one that is free
 * @tls: serve https with an own certificate authority
 * @state_folder: where the cloud keeps itself between runs
 * @scenario: (nullable): delays, faults and the story; %NULL for the practice cloud's own
 * @clock: (nullable): %NULL for the wall clock
 */
typedef struct {
  guint16 port;
  gboolean tls;
  const char *state_folder;
  BerthSandboxScenario *scenario;
  BerthClock *clock;
} BerthSandboxOptions;

G_END_DECLS
