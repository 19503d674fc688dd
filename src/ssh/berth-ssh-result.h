/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define BERTH_TYPE_SSH_RESULT (berth_ssh_result_get_type ())
G_DECLARE_FINAL_TYPE (BerthSshResult, berth_ssh_result, BERTH, SSH_RESULT, GObject)

BerthSshResult *berth_ssh_result_new (int status, GBytes *output, GBytes *errors);

int berth_ssh_result_get_status (BerthSshResult *self);
GBytes *berth_ssh_result_get_output (BerthSshResult *self);
GBytes *berth_ssh_result_get_errors (BerthSshResult *self);

G_END_DECLS
