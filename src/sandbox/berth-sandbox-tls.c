/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-tls.h"

#include "berth-future.h"

#include <gio/gio.h>
#include <gnutls/crypto.h>
#include <gnutls/x509.h>

#define LIFETIME_SECONDS (10 * 365 * 86400)

G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_x509_crt_t, gnutls_x509_crt_deinit, NULL)
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_x509_privkey_t, gnutls_x509_privkey_deinit, NULL)

static gboolean
check (int status, GError **error)
{
  if (status >= 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "Making a certificate failed: %s",
               gnutls_strerror (status));
  return FALSE;
}

static gnutls_x509_privkey_t
make_key (GError **error)
{
  gnutls_x509_privkey_t key = NULL;

  if (!check (gnutls_x509_privkey_init (&key), error))
    return NULL;
  if (!check (
        gnutls_x509_privkey_generate (
          key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0),
        error)) {
    gnutls_x509_privkey_deinit (key);
    return NULL;
  }
  return key;
}

static gboolean
fill_common (gnutls_x509_crt_t certificate,
             gnutls_x509_privkey_t key,
             const char *name,
             GError **error)
{
  guint8 serial[16];
  guint8 key_id[20];
  size_t key_id_size = sizeof key_id;
  time_t now = (time_t) (g_get_real_time () / G_USEC_PER_SEC);

  if (!check (gnutls_rnd (GNUTLS_RND_NONCE, serial, sizeof serial), error))
    return FALSE;
  serial[0] &= 0x7f;
  return check (gnutls_x509_crt_set_version (certificate, 3), error)
         && check (gnutls_x509_crt_set_serial (certificate, serial, sizeof serial), error)
         && check (gnutls_x509_crt_set_activation_time (certificate, now - 3600), error)
         && check (
           gnutls_x509_crt_set_expiration_time (certificate, now + LIFETIME_SECONDS),
           error)
         && check (gnutls_x509_crt_set_dn (certificate, name, NULL), error)
         && check (gnutls_x509_crt_set_key (certificate, key), error)
         && check (gnutls_x509_crt_get_key_id (certificate, GNUTLS_KEYID_USE_SHA1, key_id,
                                               &key_id_size),
                   error)
         && check (gnutls_x509_crt_set_subject_key_id (certificate, key_id, key_id_size),
                   error);
}

static gboolean
make_authority (gnutls_x509_crt_t authority, gnutls_x509_privkey_t key, GError **error)
{
  return fill_common (authority, key, "CN=Berth practice cloud", error)
         && check (gnutls_x509_crt_set_ca_status (authority, 1), error)
         && check (gnutls_x509_crt_set_key_usage (authority, GNUTLS_KEY_KEY_CERT_SIGN
                                                               | GNUTLS_KEY_CRL_SIGN),
                   error)
         && check (
           gnutls_x509_crt_sign2 (authority, authority, key, GNUTLS_DIG_SHA256, 0),
           error);
}

static gboolean
add_names (gnutls_x509_crt_t certificate, GError **error)
{
  const guint8 ipv4[] = { 127, 0, 0, 1 };
  const guint8 ipv6[16] = { [15] = 1 };

  return check (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_DNSNAME,
                                                      "localhost", 9, GNUTLS_FSAN_SET),
                error)
         && check (gnutls_x509_crt_set_subject_alt_name (certificate,
                                                         GNUTLS_SAN_IPADDRESS, ipv4,
                                                         sizeof ipv4, GNUTLS_FSAN_APPEND),
                   error)
         && check (gnutls_x509_crt_set_subject_alt_name (certificate,
                                                         GNUTLS_SAN_IPADDRESS, ipv6,
                                                         sizeof ipv6, GNUTLS_FSAN_APPEND),
                   error);
}

static gboolean
add_issuer_key_id (gnutls_x509_crt_t certificate,
                   gnutls_x509_crt_t authority,
                   GError **error)
{
  guint8 key_id[64];
  size_t size = sizeof key_id;

  return check (gnutls_x509_crt_get_subject_key_id (authority, key_id, &size, NULL),
                error)
         && check (gnutls_x509_crt_set_authority_key_id (certificate, key_id, size),
                   error);
}

static gboolean
make_server (gnutls_x509_crt_t certificate,
             gnutls_x509_privkey_t key,
             gnutls_x509_crt_t authority,
             gnutls_x509_privkey_t authority_key,
             GError **error)
{
  return fill_common (certificate, key, "CN=localhost", error)
         && add_names (certificate, error)
         && add_issuer_key_id (certificate, authority, error)
         && check (gnutls_x509_crt_set_ca_status (certificate, 0), error)
         && check (
           gnutls_x509_crt_set_key_usage (certificate, GNUTLS_KEY_DIGITAL_SIGNATURE),
           error)
         && check (
           gnutls_x509_crt_set_key_purpose_oid (certificate, GNUTLS_KP_TLS_WWW_SERVER, 0),
           error)
         && check (gnutls_x509_crt_sign2 (certificate, authority, authority_key,
                                          GNUTLS_DIG_SHA256, 0),
                   error);
}

static gboolean
save (const char *folder, const char *name, const gnutls_datum_t *data, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_set_contents_full (path, (const char *) data->data, data->size,
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static gboolean
save_pair (const char *folder,
           const char *certificate_name,
           gnutls_x509_crt_t certificate,
           const char *key_name,
           gnutls_x509_privkey_t key,
           GError **error)
{
  gnutls_datum_t text = { 0 };
  gboolean saved;

  if (!check (gnutls_x509_crt_export2 (certificate, GNUTLS_X509_FMT_PEM, &text), error))
    return FALSE;
  saved = save (folder, certificate_name, &text, error);
  gnutls_free (text.data);
  text.data = NULL;
  if (!saved
      || !check (gnutls_x509_privkey_export2 (key, GNUTLS_X509_FMT_PEM, &text), error))
    return FALSE;
  saved = save (folder, key_name, &text, error);
  gnutls_memset (text.data, 0, text.size);
  gnutls_free (text.data);
  return saved;
}

static gboolean
make_all (const char *folder, GError **error)
{
  g_auto (gnutls_x509_privkey_t) authority_key = make_key (error);
  g_auto (gnutls_x509_privkey_t) key = authority_key != NULL ? make_key (error) : NULL;
  g_auto (gnutls_x509_crt_t) authority = NULL;
  g_auto (gnutls_x509_crt_t) certificate = NULL;

  return key != NULL && check (gnutls_x509_crt_init (&authority), error)
         && check (gnutls_x509_crt_init (&certificate), error)
         && make_authority (authority, authority_key, error)
         && make_server (certificate, key, authority, authority_key, error)
         && save_pair (folder, "ca.pem", authority, "ca-key.pem", authority_key, error)
         && save_pair (folder, "server.pem", certificate, "server-key.pem", key, error);
}

static DexFuture *
prepare_on_thread (gpointer data)
{
  const char *folder = data;
  g_autofree char *certificate_path = g_build_filename (folder, "server.pem", NULL);
  g_autofree char *key_path = g_build_filename (folder, "server-key.pem", NULL);
  GTlsCertificate *certificate
    = g_tls_certificate_new_from_files (certificate_path, key_path, NULL);
  GError *error = NULL;

  if (certificate == NULL && make_all (folder, &error))
    certificate = g_tls_certificate_new_from_files (certificate_path, key_path, &error);
  return certificate != NULL ? dex_future_new_take_object (certificate)
                             : dex_future_new_for_error (error);
}

/**
 * berth_sandbox_tls_prepare:
 * @folder: the state folder
 *
 * Takes the certificate of an earlier run, or makes an authority and a certificate for
 * `localhost`; their keys have mode 0600. Works on a thread.
 *
 * Returns: (transfer full): resolves to a #GTlsCertificate, or rejects with %G_IO_ERROR
 */
DexFuture *
berth_sandbox_tls_prepare (const char *folder)
{
  return berth_future_spawn_thread (prepare_on_thread, g_strdup (folder), g_free);
}

/**
 * berth_sandbox_tls_dup_ca_path:
 *
 * Returns: (transfer full): the file of the authority's certificate
 */
char *
berth_sandbox_tls_dup_ca_path (const char *folder)
{
  return g_build_filename (folder, "ca.pem", NULL);
}
