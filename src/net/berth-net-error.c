/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-net-error.h"

G_DEFINE_QUARK (BerthNetError, berth_net_error)
