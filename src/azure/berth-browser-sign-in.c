/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-browser-sign-in.h"

#include "berth-challenge.h"
#include "berth-fault-parser.h"
#include "berth-future.h"
#include "berth-loopback.h"
#include "berth-secret.h"

#include <string.h>
#include <sys/random.h>

/* As much as SHA-256 can vouch for. */
#define RANDOM_BYTES 32

/**
 * BerthBrowserSignIn:
 *
 * A sign-in in the person's browser: authorization code with PKCE (RFC 6749 4.1, RFC
 * 7636), which comes back to this computer (RFC 8252). It waits for one answer that
 * carries its own `state`; others are told that nobody expects them.
 */
struct _BerthBrowserSignIn {
  GObject parent_instance;

  BerthTokenEndpoint *endpoint;
  BerthLoopback *loopback;
  char *tenant;
  char *claims;
  char *verifier;
  char *state;
  char *redirect_uri;
  char *url;
  char *pages[3];
  DexPromise *answer; /* the code */
};

enum { PAGE_DONE, PAGE_FAILED, PAGE_STRANGER };

typedef struct {
  BerthBrowserSignIn *self;
  GCancellable *cancellable;
} Finishing;

G_DEFINE_FINAL_TYPE (BerthBrowserSignIn, berth_browser_sign_in, G_TYPE_OBJECT)

static void
berth_browser_sign_in_dispose (GObject *object)
{
  BerthBrowserSignIn *self = BERTH_BROWSER_SIGN_IN (object);

  if (self->loopback != NULL)
    berth_loopback_close (self->loopback);
  g_clear_object (&self->loopback);
  G_OBJECT_CLASS (berth_browser_sign_in_parent_class)->dispose (object);
}

static void
berth_browser_sign_in_finalize (GObject *object)
{
  BerthBrowserSignIn *self = BERTH_BROWSER_SIGN_IN (object);

  g_clear_object (&self->endpoint);
  dex_clear (&self->answer);
  g_free (self->tenant);
  g_free (self->claims);
  g_free (self->redirect_uri);
  g_free (self->url);
  berth_secret_clear (&self->verifier);
  berth_secret_clear (&self->state);
  for (gsize i = 0; i < G_N_ELEMENTS (self->pages); i++)
    g_free (self->pages[i]);
  G_OBJECT_CLASS (berth_browser_sign_in_parent_class)->finalize (object);
}

static void
berth_browser_sign_in_class_init (BerthBrowserSignInClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = berth_browser_sign_in_dispose;
  G_OBJECT_CLASS (klass)->finalize = berth_browser_sign_in_finalize;
}

static void
berth_browser_sign_in_init (BerthBrowserSignIn *self)
{
  self->answer = dex_promise_new ();
}

/* base64url without padding (RFC 7636, appendix A). */
static char *
encode (const guint8 *data, gsize length)
{
  char *text = g_base64_encode (data, length);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

static char *
make_random (GError **error)
{
  guint8 bytes[RANDOM_BYTES];
  char *text;

  if (getrandom (bytes, sizeof bytes, 0) != sizeof bytes) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                         "The system gives no random numbers");
    return NULL;
  }
  text = encode (bytes, sizeof bytes);
  explicit_bzero (bytes, sizeof bytes);
  return text;
}

static char *
make_code_challenge (const char *verifier)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guchar *) verifier, -1);
  g_checksum_get_digest (checksum, digest, &length);
  return encode (digest, length);
}

static void
append_field (GString *url, const char *name, const char *value)
{
  if (value == NULL)
    return;
  g_string_append_c (url, strchr (url->str, '?') != NULL ? '&' : '?');
  g_string_append (url, name);
  g_string_append_c (url, '=');
  g_string_append_uri_escaped (url, value, NULL, FALSE);
}

/* Whoever signs in again is known; others choose whom they are. */
static char *
make_url (BerthBrowserSignIn *self, const char *login_hint)
{
  g_autofree char *base
    = berth_token_endpoint_dup_url (self->endpoint, self->tenant, "authorize");
  g_autofree char *scope = berth_token_endpoint_dup_person_scope (self->endpoint);
  g_autofree char *challenge = make_code_challenge (self->verifier);
  GString *url = g_string_new (base);

  append_field (url, "client_id", berth_token_endpoint_get_client_id (self->endpoint));
  append_field (url, "response_type", "code");
  append_field (url, "redirect_uri", self->redirect_uri);
  append_field (url, "response_mode", "query");
  append_field (url, "scope", scope);
  append_field (url, "state", self->state);
  append_field (url, "code_challenge", challenge);
  append_field (url, "code_challenge_method", "S256");
  append_field (url, "claims", self->claims);
  append_field (url, "login_hint", login_hint);
  append_field (url, "prompt", login_hint == NULL ? "select_account" : NULL);
  return g_string_free_and_steal (url);
}

static char *
make_page (const char *text)
{
  return g_markup_printf_escaped (
    "<!doctype html><html><head><meta charset=\"utf-8\"><title>Berth</title>"
    "<meta name=\"viewport\" content=\"width=device-width\">"
    "<style>:root{color-scheme:light dark}body{font:1.25rem/1.6 system-ui,sans-serif;"
    "display:grid;place-content:center;min-height:90vh;margin:1rem;text-align:center}"
    "h1{font-size:1.75rem}</style></head><body><h1>Berth</h1><p>%s</p></body></html>",
    text);
}

static char *
on_visit (GHashTable *query, guint *status, gpointer data)
{
  BerthBrowserSignIn *self = data;
  const char *code = g_hash_table_lookup (query, "code");
  const char *problem = g_hash_table_lookup (query, "error");

  if (g_strcmp0 (g_hash_table_lookup (query, "state"), self->state) != 0
      || (code == NULL && problem == NULL)
      || !dex_future_is_pending (DEX_FUTURE (self->answer))) {
    *status = 400;
    return make_page (self->pages[PAGE_STRANGER]);
  }
  if (problem != NULL) {
    dex_promise_reject (self->answer,
                        berth_fault_parse_sign_in (
                          problem, g_hash_table_lookup (query, "error_description"), 0,
                          g_hash_table_lookup (query, "claims"), NULL));
    return make_page (self->pages[PAGE_FAILED]);
  }
  dex_promise_resolve_string (self->answer, g_strdup (code));
  return make_page (self->pages[PAGE_DONE]);
}

static DexFuture *
redeem (BerthBrowserSignIn *self, const char *code, GCancellable *cancellable)
{
  g_autofree char *scope = berth_token_endpoint_dup_person_scope (self->endpoint);
  const char *fields[] = {
    "grant_type",
    "authorization_code",
    "client_id",
    berth_token_endpoint_get_client_id (self->endpoint),
    "code",
    code,
    "redirect_uri",
    self->redirect_uri,
    "code_verifier",
    self->verifier,
    "scope",
    scope,
    "claims",
    self->claims,
    NULL,
  };

  return berth_token_endpoint_redeem (self->endpoint, self->tenant, fields, cancellable);
}

static DexFuture *
finish_fiber (gpointer data)
{
  Finishing *finishing = data;
  BerthBrowserSignIn *self = finishing->self;
  GError *error = NULL;
  g_autofree char *code
    = dex_await_string (berth_future_cancellable (dex_ref (DEX_FUTURE (self->answer)),
                                                  finishing->cancellable),
                        &error);

  berth_loopback_close (self->loopback);
  if (code == NULL)
    return dex_future_new_for_error (error);
  return redeem (self, code, finishing->cancellable);
}

static void
finishing_free (gpointer data)
{
  Finishing *finishing = data;

  g_clear_object (&finishing->self);
  g_clear_object (&finishing->cancellable);
  g_free (finishing);
}

/**
 * berth_browser_sign_in_new:
 * @endpoint: whom to ask
 * @tenant: the tenant to sign in to, or %BERTH_TENANT_ORGANIZATIONS
 * @login_hint: (nullable): the user name of the person who signs in again
 * @claims: (nullable): JSON of the claims that a challenge wants
 * @pages: what the browser shows afterwards; copied
 *
 * Listens from now on for the browser that comes back.
 *
 * Returns: (transfer full) (nullable): the sign-in, or %NULL with @error
 */
BerthBrowserSignIn *
berth_browser_sign_in_new (BerthTokenEndpoint *endpoint,
                           const char *tenant,
                           const char *login_hint,
                           const char *claims,
                           const BerthBrowserPages *pages,
                           GError **error)
{
  g_autoptr (BerthBrowserSignIn) self = g_object_new (BERTH_TYPE_BROWSER_SIGN_IN, NULL);

  self->endpoint = g_object_ref (endpoint);
  self->tenant = g_strdup (tenant);
  self->claims = berth_challenge_add_capabilities (claims);
  self->pages[PAGE_DONE] = g_strdup (pages->done);
  self->pages[PAGE_FAILED] = g_strdup (pages->failed);
  self->pages[PAGE_STRANGER] = g_strdup (pages->stranger);
  self->verifier = make_random (error);
  self->state = self->verifier != NULL ? make_random (error) : NULL;
  self->loopback = self->state != NULL ? berth_loopback_new (error) : NULL;
  if (self->loopback == NULL)
    return NULL;
  /* The word is what is registered; the port may be any (RFC 8252 7.3). */
  self->redirect_uri
    = g_strdup_printf ("http://localhost:%u", berth_loopback_get_port (self->loopback));
  self->url = make_url (self, login_hint);
  berth_loopback_set_func (self->loopback, on_visit, self);
  return g_steal_pointer (&self);
}

/**
 * berth_browser_sign_in_get_url:
 *
 * Returns: the address to open in the browser
 */
const char *
berth_browser_sign_in_get_url (BerthBrowserSignIn *self)
{
  g_return_val_if_fail (BERTH_IS_BROWSER_SIGN_IN (self), NULL);

  return self->url;
}

/**
 * berth_browser_sign_in_finish:
 * @cancellable: (nullable): gives up, and stops listening
 *
 * Waits for the browser, however long the person takes.
 *
 * Returns: (transfer full): a future that resolves to #BerthTokens, or rejects with
 *   %BERTH_AZURE_ERROR_SIGNED_OUT, a #BerthNetError or %G_IO_ERROR_CANCELLED
 */
DexFuture *
berth_browser_sign_in_finish (BerthBrowserSignIn *self, GCancellable *cancellable)
{
  Finishing *finishing;

  g_return_val_if_fail (BERTH_IS_BROWSER_SIGN_IN (self), NULL);

  finishing = g_new0 (Finishing, 1);
  finishing->self = g_object_ref (self);
  finishing->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return berth_future_spawn (finish_fiber, finishing, finishing_free);
}
