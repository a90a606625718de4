/** What the part of an address before the @ may hold (RFC 5321). */
const MOST_LOCAL = 64;

/**
 * Returns the address that a mail's bounces come back to: the account's own, with the mail's id in it, so that a report
 * without a copy of the mail still says which one it is about. An id that is too long for it is left out.
 */
export function bounceAddressOf(address: string, messageId: string): string {
  const at = address.lastIndexOf('@');
  const id = messageId.replace(/^<|>$/g, '').replace('@', '=');
  const local = `${address.slice(0, at)}+${id}`;
  return local.length <= MOST_LOCAL ? `${local}${address.slice(at)}` : address;
}

/** Reads the mail's id out of such an address, as a mail has it: `<id@domain>`; undefined: it holds none. */
export function messageIdIn(address: string): string | undefined {
  const [, id, domain] = /\+([^@\s<>"=+]+)=([\w.-]+)@/.exec(address) ?? [];
  return id === undefined ? undefined : `<${id}@${domain}>`;
}
