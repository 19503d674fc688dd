/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-rdp-context.h"

G_BEGIN_DECLS

void berth_rdp_connection_run_in_session (gpointer link);

void berth_rdp_connection_apply_hidden_in_session (gpointer link);
void berth_rdp_connection_sample_in_session (gpointer link);

G_END_DECLS
