import type { SignalInput } from '../../sdk/protocol.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { instantIn } from './signal-time.ts';

/** What a request of PostHog's says once for all its events. */
export interface PostHogFrame {
  /** When the client sent it, by its own clock. */
  readonly sentAt?: unknown;
  /** The engine's clock. */
  readonly now: number;
}

/** What PostHog calls what others call so. */
const VIEWS: Readonly<Record<string, string>> = { $pageview: 'page', $screen: 'screen' };
/** About a group of people, or a library about itself: no customer did that. */
const OF_NOBODY: ReadonlySet<string> = new Set([
  ...['$groupidentify', '$feature_flag_called', '$pageleave', '$autocapture', '$web_vitals', '$rageclick', '$$heatmap'],
]);

/**
 * The signals that one event of PostHog's capture API stands for. Properties of a person become traits; what the
 * library says of itself (`$lib` and the like) is left out. What is missing is found when they are validated.
 */
export function fromPostHog(message: Fields, frame: PostHogFrame): readonly SignalInput[] {
  const { event, uuid } = message;
  const given = fieldsOf(message.properties);
  const customer = message.distinct_id ?? given.distinct_id;
  if (typeof event === 'string' && OF_NOBODY.has(event)) return [];
  const at = timeOf(message, frame);
  const input = (kind: string, value: Fields, suffix = ''): SignalInput => ({
    ...(typeof uuid === 'string' && { id: uuid + suffix }),
    kind,
    ...(typeof customer === 'string' && { customer }),
    ...(at !== undefined && { at: at as number }),
    value,
  });
  const first = Object.entries(fieldsOf(message.$set_once ?? given.$set_once)).filter(([, value]) => value !== null);
  const traits = withoutOwn({ ...Object.fromEntries(first), ...fieldsOf(message.$set ?? given.$set) });
  const { $anon_distinct_id: anonymousId, alias } = given;
  if (event === '$create_alias') return [input('alias', { previousId: alias })];
  if (event === '$identify' || event === '$set') {
    const isOther = anonymousId !== undefined && anonymousId !== customer;
    return [input('identify', { traits, ...(isOther && { anonymousId }) })];
  }
  const { distinct_id: _, token: __, ...own } = given;
  const properties = withoutOwn({
    ...own,
    ...(given.$current_url !== undefined && { url: given.$current_url }),
    ...(given.$screen_name !== undefined && { name: given.$screen_name }),
  });
  const name = typeof event === 'string' ? (VIEWS[event] ?? event) : event;
  const said = input('event', { name, properties });
  return Object.keys(traits).length > 0 ? [said, input('identify', { traits }, '.set')] : [said];
}

/** Without what the library says of itself. */
function withoutOwn(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !name.startsWith('$')));
}

/** When it was true on our clock, as far as the client's is off. */
function timeOf({ timestamp }: Fields, { sentAt, now }: PostHogFrame): unknown {
  if (timestamp === undefined || timestamp === null) return undefined;
  const at = typeof timestamp === 'string' ? instantIn(timestamp) : undefined;
  const sent = typeof sentAt === 'string' ? instantIn(sentAt) : undefined;
  if (at === undefined) return timestamp;
  return sent === undefined ? at : Math.round(at + now - sent);
}
