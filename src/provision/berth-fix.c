/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-fix.h"

/**
 * BerthFix:
 *
 * A way on from a verdict or a failure, as one button. It says what is to be done;
 * whoever shows it does it.
 */
struct _BerthFix {
  GObject parent_instance;

  BerthFixKind kind;
  char *label;
  char *subject;
  char *location;
  char *quota;
  gint64 limit;
};

G_DEFINE_FINAL_TYPE (BerthFix, berth_fix, G_TYPE_OBJECT)

static void
berth_fix_finalize (GObject *object)
{
  BerthFix *self = BERTH_FIX (object);

  g_free (self->label);
  g_free (self->subject);
  g_free (self->location);
  g_free (self->quota);
  G_OBJECT_CLASS (berth_fix_parent_class)->finalize (object);
}

static void
berth_fix_class_init (BerthFixClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_fix_finalize;
}

static void
berth_fix_init (BerthFix *self)
{
}

/**
 * berth_fix_new:
 * @kind: what is to be done
 * @label: a button's label, translated
 * @subject: (nullable): what it is to be done with: a service's namespace, a page's
 * address
 *
 * Returns: (transfer full): a fix of any kind but %BERTH_FIX_REQUEST_QUOTA
 */
BerthFix *
berth_fix_new (BerthFixKind kind, const char *label, const char *subject)
{
  BerthFix *self = g_object_new (BERTH_TYPE_FIX, NULL);

  self->kind = kind;
  self->label = g_strdup (label);
  self->subject = g_strdup (subject);
  return self;
}

/**
 * berth_fix_new_quota:
 * @label: a button's label, translated
 * @location: the region
 * @quota: the quota's name, such as "lowPriorityCores"
 * @limit: the new limit in cores: the whole, not the difference
 *
 * Returns: (transfer full): a fix that asks for a higher limit
 */
BerthFix *
berth_fix_new_quota (const char *label,
                     const char *location,
                     const char *quota,
                     gint64 limit)
{
  BerthFix *self = berth_fix_new (BERTH_FIX_REQUEST_QUOTA, label, NULL);

  self->location = g_strdup (location);
  self->quota = g_strdup (quota);
  self->limit = limit;
  return self;
}

#define GETTER(ctype, member)                                                            \
  ctype berth_fix_get_##member (BerthFix *self)                                          \
  {                                                                                      \
    g_return_val_if_fail (BERTH_IS_FIX (self), (ctype) 0);                               \
    return self->member;                                                                 \
  }

GETTER (BerthFixKind, kind)
GETTER (const char *, label)
GETTER (const char *, subject)
GETTER (const char *, location)
GETTER (const char *, quota)
GETTER (gint64, limit)
