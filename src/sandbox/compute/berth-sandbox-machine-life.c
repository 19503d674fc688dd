/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-compute-private.h"

#include "berth-future.h"
#include "berth-sandbox-catalogue.h"
#include "berth-sandbox-json.h"
#include "berth-sandbox-network.h"

#include <gio/gio.h>

/* The inside of machines: a host each, which lives and dies with the machine's power. */

#define DATA_KEY "hosts"
#define BOOT_STEP_SECONDS 3

static GHashTable *
get_hosts (BerthSandbox *sandbox)
{
  return berth_sandbox_get_data (sandbox, DATA_KEY);
}

/* Returns (transfer none) (nullable). */
BerthSandboxHost *
berth_sandbox_machine_find_host (BerthSandbox *sandbox, const char *id)
{
  g_autofree char *key = g_ascii_strdown (id, -1);

  return g_hash_table_lookup (get_hosts (sandbox), key);
}

static char *
read_keys (JsonObject *machine)
{
  JsonArray *keys = berth_sandbox_json_array (
    machine, "properties.osProfile.linuxConfiguration.ssh.publicKeys");
  GString *lines = g_string_new (NULL);

  for (guint i = 0; keys != NULL && i < json_array_get_length (keys); i++) {
    const char *key
      = berth_sandbox_json_string (json_array_get_object_element (keys, i), "keyData");

    if (key != NULL)
      g_string_append_printf (lines, "%s\n", key);
  }
  return g_string_free (lines, FALSE);
}

static void
fill_gpu (BerthSandboxGuest *guest, BerthSandbox *sandbox, JsonObject *size)
{
  JsonObject *family = berth_sandbox_sizes_find_family (sandbox, size);
  const char *count = berth_sandbox_size_get_capability (size, "GPUs");
  const char *name = berth_sandbox_json_string (family, "gpu.name");

  if (count == NULL || name == NULL)
    return;
  guest->gpu_name = g_strdup (name);
  guest->gpu_count = (guint) g_ascii_strtoull (count, NULL, 10);
  guest->gpu_memory_mib
    = (guint) json_node_get_int (berth_sandbox_json_member (family, "gpu.memoryMib"));
}

/* The first-boot document decides, as on a real machine: one that installs xrdp. It is in
 * the part of the machine that no answer shows. */
static gboolean
wants_desktop (BerthSandbox *sandbox, JsonObject *machine)
{
  JsonObject *hidden = berth_sandbox_store_get_private (
    berth_sandbox_get_store (sandbox), berth_sandbox_json_string (machine, "id"));
  const char *encoded
    = hidden != NULL ? berth_sandbox_json_string (hidden, "customData") : NULL;
  g_autofree guchar *decoded = NULL;
  gsize length = 0;

  if (encoded == NULL)
    return FALSE;
  decoded = g_base64_decode (encoded, &length);
  return g_strstr_len ((const char *) decoded, (gssize) length, "xrdp") != NULL;
}

static void
fill_desktop (BerthSandboxGuest *guest, BerthSandbox *sandbox, JsonObject *machine)
{
  const gint64 duration = berth_sandbox_scenario_get_duration (
    berth_sandbox_get_scenario (sandbox), "firstBoot.step", BOOT_STEP_SECONDS);

  guest->desktop = wants_desktop (sandbox, machine);
  guest->boot_step_seconds
    = (double) berth_clock_to_real (berth_sandbox_get_clock (sandbox), duration)
      / G_USEC_PER_SEC;
}

static BerthSandboxGuest *
make_guest (BerthSandbox *sandbox, JsonObject *machine)
{
  BerthSandboxGuest *guest = g_new0 (BerthSandboxGuest, 1);
  JsonObject *size = berth_sandbox_machine_find_size (sandbox, machine);
  const char *name
    = berth_sandbox_json_string (machine, "properties.osProfile.computerName");
  const char *label = berth_sandbox_images_get_label (
    sandbox,
    berth_sandbox_json_string (machine,
                               "properties.storageProfile.imageReference.publisher"),
    berth_sandbox_json_string (machine,
                               "properties.storageProfile.imageReference.offer"));

  guest->host_name
    = g_strdup (name != NULL ? name : berth_sandbox_json_string (machine, "name"));
  guest->user = g_strdup (
    berth_sandbox_json_string (machine, "properties.osProfile.adminUsername"));
  guest->authorized_keys = read_keys (machine);
  guest->image_label = g_strdup (label);
  if (size != NULL)
    fill_gpu (guest, sandbox, size);
  fill_desktop (guest, sandbox, machine);
  return guest;
}

static char *
find_address (BerthSandbox *sandbox, JsonObject *machine)
{
  JsonArray *list
    = berth_sandbox_json_array (machine, "properties.networkProfile.networkInterfaces");
  char *address = NULL;

  for (guint i = 0; address == NULL && i < json_array_get_length (list); i++)
    address = berth_sandbox_network_dup_interface_address (
      sandbox, berth_sandbox_json_string (json_array_get_object_element (list, i), "id"));
  return address != NULL ? address : g_strdup ("127.78.0.1");
}

static BerthSandboxHost *
ensure_host (BerthSandbox *sandbox, JsonObject *machine)
{
  const char *id = berth_sandbox_json_string (machine, "id");
  BerthSandboxHost *host = berth_sandbox_machine_find_host (sandbox, id);
  g_autoptr (BerthSandboxGuest) guest = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *address = NULL;

  if (host != NULL)
    return host;
  guest = make_guest (sandbox, machine);
  folder
    = g_build_filename (berth_sandbox_get_state_folder (sandbox), "machines",
                        berth_sandbox_json_string (machine, "properties.vmId"), NULL);
  address = find_address (sandbox, machine);
  host = berth_sandbox_host_new (guest, folder, address);
  g_hash_table_replace (get_hosts (sandbox), g_ascii_strdown (id, -1), host);
  return host;
}

static void
set_tag (JsonObject *machine, const char *name, const char *value)
{
  JsonObject *tags = berth_sandbox_json_ensure_object (machine, "tags");

  if (value != NULL)
    json_object_set_string_member (tags, name, value);
  else if (json_object_has_member (tags, name))
    json_object_remove_member (tags, name);
}

/* How the machine is reached, where that is not port 22, or why it is not. */
static void
note_way_in (BerthSandbox *sandbox, JsonObject *machine, BerthSandboxHost *host)
{
  const guint16 port = berth_sandbox_host_get_port (host);
  g_autofree char *text = g_strdup_printf ("%u", port);

  set_tag (machine, BERTH_SANDBOX_PORT_TAG, port != 0 && port != 22 ? text : NULL);
  set_tag (machine, BERTH_SANDBOX_REASON_TAG,
           berth_sandbox_host_get_unreachable_reason (host));
  berth_sandbox_store_touch (berth_sandbox_get_store (sandbox),
                             berth_sandbox_json_string (machine, "id"));
}

/* To be called in a fiber: returns when the machine can be entered. A machine that cannot
 * be entered runs all the same and says why. */
void
berth_sandbox_machine_boot (BerthSandbox *sandbox, const char *id)
{
  JsonObject *machine = berth_sandbox_store_get (berth_sandbox_get_store (sandbox), id);
  g_autoptr (BerthSandboxHost) host = NULL;
  g_autoptr (GError) error = NULL;

  if (machine == NULL)
    return;
  host = g_object_ref (ensure_host (sandbox, machine));
  if (!dex_await (berth_sandbox_host_start (host, NULL), &error))
    g_info ("The machine %s cannot be entered: %s", id, error->message);
  machine = berth_sandbox_store_get (berth_sandbox_get_store (sandbox), id);
  if (machine != NULL)
    note_way_in (sandbox, machine, host);
}

/* To be called in a fiber: returns when nothing of the machine runs. */
void
berth_sandbox_machine_halt (BerthSandbox *sandbox, const char *id)
{
  BerthSandboxHost *found = berth_sandbox_machine_find_host (sandbox, id);
  g_autoptr (BerthSandboxHost) host = found != NULL ? g_object_ref (found) : NULL;

  if (host != NULL)
    dex_await (berth_sandbox_host_stop (host), NULL);
}

/* To be called in a fiber: switches the machine off, if need be, and gives it its new
 * size when it is switched on again. Its files stay. */
void
berth_sandbox_machine_rebuild (BerthSandbox *sandbox, const char *id)
{
  g_autofree char *key = g_ascii_strdown (id, -1);

  berth_sandbox_machine_halt (sandbox, id);
  g_hash_table_remove (get_hosts (sandbox), key);
}

/* To be called in a fiber: the machine's disk is gone with it. */
void
berth_sandbox_machine_destroy (BerthSandbox *sandbox, const char *id)
{
  JsonObject *machine = berth_sandbox_store_get (berth_sandbox_get_store (sandbox), id);
  g_autofree char *key = g_ascii_strdown (id, -1);
  g_autoptr (BerthSandboxHost) host
    = machine != NULL ? g_object_ref (ensure_host (sandbox, machine)) : NULL;

  g_hash_table_remove (get_hosts (sandbox), key);
  if (host != NULL)
    dex_await (berth_sandbox_host_destroy (host), NULL);
}

typedef struct {
  BerthSandbox *sandbox; /* unowned: it waits for this */
  char *id;
} Resumption;

static void
resumption_free (gpointer data)
{
  Resumption *resumption = data;

  g_free (resumption->id);
  g_free (resumption);
}

/* The cloud may have been stopped while the machine was being made. */
static void
finish_creation (BerthSandbox *sandbox, const char *id)
{
  BerthSandboxStore *store = berth_sandbox_get_store (sandbox);
  JsonObject *machine = berth_sandbox_store_get (store, id);

  if (g_strcmp0 (berth_sandbox_json_string (machine, "properties.provisioningState"),
                 "Creating")
      != 0)
    return;
  berth_sandbox_disks_make (sandbox, machine);
  json_object_set_string_member (berth_sandbox_json_ensure_object (machine, "properties"),
                                 "provisioningState", "Succeeded");
  berth_sandbox_store_touch (store, id);
}

static DexFuture *
resume (BerthSandboxOperation *operation, gpointer data)
{
  Resumption *resumption = data;

  berth_sandbox_machine_boot (resumption->sandbox, resumption->id);
  berth_sandbox_machine_set_power (resumption->sandbox, resumption->id, "running");
  finish_creation (resumption->sandbox, resumption->id);
  return NULL;
}

static gboolean
was_up (const char *power)
{
  return g_strcmp0 (power, "running") == 0 || g_strcmp0 (power, "starting") == 0;
}

/* Machines that ran when the cloud was stopped run again; what was under way is not. */
static void
resume_all (BerthSandbox *sandbox)
{
  g_autoptr (GPtrArray) machines = berth_sandbox_store_list (
    berth_sandbox_get_store (sandbox), NULL, BERTH_SANDBOX_MACHINES);

  for (guint i = 0; i < machines->len; i++) {
    const char *id = berth_sandbox_json_string (machines->pdata[i], "id");
    const char *power = berth_sandbox_machine_get_power (sandbox, id);
    Resumption *resumption;

    if (g_strcmp0 (power, "deallocating") == 0)
      berth_sandbox_machine_set_power (sandbox, id, "deallocated");
    if (!was_up (power))
      continue;
    resumption = g_new0 (Resumption, 1);
    resumption->sandbox = sandbox;
    resumption->id = g_strdup (id);
    berth_sandbox_operations_start (berth_sandbox_get_operations (sandbox), 0, resume,
                                    resumption, resumption_free);
  }
}

static DexFuture *
stop_fiber (gpointer data)
{
  GPtrArray *hosts = data;

  for (guint i = 0; i < hosts->len; i++)
    dex_await (berth_sandbox_host_stop (hosts->pdata[i]), NULL);
  return dex_future_new_true ();
}

static DexFuture *
stop_all (BerthSandbox *sandbox)
{
  GPtrArray *hosts = g_hash_table_get_values_as_ptr_array (get_hosts (sandbox));

  for (guint i = 0; i < hosts->len; i++)
    g_object_ref (hosts->pdata[i]);
  g_ptr_array_set_free_func (hosts, g_object_unref);
  return berth_future_spawn (stop_fiber, hosts, (GDestroyNotify) g_ptr_array_unref);
}

void
berth_sandbox_machine_life_install (BerthSandbox *sandbox)
{
  berth_sandbox_set_data (
    sandbox, DATA_KEY,
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref),
    (GDestroyNotify) g_hash_table_unref);
  berth_sandbox_add_start (sandbox, resume_all);
  berth_sandbox_add_stop (sandbox, stop_all);
}
