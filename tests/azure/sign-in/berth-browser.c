/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-browser.h"

#include <string.h>

/* A person at a browser, as far as a sign-in needs one. */

static void
on_answer (GObject *session, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  GError *error = NULL;
  GBytes *bytes
    = soup_session_send_and_read_finish (SOUP_SESSION (session), result, &error);

  if (bytes != NULL)
    dex_promise_resolve_boxed (promise, G_TYPE_BYTES, bytes);
  else
    dex_promise_reject (promise, error);
}

/**
 * berth_browser_get:
 * @url: a page
 * @status: (out): the status of the answer, 0 when there is none
 *
 * Returns: (transfer full): what it shows
 */
char *
berth_browser_get (BerthSandboxTest *cloud, const char *url, guint *status)
{
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  DexPromise *promise = dex_promise_new ();
  g_autoptr (GBytes) bytes = NULL;

  soup_session_send_and_read_async (cloud->session, message, G_PRIORITY_DEFAULT, NULL,
                                    on_answer, dex_ref (promise));
  bytes = dex_await_boxed (DEX_FUTURE (promise), NULL);
  *status = bytes != NULL ? soup_message_get_status (message) : 0;
  return bytes != NULL && g_bytes_get_size (bytes) > 0
           ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes))
           : g_strdup ("");
}

static char *
find_value (const char *page, const char *name)
{
  g_autofree char *mark = g_strdup_printf ("name=\"%s\" value=\"", name);
  const char *found = strstr (page, mark);

  g_assert_nonnull (found);
  found += strlen (mark);
  return g_strndup (found, strcspn (found, "\""));
}

/**
 * berth_browser_approve:
 * @url: the sign-in's page
 * @decline: whether the person says no
 *
 * Returns: (transfer full): where the browser is sent
 */
char *
berth_browser_approve (BerthSandboxTest *cloud, const char *url, gboolean decline)
{
  guint status = 0;
  g_autofree char *page = berth_browser_get (cloud, url, &status);
  g_autofree char *ticket = NULL;
  g_autofree char *state = NULL;
  g_autofree char *form = NULL;

  g_assert_cmpuint (status, ==, 200);
  ticket = find_value (page, "ticket");
  state = find_value (page, "state");
  form = g_strdup_printf ("ticket=%s&state=%s%s", ticket, state,
                          decline ? "&decline=1" : "");
  g_assert_null (berth_sandbox_test_form (cloud, "/practice/approve", form));
  g_assert_cmpuint (cloud->status, ==, 302);
  return g_strdup (g_hash_table_lookup (cloud->headers, "location"));
}

void
berth_browser_type_code (BerthSandboxTest *cloud, const char *code, gboolean decline)
{
  g_autofree char *form
    = g_strdup_printf ("code=%s%s", code, decline ? "&decline=1" : "");

  g_assert_null (berth_sandbox_test_form (cloud, "/devicelogin", form));
  g_assert_cmpuint (cloud->status, ==, 200);
}
