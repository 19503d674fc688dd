/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-config.h"

#include "berth-host-keys.h"

#include "berth-future.h"
#include "berth-ssh-file.h"
#include "berth-ssh-task.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#define MAX_FILE_BYTES (4 * 1024 * 1024)
#define FORMAT_VERSION 1

/**
 * BerthHostKeys:
 *
 * Which host keys each machine may show, pinned by the machine's resource id: an address
 * is handed on to other people's machines, a resource id is not. Ids compare without
 * regard to letter case, as the service does.
 *
 * Kept in one JSON file that is read at the first question and written, whole or not at
 * all, with every change. A damaged file is an error, never an empty list: that would
 * turn a changed key into an unknown one. Owned by the main context; files are touched on
 * another thread.
 */
struct _BerthHostKeys {
  GObject parent_instance;

  char *path;
  GHashTable *pins;   /* lower-cased host id → GStrv of fingerprints; NULL until loaded */
  DexFuture *loading; /* shared by all who ask before the file is read */
  DexFuture *saving;  /* the last one, so that the next waits its turn */
};

typedef struct {
  BerthHostKeys *self;
  char *host_id;
  char **fingerprints;
  DexFuture *before;
} Request;

typedef struct {
  char *path;
  GBytes *contents;
} File;

G_DEFINE_FINAL_TYPE (BerthHostKeys, berth_host_keys, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (BerthHostKeyVerdict,
                    berth_host_key_verdict,
                    G_DEFINE_ENUM_VALUE (BERTH_HOST_KEY_VERDICT_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (BERTH_HOST_KEY_VERDICT_KNOWN, "known"),
                    G_DEFINE_ENUM_VALUE (BERTH_HOST_KEY_VERDICT_CHANGED, "changed"))

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_object (&request->self);
  g_clear_pointer (&request->host_id, g_free);
  g_clear_pointer (&request->fingerprints, g_strfreev);
  dex_clear (&request->before);
  g_free (request);
}

static void
file_free (gpointer data)
{
  File *file = data;

  g_clear_pointer (&file->contents, g_bytes_unref);
  g_free (file->path);
  g_free (file);
}

static void
berth_host_keys_finalize (GObject *object)
{
  BerthHostKeys *self = BERTH_HOST_KEYS (object);

  dex_clear (&self->loading);
  dex_clear (&self->saving);
  g_clear_pointer (&self->pins, g_hash_table_unref);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (berth_host_keys_parent_class)->finalize (object);
}

static void
berth_host_keys_class_init (BerthHostKeysClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_host_keys_finalize;
}

static void
berth_host_keys_init (BerthHostKeys *self)
{
}

static GHashTable *
pins_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                (GDestroyNotify) g_strfreev);
}

static char **
read_fingerprints (JsonNode *node)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return NULL;
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *element = json_array_get_element (array, i);

    if (!JSON_NODE_HOLDS_VALUE (element)
        || json_node_get_value_type (element) != G_TYPE_STRING)
      return NULL;
    g_strv_builder_add (builder, json_node_get_string (element));
  }
  return g_strv_builder_end (builder);
}

static GHashTable *
parse_pins (GBytes *contents, const char *path, GError **error)
{
  /* Not the immutable one: json-glib aborts when it meets "{}{}". */
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GHashTable) pins = pins_new ();
  JsonNode *root;
  JsonObjectIter iter;
  JsonNode *hosts = NULL;
  const char *host_id;
  JsonNode *node;
  gsize size;
  const char *text = g_bytes_get_data (contents, &size);
  gboolean well_formed
    = size > 0 && json_parser_load_from_data (parser, text, (gssize) size, NULL);

  root = well_formed ? json_parser_get_root (parser) : NULL;
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    hosts = json_object_get_member (json_node_get_object (root), "hosts");
  well_formed = hosts != NULL && JSON_NODE_HOLDS_OBJECT (hosts);
  if (well_formed) {
    json_object_iter_init (&iter, json_node_get_object (hosts));
    while (well_formed && json_object_iter_next (&iter, &host_id, &node)) {
      char **fingerprints = read_fingerprints (node);

      well_formed = fingerprints != NULL;
      if (well_formed)
        g_hash_table_insert (pins, g_utf8_strdown (host_id, -1), fingerprints);
    }
  }
  if (well_formed)
    return g_steal_pointer (&pins);
  g_set_error (
    error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
    /* Translators: %s is the path of a file */
    _ ("The list of known machines “%s” is damaged. Nothing was changed in it."), path);
  return NULL;
}

static GBytes *
print_pins (GHashTable *pins)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GList) ids
    = g_list_sort (g_hash_table_get_keys (pins), (GCompareFunc) strcmp);
  gsize size = 0;
  char *text;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, FORMAT_VERSION);
  json_builder_set_member_name (builder, "hosts");
  json_builder_begin_object (builder);
  for (GList *id = ids; id != NULL; id = id->next) {
    char **fingerprints = g_hash_table_lookup (pins, id->data);

    json_builder_set_member_name (builder, id->data);
    json_builder_begin_array (builder);
    for (gsize i = 0; fingerprints[i] != NULL; i++)
      json_builder_add_string_value (builder, fingerprints[i]);
    json_builder_end_array (builder);
  }
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  json_generator_set_pretty (generator, TRUE);
  json_generator_set_root (generator, root);
  text = json_generator_to_data (generator, &size);
  return g_bytes_new_take (text, size);
}

static DexFuture *
load_in_thread (gpointer data)
{
  File *file = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) contents = berth_ssh_file_load (file->path, MAX_FILE_BYTES, &error);
  GHashTable *pins = NULL;

  if (contents != NULL)
    pins = parse_pins (contents, file->path, &error);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)) {
    g_clear_error (&error);
    pins = pins_new ();
  }
  if (error != NULL)
    return berth_future_reject (g_steal_pointer (&error));
  return dex_future_new_take_boxed (G_TYPE_HASH_TABLE, pins);
}

static DexFuture *
save_in_thread (gpointer data)
{
  File *file = data;
  g_autoptr (GError) error = NULL;

  if (!berth_ssh_file_save (file->path, file->contents, BERTH_SSH_FILE_REPLACE, &error))
    return berth_future_reject (g_steal_pointer (&error));
  return dex_future_new_true ();
}

static gboolean
await_loaded (BerthHostKeys *self, GError **error)
{
  g_autoptr (GHashTable) pins = NULL;
  DexFuture *loading;

  if (self->pins != NULL)
    return TRUE;
  if (self->loading == NULL) {
    File *file = g_new0 (File, 1);

    file->path = g_strdup (self->path);
    self->loading = berth_ssh_task_run (load_in_thread, file, file_free, NULL);
  }
  loading = dex_ref (self->loading);
  pins = dex_await_boxed (g_steal_pointer (&loading), error);
  dex_clear (&self->loading);
  if (pins == NULL)
    return FALSE;
  if (self->pins == NULL)
    self->pins = g_steal_pointer (&pins);
  return TRUE;
}

/* What the file cannot hold is not kept in memory either. */
static gboolean
await_saved (Request *request, char **fingerprints, GError **error)
{
  BerthHostKeys *self = request->self;
  char **before = NULL;
  File *file;

  before = g_strdupv (g_hash_table_lookup (self->pins, request->host_id));
  if (fingerprints != NULL)
    g_hash_table_insert (self->pins, g_strdup (request->host_id),
                         g_strdupv (fingerprints));
  else
    g_hash_table_remove (self->pins, request->host_id);

  file = g_new0 (File, 1);
  file->path = g_strdup (self->path);
  file->contents = print_pins (self->pins);
  if (dex_await (berth_ssh_task_run (save_in_thread, file, file_free, NULL), error)) {
    g_strfreev (before);
    return TRUE;
  }
  if (before != NULL)
    g_hash_table_insert (self->pins, g_strdup (request->host_id), before);
  else
    g_hash_table_remove (self->pins, request->host_id);
  return FALSE;
}

static DexFuture *
check_fiber (gpointer data)
{
  Request *request = data;
  g_autoptr (GError) error = NULL;
  const char *const *pinned;
  BerthHostKeyVerdict verdict = BERTH_HOST_KEY_VERDICT_UNKNOWN;

  if (!await_loaded (request->self, &error))
    return berth_future_reject (g_steal_pointer (&error));
  pinned = g_hash_table_lookup (request->self->pins, request->host_id);
  if (pinned != NULL && pinned[0] != NULL)
    verdict = g_strv_contains (pinned, request->fingerprints[0])
                ? BERTH_HOST_KEY_VERDICT_KNOWN
                : BERTH_HOST_KEY_VERDICT_CHANGED;
  return dex_future_new_for_int ((int) verdict);
}

static DexFuture *
change_fiber (gpointer data)
{
  Request *request = data;
  g_autoptr (GError) error = NULL;

  /* One change at a time; how the one before ended is its own caller's business. */
  if (request->before != NULL)
    dex_await (g_steal_pointer (&request->before), NULL);
  if (!await_loaded (request->self, &error)
      || !await_saved (request, request->fingerprints, &error))
    return berth_future_reject (g_steal_pointer (&error));
  return dex_future_new_true ();
}

static Request *
request_new (BerthHostKeys *self, const char *host_id)
{
  Request *request = g_new0 (Request, 1);

  request->self = g_object_ref (self);
  request->host_id = g_utf8_strdown (host_id, -1);
  return request;
}

static DexFuture *
start_change (BerthHostKeys *self, Request *request, GCancellable *cancellable)
{
  DexFuture *change;

  request->before = g_steal_pointer (&self->saving);
  change = berth_future_spawn (change_fiber, request, request_free);
  self->saving = dex_ref (change);
  return berth_future_cancellable (change, cancellable);
}

/**
 * berth_host_keys_new:
 * @path: the file that keeps the pins; it need not exist yet
 */
BerthHostKeys *
berth_host_keys_new (const char *path)
{
  BerthHostKeys *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (BERTH_TYPE_HOST_KEYS, NULL);
  self->path = g_strdup (path);
  return self;
}

/**
 * berth_host_keys_check:
 * @host_id: the machine's resource id
 * @fingerprint: what it shows, "SHA256:…"
 * @cancellable: (nullable): gives up the wait
 *
 * Compares what a machine shows with what is pinned.
 *
 * Returns: (transfer full): a future that resolves to an int, a [enum@HostKeyVerdict], or
 *   rejects with %G_IO_ERROR_INVALID_DATA for a damaged file or what the file system says
 */
DexFuture *
berth_host_keys_check (BerthHostKeys *self,
                       const char *host_id,
                       const char *fingerprint,
                       GCancellable *cancellable)
{
  const char *fingerprints[] = { fingerprint, NULL };
  Request *request;

  g_return_val_if_fail (BERTH_IS_HOST_KEYS (self), NULL);
  g_return_val_if_fail (host_id != NULL, NULL);
  g_return_val_if_fail (fingerprint != NULL, NULL);

  request = request_new (self, host_id);
  request->fingerprints = g_strdupv ((char **) fingerprints);
  return berth_future_cancellable (
    berth_future_spawn (check_fiber, request, request_free), cancellable);
}

/**
 * berth_host_keys_pin:
 * @host_id: the machine's resource id
 * @fingerprints: (array zero-terminated=1): all that it may show from now on
 * @cancellable: (nullable): gives up the wait
 *
 * Pins a machine's keys, in place of what was pinned before.
 *
 * Returns: (transfer full): a future that resolves to %TRUE, or rejects as
 *   berth_host_keys_check() does
 */
DexFuture *
berth_host_keys_pin (BerthHostKeys *self,
                     const char *host_id,
                     const char *const *fingerprints,
                     GCancellable *cancellable)
{
  Request *request;

  g_return_val_if_fail (BERTH_IS_HOST_KEYS (self), NULL);
  g_return_val_if_fail (host_id != NULL, NULL);
  g_return_val_if_fail (fingerprints != NULL && fingerprints[0] != NULL, NULL);

  request = request_new (self, host_id);
  request->fingerprints = g_strdupv ((char **) fingerprints);
  return start_change (self, request, cancellable);
}

/**
 * berth_host_keys_forget:
 * @host_id: the machine's resource id
 * @cancellable: (nullable): gives up the wait
 *
 * Forgets a machine's keys; for one that was deleted.
 *
 * Returns: (transfer full): a future that resolves to %TRUE, or rejects as
 *   berth_host_keys_check() does
 */
DexFuture *
berth_host_keys_forget (BerthHostKeys *self,
                        const char *host_id,
                        GCancellable *cancellable)
{
  g_return_val_if_fail (BERTH_IS_HOST_KEYS (self), NULL);
  g_return_val_if_fail (host_id != NULL, NULL);

  return start_change (self, request_new (self, host_id), cancellable);
}
