/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-log-policy.h"

#include "berth-wire.h"

/**
 * BerthLogPolicy:
 *
 * Writes one debug line per exchange: method, path, status, milliseconds and the
 * service's request id. Never a header, a query or a body: tokens and signatures travel
 * there.
 */
struct _BerthLogPolicy {
  BerthPolicy parent_instance;

  BerthClock *clock;
};

G_DEFINE_FINAL_TYPE (BerthLogPolicy, berth_log_policy, BERTH_TYPE_POLICY)

static char *
dup_path (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);

  return g_strdup (uri != NULL ? g_uri_get_path (uri) : "?");
}

static BerthHttpResponse *
berth_log_policy_process (BerthPolicy *policy,
                          BerthHttpRequest *request,
                          GCancellable *cancellable,
                          GError **error)
{
  BerthLogPolicy *self = BERTH_LOG_POLICY (policy);
  g_autofree char *path = dup_path (berth_http_request_get_url (request));
  gint64 started = berth_clock_get_now (self->clock);
  BerthHttpResponse *response
    = berth_policy_send_next (policy, request, cancellable, error);
  const char *id = response != NULL ? berth_wire_get_request_id (response) : NULL;

  g_debug ("[AZURE.HTTP] %s %s → %u in %" G_GINT64_FORMAT " ms (%s)",
           berth_http_request_get_method (request), path,
           response != NULL ? berth_http_response_get_status (response) : 0,
           (berth_clock_get_now (self->clock) - started) / 1000,
           id != NULL ? id : "no id");
  return response;
}

static void
berth_log_policy_dispose (GObject *object)
{
  g_clear_object (&BERTH_LOG_POLICY (object)->clock);
  G_OBJECT_CLASS (berth_log_policy_parent_class)->dispose (object);
}

static void
berth_log_policy_class_init (BerthLogPolicyClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = berth_log_policy_dispose;
  BERTH_POLICY_CLASS (klass)->process = berth_log_policy_process;
}

static void
berth_log_policy_init (BerthLogPolicy *self)
{
}

/**
 * berth_log_policy_new:
 * @clock: what measures
 */
BerthPolicy *
berth_log_policy_new (BerthClock *clock)
{
  BerthLogPolicy *self = g_object_new (BERTH_TYPE_LOG_POLICY, NULL);

  self->clock = g_object_ref (clock);
  return BERTH_POLICY (self);
}
