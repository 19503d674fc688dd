/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-sandbox-network.h"

G_BEGIN_DECLS

#define BERTH_SANDBOX_INTERFACES "Microsoft.Network/networkInterfaces"

void berth_sandbox_security_groups_install (BerthSandbox *sandbox);
void berth_sandbox_security_rules_install (BerthSandbox *sandbox);
void berth_sandbox_virtual_networks_install (BerthSandbox *sandbox);
void berth_sandbox_public_ips_install (BerthSandbox *sandbox);
void berth_sandbox_interfaces_install (BerthSandbox *sandbox);

GError *berth_sandbox_security_rules_check (JsonArray *rules);
void berth_sandbox_security_rules_complete (JsonArray *rules, const char *group_id);

gboolean berth_sandbox_network_same_id (const char *a, const char *b);
JsonObject *berth_sandbox_network_make_reference (const char *id);

void berth_sandbox_network_renew_etag (JsonObject *object);
JsonObject *berth_sandbox_network_new_object (BerthSandboxRequest *request);
GError *berth_sandbox_network_check_reference (BerthSandbox *sandbox,
                                               BerthSandboxRequest *request,
                                               const char *id);
BerthSandboxReply *berth_sandbox_network_take (BerthSandbox *sandbox,
                                               BerthSandboxRequest *request,
                                               JsonObject *object,
                                               const char *delay,
                                               double seconds);
BerthSandboxReply *berth_sandbox_network_remove (BerthSandbox *sandbox,
                                                 BerthSandboxRequest *request,
                                                 const char *delay,
                                                 double seconds);

BerthSandboxReply *berth_sandbox_network_patch (BerthSandboxRequest *request,
                                                gpointer data);

/**
 * BerthSandboxUseFunc:
 * @configuration: an interface's IP configuration, with its id
 *
 * Is told each IP configuration of each network interface.
 */
typedef void (*BerthSandboxUseFunc) (JsonObject *interface,
                                     JsonObject *configuration,
                                     gpointer data);
void berth_sandbox_network_foreach_configuration (BerthSandbox *sandbox,
                                                  BerthSandboxUseFunc func,
                                                  gpointer data);

G_END_DECLS
