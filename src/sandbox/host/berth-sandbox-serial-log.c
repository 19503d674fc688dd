/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-serial-log.h"

/**
 * BerthSandboxSerialLog:
 *
 * The text of a practice machine's serial console. A real Linux machine on Azure ends its
 * first boot with cloud-init's list of SSH host keys, which is how a client learns them
 * before it ever connects; so does this one.
 *
 * Read and written under a lock: keys are loaded on a worker thread.
 */
struct _BerthSandboxSerialLog {
  GObject parent_instance;

  GMutex lock;
  char *host_name;
  char *image_label;
  char *fingerprints; /* a line a key */
  char *keys;         /* a line a key */
  char *note;         /* nullable */
};

G_DEFINE_FINAL_TYPE (BerthSandboxSerialLog, berth_sandbox_serial_log, G_TYPE_OBJECT)

static void
berth_sandbox_serial_log_finalize (GObject *object)
{
  BerthSandboxSerialLog *self = BERTH_SANDBOX_SERIAL_LOG (object);

  g_clear_pointer (&self->host_name, g_free);
  g_clear_pointer (&self->image_label, g_free);
  g_clear_pointer (&self->fingerprints, g_free);
  g_clear_pointer (&self->keys, g_free);
  g_clear_pointer (&self->note, g_free);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (berth_sandbox_serial_log_parent_class)->finalize (object);
}

static void
berth_sandbox_serial_log_class_init (BerthSandboxSerialLogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_sandbox_serial_log_finalize;
}

static void
berth_sandbox_serial_log_init (BerthSandboxSerialLog *self)
{
  g_mutex_init (&self->lock);
}

/* SHA-256 of the key blob in base64 without padding, as OpenSSH prints it. */
static char *
make_fingerprint (const char *key_base64)
{
  gsize length = 0;
  gsize digest_length = 32;
  guint8 digest[32];
  g_autofree guchar *blob = g_base64_decode (key_base64, &length);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  char *encoded = NULL;

  g_checksum_update (checksum, blob, (gssize) length);
  g_checksum_get_digest (checksum, digest, &digest_length);
  encoded = g_base64_encode (digest, digest_length);
  encoded[strcspn (encoded, "=")] = '\0';
  return encoded;
}

static gboolean
load_key (const char *folder,
          const char *name,
          const char *label,
          GString *fingerprints,
          GString *keys,
          GError **error)
{
  g_autofree char *path = g_build_filename (folder, "etc/ssh", name, NULL);
  g_autofree char *line = NULL;
  g_autofree char *fingerprint = NULL;
  g_auto (GStrv) words = NULL;

  if (!g_file_get_contents (path, &line, NULL, error))
    return FALSE;
  words = g_strsplit (g_strstrip (line), " ", 3);
  if (g_strv_length (words) < 3) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "“%s” is no public key", path);
    return FALSE;
  }
  fingerprint = make_fingerprint (words[1]);
  g_string_append_printf (fingerprints, "256 SHA256:%s %s (%s)\n", fingerprint, words[2],
                          label);
  g_string_append_printf (keys, "%s\n", line);
  return TRUE;
}

static void
append_console_lines (GString *text, const char *lines)
{
  g_auto (GStrv) split = g_strsplit (lines, "\n", -1);

  for (guint i = 0; split[i] != NULL && *split[i] != '\0'; i++)
    g_string_append_printf (text, "<14>cloud-init: %s\r\n", split[i]);
}

/**
 * berth_sandbox_serial_log_new:
 * @host_name: the machine's name
 * @image_label: the image's name
 */
BerthSandboxSerialLog *
berth_sandbox_serial_log_new (const char *host_name, const char *image_label)
{
  BerthSandboxSerialLog *self = g_object_new (BERTH_TYPE_SANDBOX_SERIAL_LOG, NULL);

  self->host_name = g_strdup (host_name);
  self->image_label = g_strdup (image_label);
  return self;
}

/**
 * berth_sandbox_serial_log_load_host_keys:
 * @folder: the machine's folder, with the public keys in `etc/ssh`
 *
 * Reads the machine's public host keys, to be shown from now on. Blocking: call it on a
 * worker thread.
 *
 * Returns: %FALSE with @error set to a #GFileError
 */
gboolean
berth_sandbox_serial_log_load_host_keys (BerthSandboxSerialLog *self,
                                         const char *folder,
                                         GError **error)
{
  g_autoptr (GString) fingerprints = g_string_new (NULL);
  g_autoptr (GString) keys = g_string_new (NULL);

  g_return_val_if_fail (BERTH_IS_SANDBOX_SERIAL_LOG (self), FALSE);

  if (!load_key (folder, "ssh_host_ecdsa_key.pub", "ECDSA", fingerprints, keys, error)
      || !load_key (folder, "ssh_host_ed25519_key.pub", "ED25519", fingerprints, keys,
                    error))
    return FALSE;
  g_mutex_lock (&self->lock);
  g_set_str (&self->fingerprints, fingerprints->str);
  g_set_str (&self->keys, keys->str);
  g_mutex_unlock (&self->lock);
  return TRUE;
}

/**
 * berth_sandbox_serial_log_set_note:
 * @note: (nullable): a sentence that the console shows, such as why nobody can enter
 */
void
berth_sandbox_serial_log_set_note (BerthSandboxSerialLog *self, const char *note)
{
  g_return_if_fail (BERTH_IS_SANDBOX_SERIAL_LOG (self));

  g_mutex_lock (&self->lock);
  g_set_str (&self->note, note);
  g_mutex_unlock (&self->lock);
}

/**
 * berth_sandbox_serial_log_dup_text:
 *
 * Returns: (transfer full): the console's text; without keys before they were loaded
 */
char *
berth_sandbox_serial_log_dup_text (BerthSandboxSerialLog *self)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (BERTH_IS_SANDBOX_SERIAL_LOG (self), NULL);

  g_mutex_lock (&self->lock);
  g_string_append_printf (text, "[    0.000000] Practice machine %s: %s\r\n",
                          self->host_name, self->image_label);
  g_string_append (text, "[    1.204518] systemd[1]: Reached target network.target\r\n");
  if (self->keys != NULL) {
    append_console_lines (text, "-----BEGIN SSH HOST KEY FINGERPRINTS-----");
    append_console_lines (text, self->fingerprints);
    append_console_lines (text, "-----END SSH HOST KEY FINGERPRINTS-----");
    g_string_append (text, "-----BEGIN SSH HOST KEY KEYS-----\r\n");
    g_string_append (text, self->keys);
    g_string_append (text, "-----END SSH HOST KEY KEYS-----\r\n");
  }
  if (self->note != NULL)
    g_string_append_printf (text, "Practice machine: %s\r\n", self->note);
  g_string_append_printf (text, "\r\n%s login: ", self->host_name);
  g_mutex_unlock (&self->lock);
  return g_string_free_and_steal (text);
}
