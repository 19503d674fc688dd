/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-target.h"

#define DEFAULT_PORT 3389

/**
 * BerthRdpTarget:
 *
 * Which desktop a session goes to, and as whom. Immutable.
 */
struct _BerthRdpTarget {
  GObject parent_instance;

  char *name;
  char *host;
  guint16 port;
  char *user;
  char *domain;
};

G_DEFINE_FINAL_TYPE (BerthRdpTarget, berth_rdp_target, G_TYPE_OBJECT)

static void
berth_rdp_target_finalize (GObject *object)
{
  BerthRdpTarget *self = BERTH_RDP_TARGET (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->host, g_free);
  g_clear_pointer (&self->user, g_free);
  g_clear_pointer (&self->domain, g_free);

  G_OBJECT_CLASS (berth_rdp_target_parent_class)->finalize (object);
}

static void
berth_rdp_target_class_init (BerthRdpTargetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_rdp_target_finalize;
}

static void
berth_rdp_target_init (BerthRdpTarget *self)
{
}

/**
 * berth_rdp_target_new:
 * @name: what the person calls the machine; certificates and titles are about it
 * @host: where the desktop's server listens, as the far end of the connection sees it
 * @port: 3389 for most, which 0 stands for
 * @user: whom to sign in as
 */
BerthRdpTarget *
berth_rdp_target_new (const char *name, const char *host, guint16 port, const char *user)
{
  return berth_rdp_target_new_in_domain (name, host, port, user, NULL);
}

/**
 * berth_rdp_target_new_in_domain:
 * @name: what the person calls the machine
 * @host: where the desktop's server listens, as the far end of the connection sees it
 * @port: 3389 for most, which 0 stands for
 * @user: whom to sign in as
 * @domain: (nullable): the Windows domain that knows @user
 */
BerthRdpTarget *
berth_rdp_target_new_in_domain (
  const char *name, const char *host, guint16 port, const char *user, const char *domain)
{
  BerthRdpTarget *self;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (host != NULL, NULL);
  g_return_val_if_fail (user != NULL, NULL);

  self = g_object_new (BERTH_TYPE_RDP_TARGET, NULL);
  self->name = g_strdup (name);
  self->host = g_strdup (host);
  self->port = port != 0 ? port : DEFAULT_PORT;
  self->user = g_strdup (user);
  self->domain = g_strdup (domain);
  return self;
}

/**
 * berth_rdp_target_get_name:
 *
 * Returns: what the person calls the machine
 */
const char *
berth_rdp_target_get_name (BerthRdpTarget *self)
{
  g_return_val_if_fail (BERTH_IS_RDP_TARGET (self), NULL);

  return self->name;
}

/**
 * berth_rdp_target_get_host:
 *
 * Returns: where the desktop's server listens, as the far end sees it
 */
const char *
berth_rdp_target_get_host (BerthRdpTarget *self)
{
  g_return_val_if_fail (BERTH_IS_RDP_TARGET (self), NULL);

  return self->host;
}

/**
 * berth_rdp_target_get_port:
 *
 * Returns: the TCP port
 */
guint16
berth_rdp_target_get_port (BerthRdpTarget *self)
{
  g_return_val_if_fail (BERTH_IS_RDP_TARGET (self), 0);

  return self->port;
}

/**
 * berth_rdp_target_get_user:
 *
 * Returns: whom to sign in as
 */
const char *
berth_rdp_target_get_user (BerthRdpTarget *self)
{
  g_return_val_if_fail (BERTH_IS_RDP_TARGET (self), NULL);

  return self->user;
}

/**
 * berth_rdp_target_get_domain:
 *
 * Returns: (nullable): the Windows domain that knows the user
 */
const char *
berth_rdp_target_get_domain (BerthRdpTarget *self)
{
  g_return_val_if_fail (BERTH_IS_RDP_TARGET (self), NULL);

  return self->domain;
}
