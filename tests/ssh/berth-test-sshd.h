/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BerthTestSshd:
 *
 * Debian's OpenSSH server on a loopback port of its own, for the current user.
 */
typedef struct _BerthTestSshd BerthTestSshd;

BerthTestSshd *berth_test_sshd_start (const char *folder);
void berth_test_sshd_stop (BerthTestSshd *self);

guint16 berth_test_sshd_get_port (BerthTestSshd *self);
const char *berth_test_sshd_get_user (BerthTestSshd *self);
const char *berth_test_sshd_get_key_path (BerthTestSshd *self);
const char *berth_test_sshd_get_fingerprint (BerthTestSshd *self);
void berth_test_sshd_kill_connections (BerthTestSshd *self);

G_END_DECLS
