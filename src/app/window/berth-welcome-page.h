/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BERTH_TYPE_WELCOME_PAGE (berth_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthWelcomePage, berth_welcome_page, BERTH, WELCOME_PAGE, AdwNavigationPage)

void berth_welcome_page_open_practice (BerthWelcomePage *self);

G_END_DECLS
