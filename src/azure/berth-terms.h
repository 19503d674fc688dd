/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define BERTH_TYPE_TERMS (berth_terms_get_type ())
G_DECLARE_FINAL_TYPE (BerthTerms, berth_terms, BERTH, TERMS, GObject)

gpointer berth_terms_parse (JsonObject *object, GError **error);

const char *berth_terms_get_name (BerthTerms *self);
const char *berth_terms_get_license_link (BerthTerms *self);
const char *berth_terms_get_privacy_link (BerthTerms *self);
const char *berth_terms_get_marketplace_link (BerthTerms *self);
gboolean berth_terms_is_accepted (BerthTerms *self);
JsonObject *berth_terms_get_properties (BerthTerms *self);

G_END_DECLS
