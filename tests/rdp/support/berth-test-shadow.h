/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-test-display.h"
#include "berth-test-rdp-server.h"

G_BEGIN_DECLS

#define BERTH_TEST_SHADOW_USER "tester"
#define BERTH_TEST_SHADOW_PASSWORD "open sesame"

gboolean berth_test_shadow_can_run (void);
BerthTestRdpServer *berth_test_shadow_start (const char *folder,
                                             BerthTestDisplay *display);
void berth_test_shadow_forget_certificate (const char *folder);

G_END_DECLS
