/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "berth-clock.h"
#include "berth-device-code.h"

G_BEGIN_DECLS

#define BERTH_TYPE_CODE_VIEW (berth_code_view_get_type ())
G_DECLARE_FINAL_TYPE (BerthCodeView, berth_code_view, BERTH, CODE_VIEW, AdwBin)

void
berth_code_view_set_code (BerthCodeView *self, BerthDeviceCode *code, BerthClock *clock);

G_END_DECLS
