/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-session-private.h"

/* What a session is told before it connects. */

/**
 * berth_rdp_session_set_dial_func:
 * @func: (nullable) (scope notified): makes the way to the server; without it TCP to the
 *   target's host and port
 *
 * To be set before berth_rdp_session_connect().
 */
void
berth_rdp_session_set_dial_func (BerthRdpSession *self,
                                 BerthRdpDialFunc func,
                                 gpointer user_data,
                                 GDestroyNotify destroy)
{
  g_return_if_fail (BERTH_IS_RDP_SESSION (self));

  berth_remote_func_set (&self->dial, G_CALLBACK (func), user_data, destroy);
}

/**
 * berth_rdp_session_set_trust_func:
 * @func: (nullable) (scope notified): decides about servers without a pin; without it
 * they are refused
 *
 * To be set before berth_rdp_session_connect().
 */
void
berth_rdp_session_set_trust_func (BerthRdpSession *self,
                                  BerthRdpTrustFunc func,
                                  gpointer user_data,
                                  GDestroyNotify destroy)
{
  g_return_if_fail (BERTH_IS_RDP_SESSION (self));

  berth_remote_func_set (&self->trust, G_CALLBACK (func), user_data, destroy);
}

/**
 * berth_rdp_session_set_password_func:
 * @func: (nullable) (scope notified): asks for the password; without it no desktop that
 *   wants one opens
 *
 * To be set before berth_rdp_session_connect().
 */
void
berth_rdp_session_set_password_func (BerthRdpSession *self,
                                     BerthRdpPasswordFunc func,
                                     gpointer user_data,
                                     GDestroyNotify destroy)
{
  g_return_if_fail (BERTH_IS_RDP_SESSION (self));

  berth_remote_func_set (&self->password, G_CALLBACK (func), user_data, destroy);
}

/**
 * berth_rdp_session_set_pinned_fingerprint:
 * @sha256: (nullable): what the server's certificate must be, in any form that
 *   berth_rdp_fingerprint_normalize() takes; one that it does not take fits no
 * certificate
 *
 * To be set before berth_rdp_session_connect(). Another certificate is refused with
 * %BERTH_REMOTE_ERROR_HOST_KEY_CHANGED, and nobody is asked.
 */
void
berth_rdp_session_set_pinned_fingerprint (BerthRdpSession *self, const char *sha256)
{
  g_autofree char *pin = NULL;

  g_return_if_fail (BERTH_IS_RDP_SESSION (self));

  pin = sha256 != NULL ? berth_rdp_fingerprint_normalize (sha256) : NULL;
  berth_rdp_link_set_pin (self->link, pin != NULL ? pin : sha256);
}

/**
 * berth_rdp_session_set_features:
 * @features: what the desktop is offered beside the picture; nothing before this call
 *
 * To be set before berth_rdp_session_connect().
 */
void
berth_rdp_session_set_features (BerthRdpSession *self, BerthRdpFeatures features)
{
  g_return_if_fail (BERTH_IS_RDP_SESSION (self));

  berth_rdp_link_set_features (self->link, features);
}

/**
 * berth_rdp_session_set_shared_folder:
 * @path: (nullable): what the desktop may see where %BERTH_RDP_FEATURE_DRIVE is on
 * @name: (nullable): how the desktop calls it
 *
 * To be set before berth_rdp_session_connect().
 */
void
berth_rdp_session_set_shared_folder (BerthRdpSession *self,
                                     const char *path,
                                     const char *name)
{
  g_return_if_fail (BERTH_IS_RDP_SESSION (self));

  berth_rdp_link_set_shared_folder (self->link, path, name);
}

/**
 * berth_rdp_session_set_connect_timeout:
 * @timeout_s: how long the server may take for each answer; people may take longer
 *
 * To be set before berth_rdp_session_connect().
 */
void
berth_rdp_session_set_connect_timeout (BerthRdpSession *self, guint timeout_s)
{
  g_return_if_fail (BERTH_IS_RDP_SESSION (self));

  self->connect_timeout_s = timeout_s;
}

/**
 * berth_rdp_session_set_reconnects:
 * @attempts: how often to try when the connection is lost; 0 for never
 *
 * To be set before berth_rdp_session_connect().
 */
void
berth_rdp_session_set_reconnects (BerthRdpSession *self, guint attempts)
{
  g_return_if_fail (BERTH_IS_RDP_SESSION (self));

  berth_rdp_link_set_reconnects (self->link, attempts);
}
