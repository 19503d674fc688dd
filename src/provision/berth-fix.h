/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define BERTH_TYPE_FIX (berth_fix_get_type ())
G_DECLARE_FINAL_TYPE (BerthFix, berth_fix, BERTH, FIX, GObject)

/**
 * BerthFixKind:
 * @BERTH_FIX_REQUEST_QUOTA: ask for a higher limit; get_quota(), get_location(),
 * get_limit()
 * @BERTH_FIX_ACCEPT_TERMS: accept the terms of the image's plan
 * @BERTH_FIX_REGISTER_PROVIDER: switch a service on; get_subject() is its namespace
 * @BERTH_FIX_CHANGE_BASICS: choose another name, group or region
 * @BERTH_FIX_CHOOSE_IMAGE: choose another image
 * @BERTH_FIX_CHOOSE_SIZE: choose another size
 * @BERTH_FIX_CHANGE_SPOT: change what was chosen for Spot
 * @BERTH_FIX_CHANGE_ACCESS: change user, key or who may connect
 * @BERTH_FIX_TRY_AGAIN: do the same again
 * @BERTH_FIX_OPEN_PAGE: open the page get_subject() in the browser
 *
 * What can be done about something.
 */
typedef enum {
  BERTH_FIX_REQUEST_QUOTA,
  BERTH_FIX_ACCEPT_TERMS,
  BERTH_FIX_REGISTER_PROVIDER,
  BERTH_FIX_CHANGE_BASICS,
  BERTH_FIX_CHOOSE_IMAGE,
  BERTH_FIX_CHOOSE_SIZE,
  BERTH_FIX_CHANGE_SPOT,
  BERTH_FIX_CHANGE_ACCESS,
  BERTH_FIX_TRY_AGAIN,
  BERTH_FIX_OPEN_PAGE,
} BerthFixKind;

BerthFix *berth_fix_new (BerthFixKind kind, const char *label, const char *subject);
BerthFix *berth_fix_new_quota (const char *label,
                               const char *location,
                               const char *quota,
                               gint64 limit);

BerthFixKind berth_fix_get_kind (BerthFix *self);
const char *berth_fix_get_label (BerthFix *self);
const char *berth_fix_get_subject (BerthFix *self);
const char *berth_fix_get_location (BerthFix *self);
const char *berth_fix_get_quota (BerthFix *self);
gint64 berth_fix_get_limit (BerthFix *self);

G_END_DECLS
