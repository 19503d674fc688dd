/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-catalogue-private.h"

#include "berth-sandbox-json.h"

#include <string.h>

/* The marketplace's images, publisher by publisher. The service answers these lists as
 * bare arrays, without "value" and without pages. */

#define ROOT                                                                             \
  "/subscriptions/{subscriptionId}/providers/Microsoft.Compute/locations/{location}/"    \
  "publishers"
#define OFFERS ROOT "/{publisher}/artifacttypes/vmimage/offers"
#define SKUS OFFERS "/{offer}/skus"
#define VERSIONS SKUS "/{sku}/versions"

static JsonArray *
get_images (BerthSandbox *sandbox)
{
  return berth_sandbox_json_array (berth_sandbox_catalogue_get (sandbox), "images");
}

static gboolean
is (JsonObject *object, const char *member, const char *value)
{
  return value != NULL
         && g_ascii_strcasecmp (berth_sandbox_json_string (object, member), value) == 0;
}

static JsonObject *
find_offer (BerthSandbox *sandbox, const char *publisher, const char *offer)
{
  JsonArray *images = get_images (sandbox);

  for (guint i = 0; i < json_array_get_length (images); i++) {
    JsonObject *image = json_array_get_object_element (images, i);

    if (is (image, "publisher", publisher) && is (image, "offer", offer))
      return image;
  }
  return NULL;
}

static JsonObject *
find_sku (JsonObject *image, const char *name)
{
  JsonArray *skus = image != NULL ? berth_sandbox_json_array (image, "skus") : NULL;

  for (guint i = 0; skus != NULL && i < json_array_get_length (skus); i++) {
    JsonObject *sku = json_array_get_object_element (skus, i);

    if (is (sku, "name", name))
      return sku;
  }
  return NULL;
}

static char *
make_id (BerthSandbox *sandbox,
         const char *location,
         const char *publisher,
         const char *offer,
         const char *sku,
         const char *version)
{
  GString *id = g_string_new (NULL);

  g_string_printf (
    id, "/Subscriptions/%s/Providers/Microsoft.Compute/Locations/%s/Publishers/%s",
    berth_sandbox_get_subscription_id (sandbox), location, publisher);
  if (offer != NULL)
    g_string_append_printf (id, "/ArtifactTypes/VMImage/Offers/%s", offer);
  if (sku != NULL)
    g_string_append_printf (id, "/Skus/%s", sku);
  if (version != NULL)
    g_string_append_printf (id, "/Versions/%s", version);
  return g_string_free (id, FALSE);
}

static void
add_name (JsonArray *list, const char *location, const char *name, char *id)
{
  JsonObject *entry = json_object_new ();

  json_object_set_string_member (entry, "location", location);
  json_object_set_string_member (entry, "name", name);
  json_object_set_string_member (entry, "id", id);
  json_array_add_object_element (list, entry);
  g_free (id);
}

static BerthSandboxReply *
refuse (const char *what)
{
  return berth_sandbox_reply_new_fault (
    berth_sandbox_fault_new (404, "NotFound", "Artifact: %s was not found.", what));
}

static BerthSandboxReply *
list_publishers (BerthSandboxRequest *request, gpointer sandbox)
{
  const char *location = berth_sandbox_request_get_capture (request, "location");
  JsonArray *images = get_images (sandbox);
  JsonArray *list = json_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (images); i++) {
    const char *name = berth_sandbox_json_string (
      json_array_get_object_element (images, i), "publisher");

    if (g_hash_table_add (seen, (gpointer) name))
      add_name (list, location, name,
                make_id (sandbox, location, name, NULL, NULL, NULL));
  }
  return berth_sandbox_reply_new_array (200, list);
}

static BerthSandboxReply *
list_offers (BerthSandboxRequest *request, gpointer sandbox)
{
  const char *location = berth_sandbox_request_get_capture (request, "location");
  const char *publisher = berth_sandbox_request_get_capture (request, "publisher");
  JsonArray *images = get_images (sandbox);
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < json_array_get_length (images); i++) {
    JsonObject *image = json_array_get_object_element (images, i);
    const char *offer = berth_sandbox_json_string (image, "offer");

    if (is (image, "publisher", publisher))
      add_name (list, location, offer,
                make_id (sandbox, location, publisher, offer, NULL, NULL));
  }
  return berth_sandbox_reply_new_array (200, list);
}

static BerthSandboxReply *
list_skus (BerthSandboxRequest *request, gpointer sandbox)
{
  const char *location = berth_sandbox_request_get_capture (request, "location");
  const char *publisher = berth_sandbox_request_get_capture (request, "publisher");
  const char *offer = berth_sandbox_request_get_capture (request, "offer");
  JsonObject *image = find_offer (sandbox, publisher, offer);
  JsonArray *skus;
  JsonArray *list;

  if (image == NULL)
    return refuse ("VMImage");
  skus = berth_sandbox_json_array (image, "skus");
  list = json_array_new ();
  for (guint i = 0; i < json_array_get_length (skus); i++) {
    const char *name
      = berth_sandbox_json_string (json_array_get_object_element (skus, i), "name");

    add_name (list, location, name,
              make_id (sandbox, location, publisher, offer, name, NULL));
  }
  return berth_sandbox_reply_new_array (200, list);
}

static guint
read_top (BerthSandboxRequest *request)
{
  const char *text = berth_sandbox_request_get_query (request, "$top");
  guint64 top = G_MAXUINT;

  if (text != NULL)
    g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT, &top, NULL);
  return (guint) top;
}

/* The catalogue has versions from the oldest to the newest. */
static BerthSandboxReply *
list_versions (BerthSandboxRequest *request, gpointer sandbox)
{
  const char *location = berth_sandbox_request_get_capture (request, "location");
  const char *publisher = berth_sandbox_request_get_capture (request, "publisher");
  const char *offer = berth_sandbox_request_get_capture (request, "offer");
  const char *order = berth_sandbox_request_get_query (request, "$orderby");
  JsonObject *sku = find_sku (find_offer (sandbox, publisher, offer),
                              berth_sandbox_request_get_capture (request, "sku"));
  const gboolean descending = order != NULL && strstr (order, "desc") != NULL;
  const guint top = read_top (request);
  JsonArray *versions;
  JsonArray *list;
  guint n;

  if (sku == NULL)
    return refuse ("VMImage");
  versions = berth_sandbox_json_array (sku, "versions");
  n = json_array_get_length (versions);
  list = json_array_new ();
  for (guint i = 0; i < MIN (n, top); i++) {
    const char *name
      = json_array_get_string_element (versions, descending ? n - 1 - i : i);

    add_name (list, location, name,
              make_id (sandbox, location, publisher, offer,
                       berth_sandbox_json_string (sku, "name"), name));
  }
  return berth_sandbox_reply_new_array (200, list);
}

static const char *
find_version (JsonObject *sku, const char *version)
{
  JsonArray *versions = berth_sandbox_json_array (sku, "versions");
  const guint n = json_array_get_length (versions);

  if (g_ascii_strcasecmp (version, "latest") == 0)
    return json_array_get_string_element (versions, n - 1);
  for (guint i = 0; i < n; i++) {
    if (g_str_equal (json_array_get_string_element (versions, i), version))
      return json_array_get_string_element (versions, i);
  }
  return NULL;
}

static JsonObject *
make_plan (JsonObject *image, JsonObject *sku)
{
  JsonObject *plan = json_object_new ();

  json_object_set_string_member (plan, "publisher",
                                 berth_sandbox_json_string (image, "publisher"));
  json_object_set_string_member (plan, "name", berth_sandbox_json_string (sku, "name"));
  json_object_set_string_member (plan, "product",
                                 berth_sandbox_json_string (image, "offer"));
  return plan;
}

static JsonObject *
make_properties (JsonObject *image, JsonObject *sku)
{
  JsonObject *properties = json_object_new ();
  JsonObject *disk = json_object_new ();
  JsonObject *deprecation = json_object_new ();
  const char *state = berth_sandbox_json_string (sku, "state");

  json_object_set_string_member (properties, "hyperVGeneration",
                                 berth_sandbox_json_string (sku, "generation"));
  json_object_set_string_member (properties, "architecture",
                                 berth_sandbox_json_string (sku, "architecture"));
  json_object_set_string_member (disk, "operatingSystem",
                                 berth_sandbox_json_string (image, "os"));
  json_object_set_int_member (disk, "sizeInGb",
                              json_object_get_int_member (image, "diskGib"));
  json_object_set_object_member (properties, "osDiskImage", disk);
  json_object_set_array_member (properties, "dataDiskImages", json_array_new ());
  json_object_set_string_member (deprecation, "imageState",
                                 state != NULL ? state : "Active");
  json_object_set_object_member (properties, "imageDeprecationStatus", deprecation);
  if (json_object_get_boolean_member (image, "plan"))
    json_object_set_object_member (properties, "plan", make_plan (image, sku));
  return properties;
}

/**
 * berth_sandbox_images_find:
 * @version: a version, or "latest"
 *
 * Returns: (transfer full) (nullable): the image as the service describes it
 */
JsonObject *
berth_sandbox_images_find (BerthSandbox *sandbox,
                           const char *location,
                           const char *publisher,
                           const char *offer,
                           const char *sku_name,
                           const char *version)
{
  JsonObject *image = find_offer (sandbox, publisher, offer);
  JsonObject *sku = find_sku (image, sku_name);
  const char *exact = sku != NULL ? find_version (sku, version) : NULL;
  g_autofree char *id = NULL;
  JsonObject *object;

  if (exact == NULL)
    return NULL;
  id = make_id (sandbox, location, publisher, offer, sku_name, exact);
  object = json_object_new ();
  json_object_set_object_member (object, "properties", make_properties (image, sku));
  json_object_set_string_member (object, "location", location);
  json_object_set_string_member (object, "name", exact);
  json_object_set_string_member (object, "id", id);
  return object;
}

/**
 * berth_sandbox_images_get_label:
 *
 * Returns: (nullable): what a person calls the image
 */
const char *
berth_sandbox_images_get_label (BerthSandbox *sandbox,
                                const char *publisher,
                                const char *offer)
{
  JsonObject *image = find_offer (sandbox, publisher, offer);

  return image != NULL ? berth_sandbox_json_string (image, "label") : NULL;
}

static BerthSandboxReply *
get_version (BerthSandboxRequest *request, gpointer sandbox)
{
  const char *version = berth_sandbox_request_get_capture (request, "version");
  JsonObject *image = NULL;

  if (g_ascii_strcasecmp (version, "latest") == 0)
    return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
      400, "InvalidParameter", "The value of parameter version is invalid."));
  image = berth_sandbox_images_find (
    sandbox, berth_sandbox_request_get_capture (request, "location"),
    berth_sandbox_request_get_capture (request, "publisher"),
    berth_sandbox_request_get_capture (request, "offer"),
    berth_sandbox_request_get_capture (request, "sku"), version);
  return image != NULL ? berth_sandbox_reply_new_object (200, image) : refuse ("VMImage");
}

void
berth_sandbox_images_install (BerthSandbox *sandbox)
{
  berth_sandbox_add_route (sandbox, "GET", ROOT, NULL, list_publishers);
  berth_sandbox_add_route (sandbox, "GET", OFFERS, NULL, list_offers);
  berth_sandbox_add_route (sandbox, "GET", SKUS, NULL, list_skus);
  berth_sandbox_add_route (sandbox, "GET", VERSIONS, NULL, list_versions);
  berth_sandbox_add_route (sandbox, "GET", VERSIONS "/{version}", NULL, get_version);
}
