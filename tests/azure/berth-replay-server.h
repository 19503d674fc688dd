/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * BerthInteraction:
 * @recorded: the line of the recording
 * @path: unescaped, as the recording has it
 * @key: what an asked path is compared with
 * @query: the query without api-version
 * @used: it was answered with
 * @other_host: (nullable): the host, where it is not the resource manager
 *
 * One recorded exchange with the service.
 */
typedef struct {
  JsonObject *recorded;
  const char *method;
  guint status;
  char *path;
  char *key;
  char *query;
  char *other_host;
  gboolean used;
} BerthInteraction;

/**
 * BerthReplayServer:
 * @base: where it listens
 * @interactions: (element-type BerthInteraction): in the order of the recording
 * @answered: (element-type BerthInteraction): those that it has answered with, in order
 * @expected: (nullable): which one is wanted of several with the same path
 * @unmet: how many requests nothing was recorded for
 * @mistrusted: how many came without the token, or with it to another host
 *
 * Answers on loopback with what the service once answered.
 */
typedef struct {
  SoupServer *server;
  JsonArray *recording;
  char *base;
  GPtrArray *interactions;
  GPtrArray *answered;
  BerthInteraction *expected;
  guint unmet;
  guint mistrusted;
} BerthReplayServer;

BerthReplayServer *berth_replay_server_new (JsonArray *recording);
void berth_replay_server_free (BerthReplayServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BerthReplayServer, berth_replay_server_free)

G_END_DECLS
