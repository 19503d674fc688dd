/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-tokens.h"

#include "berth-azure-error.h"
#include "berth-json.h"
#include "berth-secret.h"
#include "berth-value.h"

/* A token is renewed this long before it expires. */
#define EARLY_USEC (5 * 60 * G_USEC_PER_SEC)
/* Tokens live for an hour, with continuous access evaluation for about a day. */
#define MAX_LIFETIME_SECONDS (2 * 24 * 60 * 60)

/**
 * BerthTokens:
 *
 * What a sign-in endpoint gives (RFC 6749 5.1). It is in memory only, and overwritten
 * when it goes.
 */
struct _BerthTokens {
  GObject parent_instance;

  char *access_token;
  char *refresh_token;
  char *id_token;
  gint64 expires_usec;
};

G_DEFINE_FINAL_TYPE (BerthTokens, berth_tokens, G_TYPE_OBJECT)

static void
berth_tokens_finalize (GObject *object)
{
  BerthTokens *self = BERTH_TOKENS (object);

  berth_secret_clear (&self->access_token);
  berth_secret_clear (&self->refresh_token);
  berth_secret_clear (&self->id_token);
  G_OBJECT_CLASS (berth_tokens_parent_class)->finalize (object);
}

static void
berth_tokens_class_init (BerthTokensClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_tokens_finalize;
}

static void
berth_tokens_init (BerthTokens *self)
{
}

/* It becomes a part of a header (RFC 6750 2.1). */
static const char *
require_token (JsonObject *object, GError **error)
{
  const char *token = berth_json_require_string (object, "access_token", error);
  gboolean fine = token != NULL && *token != '\0';

  for (const char *at = token; fine && *at != '\0'; at++)
    fine = g_ascii_isgraph (*at);
  if (token != NULL && !fine)
    g_propagate_error (error, berth_azure_error_new_malformed (
                                "The service’s token has characters that none may have"));
  return fine ? token : NULL;
}

/**
 * berth_tokens_parse:
 * @object: the endpoint's answer
 * @asked_usec: when it was asked, by a #BerthClock. The lifetime counts from there, and
 *   not from a date in the answer, so that a wrong date on this computer does no harm
 *
 * Returns: (transfer full) (nullable): the tokens, or %NULL with @error set to
 *   %BERTH_AZURE_ERROR_MALFORMED_ANSWER
 */
BerthTokens *
berth_tokens_parse (JsonObject *object, gint64 asked_usec, GError **error)
{
  const char *access_token = require_token (object, error);
  BerthTokens *self;

  if (access_token == NULL)
    return NULL;
  self = g_object_new (BERTH_TYPE_TOKENS, NULL);
  self->access_token = g_strdup (access_token);
  self->refresh_token = g_strdup (berth_json_get_string (object, "refresh_token"));
  self->id_token = g_strdup (berth_json_get_string (object, "id_token"));
  self->expires_usec
    = asked_usec
      + CLAMP (berth_json_get_int (object, "expires_in", 3600), 0, MAX_LIFETIME_SECONDS)
          * G_USEC_PER_SEC;
  return self;
}

BERTH_VALUE_GETTER (BerthTokens, tokens, const char *, access_token)
BERTH_VALUE_GETTER (BerthTokens, tokens, const char *, refresh_token)
BERTH_VALUE_GETTER (BerthTokens, tokens, const char *, id_token)
BERTH_VALUE_GETTER (BerthTokens, tokens, gint64, expires_usec)

/**
 * berth_tokens_is_fresh:
 * @now_usec: the time, by the clock of @asked_usec
 *
 * Returns: whether the access token is good for some more minutes
 */
gboolean
berth_tokens_is_fresh (BerthTokens *self, gint64 now_usec)
{
  g_return_val_if_fail (BERTH_IS_TOKENS (self), FALSE);

  return now_usec + EARLY_USEC < self->expires_usec;
}
