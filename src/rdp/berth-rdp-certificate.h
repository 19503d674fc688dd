/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define BERTH_TYPE_RDP_CERTIFICATE (berth_rdp_certificate_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthRdpCertificate, berth_rdp_certificate, BERTH, RDP_CERTIFICATE, GObject)

BerthRdpCertificate *berth_rdp_certificate_new_from_pem (const char *pem, GError **error);

const char *berth_rdp_certificate_get_subject (BerthRdpCertificate *self);
const char *berth_rdp_certificate_get_issuer (BerthRdpCertificate *self);
GDateTime *berth_rdp_certificate_get_not_before (BerthRdpCertificate *self);
GDateTime *berth_rdp_certificate_get_not_after (BerthRdpCertificate *self);
const char *berth_rdp_certificate_get_fingerprint (BerthRdpCertificate *self);
const char *berth_rdp_certificate_get_pem (BerthRdpCertificate *self);

char *berth_rdp_fingerprint_normalize (const char *fingerprint);

G_END_DECLS
