/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-http-response.h"

G_BEGIN_DECLS

/* api-versions, as the REST reference of each service names them. */
#define BERTH_API_COMPUTE "2024-03-01"
#define BERTH_API_DISKS "2023-10-02"
#define BERTH_API_SKUS "2021-07-01"
#define BERTH_API_NETWORK "2024-01-01"
#define BERTH_API_SUBSCRIPTIONS "2022-12-01"
#define BERTH_API_RESOURCES "2024-03-01"
#define BERTH_API_AUTHORIZATION "2022-04-01"
#define BERTH_API_MARKETPLACE "2021-01-01"
#define BERTH_API_QUOTA "2023-02-01"
#define BERTH_API_GRAPH "2022-10-01"
#define BERTH_API_PLACEMENT "2024-06-01-preview"
#define BERTH_API_PRICES "2023-01-01-preview"
#define BERTH_API_CLOUD_METADATA "2022-09-01"

/* Headers of long-running operations and of throttling. */
#define BERTH_HEADER_ASYNC_OPERATION "azure-asyncoperation"
#define BERTH_HEADER_LOCATION "location"
#define BERTH_HEADER_RETRY_AFTER "retry-after"
/* Resource Graph's own, as hh:mm:ss. */
#define BERTH_HEADER_QUOTA_RESETS_AFTER "x-ms-user-quota-resets-after"
#define BERTH_HEADER_CLIENT_REQUEST_ID "x-ms-client-request-id"
#define BERTH_HEADER_REQUEST_ID "x-ms-request-id"
#define BERTH_HEADER_CORRELATION_ID "x-ms-correlation-request-id"

/* Polling without the service's own delay. */
#define BERTH_POLL_DEFAULT_USEC (5 * G_USEC_PER_SEC)
/* A service that wants a longer pause than this is not waited for: people decide. */
#define BERTH_RETRY_PATIENCE_USEC (2 * G_TIME_SPAN_MINUTE)
/* Operations that end later than this are taken for lost. */
#define BERTH_OPERATION_MAX_USEC (90 * G_TIME_SPAN_MINUTE)
/* No list is longer than this many pages. */
#define BERTH_LIST_MAX_PAGES 500

const char *berth_wire_get_request_id (BerthHttpResponse *response);
gboolean berth_wire_is_page (BerthHttpResponse *response);
gint64 berth_wire_get_retry_after_usec (BerthHttpResponse *response,
                                        gint64 fallback_usec);

G_END_DECLS
