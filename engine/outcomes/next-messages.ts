import { type CountedStep, type Counting, countedWhere, reaches } from './counts.ts';
import { STEPPED_SINCE } from './step-times.ts';

/*
 * MESSAGES BY THE NEXT CHANNEL. A decision whose message went on by another channel has one message more for each, with
 * the decision's id and a step in it (`3k9f~2.20420`), and no match of its own. So questions that count decisions count
 * the first message, and these are found by what they stand beside.
 */

const NEXT = `
        SELECT cityHash64(replaceRegexpOne(d.decision, '~\\\\d+', '')) AS root, toUInt32OrZero(extract(d.decision, '~(\\\\d+)')) AS nth,
          d.channel AS channel, d.sent_at IS NOT NULL AS sent, d.delivered_at IS NOT NULL AS delivered,
          d.opened_at IS NOT NULL AS opened, d.clicked_at IS NOT NULL AS clicked
        FROM ${STEPPED_SINCE} AND d.matched_at IS NULL AND position(d.decision, '~') > 0`;

/**
 * The messages that decisions sent by a next channel, for FROM: `next` is such a message, `first` its decision. A
 * success is that of the last one that was sent. Of decisions that `params` counts.
 */
export function nextMessages(params: Counting): string {
  return `(
        SELECT *, sent AND nth = maxIf(nth, sent) OVER (PARTITION BY root) AS is_last_sent FROM (${NEXT})
      ) AS next
      INNER JOIN (
        SELECT key, trigger, channel, ${reaches('converted', params)} AS is_met, ifNull(value, 0) AS worth
        FROM results.decisions
        WHERE ${countedWhere(params)} AND key IN (SELECT root FROM (${NEXT}))
      ) AS first ON first.key = next.root`;
}

/** The columns of `nextMessages` that say that a message by the next channel came to a step. */
const NEXT_STEPS: Partial<Readonly<Record<CountedStep, string>>> = {
  matched: '1',
  sent: 'next.sent',
  delivered: 'next.delivered',
  opened: 'next.opened',
  clicked: 'next.clicked',
  converted: 'next.is_last_sent AND first.is_met',
};

/**
 * The condition for decisions whose message went on by the channel `next_channel` and came to a step there; of other
 * steps none.
 */
export function wentOn(step: CountedStep, params: Counting): string {
  return `key IN (
        SELECT first.key FROM ${nextMessages(params)}
        WHERE next.channel = {next_channel:String} AND ${NEXT_STEPS[step] ?? '0'}
      )`;
}
