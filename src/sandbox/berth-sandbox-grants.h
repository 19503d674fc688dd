/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-clock.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BerthSandboxGrant:
 * @secret: the device code or the authorization code
 * @user_code: (nullable): what the person types, for a device code
 * @challenge: (nullable): the S256 challenge of an authorization code
 *
 * Something that a person approves and an application then exchanges for tokens.
 */
typedef struct {
  char *secret;
  char *user_code;
  char *client_id;
  char *scope;
  char *redirect_uri;
  char *challenge;
  gint64 created_usec;
  gint64 expires_usec;
  gint64 polled_usec;
  gboolean approved;
  gboolean declined;
} BerthSandboxGrant;

#define BERTH_TYPE_SANDBOX_GRANTS (berth_sandbox_grants_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthSandboxGrants, berth_sandbox_grants, BERTH, SANDBOX_GRANTS, GObject)

BerthSandboxGrants *berth_sandbox_grants_new (BerthClock *clock);
BerthSandboxGrant *berth_sandbox_grants_add (BerthSandboxGrants *self,
                                             const char *client_id,
                                             const char *scope,
                                             gint64 lifetime_seconds);
BerthSandboxGrant *berth_sandbox_grants_find (BerthSandboxGrants *self,
                                              const char *secret);
BerthSandboxGrant *berth_sandbox_grants_find_user_code (BerthSandboxGrants *self,
                                                        const char *user_code);
void berth_sandbox_grants_remove (BerthSandboxGrants *self, BerthSandboxGrant *grant);

G_END_DECLS
