/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-remote-error.h"

G_DEFINE_QUARK (BerthRemoteError, berth_remote_error)
