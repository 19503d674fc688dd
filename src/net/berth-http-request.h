/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define BERTH_TYPE_HTTP_REQUEST (berth_http_request_get_type ())
G_DECLARE_FINAL_TYPE (BerthHttpRequest, berth_http_request, BERTH, HTTP_REQUEST, GObject)

BerthHttpRequest *berth_http_request_new (const char *method, const char *url);

const char *berth_http_request_get_method (BerthHttpRequest *self);
const char *berth_http_request_get_url (BerthHttpRequest *self);
const char *berth_http_request_get_header (BerthHttpRequest *self, const char *name);
void berth_http_request_set_header (BerthHttpRequest *self,
                                    const char *name,
                                    const char *value);
char **berth_http_request_dup_header_lines (BerthHttpRequest *self);
GBytes *berth_http_request_get_body (BerthHttpRequest *self);
void berth_http_request_set_body (BerthHttpRequest *self,
                                  GBytes *body,
                                  const char *content_type);
guint berth_http_request_get_timeout_ms (BerthHttpRequest *self);
void berth_http_request_set_timeout_ms (BerthHttpRequest *self, guint timeout_ms);
gsize berth_http_request_get_max_body_bytes (BerthHttpRequest *self);
void berth_http_request_set_max_body_bytes (BerthHttpRequest *self, gsize max_bytes);

G_END_DECLS
