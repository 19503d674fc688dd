/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *berth_challenge_dup_claims (const char *www_authenticate);
char *berth_challenge_add_capabilities (const char *claims);

G_END_DECLS
