import { rootOf } from '../../triggers/state/steps.ts';
import type { OutcomeStore } from '../stores/contract.ts';
import type { ConversationAsk, ConversationLine, Conversations } from './contract.ts';

/** Creates the conversations over ClickHouse: what triggers sent, beside what customers and people wrote. */
export function createConversations(store: Pick<OutcomeStore, 'query'>): Conversations {
  return {
    async page(ask) {
      const isForward = ask.after !== undefined;
      const found = await store.query<Row>(sqlOf(ask, isForward ? 'ASC' : 'DESC'), paramsOf(ask));
      const isMore = found.length > ask.most;
      const lines = found.slice(0, ask.most).map(lineOf);
      const rows = isForward ? lines : lines.reverse();
      if (rows.length === 0) return { rows };
      const [hasOlder, hasNewer] = isForward ? [true, isMore] : [isMore, ask.before !== undefined];
      return {
        rows,
        ...(hasOlder && { older: rows[0]!.mark }),
        ...(hasNewer && { newer: rows.at(-1)!.mark }),
      };
    },
  };
}

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

/** A row may stand twice until parts are merged. One more than asked for tells whether there is more. */
function sqlOf({ channel, before, after }: ConversationAsk, order: 'ASC' | 'DESC'): string {
  const where = [
    'customer IN {ids:Array(String)}',
    ...(channel === undefined ? [] : ['channel = {channel:String}']),
    ...(before === undefined && after === undefined
      ? []
      : [`(toUnixTimestamp64Milli(told.at), id) ${order === 'ASC' ? '>' : '<'} ({markAt:Int64}, {markId:String})`]),
  ].join(' AND ');
  return `
    SELECT toUnixTimestamp64Milli(told.at) AS at, id, channel, thread, direction, who, decision, content, content_cut AS isCut
    FROM (
      SELECT at, decision AS id, customer, channel, if(channel = 'email', decision, channel) AS thread, 'out' AS direction,
        'trigger' AS who, decision, content, content_cut
      FROM messages
      UNION ALL
      SELECT at, id, customer, channel, thread, direction, who, decision, content, content_cut
      FROM conversation
    ) AS told
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
