/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-machine-spec.h"

#include "berth-arm-client.h"

/**
 * BerthMachineSpec:
 *
 * A machine as a person wishes it. Changes while it is clicked together; holds nothing
 * secret, so that it can be kept and shown.
 */
struct _BerthMachineSpec {
  GObject parent_instance;

  char *subscription_id;
  char *location;
  char *name;
  char *group;
  gboolean group_is_new;
  BerthImageChoice *image;
  BerthDesktop desktop;
  char *size;
  char *size_family;
  gboolean spot;
  BerthEvictionType eviction_type;
  double max_price;
  BerthEvictionPolicy eviction_policy;
  char *user;
  BerthKeySource key_source;
  char *key_path;
  char *public_key;
  char *ssh_from;
};

G_DEFINE_FINAL_TYPE (BerthMachineSpec, berth_machine_spec, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (BerthEvictionType,
                    berth_eviction_type,
                    G_DEFINE_ENUM_VALUE (BERTH_EVICTION_TYPE_CAPACITY, "capacity"),
                    G_DEFINE_ENUM_VALUE (BERTH_EVICTION_TYPE_PRICE, "price"))

G_DEFINE_ENUM_TYPE (BerthEvictionPolicy,
                    berth_eviction_policy,
                    G_DEFINE_ENUM_VALUE (BERTH_EVICTION_POLICY_DEALLOCATE, "deallocate"),
                    G_DEFINE_ENUM_VALUE (BERTH_EVICTION_POLICY_DELETE, "delete"))

G_DEFINE_ENUM_TYPE (BerthKeySource,
                    berth_key_source,
                    G_DEFINE_ENUM_VALUE (BERTH_KEY_SOURCE_NEW_ED25519, "new-ed25519"),
                    G_DEFINE_ENUM_VALUE (BERTH_KEY_SOURCE_NEW_RSA, "new-rsa"),
                    G_DEFINE_ENUM_VALUE (BERTH_KEY_SOURCE_FILE, "file"),
                    G_DEFINE_ENUM_VALUE (BERTH_KEY_SOURCE_AZURE, "azure"))

G_DEFINE_ENUM_TYPE (BerthDesktop,
                    berth_desktop,
                    G_DEFINE_ENUM_VALUE (BERTH_DESKTOP_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (BERTH_DESKTOP_XFCE, "xfce"))

enum {
  PROP_0,
  PROP_SUBSCRIPTION_ID,
  PROP_LOCATION,
  PROP_NAME,
  PROP_GROUP,
  PROP_GROUP_IS_NEW,
  PROP_IMAGE,
  PROP_DESKTOP,
  PROP_SIZE,
  PROP_SIZE_FAMILY,
  PROP_SPOT,
  PROP_EVICTION_TYPE,
  PROP_MAX_PRICE,
  PROP_EVICTION_POLICY,
  PROP_USER,
  PROP_KEY_SOURCE,
  PROP_KEY_PATH,
  PROP_PUBLIC_KEY,
  PROP_SSH_FROM,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static void
berth_machine_spec_get_property (GObject *object,
                                 guint id,
                                 GValue *value,
                                 GParamSpec *pspec)
{
  BerthMachineSpec *self = BERTH_MACHINE_SPEC (object);

  switch (id) {
  case PROP_SUBSCRIPTION_ID:
    g_value_set_string (value, self->subscription_id);
    break;
  case PROP_LOCATION:
    g_value_set_string (value, self->location);
    break;
  case PROP_NAME:
    g_value_set_string (value, self->name);
    break;
  case PROP_GROUP:
    g_value_set_string (value, self->group);
    break;
  case PROP_GROUP_IS_NEW:
    g_value_set_boolean (value, self->group_is_new);
    break;
  case PROP_IMAGE:
    g_value_set_object (value, self->image);
    break;
  case PROP_DESKTOP:
    g_value_set_enum (value, (int) self->desktop);
    break;
  case PROP_SIZE:
    g_value_set_string (value, self->size);
    break;
  case PROP_SIZE_FAMILY:
    g_value_set_string (value, self->size_family);
    break;
  case PROP_SPOT:
    g_value_set_boolean (value, self->spot);
    break;
  case PROP_EVICTION_TYPE:
    g_value_set_enum (value, (int) self->eviction_type);
    break;
  case PROP_MAX_PRICE:
    g_value_set_double (value, self->max_price);
    break;
  case PROP_EVICTION_POLICY:
    g_value_set_enum (value, (int) self->eviction_policy);
    break;
  case PROP_USER:
    g_value_set_string (value, self->user);
    break;
  case PROP_KEY_SOURCE:
    g_value_set_enum (value, (int) self->key_source);
    break;
  case PROP_KEY_PATH:
    g_value_set_string (value, self->key_path);
    break;
  case PROP_PUBLIC_KEY:
    g_value_set_string (value, self->public_key);
    break;
  case PROP_SSH_FROM:
    g_value_set_string (value, self->ssh_from);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_machine_spec_set_property (GObject *object,
                                 guint id,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  BerthMachineSpec *self = BERTH_MACHINE_SPEC (object);

  switch (id) {
  case PROP_SUBSCRIPTION_ID:
    berth_machine_spec_set_subscription_id (self, g_value_get_string (value));
    break;
  case PROP_LOCATION:
    berth_machine_spec_set_location (self, g_value_get_string (value));
    break;
  case PROP_NAME:
    berth_machine_spec_set_name (self, g_value_get_string (value));
    break;
  case PROP_GROUP:
    berth_machine_spec_set_group (self, g_value_get_string (value));
    break;
  case PROP_GROUP_IS_NEW:
    berth_machine_spec_set_group_is_new (self, g_value_get_boolean (value));
    break;
  case PROP_IMAGE:
    berth_machine_spec_set_image (self, g_value_get_object (value));
    break;
  case PROP_DESKTOP:
    berth_machine_spec_set_desktop (self, (BerthDesktop) g_value_get_enum (value));
    break;
  case PROP_SIZE:
    berth_machine_spec_set_size (self, g_value_get_string (value));
    break;
  case PROP_SIZE_FAMILY:
    berth_machine_spec_set_size_family (self, g_value_get_string (value));
    break;
  case PROP_SPOT:
    berth_machine_spec_set_spot (self, g_value_get_boolean (value));
    break;
  case PROP_EVICTION_TYPE:
    berth_machine_spec_set_eviction_type (self,
                                          (BerthEvictionType) g_value_get_enum (value));
    break;
  case PROP_MAX_PRICE:
    berth_machine_spec_set_max_price (self, g_value_get_double (value));
    break;
  case PROP_EVICTION_POLICY:
    berth_machine_spec_set_eviction_policy (
      self, (BerthEvictionPolicy) g_value_get_enum (value));
    break;
  case PROP_USER:
    berth_machine_spec_set_user (self, g_value_get_string (value));
    break;
  case PROP_KEY_SOURCE:
    berth_machine_spec_set_key_source (self, (BerthKeySource) g_value_get_enum (value));
    break;
  case PROP_KEY_PATH:
    berth_machine_spec_set_key_path (self, g_value_get_string (value));
    break;
  case PROP_PUBLIC_KEY:
    berth_machine_spec_set_public_key (self, g_value_get_string (value));
    break;
  case PROP_SSH_FROM:
    berth_machine_spec_set_ssh_from (self, g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_machine_spec_finalize (GObject *object)
{
  BerthMachineSpec *self = BERTH_MACHINE_SPEC (object);

  g_free (self->subscription_id);
  g_free (self->location);
  g_free (self->name);
  g_free (self->group);
  g_clear_object (&self->image);
  g_free (self->size);
  g_free (self->size_family);
  g_free (self->user);
  g_free (self->key_path);
  g_free (self->public_key);
  g_free (self->ssh_from);
  G_OBJECT_CLASS (berth_machine_spec_parent_class)->finalize (object);
}

static void
berth_machine_spec_class_init (BerthMachineSpecClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags
    = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = berth_machine_spec_get_property;
  object_class->set_property = berth_machine_spec_set_property;
  object_class->finalize = berth_machine_spec_finalize;

  /**
   * BerthMachineSpec:subscription-id:
   *
   * The subscription that pays.
   */
  properties[PROP_SUBSCRIPTION_ID]
    = g_param_spec_string ("subscription-id", NULL, NULL, NULL, flags);
  /**
   * BerthMachineSpec:location:
   *
   * The region's name, such as "koreacentral".
   */
  properties[PROP_LOCATION] = g_param_spec_string ("location", NULL, NULL, NULL, flags);
  /**
   * BerthMachineSpec:name:
   *
   * The machine's name, which becomes its host name.
   */
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  /**
   * BerthMachineSpec:group:
   *
   * An existing resource group; %NULL for one of the machine's own.
   */
  properties[PROP_GROUP] = g_param_spec_string ("group", NULL, NULL, NULL, flags);
  /**
   * BerthMachineSpec:group-is-new:
   *
   * Whether the resource group is made for this machine.
   */
  properties[PROP_GROUP_IS_NEW]
    = g_param_spec_boolean ("group-is-new", NULL, NULL, TRUE, flags);
  /**
   * BerthMachineSpec:image:
   *
   * What the machine begins with.
   */
  properties[PROP_IMAGE]
    = g_param_spec_object ("image", NULL, NULL, BERTH_TYPE_IMAGE_CHOICE, flags);
  /**
   * BerthMachineSpec:desktop:
   *
   * What is installed at first boot to be looked at.
   */
  properties[PROP_DESKTOP] = g_param_spec_enum ("desktop", NULL, NULL, BERTH_TYPE_DESKTOP,
                                                BERTH_DESKTOP_NONE, flags);
  /**
   * BerthMachineSpec:size:
   *
   * The size's name, such as "Standard_NC4as_T4_v3".
   */
  properties[PROP_SIZE] = g_param_spec_string ("size", NULL, NULL, NULL, flags);
  /**
   * BerthMachineSpec:size-family:
   *
   * The size's family, which quotas are counted by.
   */
  properties[PROP_SIZE_FAMILY]
    = g_param_spec_string ("size-family", NULL, NULL, NULL, flags);
  /**
   * BerthMachineSpec:spot:
   *
   * Whether the machine runs on spare capacity.
   */
  properties[PROP_SPOT] = g_param_spec_boolean ("spot", NULL, NULL, TRUE, flags);
  /**
   * BerthMachineSpec:eviction-type:
   *
   * What may end a Spot machine's run.
   */
  properties[PROP_EVICTION_TYPE]
    = g_param_spec_enum ("eviction-type", NULL, NULL, BERTH_TYPE_EVICTION_TYPE,
                         BERTH_EVICTION_TYPE_CAPACITY, flags);
  /**
   * BerthMachineSpec:max-price:
   *
   * The highest Spot price in USD per hour, with %BERTH_EVICTION_TYPE_PRICE.
   */
  properties[PROP_MAX_PRICE]
    = g_param_spec_double ("max-price", NULL, NULL, 0, 1e6, 0, flags);
  /**
   * BerthMachineSpec:eviction-policy:
   *
   * What an eviction leaves.
   */
  properties[PROP_EVICTION_POLICY]
    = g_param_spec_enum ("eviction-policy", NULL, NULL, BERTH_TYPE_EVICTION_POLICY,
                         BERTH_EVICTION_POLICY_DEALLOCATE, flags);
  /**
   * BerthMachineSpec:user:
   *
   * Who signs in.
   */
  properties[PROP_USER] = g_param_spec_string ("user", NULL, NULL, NULL, flags);
  /**
   * BerthMachineSpec:key-source:
   *
   * Where the SSH key comes from.
   */
  properties[PROP_KEY_SOURCE] = g_param_spec_enum (
    "key-source", NULL, NULL, BERTH_TYPE_KEY_SOURCE, BERTH_KEY_SOURCE_NEW_ED25519, flags);
  /**
   * BerthMachineSpec:key-path:
   *
   * The private key file on this computer.
   */
  properties[PROP_KEY_PATH] = g_param_spec_string ("key-path", NULL, NULL, NULL, flags);
  /**
   * BerthMachineSpec:public-key:
   *
   * The public key's line; nothing secret.
   */
  properties[PROP_PUBLIC_KEY]
    = g_param_spec_string ("public-key", NULL, NULL, NULL, flags);
  /**
   * BerthMachineSpec:ssh-from:
   *
   * Who may reach port 22, as a range of addresses: "" for nobody, %NULL when not chosen.
   */
  properties[PROP_SSH_FROM] = g_param_spec_string ("ssh-from", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
berth_machine_spec_init (BerthMachineSpec *self)
{
  self->group_is_new = TRUE;
  self->spot = TRUE;
}

/**
 * berth_machine_spec_new:
 *
 * Returns: (transfer full): a spec with nothing chosen but Spot and a group of its own
 */
BerthMachineSpec *
berth_machine_spec_new (void)
{
  return g_object_new (BERTH_TYPE_MACHINE_SPEC, NULL);
}

/* A getter is the member; a setter tells of a change, once. */
#define GETTER(ctype, member)                                                            \
  ctype berth_machine_spec_get_##member (BerthMachineSpec *self)                         \
  {                                                                                      \
    g_return_val_if_fail (BERTH_IS_MACHINE_SPEC (self), (ctype) 0);                      \
    return self->member;                                                                 \
  }

#define SETTER(ctype, member, PROP, changed)                                             \
  void berth_machine_spec_set_##member (BerthMachineSpec *self, ctype value)             \
  {                                                                                      \
    g_return_if_fail (BERTH_IS_MACHINE_SPEC (self));                                     \
    if (changed)                                                                         \
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP]);                      \
  }

#define TEXT(member, PROP)                                                               \
  GETTER (const char *, member)                                                          \
  SETTER (const char *, member, PROP, g_set_str (&self->member, value))

#define PLAIN(ctype, member, PROP)                                                       \
  GETTER (ctype, member)                                                                 \
  SETTER (ctype, member, PROP, self->member != value && (self->member = value, TRUE))

TEXT (subscription_id, PROP_SUBSCRIPTION_ID)
TEXT (location, PROP_LOCATION)
TEXT (name, PROP_NAME)
TEXT (group, PROP_GROUP)
PLAIN (gboolean, group_is_new, PROP_GROUP_IS_NEW)
GETTER (BerthImageChoice *, image)
SETTER (BerthImageChoice *, image, PROP_IMAGE, g_set_object (&self->image, value))
PLAIN (BerthDesktop, desktop, PROP_DESKTOP)
TEXT (size, PROP_SIZE)
TEXT (size_family, PROP_SIZE_FAMILY)
PLAIN (gboolean, spot, PROP_SPOT)
PLAIN (BerthEvictionType, eviction_type, PROP_EVICTION_TYPE)
PLAIN (double, max_price, PROP_MAX_PRICE)
PLAIN (BerthEvictionPolicy, eviction_policy, PROP_EVICTION_POLICY)
TEXT (user, PROP_USER)
PLAIN (BerthKeySource, key_source, PROP_KEY_SOURCE)
TEXT (key_path, PROP_KEY_PATH)
TEXT (public_key, PROP_PUBLIC_KEY)
TEXT (ssh_from, PROP_SSH_FROM)

/**
 * berth_machine_spec_copy:
 *
 * Returns: (transfer full): a spec of its own with the same choices
 */
BerthMachineSpec *
berth_machine_spec_copy (BerthMachineSpec *self)
{
  BerthMachineSpec *copy = berth_machine_spec_new ();

  g_return_val_if_fail (BERTH_IS_MACHINE_SPEC (self), copy);

  for (guint id = PROP_0 + 1; id < N_PROPS; id++) {
    g_auto (GValue) value = G_VALUE_INIT;

    g_object_get_property (G_OBJECT (self), properties[id]->name, &value);
    g_object_set_property (G_OBJECT (copy), properties[id]->name, &value);
  }
  return copy;
}

/**
 * berth_machine_spec_dup_group:
 *
 * Returns: (transfer full) (nullable): the resource group's name: the chosen one, or
 *   "NAME_group"; %NULL without a name
 */
char *
berth_machine_spec_dup_group (BerthMachineSpec *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE_SPEC (self), NULL);

  if (self->group != NULL && *self->group != '\0')
    return g_strdup (self->group);
  return self->name != NULL ? g_strdup_printf ("%s_group", self->name) : NULL;
}

/**
 * berth_machine_spec_dup_machine_id:
 *
 * Returns: (transfer full): the resource id that the machine will have
 */
char *
berth_machine_spec_dup_machine_id (BerthMachineSpec *self)
{
  g_autofree char *group = NULL;

  g_return_val_if_fail (BERTH_IS_MACHINE_SPEC (self), NULL);

  group = berth_machine_spec_dup_group (self);
  return berth_arm_path ("/subscriptions/%s/resourceGroups/%s/providers/"
                         "Microsoft.Compute/virtualMachines/%s",
                         self->subscription_id, group, self->name);
}
