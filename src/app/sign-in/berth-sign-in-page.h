/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "berth-sign-ins.h"

G_BEGIN_DECLS

#define BERTH_TYPE_SIGN_IN_PAGE (berth_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthSignInPage, berth_sign_in_page, BERTH, SIGN_IN_PAGE, AdwNavigationPage)

BerthSignInPage *berth_sign_in_page_new (BerthSignIns *sign_ins, GSettings *settings);
BerthSignInPage *berth_sign_in_page_new_again (BerthSignIns *sign_ins,
                                               GSettings *settings,
                                               BerthIdentity *identity);

G_END_DECLS
