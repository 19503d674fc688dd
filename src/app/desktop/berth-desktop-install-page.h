/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "berth-desktop-source.h"

G_BEGIN_DECLS

#define BERTH_TYPE_DESKTOP_INSTALL_PAGE (berth_desktop_install_page_get_type ())
G_DECLARE_FINAL_TYPE (BerthDesktopInstallPage,
                      berth_desktop_install_page,
                      BERTH,
                      DESKTOP_INSTALL_PAGE,
                      AdwBin)

void berth_desktop_install_page_set_source (BerthDesktopInstallPage *self,
                                            BerthDesktopSource *source);
void berth_desktop_install_page_offer (BerthDesktopInstallPage *self,
                                       const GError *error);

G_END_DECLS
