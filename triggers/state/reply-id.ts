import { derivedId } from '../hash.ts';

const REPLY = 'reply';

/** Returns the id of what a person writes to a customer: the same for the same parts. No decision has such an id. */
export function replyId(...parts: readonly string[]): string {
  return `${REPLY}-${derivedId(REPLY, ...parts).slice(2)}`;
}

/** Whether a delivery is of a message that a person wrote. */
export function isReply(delivery: string): boolean {
  return delivery.startsWith(`${REPLY}-`);
}
