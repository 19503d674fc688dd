/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-clouds.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct {
  const char *endpoint;
  const char *title;
} Known;

/* The resource managers of Azure's clouds (azure-cli, core/cloud.py). */
static const Known clouds[BERTH_N_CLOUDS] = {
  { "https://management.azure.com", N_ ("Azure") },
  { "https://management.usgovcloudapi.net", N_ ("Azure US Government") },
  { "https://management.chinacloudapi.cn", N_ ("Azure China") },
};

/**
 * berth_clouds_get_endpoint:
 * @index: below %BERTH_N_CLOUDS
 *
 * Returns: a resource manager's address
 */
const char *
berth_clouds_get_endpoint (guint index)
{
  g_return_val_if_fail (index < BERTH_N_CLOUDS, NULL);

  return clouds[index].endpoint;
}

/**
 * berth_clouds_get_title:
 * @index: below %BERTH_N_CLOUDS
 *
 * Returns: what the cloud is called, for people
 */
const char *
berth_clouds_get_title (guint index)
{
  g_return_val_if_fail (index < BERTH_N_CLOUDS, NULL);

  return _ (clouds[index].title);
}

/**
 * berth_clouds_find:
 * @endpoint: a resource manager's address
 *
 * Returns: its index; %BERTH_N_CLOUDS for one that is not known
 */
guint
berth_clouds_find (const char *endpoint)
{
  for (guint i = 0; i < BERTH_N_CLOUDS; i++) {
    if (g_ascii_strcasecmp (clouds[i].endpoint, endpoint) == 0)
      return i;
  }
  return BERTH_N_CLOUDS;
}

/**
 * berth_clouds_get_label:
 *
 * Returns: (transfer none): what @cloud is called, for people
 */
const char *
berth_clouds_get_label (BerthCloud *cloud)
{
  const guint index = berth_clouds_find (berth_cloud_get_arm_endpoint (cloud));

  return index < BERTH_N_CLOUDS ? _ (clouds[index].title) : berth_cloud_get_name (cloud);
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_ascii_strcasecmp (host, "localhost") == 0
         || (address != NULL && g_inet_address_get_is_loopback (address));
}

/**
 * berth_clouds_normalize:
 * @text: what a person typed as a resource manager's address
 *
 * Returns: (transfer full) (nullable): the address without a slash at its end; %NULL when
 *   it is none, or one that a token could be read on the way to: without https only this
 *   computer will do
 */
char *
berth_clouds_normalize (const char *text)
{
  g_autofree char *plain = g_strstrip (g_strdup (text));
  g_autofree char *whole = strstr (plain, "://") != NULL
                             ? g_strdup (plain)
                             : g_strconcat ("https://", plain, NULL);
  g_autoptr (GUri) uri = g_uri_parse (whole, G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (*plain == '\0' || host == NULL || *host == '\0' || g_uri_get_userinfo (uri) != NULL
      || g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    return NULL;
  if (g_strcmp0 (g_uri_get_scheme (uri), "https") != 0
      && (g_strcmp0 (g_uri_get_scheme (uri), "http") != 0 || !is_loopback (host)))
    return NULL;
  while (g_str_has_suffix (whole, "/"))
    whole[strlen (whole) - 1] = '\0';
  return g_steal_pointer (&whole);
}
