import type { Rejection } from '../../sdk/protocol.ts';
import type { Clock } from '../contract.ts';
import type { Route } from './contract.ts';
import { type Entrance, type EntranceParts, enter } from './entrance.ts';
import { type ExpandedInputs, expandMessages } from './expand-messages.ts';
import { refuse, replyJson, UNFINISHED } from './replies.ts';
import { sourceConfigRoutes } from './rudderstack-settings.ts';
import { fromSegment, SEGMENT_CALLS, type SegmentCall } from './segment.ts';
import { metricsRoute, settingsRoute } from './segment-settings.ts';

/**
 * The Segment HTTP API, so that its SDKs and those of RudderStack can point here: one call a path, and batches of them;
 * in full, and by the first letter as the SDKs for browsers and phones have them.
 */
export function segmentRoutes(parts: EntranceParts, clock: Clock, publicUrl: string | undefined): readonly Route[] {
  const route = (path: string, call?: SegmentCall): Route => {
    const entrance: Entrance<ExpandedInputs> = {
      list: 'batch',
      keyIn: ({ writeKey }) => (typeof writeKey === 'string' ? writeKey : undefined),
      signalsOf({ value, inputs, oversize, isDoubtful }) {
        const { sentAt, context } = value;
        const frame = { ...(call && { call }), sentAt, context, now: clock.now() };
        return {
          ...expandMessages(inputs, oversize, (message) => fromSegment(message, frame)),
          isDoubtful,
          isShifted: true,
        };
      },
      reply(exchange, { rejected, again }, { origin }) {
        const refused: readonly Rejection[] = rejected.map((one) => ({
          ...one,
          index: origin[one.index] ?? one.index,
        }));
        const reply = { success: true, ...(refused.length > 0 && { rejected: refused }) };
        if (again.length > 0) refuse(exchange, UNFINISHED);
        else replyJson(exchange, 200, reply);
      },
    };
    return { method: 'POST', path, handle: (exchange) => enter(exchange, entrance, parts) };
  };
  const calls = SEGMENT_CALLS.flatMap((call) => [route(`/v1/${call}`, call), route(`/v1/${call[0]}`, call)]);
  return [
    route('/v1/batch'),
    route('/v1/b'),
    route('/v1/import'),
    // A page that is left, in RudderStack's library.
    route('/beacon/v1/batch'),
    ...calls,
    metricsRoute,
    settingsRoute(parts, publicUrl),
    ...sourceConfigRoutes(parts),
  ];
}
