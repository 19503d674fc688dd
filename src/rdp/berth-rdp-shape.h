/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <freerdp/graphics.h>

void berth_rdp_shape_register (rdpGraphics *graphics);
