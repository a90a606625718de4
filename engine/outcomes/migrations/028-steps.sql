-- Which steps a decision has come to, a bit for each in the order of `STEP_TIMES` (results-views.ts): a question that counts steps reads
-- these four bytes in place of seventeen times. It follows from the times, so rows that come again change nothing here either.
ALTER TABLE decisions
  ADD COLUMN IF NOT EXISTS steps SimpleAggregateFunction(groupBitOr, UInt32) DEFAULT toUInt32(
    1 * isNotNull(held_at)
    + 2 * isNotNull(deferred_at)
    + 4 * isNotNull(queued_at)
    + 8 * isNotNull(attempted_at)
    + 16 * isNotNull(sent_at)
    + 32 * isNotNull(delivered_at)
    + 64 * isNotNull(opened_at)
    + 128 * isNotNull(clicked_at)
    + 256 * isNotNull(replied_at)
    + 512 * isNotNull(bounced_at)
    + 1024 * isNotNull(complained_at)
    + 2048 * isNotNull(expired_at)
    + 4096 * isNotNull(failed_at)
    + 8192 * isNotNull(uncertain_at)
    + 16384 * isNotNull(converted_at)
    + 32768 * isNotNull(machine_opened_at)
    + 65536 * isNotNull(machine_clicked_at)
  )
