/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-arm-client.h"
#include "berth-replay-server.h"

G_BEGIN_DECLS

BerthArmClient *berth_replay_make_client (BerthReplayServer *server);
DexFuture *berth_replay_call (BerthArmClient *client, BerthInteraction *one);
DexFuture *berth_replay_engine (BerthArmClient *client, BerthInteraction *one);
char *berth_replay_dup_operation (BerthInteraction *one);
gboolean berth_replay_is_poll (BerthInteraction *one);

G_END_DECLS
