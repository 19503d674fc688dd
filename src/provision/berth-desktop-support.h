/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-machine-spec.h"

G_BEGIN_DECLS

const char *berth_desktop_find_obstacle (BerthImageChoice *image);
gboolean berth_desktop_will_be_installed (BerthMachineSpec *spec);

G_END_DECLS
