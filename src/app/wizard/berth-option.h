/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define BERTH_TYPE_OPTION (berth_option_get_type ())
G_DECLARE_FINAL_TYPE (BerthOption, berth_option, BERTH, OPTION, GObject)

BerthOption *berth_option_new (const char *id, const char *label);
const char *berth_option_get_id (BerthOption *self);
const char *berth_option_get_label (BerthOption *self);

void berth_option_store_add (GListStore *store, const char *id, const char *label);
guint berth_option_find (GListModel *options, const char *id);
const char *berth_option_get_id_at (GListModel *options, guint position);

G_END_DECLS
