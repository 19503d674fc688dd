/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * BerthPracticeCloudError:
 * @BERTH_PRACTICE_CLOUD_ERROR_MISSING: its program is not installed
 * @BERTH_PRACTICE_CLOUD_ERROR_ENDED: it ended before it was ready
 * @BERTH_PRACTICE_CLOUD_ERROR_SILENT: it did not say in time that it is ready
 * @BERTH_PRACTICE_CLOUD_ERROR_MALFORMED: it said something else than that it is ready
 */
typedef enum {
  BERTH_PRACTICE_CLOUD_ERROR_MISSING,
  BERTH_PRACTICE_CLOUD_ERROR_ENDED,
  BERTH_PRACTICE_CLOUD_ERROR_SILENT,
  BERTH_PRACTICE_CLOUD_ERROR_MALFORMED,
} BerthPracticeCloudError;

#define BERTH_PRACTICE_CLOUD_ERROR (berth_practice_cloud_error_quark ())
GQuark berth_practice_cloud_error_quark (void);

/**
 * BerthPracticeReady:
 * @endpoint: the resource manager's address
 * @authority: the login endpoint, without a tenant
 * @tenant: the directory that signs in
 * @subscription: (nullable): the subscription that is there from the start
 * @client_id: the application that signs in
 * @client_secret: its secret, good for this run of the practice cloud only
 * @ca_file: (nullable): the certificates to trust, where it serves https
 *
 * What the practice cloud says in one line when it is ready.
 */
typedef struct {
  char *endpoint;
  char *authority;
  char *tenant;
  char *subscription;
  char *client_id;
  char *client_secret;
  char *ca_file;
} BerthPracticeReady;

BerthPracticeReady *
berth_practice_ready_parse (const char *line, gsize length, GError **error);
void berth_practice_ready_free (BerthPracticeReady *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BerthPracticeReady, berth_practice_ready_free)

G_END_DECLS
