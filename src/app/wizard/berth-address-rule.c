/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-address-rule.h"

#include "berth-config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

/**
 * berth_address_rule_normalize:
 * @text: what the person typed: an address or a network
 * @problem: (out) (nullable): what is wrong with it, in words; %NULL when nothing is
 *
 * Returns: (transfer full) (nullable): the network in the form that Azure's rules want,
 * such as "203.0.113.7/32"
 */
char *
berth_address_rule_normalize (const char *text, const char **problem)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autoptr (GInetAddressMask) mask = NULL;
  g_autofree char *address = NULL;
  guint length;

  *problem = NULL;
  if (*stripped == '\0') {
    *problem = _ ("Type your public address, such as 203.0.113.7");
    return NULL;
  }
  mask = g_inet_address_mask_new_from_string (stripped, NULL);
  if (mask == NULL) {
    *problem = _ ("This is not an address such as 203.0.113.7, nor a network such as "
                  "203.0.113.0/24");
    return NULL;
  }
  length = g_inet_address_mask_get_length (mask);
  if (length == 0) {
    *problem = _ ("That is every address there is; choose “Anybody” if you mean that");
    return NULL;
  }
  address = g_inet_address_to_string (g_inet_address_mask_get_address (mask));
  return g_strdup_printf ("%s/%u", address, length);
}
