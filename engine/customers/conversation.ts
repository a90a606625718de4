import { rootOf } from '../../triggers/state/steps.ts';
import type { OutcomeStore } from '../stores/contract.ts';
import type { ConversationAsk, ConversationLine, Conversations } from './contract.ts';
import { readReplySteps } from './reply-steps.ts';

/**
 * Creates the conversations over ClickHouse: what triggers sent, beside what customers and people wrote. What a
 * customer answers to a person's mail is of the thread that the mail was of.
 */
export function createConversations(store: Pick<OutcomeStore, 'query'>): Conversations {
  return {
    async page(ask) {
      const isForward = ask.after !== undefined;
      const found = await store.query<Row>(sqlOf(ask, isForward ? 'ASC' : 'DESC'), paramsOf(ask));
      const isMore = found.length > ask.most;
      const replies = found.filter(isByPerson).map(({ id }) => id);
      const steps = await readReplySteps(store, ask.ids, replies);
      const lines = found.slice(0, ask.most).map((row) => ({ ...lineOf(row), ...steps.get(row.id) }));
      const rows = isForward ? lines : lines.reverse();
      if (rows.length === 0) return { rows };
      const [hasOlder, hasNewer] = isForward ? [true, isMore] : [isMore, ask.before !== undefined];
      return {
        rows,
        ...(hasOlder && { older: rows[0]!.mark }),
        ...(hasNewer && { newer: rows.at(-1)!.mark }),
      };
    },
    async hasThread(ids, channel, thread) {
      const sql = `SELECT DISTINCT told.thread AS thread FROM ${TOLD} WHERE ${OF_CUSTOMER} AND channel = {channel:String} LIMIT ${MOST_THREADS}`;
      const found = await store.query<Pick<Row, 'thread'>>(sql, { ids, channel });
      return found.some((one) => rootOf(one.thread) === thread);
    },
  };
}

const MOST_THREADS = 10_000;

interface Row {
  readonly at: number | string;
  readonly id: string;
  readonly channel: string;
  readonly thread: string;
  readonly direction: 'in' | 'out';
  readonly who: string;
  readonly decision: string;
  readonly content: string;
  readonly isCut: boolean;
}

function isByPerson({ direction, who }: Row): boolean {
  return direction === 'out' && who !== 'trigger';
}

const OF_CUSTOMER = 'customer IN {ids:Array(String)}';
const TOLD = `(
      SELECT at, decision AS id, customer, channel, if(channel = 'email', decision, channel) AS thread, 'out' AS direction,
        'trigger' AS who, decision, content, content_cut
      FROM messages
      UNION ALL
      SELECT at, id, customer, channel, thread, direction, who, decision, content, content_cut
      FROM conversation
    ) AS told`;

/** A row may stand twice until parts are merged. One more than asked for tells whether there is more. */
function sqlOf({ channel, before, after }: ConversationAsk, order: 'ASC' | 'DESC'): string {
  const where = [
    OF_CUSTOMER,
    ...(channel === undefined ? [] : ['channel = {channel:String}']),
    ...(before === undefined && after === undefined
      ? []
      : [`(toUnixTimestamp64Milli(told.at), id) ${order === 'ASC' ? '>' : '<'} ({markAt:Int64}, {markId:String})`]),
  ].join(' AND ');
  return `
    SELECT toUnixTimestamp64Milli(told.at) AS at, id, channel, if(reply.id = '', told.thread, reply.thread) AS thread, direction,
      who, decision, content, content_cut AS isCut
    FROM ${TOLD}
    LEFT ANY JOIN (SELECT id, thread FROM conversation WHERE ${OF_CUSTOMER} AND direction = 'out') AS reply
      ON told.thread = reply.id
    WHERE ${where}
    ORDER BY told.at ${order}, id ${order}
    LIMIT 1 BY id
    LIMIT {most:UInt32}`;
}

function paramsOf({ ids, channel, before, after, most }: ConversationAsk) {
  const mark = before ?? after;
  const dot = mark?.indexOf('.') ?? -1;
  return {
    ids,
    most: most + 1,
    ...(channel !== undefined && { channel }),
    ...(mark !== undefined && { markAt: Number(mark.slice(0, dot)), markId: mark.slice(dot + 1) }),
  };
}

function lineOf({ at, content, thread, isCut, ...row }: Row): ConversationLine {
  const time = Number(at);
  return {
    ...row,
    thread: rootOf(thread),
    at: time,
    mark: `${time}.${row.id}`,
    content: JSON.parse(content) as ConversationLine['content'],
    isCut: Boolean(isCut),
  };
}
