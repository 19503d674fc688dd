/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-option.h"

#include <gtk/gtk.h>

/**
 * BerthOption:
 *
 * Something to choose from a list: what the service calls it, and what people call it.
 */
struct _BerthOption {
  GObject parent_instance;

  char *id;
  char *label;
};

G_DEFINE_FINAL_TYPE (BerthOption, berth_option, G_TYPE_OBJECT)

enum { PROP_0, PROP_LABEL, N_PROPS };
static GParamSpec *properties[N_PROPS];

static void
berth_option_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BerthOption *self = BERTH_OPTION (object);

  switch (id) {
  case PROP_LABEL:
    g_value_set_string (value, self->label);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_option_finalize (GObject *object)
{
  BerthOption *self = BERTH_OPTION (object);

  g_free (self->id);
  g_free (self->label);
  G_OBJECT_CLASS (berth_option_parent_class)->finalize (object);
}

static void
berth_option_class_init (BerthOptionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = berth_option_get_property;
  object_class->finalize = berth_option_finalize;

  properties[PROP_LABEL] = g_param_spec_string (
    "label", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
berth_option_init (BerthOption *self)
{
}

/**
 * berth_option_new:
 * @id: what the service calls it
 * @label: (nullable): what people call it; @id when %NULL
 *
 * Returns: (transfer full): an option
 */
BerthOption *
berth_option_new (const char *id, const char *label)
{
  BerthOption *self = g_object_new (BERTH_TYPE_OPTION, NULL);

  self->id = g_strdup (id);
  self->label = g_strdup (label != NULL ? label : id);
  return self;
}

const char *
berth_option_get_id (BerthOption *self)
{
  g_return_val_if_fail (BERTH_IS_OPTION (self), NULL);

  return self->id;
}

const char *
berth_option_get_label (BerthOption *self)
{
  g_return_val_if_fail (BERTH_IS_OPTION (self), NULL);

  return self->label;
}

/**
 * berth_option_store_add:
 * @store: of options
 * @id: what the service calls it
 * @label: (nullable): what people call it
 */
void
berth_option_store_add (GListStore *store, const char *id, const char *label)
{
  g_autoptr (BerthOption) option = berth_option_new (id, label);

  g_list_store_append (store, option);
}

/**
 * berth_option_find:
 * @options: of options
 * @id: (nullable): the id to look for; the service changes letter case at will
 *
 * Returns: its position, or %GTK_INVALID_LIST_POSITION
 */
guint
berth_option_find (GListModel *options, const char *id)
{
  const guint n = g_list_model_get_n_items (options);

  for (guint i = 0; id != NULL && i < n; i++) {
    g_autoptr (BerthOption) option = g_list_model_get_item (options, i);

    if (g_ascii_strcasecmp (option->id, id) == 0)
      return i;
  }
  return GTK_INVALID_LIST_POSITION;
}

/**
 * berth_option_get_id_at:
 * @options: of options, which keeps its items
 * @position: a position, may be out of range
 *
 * Returns: (nullable): the id there
 */
const char *
berth_option_get_id_at (GListModel *options, guint position)
{
  g_autoptr (BerthOption) option = NULL;

  if (position == GTK_INVALID_LIST_POSITION)
    return NULL;
  option = g_list_model_get_item (options, position);
  return option != NULL ? option->id : NULL;
}
