/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-sandbox-test.h"

G_BEGIN_DECLS

char *berth_browser_get (BerthSandboxTest *cloud, const char *url, guint *status);
char *berth_browser_approve (BerthSandboxTest *cloud, const char *url, gboolean decline);
void
berth_browser_type_code (BerthSandboxTest *cloud, const char *code, gboolean decline);

G_END_DECLS
