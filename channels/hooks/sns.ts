import { createPublicKey, verify } from 'node:crypto';
import type { HookCall } from './contract.ts';
import { mapOf, readJsonBody, textOf } from './verify.ts';

/** What Amazon's notification service posts. */
export interface SnsPost {
  readonly type: string;
  readonly topic: string;
  readonly message: string;
  readonly subscribeUrl: string;
}

/**
 * Hosts that sign, and that confirm a subscription:
 * https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
const HOST = /^sns\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/;

const SIGNED: Readonly<Record<string, readonly string[]>> = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
  UnsubscribeConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
};

/** Certificates by their URLs; each is good for years. */
const certificates = new Map<string, string>();
const MOST_CERTIFICATES = 20;

/** Reads a post of the notification service; a text says why it is not to be trusted. */
export async function readSns({ body, fetchText }: Pick<HookCall, 'body' | 'fetchText'>): Promise<SnsPost | string> {
  const told = mapOf(readJsonBody(body));
  const type = textOf(told.Type) ?? '';
  const names = SIGNED[type];
  if (!names) return 'it is no post of the notification service';
  const url = textOf(told.SigningCertURL) ?? '';
  if (!isOfAws(url) || !new URL(url).pathname.endsWith('.pem')) return 'its certificate is not from Amazon';
  const signed = names
    .flatMap((name) => (textOf(told[name]) === undefined ? [] : [`${name}\n${told[name]}\n`]))
    .join('');
  const algorithm = told.SignatureVersion === '1' ? 'sha1' : 'sha256';
  try {
    const key = createPublicKey(await certificateOf(url, fetchText));
    const signature = Buffer.from(textOf(told.Signature) ?? '', 'base64');
    if (!verify(algorithm, Buffer.from(signed), key, signature)) return 'the signature is not right';
  } catch (cause) {
    certificates.delete(url);
    return `the signature cannot be checked: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
  const subscribeUrl = textOf(told.SubscribeURL) ?? '';
  return { type, topic: textOf(told.TopicArn) ?? '', message: textOf(told.Message) ?? '', subscribeUrl };
}

/** Whether a URL is one of the notification service's own. */
export function isOfAws(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, port, username } = new URL(url);
  return protocol === 'https:' && port === '' && username === '' && HOST.test(hostname);
}

async function certificateOf(url: string, fetchText: HookCall['fetchText']): Promise<string> {
  const known = certificates.get(url);
  if (known !== undefined) return known;
  const certificate = await fetchText(url);
  if (certificates.size >= MOST_CERTIFICATES) certificates.clear();
  certificates.set(url, certificate);
  return certificate;
}
