/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-draft-fixes.h"

#include "berth-error-dialog.h"
#include "berth-future.h"
#include "berth-providers.h"
#include "berth-terms-dialog.h"
#include "berth-wizard-closures.h"

/* What a verdict's button does. */

typedef struct {
  BerthDraft *draft;
  BerthFix *fix;
  GtkWidget *parent;
} Fixing;

static void
fixing_free (gpointer data)
{
  Fixing *fixing = data;

  g_object_unref (fixing->draft);
  g_object_unref (fixing->fix);
  g_object_unref (fixing->parent);
  g_free (fixing);
}

static BerthArmClient *
get_client (BerthDraft *draft)
{
  return berth_account_get_client (berth_draft_get_account (draft));
}

static const char *
get_subscription (BerthDraft *draft)
{
  return berth_machine_spec_get_subscription_id (berth_draft_get_spec (draft));
}

/* The row that was clicked may be gone when an answer comes: another one shows the same.
 */
static void
tell (Fixing *fixing, const GError *error)
{
  GtkRoot *root = gtk_widget_get_root (fixing->parent);

  if (root != NULL && !berth_error_is_cancelled (error))
    berth_error_dialog_show (error, GTK_WIDGET (root));
}

static DexFuture *
request_quota (gpointer data)
{
  Fixing *fixing = data;
  g_autoptr (BerthQuotaRequestTask) task = berth_quota_request_task_new (
    get_client (fixing->draft), get_subscription (fixing->draft), fixing->fix);
  const GError *error;

  berth_draft_set_quota_task (fixing->draft, task);
  dex_await (berth_quota_request_task_start (task), NULL);
  error = berth_quota_request_task_get_error (task);
  if (error != NULL)
    tell (fixing, error);
  return dex_future_new_true ();
}

static DexFuture *
accept_terms (gpointer data)
{
  Fixing *fixing = data;
  GtkRoot *root = gtk_widget_get_root (fixing->parent);
  BerthImageChoice *image
    = berth_machine_spec_get_image (berth_draft_get_spec (fixing->draft));
  g_autoptr (GError) error = NULL;

  if (root == NULL || image == NULL)
    return dex_future_new_true ();
  if (dex_await_boolean (berth_terms_dialog_ask (get_client (fixing->draft),
                                                 get_subscription (fixing->draft), image,
                                                 GTK_WIDGET (root), NULL),
                         &error))
    berth_preflight_refresh (berth_draft_get_preflight (fixing->draft));
  else if (error != NULL)
    tell (fixing, error);
  return dex_future_new_true ();
}

static DexFuture *
register_provider (gpointer data)
{
  Fixing *fixing = data;
  g_autoptr (GError) error = NULL;

  if (dex_await (berth_providers_register (get_client (fixing->draft),
                                           get_subscription (fixing->draft),
                                           berth_fix_get_subject (fixing->fix), NULL),
                 &error))
    berth_preflight_refresh (berth_draft_get_preflight (fixing->draft));
  else
    tell (fixing, error);
  return dex_future_new_true ();
}

static void
start (BerthDraft *draft, BerthFix *fix, GtkWidget *parent, BerthFiberFunc fiber)
{
  Fixing *fixing = g_new0 (Fixing, 1);

  fixing->draft = g_object_ref (draft);
  fixing->fix = g_object_ref (fix);
  fixing->parent = g_object_ref (parent);
  dex_future_disown (berth_future_spawn (fiber, fixing, fixing_free));
}

static void
open_page (BerthFix *fix, GtkWidget *parent)
{
  g_autoptr (GtkUriLauncher) launcher
    = gtk_uri_launcher_new (berth_fix_get_subject (fix));

  gtk_uri_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (parent)), NULL,
                           NULL, NULL);
}

/**
 * berth_draft_fix:
 * @draft: the choices
 * @fix: what is to be done
 * @parent: the widget that was clicked
 *
 * Does what a verdict offers. What takes time goes on by itself; failures are told in a
 * dialog.
 */
void
berth_draft_fix (BerthDraft *draft, BerthFix *fix, GtkWidget *parent)
{
  switch (berth_fix_get_kind (fix)) {
  case BERTH_FIX_REQUEST_QUOTA:
    start (draft, fix, parent, request_quota);
    break;
  case BERTH_FIX_ACCEPT_TERMS:
    start (draft, fix, parent, accept_terms);
    break;
  case BERTH_FIX_REGISTER_PROVIDER:
    start (draft, fix, parent, register_provider);
    break;
  case BERTH_FIX_CHANGE_BASICS:
    berth_draft_want_step (draft, "basics");
    break;
  case BERTH_FIX_CHOOSE_IMAGE:
    berth_draft_want_step (draft, "image");
    break;
  case BERTH_FIX_CHOOSE_SIZE:
    berth_draft_want_step (draft, "size");
    break;
  case BERTH_FIX_CHANGE_SPOT:
    berth_draft_want_step (draft, "spot");
    break;
  case BERTH_FIX_CHANGE_ACCESS:
    berth_draft_want_step (draft, "access");
    break;
  case BERTH_FIX_TRY_AGAIN:
    berth_preflight_refresh (berth_draft_get_preflight (draft));
    break;
  case BERTH_FIX_OPEN_PAGE:
    open_page (fix, parent);
    break;
  default:
    g_assert_not_reached ();
  }
}
