import type { RefusalEffect, SendResult } from '../contract.ts';

const THROTTLED = new Set([0x14, 0x58]);
const TRANSIENT = new Set([0x04, 0x05, 0x08, 0x64, 0xfe, 0xff]);
const EFFECTS: Readonly<Record<number, RefusalEffect>> = {
  ...{ 10: 'channel-misconfigured', 11: 'suppress-address', 13: 'channel-misconfigured' },
  ...{ 14: 'channel-misconfigured', 15: 'channel-misconfigured', 83: 'channel-misconfigured' },
  ...{ 72: 'channel-misconfigured', 73: 'channel-misconfigured', 256: 'channel-misconfigured' },
};
const PAUSE_MS = 1_000;

/** The meaning of the status of an answer that is not success (SMPP 3.4, 5.1.3). */
export function classifySmpp(status: number): SendResult {
  const reason = `SMPP status 0x${status.toString(16).padStart(2, '0')}`;
  if (THROTTLED.has(status)) return { kind: 'throttled', reason, scope: 'account', retryAfterMs: PAUSE_MS };
  if (TRANSIENT.has(status)) return { kind: 'transient', reason };
  return { kind: 'permanent', reason, effect: EFFECTS[status] ?? 'drop' };
}
