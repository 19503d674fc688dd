/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-challenge.h"
#include "berth-sandbox-private.h"

#include "berth-future.h"
#include "berth-sandbox-binding.h"
#include "berth-sandbox-folder.h"
#include "berth-sandbox-modules.h"
#include "berth-sandbox-server.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

/**
 * BerthSandbox:
 *
 * The practice cloud: an HTTP server on loopback that speaks Azure's REST API. Everything
 * of it lives on the main context on which it was made.
 */
struct _BerthSandbox {
  GObject parent_instance;

  char *state_folder;
  int state_lock; /* -1 while the folder is not ours */
  guint16 port;
  gboolean tls;
  BerthClock *clock;
  BerthSandboxScenario *scenario;
  BerthSandboxStore *store;
  BerthSandboxOperations *operations;
  BerthSandboxIdentity *identity;
  BerthSandboxRouter *router;      /* wants a token */
  BerthSandboxRouter *open_router; /* wants none */
  BerthSandboxServer *server;      /* nullable: until started */
  BerthSandboxReady *ready;        /* nullable: until started */
  GPtrArray *bindings;
  GArray *preflights;
  GArray *starts;
  GArray *stops;
  GHashTable *tables; /* name → BerthSandboxGraphFunc */
};

G_DEFINE_FINAL_TYPE (BerthSandbox, berth_sandbox, G_TYPE_OBJECT)

/* Routes that are no resource type's answer without an api-version. */
static const char *const any_version[] = { NULL };

static void
berth_sandbox_dispose (GObject *object)
{
  BerthSandbox *self = BERTH_SANDBOX (object);

  if (self->operations != NULL)
    berth_sandbox_operations_stop (self->operations);
  g_clear_object (&self->server);
  g_clear_object (&self->operations);
  g_clear_object (&self->store);
  g_clear_object (&self->identity);
  g_clear_object (&self->router);
  g_clear_object (&self->open_router);
  g_clear_object (&self->scenario);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (berth_sandbox_parent_class)->dispose (object);
}

static void
berth_sandbox_finalize (GObject *object)
{
  BerthSandbox *self = BERTH_SANDBOX (object);

  g_clear_fd (&self->state_lock, NULL);
  g_free (self->state_folder);
  g_clear_pointer (&self->ready, berth_sandbox_ready_free);
  g_ptr_array_unref (self->bindings);
  g_array_unref (self->preflights);
  g_array_unref (self->starts);
  g_array_unref (self->stops);
  g_hash_table_unref (self->tables);
  G_OBJECT_CLASS (berth_sandbox_parent_class)->finalize (object);
}

static void
berth_sandbox_class_init (BerthSandboxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = berth_sandbox_dispose;
  G_OBJECT_CLASS (klass)->finalize = berth_sandbox_finalize;
}

static void
berth_sandbox_init (BerthSandbox *self)
{
  self->state_lock = -1;
  self->router = berth_sandbox_router_new ();
  self->open_router = berth_sandbox_router_new ();
  self->bindings = g_ptr_array_new_with_free_func (berth_sandbox_binding_free);
  self->preflights = g_array_new (FALSE, FALSE, sizeof (BerthSandboxPreflightFunc));
  self->starts = g_array_new (FALSE, FALSE, sizeof (BerthSandboxStartFunc));
  self->stops = g_array_new (FALSE, FALSE, sizeof (BerthSandboxStopFunc));
  self->tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * berth_sandbox_new:
 * @options: (transfer none): how it shall be
 *
 * Makes a cloud that does not listen yet; blocks to make the state folder and its
 * identity.
 *
 * Returns: (transfer full): the cloud
 */
BerthSandbox *
berth_sandbox_new (BerthSandboxOptions *options)
{
  BerthSandbox *self;

  g_return_val_if_fail (options != NULL && options->state_folder != NULL, NULL);

  self = g_object_new (BERTH_TYPE_SANDBOX, NULL);
  self->port = options->port;
  self->tls = options->tls;
  self->state_folder = g_canonicalize_filename (options->state_folder, NULL);
  g_mkdir_with_parents (self->state_folder, 0700);
  self->clock
    = options->clock != NULL ? g_object_ref (options->clock) : berth_clock_new (1);
  self->scenario = options->scenario != NULL ? g_object_ref (options->scenario)
                                             : berth_sandbox_scenario_new ();
  self->store = berth_sandbox_store_new (self->state_folder);
  self->operations = berth_sandbox_operations_new (self->clock);
  self->identity = berth_sandbox_identity_new (self->state_folder, self->clock);
  berth_sandbox_modules_install (self);
  return self;
}

static void
fill_ready (BerthSandbox *self)
{
  BerthSandboxReady *ready = g_new0 (BerthSandboxReady, 1);

  ready->endpoint = g_strdup (berth_sandbox_server_get_base_url (self->server));
  ready->authority = g_strdup (ready->endpoint);
  ready->tenant = g_strdup (berth_sandbox_get_tenant_id (self));
  ready->subscription = g_strdup (berth_sandbox_get_subscription_id (self));
  ready->client_id = g_strdup (berth_sandbox_identity_get (self->identity, "clientId"));
  ready->client_secret
    = g_strdup (berth_sandbox_identity_get (self->identity, "clientSecret"));
  ready->ca_file = g_strdup (berth_sandbox_server_get_ca_file (self->server));
  self->ready = ready;
}

static DexFuture *
start_fiber (gpointer data)
{
  BerthSandbox *self = data;
  GError *error = NULL;

  self->state_lock
    = dex_await_int (berth_sandbox_folder_take (self->state_folder), &error);
  if (error != NULL) {
    self->state_lock = -1;
    return berth_future_reject (error);
  }
  if (!berth_sandbox_store_load (self->store, &error))
    return berth_future_reject (error);
  self->server = berth_sandbox_server_new (self, self->state_folder, self->tls);
  if (!dex_await (berth_sandbox_server_listen (self->server, self->port), &error))
    return berth_future_reject (error);
  fill_ready (self);
  for (guint i = 0; i < self->starts->len; i++)
    g_array_index (self->starts, BerthSandboxStartFunc, i) (self);
  return dex_future_new_take_boxed (BERTH_TYPE_SANDBOX_READY,
                                    berth_sandbox_ready_copy (self->ready));
}

/**
 * berth_sandbox_start:
 *
 * Takes the state folder, reads it and listens.
 *
 * Returns: (transfer full): resolves to a #BerthSandboxReady, or rejects with
 *   %G_IO_ERROR_BUSY while another cloud has the folder, or another #GIOErrorEnum
 */
DexFuture *
berth_sandbox_start (BerthSandbox *self)
{
  g_return_val_if_fail (BERTH_IS_SANDBOX (self), NULL);
  g_return_val_if_fail (self->server == NULL, NULL);

  return berth_future_spawn (start_fiber, g_object_ref (self), g_object_unref);
}

static DexFuture *
stop_fiber (gpointer data)
{
  BerthSandbox *self = data;
  GError *error = NULL;

  if (self->server != NULL)
    berth_sandbox_server_close (self->server);
  berth_sandbox_operations_stop (self->operations);
  for (guint i = 0; i < self->stops->len; i++) {
    DexFuture *future = g_array_index (self->stops, BerthSandboxStopFunc, i) (self);
    g_autoptr (GError) ignored = NULL;

    if (future != NULL && !dex_await (future, &ignored))
      g_message ("[SANDBOX] %s", ignored->message);
  }
  if (self->state_lock >= 0
      && !dex_await (berth_sandbox_store_flush (self->store), &error))
    return berth_future_reject (error);
  g_clear_fd (&self->state_lock, NULL);
  return dex_future_new_true ();
}

/**
 * berth_sandbox_stop:
 *
 * Stops listening, stops every machine and writes the state.
 *
 * Returns: (transfer full): resolves to %TRUE, or rejects when the state was not written
 */
DexFuture *
berth_sandbox_stop (BerthSandbox *self)
{
  g_return_val_if_fail (BERTH_IS_SANDBOX (self), NULL);

  return berth_future_spawn (stop_fiber, g_object_ref (self), g_object_unref);
}

/**
 * berth_sandbox_get_ready:
 *
 * Returns: (transfer none) (nullable): how to reach it; %NULL before it has started
 */
BerthSandboxReady *
berth_sandbox_get_ready (BerthSandbox *self)
{
  return self->ready;
}

BerthClock *
berth_sandbox_get_clock (BerthSandbox *self)
{
  return self->clock;
}

BerthSandboxStore *
berth_sandbox_get_store (BerthSandbox *self)
{
  return self->store;
}

BerthSandboxOperations *
berth_sandbox_get_operations (BerthSandbox *self)
{
  return self->operations;
}

BerthSandboxScenario *
berth_sandbox_get_scenario (BerthSandbox *self)
{
  return self->scenario;
}

BerthSandboxIdentity *
berth_sandbox_get_identity (BerthSandbox *self)
{
  return self->identity;
}

const char *
berth_sandbox_get_state_folder (BerthSandbox *self)
{
  return self->state_folder;
}

const char *
berth_sandbox_get_subscription_id (BerthSandbox *self)
{
  return berth_sandbox_identity_get (self->identity, "subscription");
}

const char *
berth_sandbox_get_tenant_id (BerthSandbox *self)
{
  return berth_sandbox_identity_get (self->identity, "tenant");
}

/**
 * berth_sandbox_get_endpoint:
 *
 * Returns: what absolute URLs begin with; "" before it has started
 */
const char *
berth_sandbox_get_endpoint (BerthSandbox *self)
{
  return self->ready != NULL ? self->ready->endpoint : "";
}

/* The audiences that a token may be for, the first one being the one that we name first.
 */
GStrv
berth_sandbox_dup_audiences (BerthSandbox *self)
{
  const char *const audiences[]
    = { berth_sandbox_get_endpoint (self), "https://management.azure.com/",
        "https://management.core.windows.net/", NULL };

  return g_strdupv ((GStrv) audiences);
}

static BerthSandboxBinding *
bind (BerthSandbox *self,
      const BerthSandboxResourceType *type,
      BerthSandboxVerb verb,
      BerthSandboxHandler handler)
{
  BerthSandboxBinding *binding = berth_sandbox_binding_new (self, type, verb, handler);

  g_ptr_array_add (self->bindings, binding);
  return binding;
}

/**
 * berth_sandbox_add_route:
 * @pattern: "/subscriptions/{subscriptionId}/locations"
 * @api_versions: (nullable): the versions that are answered; %NULL for every date
 * @handler: answers; its user data is @self
 *
 * Adds a path of Azure's that is no resource type. The subscription and the resource
 * group in it are checked before @handler is called.
 */
void
berth_sandbox_add_route (BerthSandbox *self,
                         const char *method,
                         const char *pattern,
                         const char *const *api_versions,
                         BerthSandboxHandler handler)
{
  berth_sandbox_router_add (self->router, method, pattern, api_versions,
                            berth_sandbox_binding_handle,
                            bind (self, NULL, BERTH_SANDBOX_VERB_ACT, handler));
}

/**
 * berth_sandbox_add_open_route:
 *
 * Adds a path that wants neither a token nor an api-version.
 */
void
berth_sandbox_add_open_route (BerthSandbox *self,
                              const char *method,
                              const char *pattern,
                              BerthSandboxHandler handler)
{
  berth_sandbox_router_add (self->open_router, method, pattern, any_version, handler,
                            self);
}

static void
add_type_route (BerthSandbox *self,
                const BerthSandboxResourceType *type,
                const char *method,
                const char *pattern,
                BerthSandboxVerb verb,
                BerthSandboxHandler handler)
{
  berth_sandbox_router_add (self->router, method, pattern, type->api_versions,
                            berth_sandbox_binding_handle,
                            bind (self, type, verb, handler));
}

static void
add_lists (BerthSandbox *self, const BerthSandboxResourceType *type)
{
  g_autofree char *group = berth_sandbox_binding_dup_pattern (type->type, TRUE, FALSE);
  g_autofree char *subscription
    = berth_sandbox_binding_dup_pattern (type->type, FALSE, FALSE);

  add_type_route (self, type, "GET", group, BERTH_SANDBOX_VERB_LIST, type->list);
  if (strchr (strchr (type->type, '/') + 1, '/') == NULL)
    add_type_route (self, type, "GET", subscription, BERTH_SANDBOX_VERB_LIST, type->list);
}

/**
 * berth_sandbox_add_type:
 * @type: static
 *
 * Adds a resource type.
 */
void
berth_sandbox_add_type (BerthSandbox *self, const BerthSandboxResourceType *type)
{
  g_autofree char *one = berth_sandbox_binding_dup_pattern (type->type, TRUE, TRUE);
  const BerthSandboxAction *action;

  add_type_route (self, type, "GET", one, BERTH_SANDBOX_VERB_GET, type->get);
  add_type_route (self, type, "HEAD", one, BERTH_SANDBOX_VERB_GET, type->get);
  if (type->put != NULL)
    add_type_route (self, type, "PUT", one, BERTH_SANDBOX_VERB_WRITE, type->put);
  if (type->patch != NULL)
    add_type_route (self, type, "PATCH", one, BERTH_SANDBOX_VERB_WRITE, type->patch);
  if (type->remove != NULL)
    add_type_route (self, type, "DELETE", one, BERTH_SANDBOX_VERB_REMOVE, type->remove);
  add_lists (self, type);
  for (action = type->actions; action != NULL && action->name != NULL; action++) {
    g_autofree char *pattern = g_strconcat (one, "/", action->name, NULL);

    add_type_route (self, type, action->method, pattern, BERTH_SANDBOX_VERB_ACT,
                    action->handler);
  }
}

/* The types of a namespace that have been added, without the namespace. */
GStrv
berth_sandbox_dup_types (BerthSandbox *self, const char *name_space)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gsize length = strlen (name_space);

  for (guint i = 0; i < self->bindings->len; i++) {
    const char *type = berth_sandbox_binding_get_type_name (self->bindings->pdata[i]);

    if (type != NULL && g_ascii_strncasecmp (type, name_space, length) == 0
        && type[length] == '/' && g_hash_table_add (seen, (gpointer) type))
      g_strv_builder_add (builder, type + length + 1);
  }
  return g_strv_builder_end (builder);
}

/**
 * berth_sandbox_add_preflight:
 *
 * Has @func look at every resource of a template before the deployment begins.
 */
void
berth_sandbox_add_preflight (BerthSandbox *self, BerthSandboxPreflightFunc func)
{
  g_array_append_val (self->preflights, func);
}

gboolean
berth_sandbox_run_preflight (BerthSandbox *self,
                             const char *type,
                             JsonObject *resource,
                             GError **error)
{
  for (guint i = 0; i < self->preflights->len; i++) {
    BerthSandboxPreflightFunc func
      = g_array_index (self->preflights, BerthSandboxPreflightFunc, i);

    if (!func (self, type, resource, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * berth_sandbox_add_graph_table:
 * @table: "SpotResources"
 *
 * Gives Resource Graph a table.
 */
void
berth_sandbox_add_graph_table (BerthSandbox *self,
                               const char *table,
                               BerthSandboxGraphFunc func)
{
  g_hash_table_replace (self->tables, g_ascii_strdown (table, -1), func);
}

BerthSandboxGraphFunc
berth_sandbox_find_graph_table (BerthSandbox *self, const char *table)
{
  g_autofree char *key = g_ascii_strdown (table, -1);

  return g_hash_table_lookup (self->tables, key);
}

/**
 * berth_sandbox_add_start:
 *
 * Has @func called when the cloud listens and knows its state.
 */
void
berth_sandbox_add_start (BerthSandbox *self, BerthSandboxStartFunc func)
{
  g_array_append_val (self->starts, func);
}

/**
 * berth_sandbox_add_stop:
 *
 * Has @func called and awaited when the cloud is stopped.
 */
void
berth_sandbox_add_stop (BerthSandbox *self, BerthSandboxStopFunc func)
{
  g_array_append_val (self->stops, func);
}

/**
 * berth_sandbox_set_data:
 * @data: (transfer full) (nullable): what a part of the cloud remembers for itself
 */
void
berth_sandbox_set_data (BerthSandbox *self,
                        const char *key,
                        gpointer data,
                        GDestroyNotify data_free)
{
  g_object_set_data_full (G_OBJECT (self), key, data, data_free);
}

gpointer
berth_sandbox_get_data (BerthSandbox *self, const char *key)
{
  return g_object_get_data (G_OBJECT (self), key);
}

/**
 * berth_sandbox_dispatch:
 *
 * Answers a request from within, such as a deployment's: no token, no faults.
 *
 * Returns: (transfer full): the answer
 */
BerthSandboxReply *
berth_sandbox_dispatch (BerthSandbox *self, BerthSandboxRequest *request)
{
  if (*berth_sandbox_request_get_base_url (request) == '\0')
    berth_sandbox_request_set_base_url (request, berth_sandbox_get_endpoint (self));
  return berth_sandbox_router_dispatch (self->router, request);
}

static gboolean
was_found (BerthSandboxReply *reply)
{
  const GError *error = berth_sandbox_reply_get_error (reply);

  return error == NULL
         || (g_strcmp0 (berth_sandbox_fault_get_code (error), "InvalidResourceType") != 0
             && g_strcmp0 (berth_sandbox_fault_get_code (error), "MethodNotAllowed")
                  != 0);
}

/* Answers a request from the wire: an open path, or one that wants a token. */
BerthSandboxReply *
berth_sandbox_answer (BerthSandbox *self, BerthSandboxRequest *request)
{
  g_autoptr (BerthSandboxReply) reply
    = berth_sandbox_router_dispatch (self->open_router, request);
  BerthSandboxReply *challenge;
  GError *refusal;

  if (was_found (reply))
    return g_steal_pointer (&reply);
  refusal = berth_sandbox_identity_check_bearer (
    self->identity, berth_sandbox_request_get_header (request, "Authorization"));
  if (refusal != NULL)
    return berth_sandbox_reply_new_fault (refusal);
  challenge = berth_sandbox_challenge (self);
  if (challenge != NULL)
    return challenge;
  if (!berth_sandbox_request_parse_body (request, &refusal))
    return berth_sandbox_reply_new_fault (refusal);
  return berth_sandbox_router_dispatch (self->router, request);
}

/**
 * berth_sandbox_reply_not_found:
 *
 * Returns: (transfer full): that the resource of @request is not there
 */
BerthSandboxReply *
berth_sandbox_reply_not_found (BerthSandboxRequest *request)
{
  const char *type = berth_sandbox_request_get_resource_type (request);
  const char *group = berth_sandbox_request_get_group (request);

  return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
    404, "ResourceNotFound",
    "The Resource '%s/%s' under resource group '%s' was not found. For more details "
    "please go to https://aka.ms/ARMResourceNotFoundFix",
    type != NULL ? type : "resource", berth_sandbox_request_get_name (request),
    group != NULL ? group : "<null>"));
}
