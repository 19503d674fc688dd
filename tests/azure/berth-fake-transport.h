/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-clock.h"
#include "berth-http-transport.h"

G_BEGIN_DECLS

/**
 * BerthSent:
 * @at_usec: when, by the test's clock
 * @request: what was sent; its headers as they were then
 *
 * One request that a #BerthFakeTransport was given.
 */
typedef struct {
  gint64 at_usec;
  BerthHttpRequest *request;
} BerthSent;

#define BERTH_TYPE_FAKE_TRANSPORT (berth_fake_transport_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthFakeTransport, berth_fake_transport, BERTH, FAKE_TRANSPORT, GObject)

BerthFakeTransport *berth_fake_transport_new (BerthClock *clock);

void berth_fake_transport_answer (BerthFakeTransport *self,
                                  guint status,
                                  const char *body,
                                  ...) G_GNUC_NULL_TERMINATED;
void berth_fake_transport_fail (BerthFakeTransport *self, BerthNetError code);
void berth_fake_transport_hang (BerthFakeTransport *self);
GCancellable *berth_fake_transport_hang_until_dropped (BerthFakeTransport *self);
void berth_fake_transport_set_refuse (BerthFakeTransport *self, gboolean refuse);
void berth_fake_transport_forget_left (BerthFakeTransport *self);

guint berth_fake_transport_count (BerthFakeTransport *self);
guint berth_fake_transport_count_left (BerthFakeTransport *self);
const BerthSent *berth_fake_transport_get (BerthFakeTransport *self, guint index);
const char *berth_fake_transport_get_url (BerthFakeTransport *self, guint index);
const char *
berth_fake_transport_get_header (BerthFakeTransport *self, guint index, const char *name);
char *berth_fake_transport_dup_body (BerthFakeTransport *self, guint index);
double berth_fake_transport_get_seconds (BerthFakeTransport *self, guint index);

G_END_DECLS
