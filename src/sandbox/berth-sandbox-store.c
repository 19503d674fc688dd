/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-store.h"

#include "berth-future.h"
#include "berth-sandbox-json.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define STATE_FILE "resources.json"
#define MAX_STATE_BYTES (256 * 1024 * 1024)

/**
 * BerthSandboxStore:
 *
 * Every resource of the cloud, by id without regard to letter case. Beside what the API
 * answers, a resource has a private part that no answer shows (customData, say).
 *
 * It lives on the main context; a change is written to the state folder soon afterwards,
 * by a thread that gets a finished text and replaces the file as a whole.
 */
struct _BerthSandboxStore {
  GObject parent_instance;

  char *path;
  GHashTable *entries; /* lower-cased id → Entry */
  guint64 next_serial;
  guint save_source;
  gboolean dirty;
  DexFuture *saving; /* nullable */
};

typedef struct {
  char *id;
  guint64 serial; /* the order in which they were made */
  JsonObject *body;
  JsonObject *hidden;
} Entry;

G_DEFINE_FINAL_TYPE (BerthSandboxStore, berth_sandbox_store, G_TYPE_OBJECT)

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->id);
  json_object_unref (entry->body);
  json_object_unref (entry->hidden);
  g_free (entry);
}

static void
berth_sandbox_store_finalize (GObject *object)
{
  BerthSandboxStore *self = BERTH_SANDBOX_STORE (object);

  g_clear_handle_id (&self->save_source, g_source_remove);
  dex_clear (&self->saving);
  g_free (self->path);
  g_hash_table_unref (self->entries);
  G_OBJECT_CLASS (berth_sandbox_store_parent_class)->finalize (object);
}

static void
berth_sandbox_store_class_init (BerthSandboxStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_sandbox_store_finalize;
}

static void
berth_sandbox_store_init (BerthSandboxStore *self)
{
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *first = *(const Entry *const *) a;
  const Entry *second = *(const Entry *const *) b;

  return (first->serial > second->serial) - (first->serial < second->serial);
}

static GPtrArray *
list_entries (BerthSandboxStore *self)
{
  GPtrArray *entries = g_hash_table_get_values_as_ptr_array (self->entries);

  g_ptr_array_sort (entries, compare_entries);
  return entries;
}

static char *
print_state (BerthSandboxStore *self)
{
  g_autoptr (GPtrArray) entries = list_entries (self);
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_sized_new (entries->len);

  for (guint i = 0; i < entries->len; i++) {
    Entry *entry = g_ptr_array_index (entries, i);
    JsonObject *item = json_object_new ();

    json_object_set_string_member (item, "id", entry->id);
    json_object_set_object_member (item, "body", json_object_ref (entry->body));
    json_object_set_object_member (item, "private", json_object_ref (entry->hidden));
    json_array_add_object_element (array, item);
  }
  json_object_set_array_member (object, "resources", array);
  json_node_take_object (root, object);
  return json_to_string (root, FALSE);
}

typedef struct {
  char *path;
  char *text;
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  g_free (save->path);
  g_free (save->text);
  g_free (save);
}

static DexFuture *
save_on_thread (gpointer data)
{
  Save *save = data;
  GError *error = NULL;

  if (!g_file_set_contents_full (save->path, save->text, -1,
                                 G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error)) {
    g_message ("[SANDBOX.STORE] %s", error->message);
    return dex_future_new_for_error (error);
  }
  return dex_future_new_true ();
}

static DexFuture *
write_state (BerthSandboxStore *self)
{
  Save *save = g_new0 (Save, 1);

  self->dirty = FALSE;
  save->path = g_strdup (self->path);
  save->text = print_state (self);
  return berth_future_spawn_thread (save_on_thread, save, save_free);
}

static DexFuture *
flush_fiber (gpointer data)
{
  BerthSandboxStore *self = data;

  while (self->saving != NULL || self->dirty) {
    g_autoptr (GError) error = NULL;

    if (self->saving == NULL)
      self->saving = write_state (self);
    if (!dex_await (dex_ref (self->saving), &error)) {
      dex_clear (&self->saving);
      return dex_future_new_for_error (g_steal_pointer (&error));
    }
    dex_clear (&self->saving);
  }
  return dex_future_new_true ();
}

static gboolean
on_save_due (gpointer data)
{
  BerthSandboxStore *self = data;

  self->save_source = 0;
  if (self->saving == NULL)
    dex_future_disown (berth_sandbox_store_flush (self));
  return G_SOURCE_REMOVE;
}

static void
mark_dirty (BerthSandboxStore *self)
{
  self->dirty = TRUE;
  if (self->save_source == 0)
    self->save_source = g_timeout_add (50, on_save_due, self);
}

/**
 * berth_sandbox_store_new:
 * @folder: the state folder; it exists
 *
 * Returns: (transfer full): an empty store
 */
BerthSandboxStore *
berth_sandbox_store_new (const char *folder)
{
  BerthSandboxStore *self = g_object_new (BERTH_TYPE_SANDBOX_STORE, NULL);

  self->path = g_build_filename (folder, STATE_FILE, NULL);
  return self;
}

static Entry *
insert (BerthSandboxStore *self, const char *id, JsonObject *body, JsonObject *hidden)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->id = g_strdup (id);
  entry->serial = self->next_serial++;
  entry->body = json_object_ref (body);
  entry->hidden = hidden != NULL ? json_object_ref (hidden) : json_object_new ();
  g_hash_table_replace (self->entries, g_ascii_strdown (id, -1), entry);
  return entry;
}

/**
 * berth_sandbox_store_load:
 *
 * Reads the state folder's file; a missing one is an empty cloud. Blocks: to be called
 * before the server listens.
 *
 * Returns: %FALSE when the file cannot be read or is not ours
 */
gboolean
berth_sandbox_store_load (BerthSandboxStore *self, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonArray *array;
  gsize length = 0;

  if (!g_file_test (self->path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!g_file_get_contents (self->path, &text, &length, error))
    return FALSE;
  root
    = length <= MAX_STATE_BYTES ? berth_sandbox_json_parse (text, length, error) : NULL;
  if (root == NULL)
    return FALSE;
  array = JSON_NODE_HOLDS_OBJECT (root)
            ? berth_sandbox_json_array (json_node_get_object (root), "resources")
            : NULL;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);
    JsonObject *item = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    const char *id = berth_sandbox_json_string (item, "id");
    JsonObject *body = berth_sandbox_json_object (item, "body");

    if (id == NULL || body == NULL)
      continue;
    insert (self, id, body, berth_sandbox_json_object (item, "private"));
  }
  return TRUE;
}

static Entry *
find (BerthSandboxStore *self, const char *id)
{
  g_autofree char *key = g_ascii_strdown (id, -1);

  return g_hash_table_lookup (self->entries, key);
}

/**
 * berth_sandbox_store_get:
 * @id: in any letter case
 *
 * Returns: (transfer none) (nullable): the resource as the API answers it
 */
JsonObject *
berth_sandbox_store_get (BerthSandboxStore *self, const char *id)
{
  Entry *entry = find (self, id);

  return entry != NULL ? entry->body : NULL;
}

/**
 * berth_sandbox_store_put:
 * @id: in the service's spelling; an existing resource keeps the spelling it was made
 * with
 * @body: (transfer none): the resource; the store keeps this very object
 *
 * Makes or replaces a resource; its private part stays.
 */
void
berth_sandbox_store_put (BerthSandboxStore *self, const char *id, JsonObject *body)
{
  Entry *entry = find (self, id);

  if (entry != NULL) {
    json_object_ref (body);
    json_object_unref (entry->body);
    entry->body = body;
  } else {
    insert (self, id, body, NULL);
  }
  mark_dirty (self);
}

/**
 * berth_sandbox_store_remove:
 *
 * Removes a resource and its children.
 *
 * Returns: whether there was one
 */
gboolean
berth_sandbox_store_remove (BerthSandboxStore *self, const char *id)
{
  g_autofree char *key = g_ascii_strdown (id, -1);
  g_autofree char *prefix = g_strconcat (key, "/", NULL);
  gboolean removed = g_hash_table_remove (self->entries, key);
  GHashTableIter iter;
  gpointer child;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, &child, NULL)) {
    if (g_str_has_prefix (child, prefix))
      g_hash_table_iter_remove (&iter);
  }
  mark_dirty (self);
  return removed;
}

/**
 * berth_sandbox_store_touch:
 * @id: (nullable): what was changed in place
 *
 * Has the change written to the state folder.
 */
void
berth_sandbox_store_touch (BerthSandboxStore *self, const char *id)
{
  mark_dirty (self);
}

/**
 * berth_sandbox_store_get_private:
 *
 * Returns: (transfer none) (nullable): what is remembered of the resource but never
 *   answered; call berth_sandbox_store_touch() after changing it
 */
JsonObject *
berth_sandbox_store_get_private (BerthSandboxStore *self, const char *id)
{
  Entry *entry = find (self, id);

  return entry != NULL ? entry->hidden : NULL;
}

static gboolean
is_within (const char *id, const char *scope)
{
  gsize length = scope != NULL ? strlen (scope) : 0;

  while (length > 0 && scope[length - 1] == '/')
    length--;
  return length == 0
         || (g_ascii_strncasecmp (id, scope, length) == 0 && id[length] == '/');
}

/**
 * berth_sandbox_store_list:
 * @scope: (nullable): the id of a subscription, group or parent; not itself listed
 * @type: (nullable): only resources of this type
 *
 * Returns: (transfer full) (element-type JsonObject): the resources, oldest first
 */
GPtrArray *
berth_sandbox_store_list (BerthSandboxStore *self, const char *scope, const char *type)
{
  g_autoptr (GPtrArray) entries = list_entries (self);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (guint i = 0; i < entries->len; i++) {
    Entry *entry = g_ptr_array_index (entries, i);
    const char *its_type = berth_sandbox_json_string (entry->body, "type");

    if (is_within (entry->id, scope)
        && (type == NULL
            || (its_type != NULL && g_ascii_strcasecmp (its_type, type) == 0)))
      g_ptr_array_add (list, json_object_ref (entry->body));
  }
  return list;
}

/**
 * berth_sandbox_store_flush:
 *
 * Returns: (transfer full): resolves to %TRUE when the file holds everything that was
 *   changed up to now, or rejects with a #GFileError
 */
DexFuture *
berth_sandbox_store_flush (BerthSandboxStore *self)
{
  return berth_future_spawn (flush_fiber, g_object_ref (self), g_object_unref);
}
