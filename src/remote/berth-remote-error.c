/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-remote-error.h"

G_DEFINE_QUARK (berth - remote - error - quark, berth_remote_error)
