/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-spot-outlook.h"

#include "berth-future.h"
#include "berth-graph.h"
#include "berth-placement.h"
#include "berth-spot-store.h"

#include <gio/gio.h>

/**
 * BerthSpotOutlook:
 *
 * What can be known of a size on Spot in a region: our own record of its price, brought
 * up to date, and how the service rates the room for it. Asked once; dropping the object
 * gives up.
 */
struct _BerthSpotOutlook {
  GObject parent_instance;

  BerthArmClient *client;
  char *subscription_id;
  char *location;
  char *size;
  char *folder;
  GCancellable *cancellable;
  gboolean busy;
  BerthSpotRecord *record;
  GError *history_error;
  GError *score_error;
};

G_DEFINE_FINAL_TYPE (BerthSpotOutlook, berth_spot_outlook, G_TYPE_OBJECT)

/* Azure asks not to put the same question again before that (Spot Placement Score, FAQ).
 */
#define SCORE_HOLDS_SECONDS 900

static guint changed_signal;

static void
berth_spot_outlook_dispose (GObject *object)
{
  BerthSpotOutlook *self = BERTH_SPOT_OUTLOOK (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->record);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (berth_spot_outlook_parent_class)->dispose (object);
}

static void
berth_spot_outlook_finalize (GObject *object)
{
  BerthSpotOutlook *self = BERTH_SPOT_OUTLOOK (object);

  g_object_unref (self->cancellable);
  g_clear_error (&self->history_error);
  g_clear_error (&self->score_error);
  g_free (self->subscription_id);
  g_free (self->location);
  g_free (self->size);
  g_free (self->folder);
  G_OBJECT_CLASS (berth_spot_outlook_parent_class)->finalize (object);
}

static void
berth_spot_outlook_class_init (BerthSpotOutlookClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = berth_spot_outlook_dispose;
  object_class->finalize = berth_spot_outlook_finalize;

  /**
   * BerthSpotOutlook::changed:
   *
   * Something became known, or could not be had.
   */
  changed_signal = g_signal_new ("changed", BERTH_TYPE_SPOT_OUTLOOK, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
berth_spot_outlook_init (BerthSpotOutlook *self)
{
  self->cancellable = g_cancellable_new ();
  self->record = berth_spot_record_new ();
}

/* What the story below works with: it must not keep the outlook alive. */
typedef struct {
  GWeakRef outlook;
  BerthArmClient *client;
  GCancellable *cancellable;
  char *subscription_id;
  char *location;
  char *size;
  char *folder;
} Looking;

static void
looking_free (gpointer data)
{
  Looking *looking = data;

  g_weak_ref_clear (&looking->outlook);
  g_object_unref (looking->client);
  g_object_unref (looking->cancellable);
  g_free (looking->subscription_id);
  g_free (looking->location);
  g_free (looking->size);
  g_free (looking->folder);
  g_free (looking);
}

static void
show (Looking *looking, BerthSpotRecord *record, GError **history, GError **score)
{
  g_autoptr (BerthSpotOutlook) self = g_weak_ref_get (&looking->outlook);

  if (self == NULL || g_cancellable_is_cancelled (looking->cancellable))
    return;
  g_set_object (&self->record, record);
  if (history != NULL) {
    self->busy = FALSE;
    self->history_error = g_steal_pointer (history);
    self->score_error = g_steal_pointer (score);
  }
  g_signal_emit (self, changed_signal, 0);
}

static gint64
get_now (Looking *looking)
{
  return berth_clock_get_now (berth_arm_client_get_clock (looking->client))
         / G_USEC_PER_SEC;
}

static void
take_history (Looking *looking, BerthSpotRecord *record, GListModel *rows)
{
  g_autoptr (BerthSpotHistory) history = g_list_model_get_item (rows, 0);
  const guint n = history != NULL ? berth_spot_history_get_n_prices (history) : 0;

  for (guint i = 0; i < n; i++) {
    gint64 since = 0;
    const double price = berth_spot_history_get_price (history, i, &since);

    berth_spot_record_add (record, since, price);
  }
  if (n > 0)
    berth_spot_record_set_seen_at (record, get_now (looking));
}

static void
take_score (Looking *looking, BerthSpotRecord *record, BerthPlacementScore *score)
{
  berth_spot_record_set_score (record, berth_placement_score_get_score (score),
                               get_now (looking));
}

static gboolean
score_holds (Looking *looking, BerthSpotRecord *record)
{
  const gint64 age = get_now (looking) - berth_spot_record_get_score_at (record);

  return berth_spot_record_get_score (record) != NULL && age >= 0
         && age < SCORE_HOLDS_SECONDS;
}

static DexFuture *
look_fiber (gpointer data)
{
  Looking *looking = data;
  g_autoptr (BerthSpotRecord) record = dex_await_object (
    berth_spot_store_load (looking->folder, looking->location, looking->size), NULL);
  g_autoptr (DexFuture) history = NULL;
  g_autoptr (DexFuture) score = NULL;
  g_autoptr (GListModel) rows = NULL;
  g_autoptr (BerthPlacementScore) rating = NULL;
  g_autoptr (GError) history_error = NULL;
  g_autoptr (GError) score_error = NULL;

  show (looking, record, NULL, NULL);
  history = berth_graph_list_spot_history (looking->client, looking->location,
                                           looking->size, looking->cancellable);
  if (!score_holds (looking, record))
    score = berth_placement_get_score (looking->client, looking->subscription_id,
                                       looking->location, looking->size,
                                       looking->cancellable);
  rows = dex_await_object (g_steal_pointer (&history), &history_error);
  if (rows != NULL)
    take_history (looking, record, rows);
  if (score != NULL)
    rating = dex_await_object (g_steal_pointer (&score), &score_error);
  if (rating != NULL)
    take_score (looking, record, rating);
  show (looking, record, &history_error, &score_error);
  if (rows == NULL && rating == NULL)
    return dex_future_new_true ();
  return berth_spot_store_save (looking->folder, looking->location, looking->size,
                                record);
}

static void
look (BerthSpotOutlook *self)
{
  Looking *looking = g_new0 (Looking, 1);

  g_weak_ref_init (&looking->outlook, self);
  looking->client = g_object_ref (self->client);
  looking->cancellable = g_object_ref (self->cancellable);
  looking->subscription_id = g_strdup (self->subscription_id);
  looking->location = g_strdup (self->location);
  looking->size = g_strdup (self->size);
  looking->folder = g_strdup (self->folder);
  self->busy = TRUE;
  dex_future_disown (berth_future_spawn (look_fiber, looking, looking_free));
}

/**
 * berth_spot_outlook_new:
 * @client: whom to ask
 * @subscription_id: for whom
 * @location: a region
 * @size: a size
 * @folder: where records are kept
 *
 * Returns: (transfer full): an outlook that is being asked for
 */
BerthSpotOutlook *
berth_spot_outlook_new (BerthArmClient *client,
                        const char *subscription_id,
                        const char *location,
                        const char *size,
                        const char *folder)
{
  BerthSpotOutlook *self = g_object_new (BERTH_TYPE_SPOT_OUTLOOK, NULL);

  self->client = g_object_ref (client);
  self->subscription_id = g_strdup (subscription_id);
  self->location = g_strdup (location);
  self->size = g_strdup (size);
  self->folder = g_strdup (folder);
  look (self);
  return self;
}

/**
 * berth_spot_outlook_get_record:
 *
 * Returns: (transfer none): prices so far; what was kept is there before anybody answers
 */
BerthSpotRecord *
berth_spot_outlook_get_record (BerthSpotOutlook *self)
{
  g_return_val_if_fail (BERTH_IS_SPOT_OUTLOOK (self), NULL);

  return self->record;
}

/**
 * berth_spot_outlook_get_history_error:
 *
 * Returns: (nullable): why the record could not be brought up to date
 */
const GError *
berth_spot_outlook_get_history_error (BerthSpotOutlook *self)
{
  g_return_val_if_fail (BERTH_IS_SPOT_OUTLOOK (self), NULL);

  return self->history_error;
}

/**
 * berth_spot_outlook_get_score_error:
 *
 * Returns: (nullable): why the room there is could not be rated
 */
const GError *
berth_spot_outlook_get_score_error (BerthSpotOutlook *self)
{
  g_return_val_if_fail (BERTH_IS_SPOT_OUTLOOK (self), NULL);

  return self->score_error;
}

gboolean
berth_spot_outlook_is_busy (BerthSpotOutlook *self)
{
  g_return_val_if_fail (BERTH_IS_SPOT_OUTLOOK (self), FALSE);

  return self->busy;
}

/**
 * berth_spot_outlook_is_about:
 * @subscription_id: (nullable): for whom
 * @location: (nullable): a region
 * @size: (nullable): a size
 *
 * Returns: whether it tells of these
 */
gboolean
berth_spot_outlook_is_about (BerthSpotOutlook *self,
                             const char *subscription_id,
                             const char *location,
                             const char *size)
{
  g_return_val_if_fail (BERTH_IS_SPOT_OUTLOOK (self), FALSE);

  return g_strcmp0 (self->subscription_id, subscription_id) == 0
         && g_strcmp0 (self->location, location) == 0
         && g_strcmp0 (self->size, size) == 0;
}
