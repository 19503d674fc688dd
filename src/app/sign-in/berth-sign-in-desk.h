/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "berth-sign-ins.h"

G_BEGIN_DECLS

#define BERTH_TYPE_SIGN_IN_DESK (berth_sign_in_desk_get_type ())
G_DECLARE_FINAL_TYPE (BerthSignInDesk, berth_sign_in_desk, BERTH, SIGN_IN_DESK, GObject)

BerthSignInDesk *berth_sign_in_desk_new (AdwNavigationView *pages, GSettings *settings);

DexFuture *berth_sign_in_desk_reopen (BerthSignInDesk *self) G_GNUC_WARN_UNUSED_RESULT;
void berth_sign_in_desk_close (BerthSignInDesk *self);
void berth_sign_in_desk_set_account (BerthSignInDesk *self, BerthAccount *account);
void berth_sign_in_desk_sign_in (BerthSignInDesk *self);
void berth_sign_in_desk_sign_in_again (BerthSignInDesk *self);
void berth_sign_in_desk_show_accounts (BerthSignInDesk *self, GtkWidget *parent);
char *berth_sign_in_desk_dup_refusal (BerthSignInDesk *self);
BerthSignIns *berth_sign_in_desk_get_sign_ins (BerthSignInDesk *self);

G_END_DECLS
