/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *berth_rdp_html_from_wire (GBytes *bytes);
GBytes *berth_rdp_html_to_wire (GBytes *bytes);

G_END_DECLS
