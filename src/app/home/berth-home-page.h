/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "berth-account.h"
#include "berth-machine-list.h"
#include "berth-runs.h"

G_BEGIN_DECLS

#define BERTH_TYPE_HOME_PAGE (berth_home_page_get_type ())
G_DECLARE_FINAL_TYPE (BerthHomePage, berth_home_page, BERTH, HOME_PAGE, AdwNavigationPage)

BerthHomePage *
berth_home_page_new (BerthAccount *account, BerthMachineList *machines, BerthRuns *runs);

G_END_DECLS
