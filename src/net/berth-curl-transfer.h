/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <curl/curl.h>
#include <libdex.h>

#include "berth-http-request.h"

G_BEGIN_DECLS

typedef struct _BerthCurlTransfer BerthCurlTransfer;

gboolean berth_curl_transfer_check_url (const char *url, gboolean *local, GError **error);
BerthCurlTransfer *berth_curl_transfer_new (BerthHttpRequest *request,
                                            const char *ca_file,
                                            const char *proxy,
                                            GError **error);
void berth_curl_transfer_free (BerthCurlTransfer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BerthCurlTransfer, berth_curl_transfer_free)

CURL *berth_curl_transfer_get_easy (BerthCurlTransfer *self);
DexFuture *berth_curl_transfer_dup_future (BerthCurlTransfer *self);
GCancellable *berth_curl_transfer_get_dropped (BerthCurlTransfer *self);
void berth_curl_transfer_complete (BerthCurlTransfer *self, CURLcode code);
void berth_curl_transfer_reject (BerthCurlTransfer *self, GError *error);

G_END_DECLS
