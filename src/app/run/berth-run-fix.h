/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <libdex.h>

#include "berth-account.h"
#include "berth-fix.h"
#include "berth-run.h"

G_BEGIN_DECLS

/**
 * BerthRunFixWaitingFunc:
 * @text: (nullable): what is being waited for; %NULL when nothing is
 *
 * Is told how a fix gets on.
 */
typedef void (*BerthRunFixWaitingFunc) (const char *text, gpointer data);

DexFuture *berth_run_fix_perform (BerthAccount *account,
                                  BerthRun *run,
                                  BerthFix *fix,
                                  GtkWidget *parent,
                                  BerthRunFixWaitingFunc waiting,
                                  GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
const char *berth_run_fix_get_step (BerthFix *fix);

G_END_DECLS
