/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-sandbox-compute.h"
#include "berth-sandbox-host.h"

G_BEGIN_DECLS

#define BERTH_SANDBOX_MACHINES "Microsoft.Compute/virtualMachines"
#define BERTH_SANDBOX_DISKS "Microsoft.Compute/disks"

/* Tags that the cloud itself puts on a machine. */
#define BERTH_SANDBOX_PORT_TAG "berth-ssh-port"
#define BERTH_SANDBOX_REASON_TAG "berth-unreachable-reason"

void berth_sandbox_machines_install (BerthSandbox *sandbox);
void berth_sandbox_machine_life_install (BerthSandbox *sandbox);
void berth_sandbox_machine_view_install (BerthSandbox *sandbox);
void berth_sandbox_machine_console_install (BerthSandbox *sandbox);
void berth_sandbox_disks_install (BerthSandbox *sandbox);
void berth_sandbox_ssh_keys_install (BerthSandbox *sandbox);

/* What is wrong with a machine that is wanted; %NULL when nothing is. */
GError *berth_sandbox_machine_check (BerthSandbox *sandbox,
                                     JsonObject *machine,
                                     gboolean in_template);
GError *berth_sandbox_machine_check_size (BerthSandbox *sandbox, JsonObject *machine);
GError *berth_sandbox_machine_check_profile (JsonObject *machine);
GError *berth_sandbox_machine_check_interfaces (BerthSandbox *sandbox,
                                                JsonObject *machine,
                                                const char *id);
JsonObject *berth_sandbox_machine_find_size (BerthSandbox *sandbox, JsonObject *machine);
JsonObject *berth_sandbox_machine_find_image (BerthSandbox *sandbox, JsonObject *machine);
gboolean berth_sandbox_machine_is_spot (JsonObject *machine);

JsonObject *berth_sandbox_machine_change (BerthSandbox *sandbox,
                                          JsonObject *known,
                                          JsonObject *wanted,
                                          GError **error);
gboolean berth_sandbox_machine_has_size_of (JsonObject *machine, JsonObject *other);

/* The machine's own sshd, where it has one. */
BerthSandboxHost *berth_sandbox_machine_find_host (BerthSandbox *sandbox, const char *id);
void berth_sandbox_machine_boot (BerthSandbox *sandbox, const char *id);
void berth_sandbox_machine_rebuild (BerthSandbox *sandbox, const char *id);
void berth_sandbox_machine_halt (BerthSandbox *sandbox, const char *id);
void berth_sandbox_machine_destroy (BerthSandbox *sandbox, const char *id);

const char *berth_sandbox_machine_get_power (BerthSandbox *sandbox, const char *id);
void berth_sandbox_machine_set_power (BerthSandbox *sandbox,
                                      const char *id,
                                      const char *power);
void berth_sandbox_machine_plan_eviction (BerthSandbox *sandbox, const char *id);
void berth_sandbox_machine_remove (BerthSandbox *sandbox, const char *id);

BerthSandboxReply *berth_sandbox_machine_start (BerthSandboxRequest *request,
                                                gpointer data);
BerthSandboxReply *berth_sandbox_machine_deallocate (BerthSandboxRequest *request,
                                                     gpointer data);
BerthSandboxReply *berth_sandbox_machine_power_off (BerthSandboxRequest *request,
                                                    gpointer data);
BerthSandboxReply *berth_sandbox_machine_restart (BerthSandboxRequest *request,
                                                  gpointer data);
BerthSandboxReply *berth_sandbox_machine_simulate_eviction (BerthSandboxRequest *request,
                                                            gpointer data);

JsonObject *berth_sandbox_machine_make_view (BerthSandbox *sandbox, JsonObject *machine);
BerthSandboxReply *berth_sandbox_machine_get_view (BerthSandboxRequest *request,
                                                   gpointer data);
BerthSandboxReply *berth_sandbox_machine_get_boot_data (BerthSandboxRequest *request,
                                                        gpointer data);
BerthSandboxReply *berth_sandbox_machine_run_command (BerthSandboxRequest *request,
                                                      gpointer data);

void berth_sandbox_disks_make (BerthSandbox *sandbox, JsonObject *machine);
const char *berth_sandbox_disks_find_of (JsonObject *machine);

G_END_DECLS
