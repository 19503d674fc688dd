/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-sandbox-router.h"

G_BEGIN_DECLS

/**
 * BerthSandboxAction:
 * @method: "POST" or "GET"
 * @name: the path behind the resource: "start", "instanceView"
 * @handler: answers it
 *
 * Something that can be asked of one resource besides reading and writing it.
 */
typedef struct {
  const char *method;
  const char *name;
  BerthSandboxHandler handler;
} BerthSandboxAction;

/**
 * BerthSandboxResourceType:
 * @type: "Microsoft.Network/virtualNetworks", or a child's
 *   "Microsoft.Network/virtualNetworks/subnets"
 * @api_versions: (nullable) (array zero-terminated=1): the versions that are answered;
 *   %NULL answers every date
 * @put: (nullable): makes or replaces one
 * @patch: (nullable): changes one
 * @get: (nullable): reads one; %NULL reads it from the store
 * @list: (nullable): lists those of a group, of the subscription and (for a child) of its
 *   parent; %NULL lists them from the store
 * @remove: (nullable): deletes one
 * @actions: (nullable) (array zero-terminated=1): ended by a %NULL name
 *
 * How one resource type behaves. Every handler's user data is the #BerthSandbox.
 * Requests over HTTP and template deployments come through the same handlers, so that a
 * deployment performs the very same PUTs.
 *
 * Before a handler is called, the subscription, the resource group, the registration of
 * the namespace and (for PUT and PATCH) a JSON object as body have been checked; for GET,
 * PATCH, DELETE and actions the resource need not exist.
 */
typedef struct {
  const char *type;
  const char *const *api_versions;
  BerthSandboxHandler put;
  BerthSandboxHandler patch;
  BerthSandboxHandler get;
  BerthSandboxHandler list;
  BerthSandboxHandler remove;
  const BerthSandboxAction *actions;
} BerthSandboxResourceType;

G_END_DECLS
