/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-image-choice.h"

#include "berth-azure-error.h"
#include "berth-json.h"

#include <string.h>

/**
 * BerthImageChoice:
 *
 * The image that a machine begins with: its name in the marketplace's four parts, and
 * what it needs from the machine. Kept with a machine's spec, so it outlives the list it
 * came from.
 */
struct _BerthImageChoice {
  GObject parent_instance;

  char *publisher;
  char *offer;
  char *sku;
  char *version;
  char *generation;
  char *architecture;
  char *plan_publisher;
  char *plan_product;
  char *plan_name;
  char *operating_system;
  char *deprecation;
  guint os_disk_gib;
};

G_DEFINE_FINAL_TYPE (BerthImageChoice, berth_image_choice, G_TYPE_OBJECT)

/* How each text is called in JSON. */
static const struct {
  const char *name;
  gsize offset;
} members[] = {
  { "publisher", G_STRUCT_OFFSET (BerthImageChoice, publisher) },
  { "offer", G_STRUCT_OFFSET (BerthImageChoice, offer) },
  { "sku", G_STRUCT_OFFSET (BerthImageChoice, sku) },
  { "version", G_STRUCT_OFFSET (BerthImageChoice, version) },
  { "generation", G_STRUCT_OFFSET (BerthImageChoice, generation) },
  { "architecture", G_STRUCT_OFFSET (BerthImageChoice, architecture) },
  { "planPublisher", G_STRUCT_OFFSET (BerthImageChoice, plan_publisher) },
  { "planProduct", G_STRUCT_OFFSET (BerthImageChoice, plan_product) },
  { "planName", G_STRUCT_OFFSET (BerthImageChoice, plan_name) },
  { "operatingSystem", G_STRUCT_OFFSET (BerthImageChoice, operating_system) },
  { "deprecation", G_STRUCT_OFFSET (BerthImageChoice, deprecation) },
};

/* Without these four there is no image. */
#define N_REQUIRED 4

static char **
get_member (BerthImageChoice *self, gsize i)
{
  return G_STRUCT_MEMBER_P (self, members[i].offset);
}

static void
berth_image_choice_finalize (GObject *object)
{
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    g_clear_pointer (get_member (BERTH_IMAGE_CHOICE (object), i), g_free);
  G_OBJECT_CLASS (berth_image_choice_parent_class)->finalize (object);
}

static void
berth_image_choice_class_init (BerthImageChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_image_choice_finalize;
}

static void
berth_image_choice_init (BerthImageChoice *self)
{
}

/* An image's id ends "/Publishers/P/ArtifactTypes/VMImage/Offers/O/Skus/S/Versions/V", in
 * letters of any case. */
static char *
find_segment (char **segments, const char *name)
{
  for (guint i = 0; segments[i] != NULL && segments[i + 1] != NULL; i++) {
    if (g_ascii_strcasecmp (segments[i], name) == 0)
      return g_strdup (segments[i + 1]);
  }
  return NULL;
}

/**
 * berth_image_choice_new_from_image:
 * @image: a version of an image, as the service describes it
 *
 * Returns: (transfer full): the choice of @image
 */
BerthImageChoice *
berth_image_choice_new_from_image (BerthImage *image)
{
  BerthImageChoice *self = g_object_new (BERTH_TYPE_IMAGE_CHOICE, NULL);
  g_auto (GStrv) segments = g_strsplit (berth_image_get_id (image), "/", -1);

  self->publisher = find_segment (segments, "publishers");
  self->offer = find_segment (segments, "offers");
  self->sku = find_segment (segments, "skus");
  self->version = g_strdup (berth_image_get_version (image));
  self->generation = g_strdup (berth_image_get_generation (image));
  self->architecture = g_strdup (berth_image_get_architecture (image));
  self->plan_publisher = g_strdup (berth_image_get_plan_publisher (image));
  self->plan_product = g_strdup (berth_image_get_plan_product (image));
  self->plan_name = g_strdup (berth_image_get_plan_name (image));
  self->operating_system = g_strdup (berth_image_get_operating_system (image));
  self->deprecation = g_strdup (berth_image_get_deprecation (image));
  self->os_disk_gib = berth_image_get_os_disk_gib (image);
  return self;
}

/**
 * berth_image_choice_from_json:
 * @object: what berth_image_choice_to_json() made
 * @error: %BERTH_AZURE_ERROR_MALFORMED_ANSWER names what is missing
 *
 * Returns: (transfer full) (nullable): the choice
 */
BerthImageChoice *
berth_image_choice_from_json (JsonObject *object, GError **error)
{
  g_autoptr (BerthImageChoice) self = g_object_new (BERTH_TYPE_IMAGE_CHOICE, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++) {
    const char *text = i < N_REQUIRED
                         ? berth_json_require_string (object, members[i].name, error)
                         : berth_json_get_string (object, members[i].name);

    if (text == NULL && i < N_REQUIRED)
      return NULL;
    *get_member (self, i) = g_strdup (text);
  }
  self->os_disk_gib
    = (guint) CLAMP (berth_json_get_int (object, "osDiskGib", 0), 0, 65536);
  return g_steal_pointer (&self);
}

/**
 * berth_image_choice_to_json:
 *
 * Returns: (transfer full): the choice as JSON
 */
JsonObject *
berth_image_choice_to_json (BerthImageChoice *self)
{
  JsonObject *object = json_object_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++) {
    if (*get_member (self, i) != NULL)
      json_object_set_string_member (object, members[i].name, *get_member (self, i));
  }
  json_object_set_int_member (object, "osDiskGib", self->os_disk_gib);
  return object;
}

#define GETTER(ctype, member)                                                            \
  ctype berth_image_choice_get_##member (BerthImageChoice *self)                         \
  {                                                                                      \
    g_return_val_if_fail (BERTH_IS_IMAGE_CHOICE (self), (ctype) 0);                      \
    return self->member;                                                                 \
  }

GETTER (const char *, publisher)
GETTER (const char *, offer)
GETTER (const char *, sku)
GETTER (const char *, version)
GETTER (const char *, generation)
GETTER (const char *, architecture)
GETTER (const char *, plan_publisher)
GETTER (const char *, plan_product)
GETTER (const char *, plan_name)
GETTER (const char *, operating_system)
GETTER (const char *, deprecation)
GETTER (guint, os_disk_gib)

/**
 * berth_image_choice_has_plan:
 *
 * Returns: whether the image is sold under a plan, whose terms have to be accepted and
 * whose names have to be sent
 */
gboolean
berth_image_choice_has_plan (BerthImageChoice *self)
{
  g_return_val_if_fail (BERTH_IS_IMAGE_CHOICE (self), FALSE);

  return self->plan_publisher != NULL && self->plan_product != NULL
         && self->plan_name != NULL;
}

/**
 * berth_image_choice_dup_urn:
 *
 * Returns: (transfer full): "publisher:offer:sku:version", as Azure's command line takes
 * it
 */
char *
berth_image_choice_dup_urn (BerthImageChoice *self)
{
  g_return_val_if_fail (BERTH_IS_IMAGE_CHOICE (self), NULL);

  return g_strdup_printf ("%s:%s:%s:%s", self->publisher, self->offer, self->sku,
                          self->version);
}
