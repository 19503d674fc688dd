/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "berth-run.h"
#include "berth-runs.h"

G_BEGIN_DECLS

#define BERTH_TYPE_RUN_PAGE (berth_run_page_get_type ())
G_DECLARE_FINAL_TYPE (BerthRunPage, berth_run_page, BERTH, RUN_PAGE, AdwNavigationPage)

BerthRunPage *berth_run_page_new (BerthRuns *runs, BerthRun *run);
BerthRun *berth_run_page_get_run (BerthRunPage *self);

G_END_DECLS
