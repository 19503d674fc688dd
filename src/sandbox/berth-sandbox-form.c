/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-form.h"

#include <libsoup/soup.h>
#include <string.h>

#define MAX_FORM_BYTES 65536

/**
 * berth_sandbox_form_read:
 *
 * Returns: (transfer full): the fields of a posted form; empty when there is none
 */
GHashTable *
berth_sandbox_form_read (BerthSandboxRequest *request)
{
  GBytes *body = berth_sandbox_request_get_body (request);
  g_autofree char *text = NULL;
  gsize length = 0;
  const char *data;

  if (body == NULL || g_bytes_get_size (body) > MAX_FORM_BYTES)
    return g_hash_table_new (g_str_hash, g_str_equal);
  data = g_bytes_get_data (body, &length);
  text = g_strndup (data, length);
  if (!g_utf8_validate (text, -1, NULL))
    return g_hash_table_new (g_str_hash, g_str_equal);
  return soup_form_decode (text);
}

/**
 * berth_sandbox_form_page:
 * @title: plain text
 * @body: HTML
 *
 * Returns: (transfer full): a page for a person's browser
 */
BerthSandboxReply *
berth_sandbox_form_page (guint status, const char *title, const char *body)
{
  g_autofree char *safe_title = g_markup_escape_text (title, -1);
  char *html = g_strdup_printf (
    "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>%s</title>"
    "<body style=\"font: 1.1em sans-serif; max-width: 30em; margin: 4em auto\">"
    "<h1>%s</h1>%s</body></html>",
    safe_title, safe_title, body);

  return berth_sandbox_reply_new_bytes (status, "text/html; charset=utf-8",
                                        g_bytes_new_take (html, strlen (html)));
}
