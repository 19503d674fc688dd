/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "berth-account.h"
#include "berth-machine-spec.h"

G_BEGIN_DECLS

GSettings *berth_draft_defaults_dup_settings (void);
BerthMachineSpec *berth_draft_defaults_new_spec (BerthAccount *account,
                                                 GSettings *settings);
BerthMachineSpec *berth_draft_defaults_load_last (BerthAccount *account,
                                                  GSettings *settings);
void berth_draft_defaults_save_last (GSettings *settings, BerthMachineSpec *spec);
char *berth_draft_defaults_next_name (const char *name);

G_END_DECLS
