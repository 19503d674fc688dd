/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BERTH_ADDRESS_ANY:
 *
 * Every address of the internet.
 */
#define BERTH_ADDRESS_ANY "0.0.0.0/0"

char *berth_address_rule_normalize (const char *text, const char **problem);

G_END_DECLS
