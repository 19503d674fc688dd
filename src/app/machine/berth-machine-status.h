/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "berth-machine-item.h"

G_BEGIN_DECLS

void berth_machine_status_show (AdwStatusPage *page,
                                BerthMachineItem *item,
                                const GError *entry_error);

G_END_DECLS
