/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-fix.h"

G_BEGIN_DECLS

/* A fix of this kind means that there is no button: only the details help on. */
#define BERTH_REFUSAL_NO_FIX ((BerthFixKind) - 1)

/**
 * BerthRefusal:
 * @code: the service's code
 * @title: what happened, not yet translated
 * @body: (nullable): why, and what can be done, not yet translated; %NULL where the
 * service's own message says it best
 * @fix: what the button does
 * @page: (nullable): what %BERTH_FIX_OPEN_PAGE opens
 *
 * What a code of the service means to a person.
 */
typedef struct {
  const char *code;
  const char *title;
  const char *body;
  BerthFixKind fix;
  const char *page;
} BerthRefusal;

const BerthRefusal *berth_refusals_find (const char *code);

G_END_DECLS
