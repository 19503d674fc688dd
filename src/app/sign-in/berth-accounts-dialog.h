/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "berth-sign-ins.h"

G_BEGIN_DECLS

#define BERTH_TYPE_ACCOUNTS_DIALOG (berth_accounts_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthAccountsDialog, berth_accounts_dialog, BERTH, ACCOUNTS_DIALOG, AdwDialog)

BerthAccountsDialog *berth_accounts_dialog_new (BerthSignIns *sign_ins,
                                                BerthAccount *account);

G_END_DECLS
