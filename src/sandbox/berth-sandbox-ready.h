/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * BerthSandboxReady:
 * @endpoint: the ARM endpoint, without a slash at its end
 * @authority: the login endpoint without a tenant
 * @ca_file: (nullable): the certificate authority's file, under TLS
 *
 * What a client needs to know of a practice cloud that has started.
 */
typedef struct {
  char *endpoint;
  char *authority;
  char *tenant;
  char *subscription;
  char *client_id;
  char *client_secret;
  char *ca_file;
} BerthSandboxReady;

#define BERTH_TYPE_SANDBOX_READY (berth_sandbox_ready_get_type ())
GType berth_sandbox_ready_get_type (void);

BerthSandboxReady *berth_sandbox_ready_copy (const BerthSandboxReady *self);
void berth_sandbox_ready_free (BerthSandboxReady *self);
char *berth_sandbox_ready_to_json (const BerthSandboxReady *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BerthSandboxReady, berth_sandbox_ready_free)

G_END_DECLS
