/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-fake-transport.h"

#include "berth-future.h"

#include <stdarg.h>
#include <string.h>

/**
 * BerthFakeTransport:
 *
 * A transport that answers with what a test has put into its queue, in that order, and
 * notes what it was asked. A request that no answer is there for ends the test, unless it
 * is told to refuse.
 */
struct _BerthFakeTransport {
  GObject parent_instance;

  BerthClock *clock;
  gint64 started_usec;
  gboolean refuse;
  GQueue answers; /* DexFuture */
  GPtrArray *sent;
};

static void transport_init (BerthHttpTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BerthFakeTransport,
                               berth_fake_transport,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BERTH_TYPE_HTTP_TRANSPORT,
                                                      transport_init))

static void
sent_free (gpointer data)
{
  BerthSent *sent = data;

  g_object_unref (sent->request);
  g_free (sent);
}

/* Policies write on the request that they pass on, so a copy is kept. */
static BerthHttpRequest *
copy_request (BerthHttpRequest *request)
{
  BerthHttpRequest *copy = berth_http_request_new (
    berth_http_request_get_method (request), berth_http_request_get_url (request));
  g_auto (GStrv) lines = berth_http_request_dup_header_lines (request);

  berth_http_request_set_body (copy, berth_http_request_get_body (request), NULL);
  for (guint i = 0; lines[i] != NULL; i++) {
    char *colon = strchr (lines[i], ':');

    *colon = '\0';
    berth_http_request_set_header (copy, lines[i], colon + 2);
  }
  return copy;
}

static DexFuture *
berth_fake_transport_send (BerthHttpTransport *transport,
                           BerthHttpRequest *request,
                           GCancellable *cancellable)
{
  BerthFakeTransport *self = BERTH_FAKE_TRANSPORT (transport);
  BerthSent *sent = g_new0 (BerthSent, 1);
  DexFuture *answer = g_queue_pop_head (&self->answers);

  sent->at_usec = berth_clock_get_now (self->clock) - self->started_usec;
  sent->request = copy_request (request);
  g_ptr_array_add (self->sent, sent);
  if (answer == NULL && self->refuse)
    return dex_future_new_reject (BERTH_NET_ERROR, BERTH_NET_ERROR_UNREACHABLE,
                                  "No answer is left");
  if (answer == NULL)
    g_error ("No answer is there for %s %s", berth_http_request_get_method (request),
             berth_http_request_get_url (request));
  return berth_future_cancellable (answer, cancellable);
}

static void
transport_init (BerthHttpTransportInterface *iface)
{
  iface->send = berth_fake_transport_send;
}

static void
berth_fake_transport_finalize (GObject *object)
{
  BerthFakeTransport *self = BERTH_FAKE_TRANSPORT (object);

  g_queue_clear_full (&self->answers, dex_unref);
  g_clear_pointer (&self->sent, g_ptr_array_unref);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (berth_fake_transport_parent_class)->finalize (object);
}

static void
berth_fake_transport_class_init (BerthFakeTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_fake_transport_finalize;
}

static void
berth_fake_transport_init (BerthFakeTransport *self)
{
  g_queue_init (&self->answers);
  self->sent = g_ptr_array_new_with_free_func (sent_free);
}

/**
 * berth_fake_transport_new:
 * @clock: what says when a request came
 */
BerthFakeTransport *
berth_fake_transport_new (BerthClock *clock)
{
  BerthFakeTransport *self = g_object_new (BERTH_TYPE_FAKE_TRANSPORT, NULL);

  self->clock = g_object_ref (clock);
  self->started_usec = berth_clock_get_now (clock);
  return self;
}

/**
 * berth_fake_transport_answer:
 * @body: (nullable): text
 * @...: headers: name, value, …, %NULL
 */
void
berth_fake_transport_answer (BerthFakeTransport *self,
                             guint status,
                             const char *body,
                             ...)
{
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  BerthHttpResponse *response = berth_http_response_new (status, bytes);
  const char *name;
  va_list args;

  va_start (args, body);
  while ((name = va_arg (args, const char *)) != NULL)
    berth_http_response_set_header (response, name, va_arg (args, const char *));
  va_end (args);
  g_queue_push_tail (&self->answers, dex_future_new_take_object (response));
}

/* The next request has no answer. */
void
berth_fake_transport_fail (BerthFakeTransport *self, BerthNetError code)
{
  g_queue_push_tail (&self->answers, dex_future_new_reject (BERTH_NET_ERROR, (int) code,
                                                            "As the test wants it"));
}

/* The next request has no end. */
void
berth_fake_transport_hang (BerthFakeTransport *self)
{
  g_queue_push_tail (&self->answers, dex_future_new_infinite ());
}

/* The next request has no end, and it is noted when nobody waits for one any more.
 * Returns (transfer full): cancelled then. */
GCancellable *
berth_fake_transport_hang_until_dropped (BerthFakeTransport *self)
{
  DexPromise *promise = dex_promise_new_cancellable ();
  GCancellable *dropped = g_object_ref (dex_promise_get_cancellable (promise));

  g_queue_push_tail (&self->answers, promise);
  return dropped;
}

/* Requests without an answer are not the end of the test. */
void
berth_fake_transport_set_refuse (BerthFakeTransport *self, gboolean refuse)
{
  self->refuse = refuse;
}

/* Drops the answers that nobody has asked for. */
void
berth_fake_transport_forget_left (BerthFakeTransport *self)
{
  g_queue_clear_full (&self->answers, dex_unref);
}

guint
berth_fake_transport_count (BerthFakeTransport *self)
{
  return self->sent->len;
}

/* How many answers nobody has asked for. */
guint
berth_fake_transport_count_left (BerthFakeTransport *self)
{
  return self->answers.length;
}

const BerthSent *
berth_fake_transport_get (BerthFakeTransport *self, guint index)
{
  g_assert_cmpuint (index, <, self->sent->len);
  return g_ptr_array_index (self->sent, index);
}

const char *
berth_fake_transport_get_url (BerthFakeTransport *self, guint index)
{
  return berth_http_request_get_url (berth_fake_transport_get (self, index)->request);
}

const char *
berth_fake_transport_get_header (BerthFakeTransport *self, guint index, const char *name)
{
  return berth_http_request_get_header (berth_fake_transport_get (self, index)->request,
                                        name);
}

char *
berth_fake_transport_dup_body (BerthFakeTransport *self, guint index)
{
  GBytes *body
    = berth_http_request_get_body (berth_fake_transport_get (self, index)->request);
  gsize size = 0;
  const char *data = body != NULL ? g_bytes_get_data (body, &size) : "";

  return g_strndup (data, size);
}

/* When the request came, from the start of the test. */
double
berth_fake_transport_get_seconds (BerthFakeTransport *self, guint index)
{
  return (double) berth_fake_transport_get (self, index)->at_usec / G_USEC_PER_SEC;
}
