/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-catalogue-private.h"

#include "berth-sandbox-json.h"

/* The short names of images, such as Ubuntu2204, in the shape of the file that the
 * cloud's metadata names as `vmImageAliasDoc`: a template whose outputs are the aliases.
 */

#define PATH "/practice/image-aliases.json"

static JsonObject *
make_image (JsonObject *alias)
{
  static const char *const members[] = { "publisher", "offer", "sku", "architecture" };
  JsonObject *image = json_object_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    json_object_set_string_member (image, members[i],
                                   berth_sandbox_json_string (alias, members[i]));
  json_object_set_string_member (image, "version", "latest");
  return image;
}

static JsonObject *
make_systems (BerthSandbox *sandbox)
{
  JsonArray *aliases
    = berth_sandbox_json_array (berth_sandbox_catalogue_get (sandbox), "aliases");
  JsonObject *systems = json_object_new ();

  for (guint i = 0; i < json_array_get_length (aliases); i++) {
    JsonObject *alias = json_array_get_object_element (aliases, i);
    JsonObject *system = berth_sandbox_json_ensure_object (
      systems, berth_sandbox_json_string (alias, "os"));

    json_object_set_object_member (system, berth_sandbox_json_string (alias, "alias"),
                                   make_image (alias));
  }
  return systems;
}

static BerthSandboxReply *
get_aliases (BerthSandboxRequest *request, gpointer sandbox)
{
  JsonObject *document = json_object_new ();
  JsonObject *outputs = json_object_new ();
  JsonObject *aliases = json_object_new ();

  json_object_set_string_member (aliases, "type", "object");
  json_object_set_object_member (aliases, "value", make_systems (sandbox));
  json_object_set_object_member (outputs, "aliases", aliases);
  json_object_set_string_member (document, "contentVersion", "1.0.0.0");
  json_object_set_object_member (document, "parameters", json_object_new ());
  json_object_set_object_member (document, "variables", json_object_new ());
  json_object_set_array_member (document, "resources", json_array_new ());
  json_object_set_object_member (document, "outputs", outputs);
  return berth_sandbox_reply_new_object (200, document);
}

void
berth_sandbox_aliases_install (BerthSandbox *sandbox)
{
  berth_sandbox_add_open_route (sandbox, "GET", PATH, get_aliases);
}
