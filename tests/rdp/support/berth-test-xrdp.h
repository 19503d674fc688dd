/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-test-rdp-server.h"

G_BEGIN_DECLS

#define BERTH_TEST_XRDP_USER "tester"
#define BERTH_TEST_XRDP_PASSWORD "open sesame"

gboolean berth_test_xrdp_can_run (void);
BerthTestRdpServer *berth_test_xrdp_start (const char *folder, const char *colour);

G_END_DECLS
