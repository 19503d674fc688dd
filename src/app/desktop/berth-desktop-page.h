/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BERTH_TYPE_DESKTOP_PAGE (berth_desktop_page_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthDesktopPage, berth_desktop_page, BERTH, DESKTOP_PAGE, AdwNavigationPage)

BerthDesktopPage *berth_desktop_page_new (GFile *file);

G_END_DECLS
