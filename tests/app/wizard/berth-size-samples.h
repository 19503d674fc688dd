/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-size-item.h"

G_BEGIN_DECLS

BerthSizeItem *berth_size_sample_new (const char *name, guint vcpus, double price);

G_END_DECLS
