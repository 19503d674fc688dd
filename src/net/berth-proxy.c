/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-proxy.h"

/* The way that this computer's settings want requests to go. */

static const struct {
  const char *scheme;
  const char *curl;
} schemes[] = {
  { "http", "http" },       { "https", "https" },   { "socks", "socks5h" },
  { "socks5", "socks5h" }, /* the proxy looks the name up, as the settings mean it */
  { "socks4a", "socks4a" }, { "socks4", "socks4" },
};

/* "socks://h:1080" → "socks5h://h:1080"; NULL for "direct://" and what curl cannot do. */
static char *
translate (const char *proxy)
{
  g_autofree char *scheme = g_uri_parse_scheme (proxy);

  for (gsize i = 0; scheme != NULL && i < G_N_ELEMENTS (schemes); i++) {
    if (g_str_equal (scheme, schemes[i].scheme))
      return g_strconcat (schemes[i].curl, proxy + strlen (scheme), NULL);
  }
  return NULL;
}

/* The first one counts, as far as curl can speak to it. */
static char *
choose (char **proxies)
{
  for (guint i = 0; proxies != NULL && proxies[i] != NULL; i++) {
    char *translated = translate (proxies[i]);

    if (translated != NULL || g_str_has_prefix (proxies[i], "direct:"))
      return translated;
  }
  return NULL;
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) proxies
    = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, &error);
  g_autofree char *chosen = choose (proxies);

  /* Settings that cannot be read are no reason not to try. */
  if (error != NULL)
    g_debug ("[NET.PROXY] %s", error->message);
  dex_promise_resolve_string (promise, g_strdup (chosen != NULL ? chosen : ""));
}

/**
 * berth_proxy_find:
 * @resolver: the settings
 * @url: where a request is to go
 * @cancellable: (nullable): gives up
 *
 * Returns: (transfer full): a future that resolves to the proxy in curl's words, or to an
 *   empty string where there is none
 */
DexFuture *
berth_proxy_find (GProxyResolver *resolver, const char *url, GCancellable *cancellable)
{
  DexPromise *promise = dex_promise_new ();

  g_proxy_resolver_lookup_async (resolver, url, cancellable, on_looked_up,
                                 dex_ref (promise));
  return DEX_FUTURE (promise);
}
