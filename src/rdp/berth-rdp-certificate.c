/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-config.h"

#include "berth-rdp-certificate.h"

#include "berth-rdp-log.h"
#include "berth-remote-error.h"

#include <freerdp/crypto/certificate.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PEM_SIZE_MAX (64 * 1024)
#define SHA256_HEX_SIZE 64

/**
 * BerthRdpCertificate:
 *
 * What a desktop's server shows to say who it is. Immutable.
 */
struct _BerthRdpCertificate {
  GObject parent_instance;

  char *subject;
  char *issuer;
  GDateTime *not_before;
  GDateTime *not_after;
  char *fingerprint;
  char *pem;
};

G_DEFINE_FINAL_TYPE (BerthRdpCertificate, berth_rdp_certificate, G_TYPE_OBJECT)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (rdpCertificate, freerdp_certificate_free)

static void
berth_rdp_certificate_finalize (GObject *object)
{
  BerthRdpCertificate *self = BERTH_RDP_CERTIFICATE (object);

  g_clear_pointer (&self->subject, g_free);
  g_clear_pointer (&self->issuer, g_free);
  g_clear_pointer (&self->not_before, g_date_time_unref);
  g_clear_pointer (&self->not_after, g_date_time_unref);
  g_clear_pointer (&self->fingerprint, g_free);
  g_clear_pointer (&self->pem, g_free);

  G_OBJECT_CLASS (berth_rdp_certificate_parent_class)->finalize (object);
}

static void
berth_rdp_certificate_class_init (BerthRdpCertificateClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_rdp_certificate_finalize;
}

static void
berth_rdp_certificate_init (BerthRdpCertificate *self)
{
}

/* FreeRDP's strings are malloc's; names may hold any bytes. */
static char *
take_text (char *text)
{
  char *ours = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  free (text);
  return ours;
}

static int
month_of (const char *name)
{
  static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  const char *found = strlen (name) == 3 ? strstr (names, name) : NULL;

  return found != NULL && (found - names) % 3 == 0 ? (int) (found - names) / 3 + 1 : 0;
}

/* OpenSSL's way to print a time: "Nov 24 19:43:07 2026 GMT". */
static GDateTime *
take_date (char *text)
{
  g_autofree char *date = take_text (text);
  char month[4] = "";
  int day, hour, minute, second, year;

  if (date == NULL
      || sscanf (date, "%3s %d %d:%d:%d %d", month, &day, &hour, &minute, &second, &year)
           != 6
      || month_of (month) == 0)
    return NULL;
  return g_date_time_new_utc (year, month_of (month), day, hour, minute, second);
}

static char *
take_fingerprint (char *text)
{
  g_autofree char *fingerprint = take_text (text);

  return fingerprint != NULL ? berth_rdp_fingerprint_normalize (fingerprint) : NULL;
}

/**
 * berth_rdp_certificate_new_from_pem:
 * @pem: one certificate, or a chain that begins with it
 *
 * Returns: (transfer full) (nullable): the certificate, or %NULL and
 *   %BERTH_REMOTE_ERROR_PROTOCOL
 */
BerthRdpCertificate *
berth_rdp_certificate_new_from_pem (const char *pem, GError **error)
{
  g_autoptr (BerthRdpCertificate) self = NULL;
  g_autoptr (rdpCertificate) certificate = NULL;

  g_return_val_if_fail (pem != NULL, NULL);

  berth_rdp_log_capture ();
  if (strlen (pem) <= PEM_SIZE_MAX)
    certificate = freerdp_certificate_new_from_pem (pem);
  self = g_object_new (BERTH_TYPE_RDP_CERTIFICATE, NULL);
  if (certificate != NULL)
    self->fingerprint = take_fingerprint (
      freerdp_certificate_get_fingerprint_by_hash_ex (certificate, "sha256", FALSE));
  if (self->fingerprint == NULL) {
    g_set_error_literal (error, BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_PROTOCOL,
                         _ ("The server's certificate cannot be read."));
    return NULL;
  }
  self->subject = take_text (freerdp_certificate_get_subject (certificate));
  self->issuer = take_text (freerdp_certificate_get_issuer (certificate));
  self->not_before = take_date (freerdp_certificate_get_validity (certificate, TRUE));
  self->not_after = take_date (freerdp_certificate_get_validity (certificate, FALSE));
  self->pem = g_strdup (pem);
  return g_steal_pointer (&self);
}

/**
 * berth_rdp_certificate_get_subject:
 *
 * Returns: (nullable): whom it is about, "CN = …"
 */
const char *
berth_rdp_certificate_get_subject (BerthRdpCertificate *self)
{
  g_return_val_if_fail (BERTH_IS_RDP_CERTIFICATE (self), NULL);

  return self->subject;
}

/**
 * berth_rdp_certificate_get_issuer:
 *
 * Returns: (nullable): who signed it; the subject itself for most desktops
 */
const char *
berth_rdp_certificate_get_issuer (BerthRdpCertificate *self)
{
  g_return_val_if_fail (BERTH_IS_RDP_CERTIFICATE (self), NULL);

  return self->issuer;
}

/**
 * berth_rdp_certificate_get_not_before:
 *
 * Returns: (transfer none) (nullable): when it begins to hold, in UTC
 */
GDateTime *
berth_rdp_certificate_get_not_before (BerthRdpCertificate *self)
{
  g_return_val_if_fail (BERTH_IS_RDP_CERTIFICATE (self), NULL);

  return self->not_before;
}

/**
 * berth_rdp_certificate_get_not_after:
 *
 * Returns: (transfer none) (nullable): when it ends to hold, in UTC
 */
GDateTime *
berth_rdp_certificate_get_not_after (BerthRdpCertificate *self)
{
  g_return_val_if_fail (BERTH_IS_RDP_CERTIFICATE (self), NULL);

  return self->not_after;
}

/**
 * berth_rdp_certificate_get_fingerprint:
 *
 * Returns: SHA-256 over the whole certificate, in the form of
 *   berth_rdp_fingerprint_normalize()
 */
const char *
berth_rdp_certificate_get_fingerprint (BerthRdpCertificate *self)
{
  g_return_val_if_fail (BERTH_IS_RDP_CERTIFICATE (self), NULL);

  return self->fingerprint;
}

/**
 * berth_rdp_certificate_get_pem:
 *
 * Returns: what it was made from
 */
const char *
berth_rdp_certificate_get_pem (BerthRdpCertificate *self)
{
  g_return_val_if_fail (BERTH_IS_RDP_CERTIFICATE (self), NULL);

  return self->pem;
}

/**
 * berth_rdp_fingerprint_normalize:
 * @fingerprint: SHA-256 as tools print it: hexadecimal digits of either case, with or
 *   without colons between them and "sha256:" or "SHA256 Fingerprint=" before them
 *
 * Returns: (transfer full) (nullable): 64 lower-case digits, or %NULL where it is none
 */
char *
berth_rdp_fingerprint_normalize (const char *fingerprint)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  const char *equals;

  g_return_val_if_fail (fingerprint != NULL, NULL);

  equals = strchr (fingerprint, '=');
  if (equals != NULL)
    fingerprint = equals + 1;
  else if (g_ascii_strncasecmp (fingerprint, "sha256:", 7) == 0)
    fingerprint += 7;
  for (; *fingerprint != '\0' && digits->len <= SHA256_HEX_SIZE; fingerprint++) {
    if (*fingerprint == ':' || g_ascii_isspace (*fingerprint))
      continue;
    if (!g_ascii_isxdigit (*fingerprint))
      return NULL;
    g_string_append_c (digits, g_ascii_tolower (*fingerprint));
  }
  if (digits->len != SHA256_HEX_SIZE)
    return NULL;
  return g_string_free (g_steal_pointer (&digits), FALSE);
}
