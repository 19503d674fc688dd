/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-sandbox-reply.h"
#include "berth-sandbox-request.h"

G_BEGIN_DECLS

GHashTable *berth_sandbox_form_read (BerthSandboxRequest *request);
BerthSandboxReply *
berth_sandbox_form_page (guint status, const char *title, const char *body);

G_END_DECLS
