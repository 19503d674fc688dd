/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-retry-policy.h"

#include "berth-wire.h"

#define MAX_TRIES 5
#define FIRST_DELAY_USEC (G_USEC_PER_SEC / 2)

/**
 * BerthRetryPolicy:
 *
 * Asks again when the service is too busy (429, 503, 502, 504) or the connection broke,
 * after the delay that the service names, else after 0.5, 1, 2, 4 seconds. A delay of
 * more than two minutes is the caller's to know of, and not waited for. A POST may
 * have been carried out when its connection breaks, so it is sent again only when the
 * service said that it did not look at it.
 */
struct _BerthRetryPolicy {
  BerthPolicy parent_instance;

  BerthClock *clock;
};

G_DEFINE_FINAL_TYPE (BerthRetryPolicy, berth_retry_policy, BERTH_TYPE_POLICY)

static gboolean
is_idempotent (BerthHttpRequest *request)
{
  const char *method = berth_http_request_get_method (request);

  return !g_str_equal (method, "POST") && !g_str_equal (method, "PATCH");
}

static gboolean
may_retry (BerthHttpRequest *request, BerthHttpResponse *response, const GError *error)
{
  guint status = 0;

  if (response == NULL)
    return is_idempotent (request)
           && (g_error_matches (error, BERTH_NET_ERROR, BERTH_NET_ERROR_RESET)
               || g_error_matches (error, BERTH_NET_ERROR, BERTH_NET_ERROR_TIMED_OUT));
  status = berth_http_response_get_status (response);
  if (status == 429 || status == 503)
    return TRUE;
  return is_idempotent (request) && (status == 502 || status == 504);
}

/* How long to wait before the next try; -1 where it is not worth the wait. */
static gint64
choose_delay (BerthHttpResponse *response, gint64 fallback)
{
  gint64 delay
    = response != NULL ? berth_wire_get_retry_after_usec (response, fallback) : fallback;

  return delay <= BERTH_RETRY_PATIENCE_USEC ? delay : -1;
}

static BerthHttpResponse *
berth_retry_policy_process (BerthPolicy *policy,
                            BerthHttpRequest *request,
                            GCancellable *cancellable,
                            GError **error)
{
  BerthRetryPolicy *self = BERTH_RETRY_POLICY (policy);
  gint64 delay = FIRST_DELAY_USEC;

  for (guint try = 1;; try++) {
    g_autoptr (GError) failure = NULL;
    g_autoptr (BerthHttpResponse) response
      = berth_policy_send_next (policy, request, cancellable, &failure);
    const gint64 wait = choose_delay (response, delay);

    if (try == MAX_TRIES || wait < 0 || !may_retry (request, response, failure)) {
      if (failure != NULL)
        g_propagate_error (error, g_steal_pointer (&failure));
      return g_steal_pointer (&response);
    }
    if (!dex_await (berth_clock_wait (self->clock, wait, cancellable), error))
      return NULL;
    delay *= 2;
  }
}

static void
berth_retry_policy_dispose (GObject *object)
{
  g_clear_object (&BERTH_RETRY_POLICY (object)->clock);
  G_OBJECT_CLASS (berth_retry_policy_parent_class)->dispose (object);
}

static void
berth_retry_policy_class_init (BerthRetryPolicyClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = berth_retry_policy_dispose;
  BERTH_POLICY_CLASS (klass)->process = berth_retry_policy_process;
}

static void
berth_retry_policy_init (BerthRetryPolicy *self)
{
}

/**
 * berth_retry_policy_new:
 * @clock: what delays are measured by
 */
BerthPolicy *
berth_retry_policy_new (BerthClock *clock)
{
  BerthRetryPolicy *self = g_object_new (BERTH_TYPE_RETRY_POLICY, NULL);

  self->clock = g_object_ref (clock);
  return BERTH_POLICY (self);
}
