/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define BERTH_TYPE_HTTP_RESPONSE (berth_http_response_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthHttpResponse, berth_http_response, BERTH, HTTP_RESPONSE, GObject)

BerthHttpResponse *berth_http_response_new (guint status, GBytes *body);

guint berth_http_response_get_status (BerthHttpResponse *self);
GBytes *berth_http_response_get_body (BerthHttpResponse *self);
const char *berth_http_response_get_header (BerthHttpResponse *self, const char *name);
void berth_http_response_set_header (BerthHttpResponse *self,
                                     const char *name,
                                     const char *value);

G_END_DECLS
