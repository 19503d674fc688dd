/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-quota-request-task.h"

#include "berth-azure-error.h"
#include "berth-future.h"
#include "berth-provider.h"
#include "berth-providers.h"
#include "berth-quota-request.h"
#include "berth-quotas.h"

#include <gio/gio.h>

/**
 * BerthQuotaRequestTask:
 *
 * A request for a higher limit, from the moment it is sent until Azure has decided.
 * Switches the quota service on where the subscription has not used it.
 */
struct _BerthQuotaRequestTask {
  GObject parent_instance;

  BerthArmClient *client;
  char *subscription_id;
  BerthFix *fix;
  GCancellable *cancellable;
  BerthQuotaRequestState state;
  GError *error;
  gint64 began;
  gint64 elapsed;
};

G_DEFINE_FINAL_TYPE (BerthQuotaRequestTask, berth_quota_request_task, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (BerthQuotaRequestState,
                    berth_quota_request_state,
                    G_DEFINE_ENUM_VALUE (BERTH_QUOTA_REQUEST_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (BERTH_QUOTA_REQUEST_GRANTED, "granted"),
                    G_DEFINE_ENUM_VALUE (BERTH_QUOTA_REQUEST_REFUSED, "refused"),
                    G_DEFINE_ENUM_VALUE (BERTH_QUOTA_REQUEST_FAILED, "failed"))

enum { PROP_0, PROP_STATE, PROP_ELAPSED, N_PROPS };
static GParamSpec *properties[N_PROPS];

#define PROVIDER "Microsoft.Quota"
/* Looked at every so many seconds of the counting clock. */
#define POLL_SECONDS 3
#define PROVIDER_MAX_SECONDS 300

static void
berth_quota_request_task_get_property (GObject *object,
                                       guint id,
                                       GValue *value,
                                       GParamSpec *pspec)
{
  BerthQuotaRequestTask *self = BERTH_QUOTA_REQUEST_TASK (object);

  switch (id) {
  case PROP_STATE:
    g_value_set_enum (value, (int) self->state);
    break;
  case PROP_ELAPSED:
    g_value_set_int64 (value, self->elapsed);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_quota_request_task_finalize (GObject *object)
{
  BerthQuotaRequestTask *self = BERTH_QUOTA_REQUEST_TASK (object);

  g_clear_object (&self->client);
  g_free (self->subscription_id);
  g_clear_object (&self->fix);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (berth_quota_request_task_parent_class)->finalize (object);
}

static void
berth_quota_request_task_class_init (BerthQuotaRequestTaskClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags
    = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = berth_quota_request_task_get_property;
  object_class->finalize = berth_quota_request_task_finalize;

  /**
   * BerthQuotaRequestTask:state:
   *
   * How far it is.
   */
  properties[PROP_STATE]
    = g_param_spec_enum ("state", NULL, NULL, BERTH_TYPE_QUOTA_REQUEST_STATE,
                         BERTH_QUOTA_REQUEST_WAITING, flags);
  /**
   * BerthQuotaRequestTask:elapsed:
   *
   * How long it has been waiting, in microseconds.
   */
  properties[PROP_ELAPSED]
    = g_param_spec_int64 ("elapsed", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
berth_quota_request_task_init (BerthQuotaRequestTask *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * berth_quota_request_task_new:
 * @client: whom to ask
 * @subscription_id: for whom
 * @fix: a fix of the kind %BERTH_FIX_REQUEST_QUOTA, which says what to ask for
 *
 * Returns: (transfer full): a request that is not sent yet
 */
BerthQuotaRequestTask *
berth_quota_request_task_new (BerthArmClient *client,
                              const char *subscription_id,
                              BerthFix *fix)
{
  BerthQuotaRequestTask *self = g_object_new (BERTH_TYPE_QUOTA_REQUEST_TASK, NULL);

  self->client = g_object_ref (client);
  self->subscription_id = g_strdup (subscription_id);
  self->fix = g_object_ref (fix);
  return self;
}

static void
set_state (BerthQuotaRequestTask *self, BerthQuotaRequestState state, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* Waits so many seconds, and counts each of them. */
static gboolean
wait (BerthQuotaRequestTask *self, guint seconds, GError **error)
{
  BerthClock *clock = berth_arm_client_get_clock (self->client);

  for (guint i = 0; i < seconds; i++) {
    if (!dex_await (berth_clock_wait (clock, G_USEC_PER_SEC, self->cancellable), error))
      return FALSE;
    self->elapsed = MAX (berth_clock_get_now (clock) - self->began, 0);
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ELAPSED]);
  }
  return TRUE;
}

static gboolean
switch_service_on (BerthQuotaRequestTask *self, GError **error)
{
  if (!dex_await (berth_providers_register (self->client, self->subscription_id, PROVIDER,
                                            self->cancellable),
                  error))
    return FALSE;
  for (guint waited = 0; waited < PROVIDER_MAX_SECONDS; waited += POLL_SECONDS) {
    g_autoptr (BerthProvider) provider
      = dex_await_object (berth_providers_get (self->client, self->subscription_id,
                                               PROVIDER, self->cancellable),
                          error);

    if (provider == NULL)
      return FALSE;
    if (g_strcmp0 (berth_provider_get_registration_state (provider), "Registered") == 0)
      return TRUE;
    if (!wait (self, POLL_SECONDS, error))
      return FALSE;
  }
  return TRUE;
}

static BerthQuotaRequest *
send_once (BerthQuotaRequestTask *self, GError **error)
{
  return dex_await_object (berth_quotas_request (self->client, self->subscription_id,
                                                 berth_fix_get_location (self->fix),
                                                 berth_fix_get_quota (self->fix),
                                                 berth_fix_get_limit (self->fix),
                                                 self->cancellable),
                           error);
}

static BerthQuotaRequest *
send (BerthQuotaRequestTask *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  BerthQuotaRequest *request = send_once (self, &local);

  if (request != NULL)
    return request;
  if (!g_error_matches (local, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_NOT_REGISTERED)) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  return switch_service_on (self, error) ? send_once (self, error) : NULL;
}

static gboolean
is_one_of (const char *state, const char *first, const char *second)
{
  return g_strcmp0 (state, first) == 0 || g_strcmp0 (state, second) == 0;
}

static GError *
make_refusal (BerthQuotaRequest *request)
{
  const char *code = berth_quota_request_get_error_code (request);
  const char *message = berth_quota_request_get_error_message (request);
  g_autoptr (BerthFault) fault = berth_fault_new (
    0, code != NULL ? code : "ContactSupport",
    message != NULL ? message : berth_quota_request_get_message (request),
    berth_quota_request_get_id (request), NULL);

  return berth_azure_error_new (BERTH_AZURE_ERROR_QUOTA, fault);
}

/* Whether Azure has decided; small requests are granted in the first answer. */
static gboolean
note_decision (BerthQuotaRequestTask *self, BerthQuotaRequest *request)
{
  const char *state = berth_quota_request_get_state (request);

  if (g_strcmp0 (state, "Succeeded") == 0)
    set_state (self, BERTH_QUOTA_REQUEST_GRANTED, NULL);
  else if (is_one_of (state, "Failed", "Invalid"))
    set_state (self, BERTH_QUOTA_REQUEST_REFUSED, make_refusal (request));
  else
    return FALSE;
  return TRUE;
}

static gboolean
follow (BerthQuotaRequestTask *self, BerthQuotaRequest *sent, GError **error)
{
  g_autofree char *name = g_strdup (berth_quota_request_get_name (sent));
  g_autoptr (BerthQuotaRequest) request = g_object_ref (sent);

  while (!note_decision (self, request)) {
    if (!wait (self, POLL_SECONDS, error))
      return FALSE;
    g_clear_object (&request);
    request
      = dex_await_object (berth_quotas_get_request (self->client, self->subscription_id,
                                                    berth_fix_get_location (self->fix),
                                                    name, self->cancellable),
                          error);
    if (request == NULL)
      return FALSE;
  }
  return TRUE;
}

static DexFuture *
run_fiber (gpointer data)
{
  BerthQuotaRequestTask *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BerthQuotaRequest) request = send (self, &error);

  if (request == NULL || !follow (self, request, &error))
    set_state (self, BERTH_QUOTA_REQUEST_FAILED, g_steal_pointer (&error));
  return dex_future_new_for_boolean (self->state == BERTH_QUOTA_REQUEST_GRANTED);
}

/**
 * berth_quota_request_task_start:
 *
 * Sends the request and follows it.
 *
 * Returns: (transfer full): a future that resolves, once Azure has decided or the way to
 * it broke, to whether the limit was raised; berth_quota_request_task_get_error() says
 * why not
 */
DexFuture *
berth_quota_request_task_start (BerthQuotaRequestTask *self)
{
  g_return_val_if_fail (BERTH_IS_QUOTA_REQUEST_TASK (self), NULL);

  self->began = berth_clock_get_now (berth_arm_client_get_clock (self->client));
  return berth_future_spawn (run_fiber, g_object_ref (self), g_object_unref);
}

/**
 * berth_quota_request_task_cancel:
 *
 * Stops following. The request itself stays with Azure.
 */
void
berth_quota_request_task_cancel (BerthQuotaRequestTask *self)
{
  g_return_if_fail (BERTH_IS_QUOTA_REQUEST_TASK (self));

  g_cancellable_cancel (self->cancellable);
}

BerthQuotaRequestState
berth_quota_request_task_get_state (BerthQuotaRequestTask *self)
{
  g_return_val_if_fail (BERTH_IS_QUOTA_REQUEST_TASK (self), BERTH_QUOTA_REQUEST_FAILED);

  return self->state;
}

/**
 * berth_quota_request_task_get_elapsed:
 *
 * Returns: how long it has been waiting, in microseconds
 */
gint64
berth_quota_request_task_get_elapsed (BerthQuotaRequestTask *self)
{
  g_return_val_if_fail (BERTH_IS_QUOTA_REQUEST_TASK (self), 0);

  return self->elapsed;
}

BerthFix *
berth_quota_request_task_get_fix (BerthQuotaRequestTask *self)
{
  g_return_val_if_fail (BERTH_IS_QUOTA_REQUEST_TASK (self), NULL);

  return self->fix;
}

/**
 * berth_quota_request_task_get_error:
 *
 * Returns: (nullable): why it was refused or failed
 */
const GError *
berth_quota_request_task_get_error (BerthQuotaRequestTask *self)
{
  g_return_val_if_fail (BERTH_IS_QUOTA_REQUEST_TASK (self), NULL);

  return self->error;
}
