/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-secret.h"

#include <string.h>

/**
 * berth_secret_free:
 * @secret: (nullable) (transfer full): a token, password or passphrase
 *
 * Overwrites @secret and frees it; usable as a #GDestroyNotify.
 */
void
berth_secret_free (gpointer secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

/**
 * berth_secret_clear:
 * @secret: (inout): a pointer to a secret; %NULL afterwards
 */
void
berth_secret_clear (char **secret)
{
  berth_secret_free (g_steal_pointer (secret));
}
