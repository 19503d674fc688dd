/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-policy.h"

#include "berth-future.h"

/**
 * BerthPolicy:
 *
 * One link of the chain that a request runs through. A policy is a transport that knows
 * only the next transport; what it adds is in its class's `process`.
 */
typedef struct {
  BerthHttpTransport *next;
} BerthPolicyPrivate;

typedef struct {
  BerthPolicy *self;
  BerthHttpRequest *request;
  GCancellable *cancellable;
} Sending;

static void transport_init (BerthHttpTransportInterface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (BerthPolicy,
                                  berth_policy,
                                  G_TYPE_OBJECT,
                                  G_ADD_PRIVATE (BerthPolicy)
                                    G_IMPLEMENT_INTERFACE (BERTH_TYPE_HTTP_TRANSPORT,
                                                           transport_init))

static void
sending_free (gpointer data)
{
  Sending *sending = data;

  g_clear_object (&sending->self);
  g_clear_object (&sending->request);
  g_clear_object (&sending->cancellable);
  g_free (sending);
}

static DexFuture *
send_fiber (gpointer data)
{
  Sending *sending = data;
  GError *error = NULL;
  BerthHttpResponse *response
    = BERTH_POLICY_GET_CLASS (sending->self)
        ->process (sending->self, sending->request, sending->cancellable, &error);

  if (response == NULL)
    return dex_future_new_for_error (error);
  return dex_future_new_take_object (response);
}

static DexFuture *
berth_policy_send (BerthHttpTransport *transport,
                   BerthHttpRequest *request,
                   GCancellable *cancellable)
{
  Sending *sending = g_new0 (Sending, 1);

  sending->self = g_object_ref (BERTH_POLICY (transport));
  sending->request = g_object_ref (request);
  sending->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return berth_future_spawn (send_fiber, sending, sending_free);
}

static void
transport_init (BerthHttpTransportInterface *iface)
{
  iface->send = berth_policy_send;
}

static void
berth_policy_dispose (GObject *object)
{
  BerthPolicyPrivate *priv = berth_policy_get_instance_private (BERTH_POLICY (object));

  g_clear_object (&priv->next);
  G_OBJECT_CLASS (berth_policy_parent_class)->dispose (object);
}

static void
berth_policy_class_init (BerthPolicyClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = berth_policy_dispose;
}

static void
berth_policy_init (BerthPolicy *self)
{
}

/**
 * berth_policy_set_next:
 * @next: what the policy passes requests on to
 */
void
berth_policy_set_next (BerthPolicy *self, BerthHttpTransport *next)
{
  BerthPolicyPrivate *priv = berth_policy_get_instance_private (self);

  g_return_if_fail (BERTH_IS_POLICY (self));

  g_set_object (&priv->next, next);
}

/**
 * berth_policy_send_next:
 * @cancellable: (nullable): gives up
 *
 * Passes @request on and waits; for `process`, in its fiber.
 *
 * Returns: (transfer full) (nullable): the answer, or %NULL with @error set
 */
BerthHttpResponse *
berth_policy_send_next (BerthPolicy *self,
                        BerthHttpRequest *request,
                        GCancellable *cancellable,
                        GError **error)
{
  BerthPolicyPrivate *priv = berth_policy_get_instance_private (self);

  g_return_val_if_fail (BERTH_IS_POLICY (self), NULL);

  return dex_await_object (berth_http_transport_send (priv->next, request, cancellable),
                           error);
}
