/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-sandbox.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * BerthSandboxTest:
 * @sandbox: listens on a port of its own
 * @token: what requests carry; %NULL for none
 * @text: what the last answer said
 *
 * A practice cloud in this process, on a clock that runs many times faster than the
 * wall's, and an HTTP client.
 */
typedef struct {
  char *folder;
  BerthClock *clock;
  BerthSandbox *sandbox;
  BerthSandboxReady *ready;
  SoupSession *session;
  char *token;
  guint status; /* of the last answer */
  char *text;
  GHashTable *headers;
} BerthSandboxTest;

BerthSandboxTest *berth_sandbox_test_new (const char *scenario);
void berth_sandbox_test_free (BerthSandboxTest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BerthSandboxTest, berth_sandbox_test_free)

void berth_sandbox_test_start_again (BerthSandboxTest *self);
JsonNode *
berth_sandbox_test_form (BerthSandboxTest *self, const char *path, const char *form);
JsonNode *berth_sandbox_test_send (BerthSandboxTest *self,
                                   const char *method,
                                   const char *path,
                                   const char *body);
JsonNode *
berth_sandbox_test_put (BerthSandboxTest *self, const char *path, const char *body);
void berth_sandbox_test_finish (BerthSandboxTest *self);
char *berth_sandbox_test_dup_path (BerthSandboxTest *self, const char *rest);
void berth_sandbox_test_make_group (BerthSandboxTest *self, const char *name);

const char *berth_sandbox_test_get (JsonNode *node, const char *path);
gint64 berth_sandbox_test_get_int (JsonNode *node, const char *path);
guint berth_sandbox_test_count (JsonNode *node, const char *path);

G_END_DECLS
