import type { HttpCall } from './contract.ts';

const MASK = '***';
/** What is shorter stands in other words by chance. */
const SHORTEST = 6;
/** The same of a part of a header, which has words of its own beside the credential. */
const SHORTEST_PART = 20;
const CREDENTIALS = /auth|token|key|secret|password|signature|cookie|credential/i;

/** Returns what takes secrets out of a text, in each form in which a service may repeat them. */
export function createMask(secrets: readonly string[]): (said: string) => string {
  const forms = new Set(secrets.flatMap(formsOf).filter((form) => form.length >= SHORTEST));
  const longestFirst = [...forms].sort((a, b) => b.length - a.length);
  return (said) => longestFirst.reduce((text, form) => text.replaceAll(form, MASK), said);
}

/** Returns the credentials that a call has in its headers, and in a form that asks for a token. */
export function credentialsIn({ headers = {}, body }: HttpCall): readonly string[] {
  const named = [...Object.entries(headers), ...(body instanceof URLSearchParams ? body : [])];
  return named
    .filter(([name]) => CREDENTIALS.test(name) || name === 'assertion')
    .flatMap(([, value]) => [value, ...partsOf(value)]);
}

/** `Basic abc` and `vapid t=abc, k=def` hold credentials that may be repeated alone. */
function partsOf(value: string): readonly string[] {
  const parts = value.split(/[\s,;]+/).flatMap((part) => [part, part.replace(/^[\w-]+="?/, '').replace(/"$/, '')]);
  return parts.filter((part) => part.length >= SHORTEST_PART);
}

/** A secret as it is, in a URL, in a form, in JSON and in base64. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const text = bytes.toString();
  const base64 = bytes.toString('base64');
  return [
    ...[secret, encodeURIComponent(text), new URLSearchParams({ x: text }).toString().slice('x='.length)],
    ...[JSON.stringify(text).slice(1, -1), base64, base64.replace(/=+$/, ''), bytes.toString('base64url')],
  ];
}
