/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-fix.h"
#include "berth-verdict.h"

G_BEGIN_DECLS

const char *berth_guide_topic_of_verdict (BerthVerdict *verdict);
const char *berth_guide_topic_of_fix (BerthFix *fix);

G_END_DECLS
