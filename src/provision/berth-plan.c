/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-plan.h"
#include "berth-plan-private.h"

#include "berth-json.h"

/**
 * BerthPlan:
 *
 * What will be sent for a spec: one template for the network, the address and the
 * machine, and the cloud-init document inside it. Immutable, so that what was reviewed is
 * what is sent. The same plan prints itself for other tools, and holds nothing secret.
 */
struct _BerthPlan {
  GObject parent_instance;

  BerthMachineSpec *spec;
  BerthCost *cost;
  char *custom_data;
  JsonNode *template;
};

G_DEFINE_FINAL_TYPE (BerthPlan, berth_plan, G_TYPE_OBJECT)

static void
berth_plan_finalize (GObject *object)
{
  BerthPlan *self = BERTH_PLAN (object);

  g_clear_object (&self->spec);
  g_clear_object (&self->cost);
  g_free (self->custom_data);
  g_clear_pointer (&self->template, json_node_unref);
  G_OBJECT_CLASS (berth_plan_parent_class)->finalize (object);
}

static void
berth_plan_class_init (BerthPlanClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_plan_finalize;
}

static void
berth_plan_init (BerthPlan *self)
{
}

/**
 * berth_plan_new:
 * @spec: the choices, which are copied
 * @cost: (nullable): what they cost as far as it is known
 *
 * Returns: (transfer full): the plan of the choices as they are now
 */
BerthPlan *
berth_plan_new (BerthMachineSpec *spec, BerthCost *cost)
{
  BerthPlan *self = g_object_new (BERTH_TYPE_PLAN, NULL);

  self->spec = berth_machine_spec_copy (spec);
  g_set_object (&self->cost, cost);
  self->custom_data = berth_cloud_init_print (self->spec);
  self->template = berth_template_build (self->spec, self->custom_data);
  return self;
}

/**
 * berth_plan_to_json:
 *
 * Returns: (transfer full): what berth_plan_from_json() makes the same plan of
 */
JsonNode *
berth_plan_to_json (BerthPlan *self)
{
  g_return_val_if_fail (BERTH_IS_PLAN (self), NULL);

  return berth_machine_spec_to_json (self->spec);
}

/**
 * berth_plan_from_json:
 * @node: what berth_plan_to_json() made
 * @error: %BERTH_AZURE_ERROR_MALFORMED_ANSWER when it is no plan
 *
 * Returns: (transfer full) (nullable): the plan, its cost unknown
 */
BerthPlan *
berth_plan_from_json (JsonNode *node, GError **error)
{
  g_autoptr (BerthMachineSpec) spec = berth_machine_spec_from_json (node, error);

  return spec != NULL ? berth_plan_new (spec, NULL) : NULL;
}

/**
 * berth_plan_opens_ssh:
 *
 * Returns: whether anybody may reach port 22
 */
gboolean
berth_plan_opens_ssh (BerthMachineSpec *spec)
{
  const char *range = berth_machine_spec_get_ssh_from (spec);

  return range != NULL && *range != '\0';
}

/**
 * berth_plan_get_max_price:
 *
 * Returns: the maximum price as Azure takes it: -1 for "up to the full price"
 */
double
berth_plan_get_max_price (BerthMachineSpec *spec)
{
  const double price = berth_machine_spec_get_max_price (spec);

  if (berth_machine_spec_get_eviction_type (spec) != BERTH_EVICTION_TYPE_PRICE
      || price <= 0)
    return -1;
  return price;
}

/**
 * berth_plan_get_eviction_policy:
 *
 * Returns: the eviction policy as Azure spells it
 */
const char *
berth_plan_get_eviction_policy (BerthMachineSpec *spec)
{
  const BerthEvictionPolicy policy = berth_machine_spec_get_eviction_policy (spec);

  return policy == BERTH_EVICTION_POLICY_DELETE ? "Delete" : "Deallocate";
}

BerthMachineSpec *
berth_plan_get_spec (BerthPlan *self)
{
  g_return_val_if_fail (BERTH_IS_PLAN (self), NULL);

  return self->spec;
}

/**
 * berth_plan_get_cost:
 *
 * Returns: (nullable): what it costs as far as it was known
 */
BerthCost *
berth_plan_get_cost (BerthPlan *self)
{
  g_return_val_if_fail (BERTH_IS_PLAN (self), NULL);

  return self->cost;
}

/**
 * berth_plan_get_template:
 *
 * Returns: the deployment's template; its only parameter, "run", becomes a tag
 */
JsonNode *
berth_plan_get_template (BerthPlan *self)
{
  g_return_val_if_fail (BERTH_IS_PLAN (self), NULL);

  return self->template;
}

/**
 * berth_plan_get_custom_data:
 *
 * Returns: the cloud-init document in clear text
 */
const char *
berth_plan_get_custom_data (BerthPlan *self)
{
  g_return_val_if_fail (BERTH_IS_PLAN (self), NULL);

  return self->custom_data;
}

/**
 * berth_plan_to_arm:
 *
 * Returns: (transfer full): the template as an indented JSON document
 */
char *
berth_plan_to_arm (BerthPlan *self)
{
  g_return_val_if_fail (BERTH_IS_PLAN (self), NULL);

  return json_to_string (self->template, TRUE);
}
