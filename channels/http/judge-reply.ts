import type { Outbound, SendResult } from '../contract.ts';
import { readRetryAfter } from '../retry-after.ts';
import type { HttpReply, Replies, Verdict } from './contract.ts';

export interface JudgeParts {
  readonly replies: Replies;
  /** Repeats with the same id have no second effect. */
  readonly idempotent: boolean;
  readonly now: number;
  /** Takes secrets out of a text. */
  readonly mask: (text: string) => string;
}

/** The meaning of an answer, and the result of the attempt. */
export interface Judged {
  readonly verdict: Verdict;
  readonly result: SendResult;
}

/** Judges an answer: by the service's own code, else by its status. What is unknown is kept whole in the reason. */
export function judgeReply(reply: HttpReply, outbound: Outbound, parts: JudgeParts): Judged {
  const { replies, now, mask } = parts;
  const codes = (replies.codes?.(reply) ?? []).filter((code) => code !== undefined).map(String);
  const known = [...codes, `HTTP ${reply.status}`].find((code) => Object.hasOwn(replies.verdicts ?? {}, code));
  const id = known === undefined && isSuccess(reply.status) ? replies.accepted(reply, outbound) : undefined;
  if (id !== undefined) return { verdict: 'accepted', result: { kind: 'accepted', providerId: id } };
  const verdict = known === undefined ? verdictOf(reply, parts) : replies.verdicts![known]!;
  const reason = mask(`${[`HTTP ${reply.status}`, ...codes.slice(0, 1)].join(' ')} ${reply.text}`.trim());
  const waitMs = replies.waitMs?.(reply, now) ?? readRetryAfter(reply.headers['retry-after'], reply.headers.date, now);
  return { verdict, result: resultOf(verdict, outbound.id, reason, waitMs) };
}

function resultOf(verdict: Verdict, id: string, reason: string, waitMs: number | undefined): SendResult {
  if (verdict === 'accepted') return { kind: 'accepted', providerId: id };
  const wait = waitMs !== undefined && { retryAfterMs: waitMs };
  if (verdict === 'throttled') return { kind: 'throttled', reason, scope: 'account', ...wait };
  if (verdict === 'address-throttled') return { kind: 'throttled', reason, ...wait };
  if (verdict === 'transient' || verdict === 'uncertain') return { kind: verdict, reason };
  const effect = verdict === 'credential-expired' ? 'channel-misconfigured' : verdict;
  return { kind: 'permanent', reason, effect };
}

function verdictOf(reply: HttpReply, { replies, idempotent }: JudgeParts): Verdict {
  const { status, headers } = reply;
  // A success that names no message may be one all the same.
  if (isSuccess(status)) return 'uncertain';
  if (status === 429 || (status === 503 && headers['retry-after'] !== undefined)) return 'throttled';
  if (status === 408 || status === 425 || status === 503) return 'transient';
  if (status >= 500) return idempotent || replies.refusesByServerError ? 'transient' : 'uncertain';
  if (status === 401) return 'credential-expired';
  const isOurs = status < 400 || status === 402 || status === 403 || status === 405;
  return isOurs ? 'channel-misconfigured' : 'drop';
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
