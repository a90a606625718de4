import type { SignalInput } from '../../sdk/protocol.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { deviceOf, positionOf } from './segment-context.ts';
import { instantIn } from './signal-time.ts';

/** The calls of the Segment spec. */
export const SEGMENT_CALLS = ['identify', 'track', 'page', 'screen', 'group', 'alias'] as const;
export type SegmentCall = (typeof SEGMENT_CALLS)[number];

/** What a request says once for all its messages. */
export interface SegmentFrame {
  /** The call, where the path says it; in a batch each message does. */
  readonly call?: SegmentCall;
  /** When the client sent it, by its own clock. */
  readonly sentAt?: unknown;
  readonly context?: unknown;
  /** The engine's clock. */
  readonly now: number;
}

/**
 * The signals that one Segment message stands for: what it says, and, when its context tells, the device and the
 * position. What it lacks is found when they are validated.
 */
export function fromSegment(message: Fields, frame: SegmentFrame): readonly SignalInput[] {
  const userId = idOf(message.userId);
  const anonymousId = idOf(message.anonymousId);
  const customer = userId ?? anonymousId;
  const messageId = idOf(message.messageId);
  const at = timeOf(message, frame);
  const input = (kind: string, value: Fields | undefined, suffix: string): SignalInput => ({
    ...(messageId !== undefined && { id: typeof messageId === 'string' ? messageId + suffix : messageId }),
    kind,
    ...(customer !== undefined && { customer }),
    ...(at !== undefined && { at: at as number }),
    ...(value && { value }),
  });
  const context = { ...fieldsOf(frame.context), ...fieldsOf(message.context) };
  const device = deviceOf(context);
  const position = positionOf(context);
  return [
    ...readDetails(message, frame.call, userId && anonymousId !== userId ? anonymousId : undefined, input),
    ...(device ? [input('device', device, '.device')] : []),
    ...(position ? [input('location', position, '.location')] : []),
  ];
}

type MakeInput = (kind: string, value: Fields | undefined, suffix: string) => SignalInput;

function readDetails(message: Fields, given: SegmentCall | undefined, anonymousId: unknown, input: MakeInput) {
  const call = given ?? message.type;
  const traits = fieldsOf(message.traits);
  const properties = fieldsOf(message.properties);
  switch (call) {
    case 'identify':
      return [
        input(
          'identify',
          { traits: { ...traitsBeside(message), ...traits }, ...(anonymousId !== undefined && { anonymousId }) },
          '',
        ),
      ];
    case 'track':
      return [input('event', { name: message.event, properties }, '')];
    case 'page':
    case 'screen': {
      const { name, category } = message;
      const named = { ...properties, ...(name !== undefined && { name }), ...(category !== undefined && { category }) };
      return [input('event', { name: call, properties: named }, '')];
    }
    case 'group': {
      const { groupId } = message;
      return [
        input('event', { name: 'group', properties: { ...traits, groupId } }, ''),
        input('identify', { traits: { groupId } }, '.group'),
      ];
    }
    case 'alias':
      return [input('alias', { previousId: idOf(message.previousId) ?? message.previousId }, '')];
    default:
      return [input(typeof call === 'string' ? `segment ${call}` : 'segment message without a type', undefined, '')];
  }
}

/** RudderStack's library for browsers tells the traits of an identify in its context alone. */
function traitsBeside({ context }: Fields): Fields {
  return fieldsOf(fieldsOf(context).traits);
}

/**
 * When it was true, on our clock: what the client's clock is off by is the same at the message and at the sending of
 * it.
 */
function timeOf(message: Fields, { sentAt: frameSentAt, now }: SegmentFrame): unknown {
  const said = message.timestamp ?? message.originalTimestamp;
  const at = millisecondsOf(said);
  const sentAt = millisecondsOf(message.sentAt ?? frameSentAt);
  if (said === undefined || said === null) return undefined;
  if (at === undefined) return said;
  return sentAt === undefined ? at : Math.round(at + now - sentAt);
}

function millisecondsOf(time: unknown): number | undefined {
  const ms = typeof time === 'string' ? instantIn(time) : time;
  return typeof ms === 'number' && Number.isFinite(ms) ? ms : undefined;
}

/** An id as text; of a number that is none surely, the number, which is refused when it is validated. */
function idOf(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : (value as unknown as string);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
