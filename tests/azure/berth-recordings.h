/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "berth-http-response.h"

G_BEGIN_DECLS

/**
 * BerthExchange:
 * @body: (nullable): what the service answered, if it is JSON
 *
 * One recorded exchange with the service.
 */
typedef struct {
  const char *method;
  const char *url;
  guint status;
  JsonNode *body;
} BerthExchange;

typedef void (*BerthExchangeFunc) (const BerthExchange *exchange, gpointer data);

gboolean
berth_recordings_foreach (const char *name, BerthExchangeFunc func, gpointer data);
char **berth_recordings_dup_names (void);
JsonArray *berth_recordings_load (const char *name);
BerthHttpResponse *berth_exchange_make_response (const BerthExchange *exchange);

G_END_DECLS
