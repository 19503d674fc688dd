/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-arm-client.h"
#include "berth-guest.h"
#include "berth-host-keys.h"

G_BEGIN_DECLS

#define BERTH_TYPE_SSH_GUEST (berth_ssh_guest_get_type ())
G_DECLARE_FINAL_TYPE (BerthSshGuest, berth_ssh_guest, BERTH, SSH_GUEST, GObject)

BerthSshGuest *berth_ssh_guest_new (BerthArmClient *client, BerthHostKeys *host_keys);

G_END_DECLS
