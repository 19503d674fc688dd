/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-cli-credential.h"

#include "berth-azure-error.h"
#include "berth-fault-parser.h"
#include "berth-future.h"
#include "berth-json.h"

#include <string.h>

#define MAX_ANSWER_BYTES (256 * 1024)
#define MAX_PROBLEM_BYTES 4096
/* It starts a Python interpreter, and may have to refresh its own token. */
#define PATIENCE_SECONDS 60
/* What it gives is good for at least this long. */
#define LEAST_SECONDS (10 * 60)

/**
 * BerthCliCredential:
 *
 * Takes over the sign-in of Azure's command line: `az account get-access-token`, started
 * directly and never through a shell. What it prints stays in memory.
 */
struct _BerthCliCredential {
  BerthCachingCredential parent_instance;

  BerthClock *clock;
  char *resource;
  char *tenant;
};

G_DEFINE_FINAL_TYPE (BerthCliCredential,
                     berth_cli_credential,
                     BERTH_TYPE_CACHING_CREDENTIAL)

static GSubprocess *
start (BerthCliCredential *self, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
    G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  const char *argv[] = { "az",         "account",      "get-access-token",
                         "--resource", self->resource, "--output",
                         "json",       NULL,           NULL,
                         NULL };

  if (self->tenant != NULL) {
    argv[7] = "--tenant";
    argv[8] = self->tenant;
  }
  return g_subprocess_launcher_spawnv (launcher, argv, error);
}

static GError *
make_error (GBytes *output)
{
  const gsize length = MIN (g_bytes_get_size (output), MAX_PROBLEM_BYTES);
  g_autofree char *text = length > 0 ? g_strndup (g_bytes_get_data (output, NULL), length)
                                     : g_strdup ("az failed without a word");

  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, text);
}

static void
on_communicated (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) output = NULL;
  g_autoptr (GBytes) problem = NULL;

  if (!g_subprocess_communicate_finish (G_SUBPROCESS (object), result, &output, &problem,
                                        &error))
    dex_promise_reject (promise, g_steal_pointer (&error));
  else if (g_subprocess_get_successful (G_SUBPROCESS (object)))
    dex_promise_resolve_boxed (promise, G_TYPE_BYTES, g_steal_pointer (&output));
  else
    dex_promise_reject (promise, make_error (problem));
}

/* Whoever gives up, az is ended. */
static GBytes *
communicate (GSubprocess *az, GError **error)
{
  g_autoptr (DexPromise) promise = dex_promise_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GBytes *output;

  g_subprocess_communicate_async (az, NULL, cancellable, on_communicated,
                                  dex_ref (promise));
  output = dex_await_boxed (dex_future_first (dex_ref (DEX_FUTURE (promise)),
                                              dex_timeout_new_seconds (PATIENCE_SECONDS),
                                              NULL),
                            error);
  if (output == NULL) {
    g_cancellable_cancel (cancellable);
    g_subprocess_force_exit (az);
  }
  return output;
}

/* Its lines name the kind: "ERROR: AADSTS70043: …" */
static GError *
explain (const char *text)
{
  g_autofree char *plain = g_utf8_make_valid (text, -1);
  const char *found = strstr (plain, "AADSTS");

  return berth_fault_parse_sign_in ("az", found != NULL ? found : g_strstrip (plain), 0,
                                    NULL, NULL);
}

/* "expires_on" is seconds since 1970. Older ones have only a local time without a zone,
 * which is not worth a guess: theirs is asked for again after some minutes. */
static BerthTokens *
parse (BerthCliCredential *self, GBytes *output, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *root;
  g_autoptr (JsonObject) tokens = json_object_new ();
  const char *token;
  const gint64 now_usec = berth_clock_get_now (self->clock);
  gint64 expires;

  if (g_bytes_get_size (output) > MAX_ANSWER_BYTES) {
    g_propagate_error (error, berth_azure_error_new_malformed ("az says too much"));
    return NULL;
  }
  node = berth_json_parse (output, error);
  root = node != NULL ? berth_json_require_root (node, error) : NULL;
  token = root != NULL ? berth_json_require_string (root, "accessToken", error) : NULL;
  if (token == NULL)
    return NULL;
  expires = berth_json_get_int (root, "expires_on", 0);
  json_object_set_string_member (tokens, "access_token", token);
  json_object_set_int_member (tokens, "expires_in",
                              expires > 0 ? expires - now_usec / G_USEC_PER_SEC
                                          : LEAST_SECONDS);
  return berth_tokens_parse (tokens, now_usec, error);
}

static DexFuture *
fetch_fiber (gpointer data)
{
  BerthCliCredential *self = data;
  g_autoptr (GError) problem = NULL;
  g_autoptr (GSubprocess) az = start (self, &problem);
  g_autoptr (GBytes) output = az != NULL ? communicate (az, &problem) : NULL;
  BerthTokens *tokens;
  GError *error = NULL;

  if (output == NULL)
    return dex_future_new_for_error (explain (problem->message));
  tokens = parse (self, output, &error);
  if (tokens == NULL)
    return dex_future_new_for_error (error);
  return dex_future_new_take_object (tokens);
}

/* az cannot be handed a challenge: its own sign-in has to be done again for that. */
static DexFuture *
berth_cli_credential_fetch (BerthCachingCredential *credential, const char *claims)
{
  if (claims != NULL)
    return dex_future_new_for_error (berth_fault_parse_sign_in (
      "interaction_required", "The service wants a fresh sign-in: run “az login” again",
      0, claims, NULL));
  return berth_future_spawn (fetch_fiber, g_object_ref (credential), g_object_unref);
}

static void
berth_cli_credential_finalize (GObject *object)
{
  BerthCliCredential *self = BERTH_CLI_CREDENTIAL (object);

  g_clear_object (&self->clock);
  g_clear_pointer (&self->resource, g_free);
  g_clear_pointer (&self->tenant, g_free);
  G_OBJECT_CLASS (berth_cli_credential_parent_class)->finalize (object);
}

static void
berth_cli_credential_class_init (BerthCliCredentialClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_cli_credential_finalize;
  BERTH_CACHING_CREDENTIAL_CLASS (klass)->fetch = berth_cli_credential_fetch;
}

static void
berth_cli_credential_init (BerthCliCredential *self)
{
}

/**
 * berth_cli_credential_new:
 * @clock: what a token's age is measured by; it shows the wall's time
 * @resource: the audience that tokens are for, see berth_cloud_get_audience()
 * @tenant: (nullable): the tenant; %NULL for the one that az has chosen
 */
BerthCredential *
berth_cli_credential_new (BerthClock *clock, const char *resource, const char *tenant)
{
  BerthCliCredential *self = g_object_new (BERTH_TYPE_CLI_CREDENTIAL, NULL);

  berth_caching_credential_set_clock (BERTH_CACHING_CREDENTIAL (self), clock);
  self->clock = g_object_ref (clock);
  self->resource = g_strdup (resource);
  self->tenant = g_strdup (tenant);
  return BERTH_CREDENTIAL (self);
}
