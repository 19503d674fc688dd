/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-test-rdp-server.h"

G_BEGIN_DECLS

#define BERTH_TEST_GNOME_USER "tester"
#define BERTH_TEST_GNOME_PASSWORD "open sesame"

gboolean berth_test_gnome_can_run (void);
BerthTestRdpServer *berth_test_gnome_start (const char *folder);

G_END_DECLS
