/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

const char *berth_offer_explain (const char *quota_id, const char *spending_limit);
const char *berth_offer_explain_state (const char *state);
const char *berth_offer_explain_rights (GListModel *permissions);

G_END_DECLS
