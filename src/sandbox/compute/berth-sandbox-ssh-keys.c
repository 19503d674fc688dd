/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-compute-private.h"

#include "berth-future.h"
#include "berth-sandbox-json.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

/* Public SSH keys that Azure keeps. A generated pair is answered once; only its public
 * half stays. */

#define TYPE "Microsoft.Compute/sshPublicKeys"
#define RSA "RSA"
#define ED25519 "Ed25519"
#define ALLOWANCE_KEY "ssh-key-allowance"
#define KEYS_PER_WINDOW 5
#define WINDOW_SECONDS 180

static BerthSandboxReply *
put (BerthSandboxRequest *request, gpointer sandbox)
{
  BerthSandboxStore *store = berth_sandbox_get_store (sandbox);
  const char *id = berth_sandbox_request_get_resource_id (request);
  const gboolean known = berth_sandbox_store_get (store, id) != NULL;
  g_autoptr (JsonObject) key
    = berth_sandbox_json_copy (berth_sandbox_request_get_object (request));

  json_object_set_string_member (key, "id", id);
  json_object_set_string_member (key, "name", berth_sandbox_request_get_name (request));
  json_object_set_string_member (key, "type", TYPE);
  berth_sandbox_json_ensure_object (key, "properties");
  berth_sandbox_store_put (store, id, key);
  return berth_sandbox_reply_new_object (known ? 200 : 201,
                                         berth_sandbox_json_copy (key));
}

/* An update has the tags and the key; what it does not name stays. */
static BerthSandboxReply *
patch (BerthSandboxRequest *request, gpointer sandbox)
{
  BerthSandboxStore *store = berth_sandbox_get_store (sandbox);
  const char *id = berth_sandbox_request_get_resource_id (request);
  JsonObject *key = berth_sandbox_store_get (store, id);
  JsonObject *body = berth_sandbox_request_get_object (request);
  JsonObject *tags = berth_sandbox_json_object (body, "tags");
  const char *public_key = berth_sandbox_json_string (body, "properties.publicKey");

  if (key == NULL)
    return berth_sandbox_reply_not_found (request);
  if (tags != NULL)
    json_object_set_object_member (key, "tags", berth_sandbox_json_copy (tags));
  if (public_key != NULL)
    json_object_set_string_member (berth_sandbox_json_ensure_object (key, "properties"),
                                   "publicKey", public_key);
  berth_sandbox_store_touch (store, id);
  return berth_sandbox_reply_new_object (200, berth_sandbox_json_copy (key));
}

static BerthSandboxReply *
remove_key (BerthSandboxRequest *request, gpointer sandbox)
{
  const gboolean known = berth_sandbox_store_remove (
    berth_sandbox_get_store (sandbox), berth_sandbox_request_get_resource_id (request));

  return berth_sandbox_reply_new_empty (known ? 200 : 204);
}

static gboolean
run_keygen (const char *path, const char *type, GError **error)
{
  const gboolean edwards = g_ascii_strcasecmp (type, ED25519) == 0;
  g_autoptr (GSubprocess) process = g_subprocess_new (
    G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, error,
    "ssh-keygen", "-q", "-t", edwards ? "ed25519" : "rsa", "-b", edwards ? "256" : "3072",
    "-m", "PEM", "-N", "", "-C", "generated-by-azure", "-f", path, NULL);

  return process != NULL && g_subprocess_wait_check (process, NULL, error);
}

/* The pair is made in a folder of its own that is gone again before this returns. */
static gboolean
make_pair (const char *type, char **private_key, char **public_key, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("berth-key-XXXXXX", error);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, "key", NULL) : NULL;
  g_autofree char *public_path = path != NULL ? g_strconcat (path, ".pub", NULL) : NULL;
  gboolean made;

  if (folder == NULL)
    return FALSE;
  made = run_keygen (path, type, error)
         && g_file_get_contents (path, private_key, NULL, error)
         && g_file_get_contents (public_path, public_key, NULL, error);
  g_unlink (path);
  g_unlink (public_path);
  g_rmdir (folder);
  return made;
}

static JsonObject *
make_answer (const char *id, char *private_key, char *public_key)
{
  JsonObject *answer = json_object_new ();

  /* The service ends the lines of the private key as Windows does. */
  g_autoptr (GString) lines = g_string_new (private_key);

  g_string_replace (lines, "\n", "\r\n", 0);
  json_object_set_string_member (answer, "privateKey", lines->str);
  json_object_set_string_member (answer, "publicKey", g_strchomp (public_key));
  json_object_set_string_member (answer, "id", id);
  return answer;
}

/* Few keys may be made in a while; what is left is told with every answer. */
typedef struct {
  gint64 began_usec;
  guint made;
} Allowance;

static gboolean
take_allowance (BerthSandbox *sandbox, Allowance *allowance)
{
  const gint64 now = berth_clock_get_now (berth_sandbox_get_clock (sandbox));

  if (allowance->made == 0
      || now - allowance->began_usec >= WINDOW_SECONDS * G_USEC_PER_SEC)
    *allowance = (Allowance) { .began_usec = now };
  if (allowance->made >= KEYS_PER_WINDOW)
    return FALSE;
  allowance->made++;
  return TRUE;
}

static BerthSandboxReply *
refuse_more (BerthSandbox *sandbox, Allowance *allowance)
{
  const gint64 now = berth_clock_get_now (berth_sandbox_get_clock (sandbox));
  const gint64 left = WINDOW_SECONDS - (now - allowance->began_usec) / G_USEC_PER_SEC;
  g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT, MAX (left, 1));
  BerthSandboxReply *reply = berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
    429, "TooManyRequests",
    "The request is being throttled as the limit has been reached for operation type "
    "SshKeyGen3Min. Please try again after '%s' seconds.",
    seconds));

  berth_sandbox_reply_set_header (reply, "Retry-After", seconds);
  return reply;
}

static void
tell_allowance (BerthSandboxReply *reply, Allowance *allowance)
{
  g_autofree char *left = g_strdup_printf ("Microsoft.Compute/SshKeyGen3Min;%u",
                                           KEYS_PER_WINDOW - allowance->made);

  berth_sandbox_reply_set_header (reply, "x-ms-ratelimit-remaining-resource", left);
}

static BerthSandboxReply *
generate (BerthSandboxRequest *request, gpointer sandbox)
{
  Allowance *allowance = berth_sandbox_get_data (sandbox, ALLOWANCE_KEY);
  BerthSandboxStore *store = berth_sandbox_get_store (sandbox);
  const char *id = berth_sandbox_request_get_resource_id (request);
  JsonObject *key = berth_sandbox_store_get (store, id);
  const char *type = berth_sandbox_json_string (
    berth_sandbox_request_get_object (request), "encryptionType");
  g_autofree char *private_key = NULL;
  g_autofree char *public_key = NULL;
  g_autoptr (GError) error = NULL;
  BerthSandboxReply *reply;
  JsonObject *answer;

  if (key == NULL)
    return berth_sandbox_reply_not_found (request);
  if (type != NULL && g_ascii_strcasecmp (type, RSA) != 0
      && g_ascii_strcasecmp (type, ED25519) != 0)
    return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
      400, "InvalidParameter", "The value of parameter encryptionType is invalid."));
  if (!take_allowance (sandbox, allowance))
    return refuse_more (sandbox, allowance);
  if (!make_pair (type != NULL ? type : RSA, &private_key, &public_key, &error))
    return berth_sandbox_reply_new_fault (
      berth_sandbox_fault_new (500, "InternalServerError", "%s", error->message));
  answer = make_answer (id, private_key, public_key);
  json_object_set_string_member (berth_sandbox_json_ensure_object (key, "properties"),
                                 "publicKey", public_key);
  berth_sandbox_store_touch (store, id);
  reply = berth_sandbox_reply_new_object (200, answer);
  tell_allowance (reply, allowance);
  return reply;
}

static const BerthSandboxAction actions[] = {
  { "POST", "generateKeyPair", generate },
  { NULL, NULL, NULL },
};

static const BerthSandboxResourceType keys = {
  .type = TYPE,
  .put = put,
  .patch = patch,
  .remove = remove_key,
  .actions = actions,
};

void
berth_sandbox_ssh_keys_install (BerthSandbox *sandbox)
{
  berth_sandbox_set_data (sandbox, ALLOWANCE_KEY, g_new0 (Allowance, 1), g_free);
  berth_sandbox_add_type (sandbox, &keys);
}
