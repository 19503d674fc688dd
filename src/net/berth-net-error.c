/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-net-error.h"

G_DEFINE_QUARK (berth - net - error - quark, berth_net_error)
