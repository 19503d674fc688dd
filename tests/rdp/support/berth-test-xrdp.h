/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-test-display.h"

G_BEGIN_DECLS

#define BERTH_TEST_XRDP_USER "tester"
#define BERTH_TEST_XRDP_PASSWORD "open sesame"

/**
 * BerthTestXrdp:
 *
 * xrdp with xorgxrdp, as a machine has it: TLS without network level authentication, a
 * session manager that checks the system's passwords, and a desktop of one colour.
 */
typedef struct _BerthTestXrdp BerthTestXrdp;

gboolean berth_test_xrdp_can_run (void);
BerthTestXrdp *berth_test_xrdp_start (const char *folder, const char *colour);
void berth_test_xrdp_stop (BerthTestXrdp *self);

guint16 berth_test_xrdp_get_port (BerthTestXrdp *self);
const char *berth_test_xrdp_get_fingerprint (BerthTestXrdp *self);

G_END_DECLS
