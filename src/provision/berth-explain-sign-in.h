/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BerthSignInWords:
 * @title: what has happened
 * @body: what can be done about it
 *
 * A refusal of the sign-in endpoint in a person's words.
 */
typedef struct {
  const char *title;
  const char *body;
} BerthSignInWords;

const BerthSignInWords *berth_explain_sign_in (const char *code, const char *outer_code);

G_END_DECLS
