/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "berth-desktop-source.h"

G_BEGIN_DECLS

#define BERTH_TYPE_DESKTOP_FAILURE (berth_desktop_failure_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthDesktopFailure, berth_desktop_failure, BERTH, DESKTOP_FAILURE, AdwBin)

void berth_desktop_failure_set_source (BerthDesktopFailure *self,
                                       BerthDesktopSource *source);
void berth_desktop_failure_show (BerthDesktopFailure *self, const GError *error);

G_END_DECLS
