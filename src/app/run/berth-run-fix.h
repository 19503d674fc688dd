/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <libdex.h>

#include "berth-account.h"
#include "berth-fix.h"
#include "berth-run.h"

G_BEGIN_DECLS

DexFuture *berth_run_fix_perform (BerthAccount *account,
                                  BerthRun *run,
                                  BerthFix *fix,
                                  GtkWidget *parent,
                                  GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
const char *berth_run_fix_get_step (BerthFix *fix);

G_END_DECLS
