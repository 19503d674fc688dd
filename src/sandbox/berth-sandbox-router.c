/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-router.h"

#include <stdlib.h>
#include <string.h>

#define MAX_SEGMENTS 64
#define OLDEST_YEAR 2014

/**
 * BerthSandboxRouter:
 *
 * Finds the handler of a method and a path. Paths are compared without regard to letter
 * case and to a slash at the end, as ARM does; a literal segment wins over a capture.
 */
struct _BerthSandboxRouter {
  GObject parent_instance;

  GPtrArray *routes;
};

typedef struct {
  char *method;
  GStrv segments; /* "{name}" is a capture, "{name*}" the rest of the path */
  guint n_literals;
  const char *const *api_versions;
  BerthSandboxHandler handler;
  gpointer user_data;
} Route;

G_DEFINE_FINAL_TYPE (BerthSandboxRouter, berth_sandbox_router, G_TYPE_OBJECT)

static void
route_free (gpointer data)
{
  Route *route = data;

  g_free (route->method);
  g_strfreev (route->segments);
  g_free (route);
}

static void
berth_sandbox_router_finalize (GObject *object)
{
  BerthSandboxRouter *self = BERTH_SANDBOX_ROUTER (object);

  g_ptr_array_unref (self->routes);
  G_OBJECT_CLASS (berth_sandbox_router_parent_class)->finalize (object);
}

static void
berth_sandbox_router_class_init (BerthSandboxRouterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_sandbox_router_finalize;
}

static void
berth_sandbox_router_init (BerthSandboxRouter *self)
{
  self->routes = g_ptr_array_new_with_free_func (route_free);
}

BerthSandboxRouter *
berth_sandbox_router_new (void)
{
  return g_object_new (BERTH_TYPE_SANDBOX_ROUTER, NULL);
}

/* Doubled slashes name nothing; the az command line sends a path that begins with two. */
static GStrv
split (const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", MAX_SEGMENTS);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++) {
    if (parts[i][0] != '\0')
      g_strv_builder_add (builder, parts[i]);
  }
  return g_strv_builder_end (builder);
}

/**
 * berth_sandbox_router_add:
 * @method: "GET"
 * @pattern: "/subscriptions/{subscriptionId}/locations"
 * @api_versions: (nullable) (array zero-terminated=1): static; %NULL answers every date
 * @handler: answers
 * @user_data: (transfer none): handed to @handler; outlives the router
 */
void
berth_sandbox_router_add (BerthSandboxRouter *self,
                          const char *method,
                          const char *pattern,
                          const char *const *api_versions,
                          BerthSandboxHandler handler,
                          gpointer user_data)
{
  Route *route;

  g_return_if_fail (BERTH_IS_SANDBOX_ROUTER (self));
  g_return_if_fail (handler != NULL);

  route = g_new0 (Route, 1);
  route->method = g_strdup (method);
  route->segments = split (pattern);
  route->api_versions = api_versions;
  route->handler = handler;
  route->user_data = user_data;
  for (guint i = 0; route->segments[i] != NULL; i++)
    route->n_literals += route->segments[i][0] != '{';
  g_ptr_array_add (self->routes, route);
}

static gboolean
is_capture (const char *segment)
{
  return segment[0] == '{';
}

static gboolean
is_rest (const char *segment)
{
  return g_str_has_suffix (segment, "*}");
}

static gboolean
route_matches (const Route *route, GStrv segments)
{
  guint i;

  for (i = 0; route->segments[i] != NULL; i++) {
    if (is_rest (route->segments[i]))
      return segments[i] != NULL;
    if (segments[i] == NULL)
      return FALSE;
    if (!is_capture (route->segments[i])
        && g_ascii_strcasecmp (route->segments[i], segments[i]) != 0)
      return FALSE;
  }
  return segments[i] == NULL;
}

static void
capture (const Route *route, GStrv segments, BerthSandboxRequest *request)
{
  for (guint i = 0; route->segments[i] != NULL; i++) {
    g_autofree char *name = NULL;

    if (!is_capture (route->segments[i]))
      continue;
    if (is_rest (route->segments[i])) {
      g_autofree char *rest = g_strjoinv ("/", segments + i);

      name = g_strndup (route->segments[i] + 1, strlen (route->segments[i]) - 3);
      berth_sandbox_request_set_capture (request, name, rest);
      return;
    }
    name = g_strndup (route->segments[i] + 1, strlen (route->segments[i]) - 2);
    berth_sandbox_request_set_capture (request, name, segments[i]);
  }
}

/* No version is older than the service or comes from the future, but for previews of what
 * is about to be. */
static gboolean
is_plausible (const char *version)
{
  const int year = atoi (version);
  const int month = atoi (version + 5);
  const int day = atoi (version + 8);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  return year >= OLDEST_YEAR && year <= g_date_time_get_year (now) + 1
         && g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

static gboolean
is_date (const char *version)
{
  const char *const suffixes[] = { "", "-preview", "-beta", "-privatepreview" };

  for (guint i = 0; i < 10; i++) {
    if (i == 4 || i == 7 ? version[i] != '-' : !g_ascii_isdigit (version[i]))
      return FALSE;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    if (g_str_equal (version + 10, suffixes[i]))
      return is_plausible (version);
  }
  return FALSE;
}

static BerthSandboxReply *
check_version (const Route *route, BerthSandboxRequest *request)
{
  const char *version = berth_sandbox_request_get_api_version (request);
  const char *type = berth_sandbox_request_get_resource_type (request);
  g_autofree char *known = NULL;

  if (version == NULL || *version == '\0')
    return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
      400, "MissingApiVersionParameter",
      "The api-version query parameter (?api-version=) is required for all requests."));
  if (!is_date (version))
    return berth_sandbox_reply_new_fault (
      berth_sandbox_fault_new (400, "InvalidApiVersionParameter",
                               "The api-version '%s' is invalid. The supported versions "
                               "are dates such as '2024-03-01'.",
                               version));
  if (route->api_versions == NULL || g_strv_contains (route->api_versions, version))
    return NULL;
  known = g_strjoinv (",", (GStrv) route->api_versions);
  return berth_sandbox_reply_new_fault (
    berth_sandbox_fault_new (400, "InvalidResourceType",
                             "The resource type '%s' could not be found for api version "
                             "'%s'. The supported api-versions are '%s'.",
                             type != NULL ? type : "", version, known));
}

static BerthSandboxReply *
refuse (BerthSandboxRequest *request, gboolean path_is_known)
{
  const char *method = berth_sandbox_request_get_method (request);

  if (path_is_known)
    return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
      405, "MethodNotAllowed", "The HTTP method '%s' is not supported at scope '%s'.",
      method, berth_sandbox_request_get_path (request)));
  return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
    404, "InvalidResourceType",
    "The resource type could not be found for the request '%s %s'.", method,
    berth_sandbox_request_get_path (request)));
}

static const Route *
find_route (BerthSandboxRouter *self,
            const char *method,
            GStrv segments,
            gboolean *path_is_known)
{
  const Route *best = NULL;

  for (guint i = 0; i < self->routes->len; i++) {
    const Route *route = g_ptr_array_index (self->routes, i);

    if (!route_matches (route, segments))
      continue;
    *path_is_known = TRUE;
    if (g_str_equal (route->method, method)
        && (best == NULL || route->n_literals > best->n_literals))
      best = route;
  }
  return best;
}

/**
 * berth_sandbox_router_dispatch:
 *
 * Returns: (transfer full): the handler's answer, or Azure's refusal where no handler
 *   knows the path, the method or the api-version
 */
BerthSandboxReply *
berth_sandbox_router_dispatch (BerthSandboxRouter *self, BerthSandboxRequest *request)
{
  g_auto (GStrv) segments = split (berth_sandbox_request_get_path (request));
  gboolean path_is_known = FALSE;
  BerthSandboxReply *refusal;
  const Route *route;

  route = find_route (self, berth_sandbox_request_get_method (request), segments,
                      &path_is_known);
  if (route == NULL)
    return refuse (request, path_is_known);
  capture (route, segments, request);
  if (route->api_versions == NULL || route->api_versions[0] != NULL) {
    refusal = check_version (route, request);
    if (refusal != NULL)
      return refusal;
  }
  return route->handler (request, route->user_data);
}
