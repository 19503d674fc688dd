/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-compute-private.h"

#include "berth-sandbox-json.h"
#include "berth-sandbox-quota.h"

/* Starting, switching off, restarting and evicting: answered at once with 202, done after
 * a while. The power state stands in the private part of a machine. */

const char *
berth_sandbox_machine_get_power (BerthSandbox *sandbox, const char *id)
{
  return berth_sandbox_json_string (
    berth_sandbox_store_get_private (berth_sandbox_get_store (sandbox), id),
    "powerState");
}

void
berth_sandbox_machine_set_power (BerthSandbox *sandbox, const char *id, const char *power)
{
  BerthSandboxStore *store = berth_sandbox_get_store (sandbox);
  JsonObject *hidden = berth_sandbox_store_get_private (store, id);

  if (hidden == NULL)
    return;
  if (power != NULL)
    json_object_set_string_member (hidden, "powerState", power);
  else if (json_object_has_member (hidden, "powerState"))
    json_object_remove_member (hidden, "powerState");
  berth_sandbox_store_touch (store, id);
}

static gboolean
has_power (BerthSandbox *sandbox, const char *id, const char *power)
{
  return g_strcmp0 (berth_sandbox_machine_get_power (sandbox, id), power) == 0;
}

/* What was asked for last is what counts: each change of power has a number. */
static gint64
take_number (BerthSandbox *sandbox, const char *id)
{
  JsonObject *hidden
    = berth_sandbox_store_get_private (berth_sandbox_get_store (sandbox), id);
  const gint64 number
    = json_object_get_int_member_with_default (hidden, "powerChange", 0) + 1;

  json_object_set_int_member (hidden, "powerChange", number);
  return number;
}

static gboolean
is_latest (BerthSandbox *sandbox, const char *id, gint64 number)
{
  JsonObject *hidden
    = berth_sandbox_store_get_private (berth_sandbox_get_store (sandbox), id);

  return hidden != NULL
         && json_object_get_int_member_with_default (hidden, "powerChange", 0) == number;
}

typedef struct {
  BerthSandbox *sandbox; /* unowned: it stops its operations before it goes */
  char *id;
  void (*work) (BerthSandbox *sandbox, const char *id);
  const char *power; /* when it is done; NULL leaves it as it is */
  gint64 number;
} Transition;

static void
transition_free (gpointer data)
{
  Transition *transition = data;

  g_free (transition->id);
  g_free (transition);
}

static DexFuture *
finish (BerthSandboxOperation *operation, gpointer data)
{
  Transition *transition = data;
  BerthSandbox *sandbox = transition->sandbox;

  if (transition->power == NULL) {
    transition->work (sandbox, transition->id);
    return NULL;
  }
  if (is_latest (sandbox, transition->id, transition->number))
    transition->work (sandbox, transition->id);
  if (!is_latest (sandbox, transition->id, transition->number)) {
    /* Switched off while it was being switched on. */
    if (has_power (sandbox, transition->id, "deallocated")
        || has_power (sandbox, transition->id, "stopped"))
      berth_sandbox_machine_halt (sandbox, transition->id);
    return dex_future_new_for_error (berth_sandbox_fault_new (
      409, "OperationPreempted",
      "Operation execution has been preempted by a more recent operation."));
  }
  berth_sandbox_machine_set_power (sandbox, transition->id, transition->power);
  return NULL;
}

static BerthSandboxOperation *
begin (BerthSandbox *sandbox,
       const char *id,
       gint64 duration,
       void (*work) (BerthSandbox *sandbox, const char *id),
       const char *power)
{
  Transition *transition = g_new0 (Transition, 1);

  transition->sandbox = sandbox;
  transition->id = g_strdup (id);
  transition->work = work;
  transition->power = power;
  transition->number = power != NULL ? take_number (sandbox, id) : 0;
  return berth_sandbox_operations_start (berth_sandbox_get_operations (sandbox), duration,
                                         finish, transition, transition_free);
}

static gint64
get_duration (BerthSandbox *sandbox, const char *what, double seconds)
{
  return berth_sandbox_scenario_get_duration (berth_sandbox_get_scenario (sandbox), what,
                                              seconds);
}

static JsonObject *
find (BerthSandbox *sandbox, BerthSandboxRequest *request)
{
  return berth_sandbox_store_get (berth_sandbox_get_store (sandbox),
                                  berth_sandbox_request_get_resource_id (request));
}

static BerthSandboxReply *
accept_transition (BerthSandboxOperation *operation)
{
  return berth_sandbox_reply_new_operation (
    202, NULL, operation,
    BERTH_SANDBOX_OPERATION_ASYNC | BERTH_SANDBOX_OPERATION_LOCATION, 3);
}

/* The machine is already as it shall be. */
static void
rest (BerthSandbox *sandbox, const char *id)
{
}

static void
boot (BerthSandbox *sandbox, const char *id)
{
  berth_sandbox_machine_boot (sandbox, id);
  berth_sandbox_machine_plan_eviction (sandbox, id);
}

/* A switched-off machine at the full price has given its cores back. */
static GError *
check_start (BerthSandbox *sandbox, JsonObject *machine)
{
  const char *id = berth_sandbox_json_string (machine, "id");
  const char *location = berth_sandbox_json_string (machine, "location");
  JsonObject *size = berth_sandbox_machine_find_size (sandbox, machine);
  const char *failure;

  if (size == NULL
      || g_strcmp0 (berth_sandbox_machine_get_power (sandbox, id), "deallocated") != 0)
    return NULL;
  failure = berth_sandbox_scenario_take_allocation_failure (
    berth_sandbox_get_scenario (sandbox), location,
    berth_sandbox_json_string (size, "name"));
  if (failure != NULL)
    return berth_sandbox_fault_new (
      409, failure,
      "Allocation failed. We do not have sufficient capacity for the requested VM size "
      "in "
      "this region. Read more about improving likelihood of allocation success at "
      "https://aka.ms/allocation-guidance");
  if (berth_sandbox_machine_is_spot (machine))
    return NULL;
  return berth_sandbox_quota_check (sandbox, location, size, NULL, FALSE,
                                    "OperationNotAllowed");
}

BerthSandboxReply *
berth_sandbox_machine_start (BerthSandboxRequest *request, gpointer sandbox)
{
  JsonObject *machine = find (sandbox, request);
  const char *id = berth_sandbox_request_get_resource_id (request);
  GError *error;

  if (machine == NULL)
    return berth_sandbox_reply_not_found (request);
  if (has_power (sandbox, id, "running"))
    return accept_transition (begin (sandbox, id, 0, rest, NULL));
  error = check_start (sandbox, machine);
  if (error != NULL)
    return berth_sandbox_reply_new_fault (error);
  berth_sandbox_machine_set_power (sandbox, id, "starting");
  return accept_transition (begin (
    sandbox, id, get_duration (sandbox, "virtualMachines.start", 6), boot, "running"));
}

BerthSandboxReply *
berth_sandbox_machine_deallocate (BerthSandboxRequest *request, gpointer sandbox)
{
  const char *id = berth_sandbox_request_get_resource_id (request);

  if (find (sandbox, request) == NULL)
    return berth_sandbox_reply_not_found (request);
  if (has_power (sandbox, id, "deallocated"))
    return accept_transition (begin (sandbox, id, 0, rest, NULL));
  berth_sandbox_machine_set_power (sandbox, id, "deallocating");
  return accept_transition (
    begin (sandbox, id, get_duration (sandbox, "virtualMachines.deallocate", 6),
           berth_sandbox_machine_halt, "deallocated"));
}

BerthSandboxReply *
berth_sandbox_machine_power_off (BerthSandboxRequest *request, gpointer sandbox)
{
  const char *id = berth_sandbox_request_get_resource_id (request);

  if (find (sandbox, request) == NULL)
    return berth_sandbox_reply_not_found (request);
  if (has_power (sandbox, id, "deallocated") || has_power (sandbox, id, "stopped"))
    return accept_transition (begin (sandbox, id, 0, rest, NULL));
  berth_sandbox_machine_set_power (sandbox, id, "stopping");
  return accept_transition (begin (sandbox, id,
                                   get_duration (sandbox, "virtualMachines.powerOff", 4),
                                   berth_sandbox_machine_halt, "stopped"));
}

static void
reboot (BerthSandbox *sandbox, const char *id)
{
  berth_sandbox_machine_halt (sandbox, id);
  berth_sandbox_machine_boot (sandbox, id);
}

BerthSandboxReply *
berth_sandbox_machine_restart (BerthSandboxRequest *request, gpointer sandbox)
{
  const char *id = berth_sandbox_request_get_resource_id (request);

  if (find (sandbox, request) == NULL)
    return berth_sandbox_reply_not_found (request);
  if (g_strcmp0 (berth_sandbox_machine_get_power (sandbox, id), "running") != 0)
    return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
      409, "OperationNotAllowed", "Cannot restart VM '%s' since the VM is not running.",
      berth_sandbox_request_get_name (request)));
  return accept_transition (begin (sandbox, id,
                                   get_duration (sandbox, "virtualMachines.restart", 5),
                                   reboot, "running"));
}

/* An eviction follows the machine's policy. */
static void
evict (BerthSandbox *sandbox, const char *id)
{
  JsonObject *machine = berth_sandbox_store_get (berth_sandbox_get_store (sandbox), id);
  const char *policy = berth_sandbox_json_string (machine, "properties.evictionPolicy");

  if (machine == NULL
      || g_strcmp0 (berth_sandbox_machine_get_power (sandbox, id), "running") != 0)
    return;
  if (g_strcmp0 (policy, "Delete") == 0) {
    berth_sandbox_machine_remove (sandbox, id);
    return;
  }
  berth_sandbox_machine_set_power (sandbox, id, "deallocating");
  berth_sandbox_machine_halt (sandbox, id);
  berth_sandbox_machine_set_power (sandbox, id, "deallocated");
}

/* What the scenario says of this machine's life. */
void
berth_sandbox_machine_plan_eviction (BerthSandbox *sandbox, const char *id)
{
  JsonObject *machine = berth_sandbox_store_get (berth_sandbox_get_store (sandbox), id);
  gint64 delay;

  if (machine == NULL || !berth_sandbox_machine_is_spot (machine))
    return;
  delay = berth_sandbox_scenario_get_eviction_delay (
    berth_sandbox_get_scenario (sandbox), berth_sandbox_json_string (machine, "location"),
    berth_sandbox_json_string (machine, "name"));
  if (delay >= 0)
    begin (sandbox, id, delay, evict, NULL);
}

BerthSandboxReply *
berth_sandbox_machine_simulate_eviction (BerthSandboxRequest *request, gpointer sandbox)
{
  JsonObject *machine = find (sandbox, request);

  if (machine == NULL)
    return berth_sandbox_reply_not_found (request);
  if (!berth_sandbox_machine_is_spot (machine))
    return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
      409, "OperationNotAllowed",
      "The requested operation 'simulateEviction' is allowed only for Spot Virtual "
      "Machines."));
  begin (sandbox, berth_sandbox_request_get_resource_id (request),
         get_duration (sandbox, "virtualMachines.simulateEviction", 5), evict, NULL);
  return berth_sandbox_reply_new_empty (204);
}
