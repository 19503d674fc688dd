/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "berth-explanation.h"

G_BEGIN_DECLS

#define BERTH_TYPE_FAILURE_VIEW (berth_failure_view_get_type ())
G_DECLARE_FINAL_TYPE (BerthFailureView, berth_failure_view, BERTH, FAILURE_VIEW, AdwBin)

void berth_failure_view_set_explanation (BerthFailureView *self,
                                         BerthExplanation *explanation);
void berth_failure_view_set_waiting (BerthFailureView *self, const char *text);

G_END_DECLS
