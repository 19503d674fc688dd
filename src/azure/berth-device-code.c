/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-device-code.h"

#include "berth-azure-error.h"
#include "berth-challenge.h"
#include "berth-fault-parser.h"
#include "berth-future.h"
#include "berth-json.h"
#include "berth-secret.h"
#include "berth-value.h"

#define GRANT_TYPE "urn:ietf:params:oauth:grant-type:device_code"
#define DEFAULT_SECONDS 900
#define DEFAULT_INTERVAL_SECONDS 5
/* RFC 8628 3.5 */
#define SLOW_DOWN_SECONDS 5

/**
 * BerthDeviceCode:
 *
 * A code that a person types into a browser anywhere to sign in here (RFC 8628).
 */
struct _BerthDeviceCode {
  GObject parent_instance;

  BerthTokenEndpoint *endpoint;
  char *tenant;
  char *claims;
  char *device_code;
  char *user_code;
  char *address;
  gint64 expires_usec;
  gint64 interval_usec;
};

typedef struct {
  BerthDeviceCode *self;
  GCancellable *cancellable;
} Waiting;

G_DEFINE_FINAL_TYPE (BerthDeviceCode, berth_device_code, G_TYPE_OBJECT)

static void
berth_device_code_finalize (GObject *object)
{
  BerthDeviceCode *self = BERTH_DEVICE_CODE (object);

  g_clear_object (&self->endpoint);
  g_clear_pointer (&self->tenant, g_free);
  g_clear_pointer (&self->claims, g_free);
  berth_secret_clear (&self->device_code);
  g_clear_pointer (&self->user_code, g_free);
  g_clear_pointer (&self->address, g_free);
  G_OBJECT_CLASS (berth_device_code_parent_class)->finalize (object);
}

static void
berth_device_code_class_init (BerthDeviceCodeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_device_code_finalize;
}

static void
berth_device_code_init (BerthDeviceCode *self)
{
}

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  g_clear_object (&waiting->self);
  g_clear_object (&waiting->cancellable);
  g_free (waiting);
}

static Waiting *
waiting_new (BerthDeviceCode *self, GCancellable *cancellable)
{
  Waiting *waiting = g_new0 (Waiting, 1);

  waiting->self = g_object_ref (self);
  waiting->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return waiting;
}

/* It is shown, drawn and opened in a browser. */
static gboolean
is_web_address (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL
         && (g_str_equal (g_uri_get_scheme (uri), "https")
             || g_str_equal (g_uri_get_scheme (uri), "http"));
}

static gboolean
read_answer (BerthDeviceCode *self, JsonObject *root, gint64 now_usec, GError **error)
{
  const char *device_code = berth_json_require_string (root, "device_code", error);
  const char *user_code
    = device_code != NULL ? berth_json_require_string (root, "user_code", error) : NULL;
  const char *address = user_code != NULL
                          ? berth_json_require_string (root, "verification_uri", error)
                          : NULL;

  if (address == NULL)
    return FALSE;
  if (!is_web_address (address)) {
    g_propagate_error (error, berth_azure_error_new_malformed (
                                "The service’s sign-in page is not a web address"));
    return FALSE;
  }
  self->device_code = g_strdup (device_code);
  self->user_code = g_strdup (user_code);
  self->address = g_strdup (address);
  self->expires_usec
    = now_usec
      + CLAMP (berth_json_get_int (root, "expires_in", DEFAULT_SECONDS), 1, 24 * 3600)
          * G_USEC_PER_SEC;
  self->interval_usec
    = CLAMP (berth_json_get_int (root, "interval", DEFAULT_INTERVAL_SECONDS), 1, 300)
      * G_USEC_PER_SEC;
  return TRUE;
}

static DexFuture *
ask_fiber (gpointer data)
{
  Waiting *waiting = data;
  BerthDeviceCode *self = waiting->self;
  g_autofree char *scope = berth_token_endpoint_dup_person_scope (self->endpoint);
  const char *fields[]
    = { "client_id", berth_token_endpoint_get_client_id (self->endpoint),
        "scope",     scope,
        "claims",    self->claims,
        NULL };
  BerthClock *clock = berth_token_endpoint_get_clock (self->endpoint);
  const gint64 now_usec = berth_clock_get_now (clock);
  GError *error = NULL;
  g_autoptr (JsonNode) node = dex_await_boxed (
    berth_token_endpoint_post (self->endpoint, self->tenant, "devicecode", fields,
                               waiting->cancellable),
    &error);
  JsonObject *root = node != NULL ? berth_json_require_root (node, &error) : NULL;

  if (root == NULL || !read_answer (self, root, now_usec, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_take_object (g_object_ref (self));
}

static gboolean
says (const GError *error, const char *word)
{
  BerthFault *fault = berth_azure_error_get_fault (error);

  return fault != NULL
         && (g_strcmp0 (berth_fault_get_code (fault), word) == 0
             || g_strcmp0 (berth_fault_get_outer_code (fault), word) == 0);
}

/* Whether to ask again: a network that comes and goes ends nothing while the person
 * types. */
static gboolean
goes_on (BerthDeviceCode *self, const GError *error)
{
  if (says (error, "slow_down"))
    self->interval_usec += SLOW_DOWN_SECONDS * G_USEC_PER_SEC;
  return says (error, "authorization_pending") || says (error, "slow_down")
         || error->domain == BERTH_NET_ERROR
         || g_error_matches (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_THROTTLED)
         || g_error_matches (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_FAILED);
}

static BerthTokens *
poll_once (BerthDeviceCode *self, GCancellable *cancellable, GError **error)
{
  const char *fields[]
    = { "grant_type",  GRANT_TYPE,
        "client_id",   berth_token_endpoint_get_client_id (self->endpoint),
        "device_code", self->device_code,
        "claims",      self->claims,
        NULL };

  return dex_await_object (
    berth_token_endpoint_redeem (self->endpoint, self->tenant, fields, cancellable),
    error);
}

static DexFuture *
wait_fiber (gpointer data)
{
  Waiting *waiting = data;
  BerthDeviceCode *self = waiting->self;
  BerthClock *clock = berth_token_endpoint_get_clock (self->endpoint);

  while (berth_clock_get_now (clock) < self->expires_usec) {
    GError *error = NULL;
    BerthTokens *tokens;

    if (!dex_await (berth_clock_wait (clock, self->interval_usec, waiting->cancellable),
                    &error))
      return dex_future_new_for_error (error);
    tokens = poll_once (self, waiting->cancellable, &error);
    if (tokens != NULL)
      return dex_future_new_take_object (tokens);
    if (!goes_on (self, error))
      return dex_future_new_for_error (error);
    g_clear_error (&error);
  }
  return dex_future_new_for_error (
    berth_fault_parse_sign_in ("expired_token", "The code has expired", 0, NULL, NULL));
}

/**
 * berth_device_code_ask:
 * @endpoint: whom to ask
 * @tenant: the tenant to sign in to, or %BERTH_TENANT_ORGANIZATIONS
 * @claims: (nullable): JSON of the claims that a challenge wants
 * @cancellable: (nullable): gives up
 *
 * Returns: (transfer full): a future that resolves to a #BerthDeviceCode, or rejects as
 *   berth_token_endpoint_post()
 */
DexFuture *
berth_device_code_ask (BerthTokenEndpoint *endpoint,
                       const char *tenant,
                       const char *claims,
                       GCancellable *cancellable)
{
  g_autoptr (BerthDeviceCode) self = NULL;

  g_return_val_if_fail (BERTH_IS_TOKEN_ENDPOINT (endpoint), NULL);

  self = g_object_new (BERTH_TYPE_DEVICE_CODE, NULL);
  self->endpoint = g_object_ref (endpoint);
  self->tenant = g_strdup (tenant);
  self->claims = berth_challenge_add_capabilities (claims);
  return berth_future_spawn (ask_fiber, waiting_new (self, cancellable), waiting_free);
}

/**
 * berth_device_code_wait:
 * @cancellable: (nullable): gives up
 *
 * Waits until the person has typed the code.
 *
 * Returns: (transfer full): a future that resolves to #BerthTokens, or rejects with
 *   %BERTH_AZURE_ERROR_SIGNED_OUT, whose fault's code or outer code is "expired_token"
 *   when nobody came in time
 */
DexFuture *
berth_device_code_wait (BerthDeviceCode *self, GCancellable *cancellable)
{
  g_return_val_if_fail (BERTH_IS_DEVICE_CODE (self), NULL);

  return berth_future_spawn (wait_fiber, waiting_new (self, cancellable), waiting_free);
}

BERTH_VALUE_GETTER (BerthDeviceCode, device_code, const char *, user_code)

/**
 * berth_device_code_get_address:
 *
 * Returns: the page to type the code into
 */
const char *
berth_device_code_get_address (BerthDeviceCode *self)
{
  g_return_val_if_fail (BERTH_IS_DEVICE_CODE (self), NULL);

  return self->address;
}

/**
 * berth_device_code_get_expires_usec:
 *
 * Returns: until when it is good, by the endpoint's clock
 */
gint64
berth_device_code_get_expires_usec (BerthDeviceCode *self)
{
  g_return_val_if_fail (BERTH_IS_DEVICE_CODE (self), 0);

  return self->expires_usec;
}
