/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-run-page.h"
#include "berth-failure-view.h"
#include "berth-quota-fix.h"
#include "berth-run-closures.h"
#include "berth-run-step-row.h"

#include "berth-explanation.h"
#include "berth-future.h"

#include <glib/gi18n.h>

/**
 * BerthRunPage:
 *
 * A machine being built, step by step; when that fails, why, and the way on.
 */
struct _BerthRunPage {
  AdwNavigationPage parent_instance;
  GtkWidget *cancel_button;
  GtkLabel *headline;
  GtkLabel *subline;
  BerthFailureView *failure;
  GtkListBox *list;
  GtkWidget *undo_button;
  GtkWidget *retry_button;
  GtkWidget *open_button;
  BerthAccount *account;
  BerthRun *run;
  GCancellable *cancellable;
};

enum { TOAST, OPEN_MACHINE, DISMISSED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BerthRunPage, berth_run_page, ADW_TYPE_NAVIGATION_PAGE)

/* Translators: %s is the name of a machine */
static const char *
find_headline (BerthRunState state)
{
  switch (state) {
  case BERTH_RUN_STATE_SUCCEEDED:
    return _ ("“%s” Is Ready");
  case BERTH_RUN_STATE_FAILED:
    return _ ("“%s” Could Not Be Built");
  case BERTH_RUN_STATE_CANCELLED:
    return _ ("Building “%s” Was Cancelled");
  case BERTH_RUN_STATE_UNDOING:
    return _ ("Undoing “%s”");
  case BERTH_RUN_STATE_UNDONE:
    return _ ("“%s” Was Undone");
  default:
    return _ ("Building “%s”");
  }
}

static const char *
find_subline (BerthRunState state)
{
  switch (state) {
  case BERTH_RUN_STATE_FAILED:
  case BERTH_RUN_STATE_CANCELLED:
    return _ ("What was made so far is still there, and some of it costs money. Undo deletes "
              "it, and nothing else.");
  case BERTH_RUN_STATE_UNDOING:
    return _ ("What this run made is being deleted.");
  case BERTH_RUN_STATE_UNDONE:
    return _ ("Nothing of it is left.");
  case BERTH_RUN_STATE_SUCCEEDED:
    return "";
  default:
    return _ ("You can leave this page: it goes on, and is found again in the list.");
  }
}
