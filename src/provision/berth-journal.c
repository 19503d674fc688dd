/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-journal.h"

#include "berth-future.h"
#include "berth-json.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

/**
 * BerthJournal:
 *
 * What a run has begun, on disk, so that a Berth which was killed in the middle can pick
 * it up or undo it. A file per run, `ID.json`, replaced as a whole and written before the
 * service is asked for the thing it notes. Holds nothing secret.
 */
struct _BerthJournal {
  GObject parent_instance;

  char *folder;
  char *id;
  BerthPlan *plan;
  gboolean group_made;
  gboolean deployed;
  gboolean ended;
  char *problem;
};

G_DEFINE_FINAL_TYPE (BerthJournal, berth_journal, G_TYPE_OBJECT)

/* A journal is some kilobytes; anything much larger is no journal. */
#define MAX_BYTES (1024 * 1024)

static void
berth_journal_finalize (GObject *object)
{
  BerthJournal *self = BERTH_JOURNAL (object);

  g_free (self->folder);
  g_free (self->id);
  g_free (self->problem);
  g_clear_object (&self->plan);
  G_OBJECT_CLASS (berth_journal_parent_class)->finalize (object);
}

static void
berth_journal_class_init (BerthJournalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_journal_finalize;
}

static void
berth_journal_init (BerthJournal *self)
{
}

/**
 * berth_journal_new:
 * @folder: where journals are kept; it is made when it is needed
 * @plan: what is carried out
 *
 * Returns: (transfer full): a journal of a new run, not yet on disk
 */
BerthJournal *
berth_journal_new (const char *folder, BerthPlan *plan)
{
  BerthJournal *self = g_object_new (BERTH_TYPE_JOURNAL, NULL);

  self->folder = g_strdup (folder);
  self->id = g_uuid_string_random ();
  self->plan = g_object_ref (plan);
  return self;
}

static char *
dup_path (BerthJournal *self)
{
  g_autofree char *name = g_strconcat (self->id, ".json", NULL);

  return g_build_filename (self->folder, name, NULL);
}

static char *
print (BerthJournal *self)
{
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) node = berth_json_node_from_object (object);

  json_object_set_int_member (object, "version", 1);
  json_object_set_string_member (object, "id", self->id);
  json_object_set_boolean_member (object, "groupMade", self->group_made);
  json_object_set_boolean_member (object, "deployed", self->deployed);
  json_object_set_boolean_member (object, "ended", self->ended);
  if (self->problem != NULL)
    json_object_set_string_member (object, "problem", self->problem);
  json_object_set_member (object, "plan", berth_plan_to_json (self->plan));
  return json_to_string (node, TRUE);
}

static BerthJournal *
parse (const char *folder, GBytes *bytes, GError **error)
{
  g_autoptr (JsonNode) node = berth_json_parse (bytes, error);
  JsonObject *object = node != NULL ? berth_json_require_root (node, error) : NULL;
  const char *id
    = object != NULL ? berth_json_require_string (object, "id", error) : NULL;
  JsonNode *plan_node = id != NULL ? json_object_get_member (object, "plan") : NULL;
  g_autoptr (BerthJournal) self = NULL;

  if (plan_node == NULL || !g_uuid_string_is_valid (id))
    return NULL;
  self = g_object_new (BERTH_TYPE_JOURNAL, NULL);
  self->plan = berth_plan_from_json (plan_node, error);
  if (self->plan == NULL)
    return NULL;
  self->folder = g_strdup (folder);
  self->id = g_strdup (id);
  self->group_made = berth_json_get_boolean (object, "groupMade", FALSE);
  self->deployed = berth_json_get_boolean (object, "deployed", FALSE);
  self->ended = berth_json_get_boolean (object, "ended", FALSE);
  self->problem = g_strdup (berth_json_get_string (object, "problem"));
  return g_steal_pointer (&self);
}

typedef struct {
  char *folder;
  char *path;
  char *text;
} Writing;

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  g_free (writing->folder);
  g_free (writing->path);
  g_free (writing->text);
  g_free (writing);
}

static DexFuture *
write_in_thread (gpointer data)
{
  Writing *writing = data;
  g_autoptr (GError) error = NULL;

  if (g_mkdir_with_parents (writing->folder, 0700) != 0) {
    int code = errno;

    return berth_future_reject (g_error_new (G_IO_ERROR,
                                             (int) g_io_error_from_errno (code), "%s: %s",
                                             writing->folder, g_strerror (code)));
  }
  if (!g_file_set_contents_full (writing->path, writing->text, -1,
                                 G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    return berth_future_reject (g_steal_pointer (&error));
  return dex_future_new_true ();
}

/**
 * berth_journal_save:
 *
 * Returns: (transfer full): a future that resolves to %TRUE once the journal is on disk,
 * or rejects with a `G_FILE_ERROR` or `G_IO_ERROR`
 */
DexFuture *
berth_journal_save (BerthJournal *self)
{
  Writing *writing = NULL;

  g_return_val_if_fail (BERTH_IS_JOURNAL (self), NULL);

  writing = g_new0 (Writing, 1);
  writing->folder = g_strdup (self->folder);
  writing->path = dup_path (self);
  writing->text = print (self);
  return berth_future_spawn_thread (write_in_thread, writing, writing_free);
}

static DexFuture *
remove_in_thread (gpointer data)
{
  if (g_unlink (data) != 0 && errno != ENOENT) {
    int code = errno;

    return dex_future_new_reject (G_IO_ERROR, (int) g_io_error_from_errno (code),
                                  "%s: %s", (char *) data, g_strerror (code));
  }
  return dex_future_new_true ();
}

/**
 * berth_journal_remove:
 *
 * Returns: (transfer full): a future that resolves to %TRUE once no journal is on disk
 */
DexFuture *
berth_journal_remove (BerthJournal *self)
{
  g_return_val_if_fail (BERTH_IS_JOURNAL (self), NULL);

  return berth_future_spawn_thread (remove_in_thread, dup_path (self), g_free);
}

static GBytes *
read_small_file (const char *path)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  GStatBuf info;

  if (g_stat (path, &info) != 0 || !S_ISREG (info.st_mode) || info.st_size > MAX_BYTES
      || !g_file_get_contents (path, &text, &length, NULL))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&text), length);
}

static GPtrArray *
read_folder (const char *folder)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    GBytes *bytes = g_str_has_suffix (name, ".json") ? read_small_file (path) : NULL;

    if (bytes != NULL)
      g_ptr_array_add (texts, bytes);
  }
  return texts;
}

static DexFuture *
read_in_thread (gpointer data)
{
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, read_folder (data));
}

static DexFuture *
load_fiber (gpointer data)
{
  const char *folder = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) texts = dex_await_boxed (
    berth_future_spawn_thread (read_in_thread, g_strdup (folder), g_free), &error);
  g_autoptr (GListStore) journals = g_list_store_new (BERTH_TYPE_JOURNAL);

  for (guint i = 0; texts != NULL && i < texts->len; i++) {
    g_autoptr (GError) damage = NULL;
    g_autoptr (BerthJournal) journal = parse (folder, texts->pdata[i], &damage);

    if (journal != NULL)
      g_list_store_append (journals, journal);
    else
      g_info ("A journal cannot be read: %s",
              damage != NULL ? damage->message : "no plan");
  }
  return dex_future_new_take_object (g_steal_pointer (&journals));
}

/**
 * berth_journal_load_all:
 * @folder: where journals are kept
 *
 * Damaged files are left alone.
 *
 * Returns: (transfer full): a future that resolves to a [iface@Gio.ListModel] of
 *   #BerthJournal, empty where there is no folder
 */
DexFuture *
berth_journal_load_all (const char *folder)
{
  return berth_future_spawn (load_fiber, g_strdup (folder), g_free);
}

#define MEMBER(member)                                                                   \
  gboolean berth_journal_get_##member (BerthJournal *self)                               \
  {                                                                                      \
    g_return_val_if_fail (BERTH_IS_JOURNAL (self), FALSE);                               \
    return self->member;                                                                 \
  }                                                                                      \
  void berth_journal_set_##member (BerthJournal *self, gboolean value)                   \
  {                                                                                      \
    g_return_if_fail (BERTH_IS_JOURNAL (self));                                          \
    self->member = value;                                                                \
  }

MEMBER (group_made)
MEMBER (deployed)
MEMBER (ended)

/**
 * berth_journal_set_problem:
 * @problem: (nullable): why the run failed, in the service's words
 */
void
berth_journal_set_problem (BerthJournal *self, const char *problem)
{
  g_return_if_fail (BERTH_IS_JOURNAL (self));

  g_set_str (&self->problem, problem);
}

/**
 * berth_journal_get_problem:
 *
 * Returns: (nullable): why the run failed
 */
const char *
berth_journal_get_problem (BerthJournal *self)
{
  g_return_val_if_fail (BERTH_IS_JOURNAL (self), NULL);

  return self->problem;
}

const char *
berth_journal_get_id (BerthJournal *self)
{
  g_return_val_if_fail (BERTH_IS_JOURNAL (self), NULL);

  return self->id;
}

BerthPlan *
berth_journal_get_plan (BerthJournal *self)
{
  g_return_val_if_fail (BERTH_IS_JOURNAL (self), NULL);

  return self->plan;
}
