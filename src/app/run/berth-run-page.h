/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "berth-account.h"
#include "berth-run.h"

G_BEGIN_DECLS

#define BERTH_TYPE_RUN_PAGE (berth_run_page_get_type ())
G_DECLARE_FINAL_TYPE (BerthRunPage, berth_run_page, BERTH, RUN_PAGE, AdwNavigationPage)

BerthRunPage *berth_run_page_new (BerthAccount *account, BerthRun *run);

G_END_DECLS
