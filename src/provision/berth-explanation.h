/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-fix.h"

G_BEGIN_DECLS

#define BERTH_TYPE_EXPLANATION (berth_explanation_get_type ())
G_DECLARE_FINAL_TYPE (BerthExplanation, berth_explanation, BERTH, EXPLANATION, GObject)

BerthExplanation *berth_explanation_new (const char *title,
                                         const char *body,
                                         const char *details,
                                         BerthFix *fix);
BerthExplanation *berth_explain_error (const GError *error);

const char *berth_explanation_get_title (BerthExplanation *self);
const char *berth_explanation_get_body (BerthExplanation *self);
const char *berth_explanation_get_details (BerthExplanation *self);
BerthFix *berth_explanation_get_fix (BerthExplanation *self);

G_END_DECLS
