/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-test-display.h"

G_BEGIN_DECLS

#define BERTH_TEST_SHADOW_USER "tester"
#define BERTH_TEST_SHADOW_PASSWORD "open sesame"

/**
 * BerthTestShadow:
 *
 * FreeRDP's server that shows a display, with network level authentication against a
 * list of users of its own.
 */
typedef struct _BerthTestShadow BerthTestShadow;

BerthTestShadow *berth_test_shadow_start (const char *folder, BerthTestDisplay *display);
void berth_test_shadow_stop (BerthTestShadow *self);

guint16 berth_test_shadow_get_port (BerthTestShadow *self);
const char *berth_test_shadow_get_fingerprint (BerthTestShadow *self);
void berth_test_shadow_forget_certificate (const char *folder);

G_END_DECLS
