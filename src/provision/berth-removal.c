/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-removal.h"
#include "berth-plan-private.h"

#include "berth-azure-error.h"
#include "berth-disks.h"
#include "berth-future.h"
#include "berth-groups.h"
#include "berth-machines.h"
#include "berth-network.h"
#include "berth-resource-group.h"
#include "berth-resource.h"

#include <string.h>

/**
 * BerthRemoval:
 *
 * What goes with a machine when it is deleted, and what stays: the machine, its disk, and
 * what Berth's tags say was made for it. The resource group goes as well where it was
 * made for the machine and nothing else is in it. Nothing that somebody else put there is
 * touched.
 */
struct _BerthRemoval {
  GObject parent_instance;

  BerthArmClient *client;
  char *subscription_id;
  char *group;
  gboolean takes_group;
  GListStore *gone;
  GListStore *kept;
};

G_DEFINE_FINAL_TYPE (BerthRemoval, berth_removal, G_TYPE_OBJECT)

/* A conflict is given four minutes to pass. */
#define MAX_ATTEMPTS 16
#define PAUSE_USEC (15 * G_USEC_PER_SEC)

/* What uses others goes before what is used. */
static const char *const order[] = {
  "Microsoft.Compute/virtualMachines",   "Microsoft.Network/networkInterfaces",
  "Microsoft.Network/publicIPAddresses", "Microsoft.Compute/disks",
  "Microsoft.Network/virtualNetworks",   "Microsoft.Network/networkSecurityGroups",
};

static void
berth_removal_finalize (GObject *object)
{
  BerthRemoval *self = BERTH_REMOVAL (object);

  g_clear_object (&self->client);
  g_free (self->subscription_id);
  g_free (self->group);
  g_clear_object (&self->gone);
  g_clear_object (&self->kept);
  G_OBJECT_CLASS (berth_removal_parent_class)->finalize (object);
}

static void
berth_removal_class_init (BerthRemovalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_removal_finalize;
}

static void
berth_removal_init (BerthRemoval *self)
{
  self->gone = g_list_store_new (BERTH_TYPE_REMOVAL_ENTRY);
  self->kept = g_list_store_new (BERTH_TYPE_REMOVAL_ENTRY);
}

static gboolean
same_id (const char *a, const char *b)
{
  return a != NULL && b != NULL && g_ascii_strcasecmp (a, b) == 0;
}

static const char *
get_tag (GHashTable *tags, const char *name)
{
  return tags != NULL ? g_hash_table_lookup (tags, name) : NULL;
}

/* Also what the service lists as the machine's: a disk of a machine whose tags are gone.
 */
static gboolean
belongs (BerthResource *resource,
         const char *machine_id,
         const char *run,
         const char *disk_id)
{
  const char *tag = get_tag (berth_resource_get_tags (resource), BERTH_TAG_RUN);

  return same_id (berth_resource_get_id (resource), machine_id)
         || same_id (berth_resource_get_managed_by (resource), machine_id)
         || same_id (berth_resource_get_id (resource), disk_id)
         || (run != NULL && *run != '\0' && g_strcmp0 (tag, run) == 0);
}

static guint
find_rank (const char *resource_type)
{
  guint rank = 0;

  while (rank < G_N_ELEMENTS (order)
         && g_ascii_strcasecmp (order[rank], resource_type) != 0)
    rank++;
  return rank;
}

static int
compare_rank (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const char *left = berth_removal_entry_get_resource_type ((BerthRemovalEntry *) a);
  const char *right = berth_removal_entry_get_resource_type ((BerthRemovalEntry *) b);

  return (int) find_rank (left) - (int) find_rank (right);
}

static void
sort_out (BerthRemoval *self,
          GListModel *resources,
          const char *machine_id,
          const char *run,
          const char *disk_id)
{
  for (guint i = 0; i < g_list_model_get_n_items (resources); i++) {
    g_autoptr (BerthResource) resource = g_list_model_get_item (resources, i);
    g_autoptr (BerthRemovalEntry) entry = berth_removal_entry_new (
      berth_resource_get_id (resource), berth_resource_get_name (resource),
      berth_resource_get_resource_type (resource));
    const gboolean goes = belongs (resource, machine_id, run, disk_id);

    g_list_store_insert_sorted (goes ? self->gone : self->kept, entry, compare_rank,
                                NULL);
  }
}

/* The group carries the run's tag when that run made it. */
static void
judge_group (BerthRemoval *self, BerthResourceGroup *group, const char *run)
{
  const char *tag = get_tag (berth_resource_group_get_tags (group), BERTH_TAG_RUN);
  g_autoptr (BerthRemovalEntry) entry = berth_removal_entry_new (
    berth_resource_group_get_id (group), berth_resource_group_get_name (group),
    "Microsoft.Resources/resourceGroups");

  self->takes_group = run != NULL && *run != '\0' && g_strcmp0 (tag, run) == 0
                      && g_list_model_get_n_items (G_LIST_MODEL (self->kept)) == 0;
  g_list_store_append (self->takes_group ? self->gone : self->kept, entry);
}

/* "/subscriptions/S/resourceGroups/G/…" */
static gboolean
take_scope (BerthRemoval *self, const char *id)
{
  g_auto (GStrv) segments = g_strsplit (id, "/", 6);

  if (g_strv_length (segments) < 5)
    return FALSE;
  self->subscription_id = g_strdup (segments[2]);
  self->group = g_strdup (segments[4]);
  return TRUE;
}

typedef struct {
  BerthArmClient *client;
  char *machine_id;
  char *run;
  GCancellable *cancellable;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_object_unref (search->client);
  g_free (search->machine_id);
  g_free (search->run);
  g_clear_object (&search->cancellable);
  g_free (search);
}

/* A machine that is gone already still leaves a network to delete. */
static gboolean
read_machine (Search *search, char **disk_id, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (BerthMachine) machine = dex_await_object (
    berth_machines_get (search->client, search->machine_id, search->cancellable), &local);

  if (machine == NULL
      && !g_error_matches (local, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_NOT_FOUND)) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (machine != NULL) {
    *disk_id = g_strdup (berth_machine_get_os_disk_id (machine));
    if (search->run == NULL)
      search->run = g_strdup (berth_machine_get_tag (machine, BERTH_TAG_RUN));
  }
  return TRUE;
}

static DexFuture *
find_fiber (gpointer data)
{
  Search *search = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BerthRemoval) self = g_object_new (BERTH_TYPE_REMOVAL, NULL);
  g_autofree char *disk_id = NULL;
  g_autoptr (GListModel) resources = NULL;
  g_autoptr (BerthResourceGroup) group = NULL;

  self->client = g_object_ref (search->client);
  if (!take_scope (self, search->machine_id))
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                                  "Not a resource id: %s", search->machine_id);
  if (!read_machine (search, &disk_id, &error))
    return berth_future_reject (g_steal_pointer (&error));
  resources
    = dex_await_object (berth_groups_list_resources (self->client, self->subscription_id,
                                                     self->group, search->cancellable),
                        &error);
  if (resources == NULL)
    return berth_future_reject (g_steal_pointer (&error));
  group = dex_await_object (berth_groups_get (self->client, self->subscription_id,
                                              self->group, search->cancellable),
                            &error);
  if (group == NULL)
    return berth_future_reject (g_steal_pointer (&error));
  sort_out (self, resources, search->machine_id, search->run, disk_id);
  judge_group (self, group, search->run);
  return dex_future_new_take_object (g_steal_pointer (&self));
}

/**
 * berth_removal_find_run:
 * @client: whom to ask
 * @machine_id: the machine, which may not exist
 * @run: (nullable): the run whose things are looked for; %NULL to take the machine's own
 * @cancellable: (nullable): gives up
 *
 * Returns: (transfer full): a future that resolves to a #BerthRemoval; rejects with a
 *   `BERTH_AZURE_ERROR` or `BERTH_NET_ERROR`
 */
DexFuture *
berth_removal_find_run (BerthArmClient *client,
                        const char *machine_id,
                        const char *run,
                        GCancellable *cancellable)
{
  Search *search = g_new0 (Search, 1);

  search->client = g_object_ref (client);
  search->machine_id = g_strdup (machine_id);
  search->run = g_strdup (run);
  g_set_object (&search->cancellable, cancellable);
  return berth_future_spawn (find_fiber, search, search_free);
}

/**
 * berth_removal_find:
 * @client: whom to ask
 * @machine_id: the machine
 * @cancellable: (nullable): gives up
 *
 * Finds out what deleting a machine would take and what it would leave.
 *
 * Returns: (transfer full): a future that resolves to a #BerthRemoval; rejects with a
 *   `BERTH_AZURE_ERROR` or `BERTH_NET_ERROR`
 */
DexFuture *
berth_removal_find (BerthArmClient *client,
                    const char *machine_id,
                    GCancellable *cancellable)
{
  return berth_removal_find_run (client, machine_id, NULL, cancellable);
}

typedef struct {
  BerthRemoval *removal;
  GCancellable *cancellable;
} Performance;

static void
performance_free (gpointer data)
{
  Performance *performance = data;

  g_object_unref (performance->removal);
  g_clear_object (&performance->cancellable);
  g_free (performance);
}

static DexFuture *
delete_entry (BerthRemoval *self, BerthRemovalEntry *entry, GCancellable *cancellable)
{
  const char *id = berth_removal_entry_get_id (entry);
  const char *type = berth_removal_entry_get_resource_type (entry);

  if (g_ascii_strcasecmp (type, "Microsoft.Resources/resourceGroups") == 0)
    return berth_groups_delete (self->client, self->subscription_id, self->group,
                                cancellable);
  if (g_ascii_strcasecmp (type, "Microsoft.Compute/virtualMachines") == 0)
    return berth_machines_delete (self->client, id, cancellable);
  if (g_ascii_strcasecmp (type, "Microsoft.Compute/disks") == 0)
    return berth_disks_delete (self->client, id, cancellable);
  return berth_network_delete (self->client, id, cancellable);
}

/* Deleted by somebody else, or with the machine, is deleted all the same. */
static gboolean
is_gone_already (const GError *error)
{
  return g_error_matches (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_NOT_FOUND);
}

/* The whole group goes as one, which is faster and cannot stop in the middle. */
static gboolean
is_covered (BerthRemoval *self, BerthRemovalEntry *entry)
{
  const char *type = berth_removal_entry_get_resource_type (entry);

  return self->takes_group
         && g_ascii_strcasecmp (type, "Microsoft.Resources/resourceGroups") != 0;
}

/* The interface of a machine that could not be made is kept for it for three minutes, and
 * what was in use a moment ago may still be noted as in use. */
static gboolean
delete_patiently (BerthRemoval *self,
                  BerthRemovalEntry *entry,
                  GCancellable *cancellable,
                  GError **error)
{
  BerthClock *clock = berth_arm_client_get_clock (self->client);

  for (guint attempt = 0;; attempt++) {
    g_autoptr (GError) local = NULL;

    if (dex_await (delete_entry (self, entry, cancellable), &local)
        || is_gone_already (local))
      return TRUE;
    if (!g_error_matches (local, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_CONFLICT)
        || attempt == MAX_ATTEMPTS) {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
    if (!dex_await (berth_clock_wait (clock, PAUSE_USEC, cancellable), error))
      return FALSE;
  }
}

static DexFuture *
perform_fiber (gpointer data)
{
  Performance *performance = data;
  BerthRemoval *self = performance->removal;
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->gone));

  for (guint i = 0; i < n; i++) {
    g_autoptr (BerthRemovalEntry) entry
      = g_list_model_get_item (G_LIST_MODEL (self->gone), i);
    g_autoptr (GError) error = NULL;

    if (is_covered (self, entry))
      continue;
    if (!delete_patiently (self, entry, performance->cancellable, &error))
      return berth_future_reject (g_steal_pointer (&error));
  }
  return dex_future_new_true ();
}

/**
 * berth_removal_perform:
 * @cancellable: (nullable): stops after what is under way
 *
 * Deletes what berth_removal_get_gone() lists, in an order in which nothing is in use.
 *
 * Returns: (transfer full): a future that resolves to %TRUE when all is gone; rejects
 * with a `BERTH_AZURE_ERROR` or `BERTH_NET_ERROR`, and can be performed again then
 */
DexFuture *
berth_removal_perform (BerthRemoval *self, GCancellable *cancellable)
{
  Performance *performance = NULL;

  g_return_val_if_fail (BERTH_IS_REMOVAL (self), NULL);

  performance = g_new0 (Performance, 1);
  performance->removal = g_object_ref (self);
  g_set_object (&performance->cancellable, cancellable);
  return berth_future_spawn (perform_fiber, performance, performance_free);
}

/**
 * berth_removal_get_gone:
 *
 * Returns: (transfer none): #BerthRemovalEntry of what will be deleted
 */
GListModel *
berth_removal_get_gone (BerthRemoval *self)
{
  g_return_val_if_fail (BERTH_IS_REMOVAL (self), NULL);

  return G_LIST_MODEL (self->gone);
}

/**
 * berth_removal_get_kept:
 *
 * Returns: (transfer none): #BerthRemovalEntry of what stays in the group
 */
GListModel *
berth_removal_get_kept (BerthRemoval *self)
{
  g_return_val_if_fail (BERTH_IS_REMOVAL (self), NULL);

  return G_LIST_MODEL (self->kept);
}

/**
 * berth_removal_takes_group:
 *
 * Returns: whether the resource group itself will be deleted
 */
gboolean
berth_removal_takes_group (BerthRemoval *self)
{
  g_return_val_if_fail (BERTH_IS_REMOVAL (self), FALSE);

  return self->takes_group;
}
