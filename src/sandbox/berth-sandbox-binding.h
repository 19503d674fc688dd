/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-sandbox.h"

G_BEGIN_DECLS

typedef enum {
  BERTH_SANDBOX_VERB_GET,
  BERTH_SANDBOX_VERB_LIST,
  BERTH_SANDBOX_VERB_WRITE,
  BERTH_SANDBOX_VERB_REMOVE,
  BERTH_SANDBOX_VERB_ACT,
} BerthSandboxVerb;

/* What lies between the router and a handler: the checks that all of Azure's paths share.
 */
typedef struct _BerthSandboxBinding BerthSandboxBinding;

BerthSandboxBinding *berth_sandbox_binding_new (BerthSandbox *sandbox,
                                                const BerthSandboxResourceType *type,
                                                BerthSandboxVerb verb,
                                                BerthSandboxHandler handler);
void berth_sandbox_binding_free (gpointer data);
const char *berth_sandbox_binding_get_type_name (BerthSandboxBinding *self);
BerthSandboxReply *berth_sandbox_binding_handle (BerthSandboxRequest *request,
                                                 gpointer data);
char *
berth_sandbox_binding_dup_pattern (const char *type, gboolean in_group, gboolean one);

G_END_DECLS
