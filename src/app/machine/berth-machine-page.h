/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "berth-account.h"
#include "berth-machine-item.h"

G_BEGIN_DECLS

#define BERTH_TYPE_MACHINE_PAGE (berth_machine_page_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthMachinePage, berth_machine_page, BERTH, MACHINE_PAGE, AdwNavigationPage)

BerthMachinePage *berth_machine_page_new (BerthAccount *account, BerthMachineItem *item);

G_END_DECLS
