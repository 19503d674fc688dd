/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-modules.h"

#include "berth-sandbox-private.h"
#include "berth-sandbox-catalogue.h"
#include "berth-sandbox-compute.h"
#include "berth-sandbox-network.h"
#include "berth-sandbox-quota.h"

/**
 * berth_sandbox_modules_install:
 *
 * Gives the cloud its parts: each adds its routes and resource types.
 */
void
berth_sandbox_modules_install (BerthSandbox *sandbox)
{
  berth_sandbox_metadata_install (sandbox);
  berth_sandbox_sign_in_install (sandbox);
  berth_sandbox_subscriptions_install (sandbox);
  berth_sandbox_namespaces_install (sandbox);
  berth_sandbox_groups_install (sandbox);
  berth_sandbox_deployments_install (sandbox);
  berth_sandbox_graph_install (sandbox);
  berth_sandbox_catalogue_install (sandbox);
  berth_sandbox_quota_install (sandbox);
  berth_sandbox_network_install (sandbox);
  berth_sandbox_compute_install (sandbox);
}
