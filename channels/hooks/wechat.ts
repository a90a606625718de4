import { createDecipheriv } from 'node:crypto';
import type { HookCall, HookEvent, HookReading, Hooks } from './contract.ts';
import { hashOf, isSameText, isTimely, mapOf, textOf } from './verify.ts';

/**
 * What WeChat posts of an official account:
 * https://developers.weixin.qq.com/doc/service/guide/dev/push/encryption.html. A GET is answered with its `echostr`. In
 * the safe mode the body is sealed, and the signature is over what is sealed; in the plain one it is over nothing that
 * is told, so an account that has a key takes no plain call.
 */
export const WECHAT_HOOKS: Hooks = {
  needs: 'hookToken',
  headers: [],
  read(call, settings) {
    const { hookToken, hookKey } = mapOf(settings);
    const token = textOf(hookToken);
    if (token === undefined) return { untrusted: 'this account has no token for hooks: set hookToken' };
    const key = textOf(hookKey);
    return call.method === 'GET' ? answer(call, token) : read(call, token, key, textOf(mapOf(settings).app));
  },
};

/** What WeChat reads as taken. */
const TAKEN = 'success';

function answer({ query, now }: HookCall, token: string): HookReading {
  if (!isSigned(query, token, query.get('signature'))) return { untrusted: 'the signature is not right' };
  if (!isTimely(query.get('timestamp'), now)) return { untrusted: 'the call is too old' };
  return { events: [], answer: query.get('echostr') ?? '' };
}

function read({ query, body, now }: HookCall, token: string, key: string | undefined, app = ''): HookReading {
  const outer = fieldsOf(body.toString('utf8'));
  const sealed = outer.get('Encrypt');
  if (key !== undefined && sealed === undefined) return { untrusted: 'it is not sealed' };
  const said = sealed === undefined ? query.get('signature') : query.get('msg_signature');
  if (!isSigned(query, token, said, sealed)) return { untrusted: 'the signature is not right' };
  if (!isTimely(query.get('timestamp'), now)) return { untrusted: 'the call is too old' };
  const fields = sealed === undefined ? outer : openSealed(sealed, key ?? '', app);
  if (!fields) return { untrusted: 'it was sealed with another key, or for another account' };
  const event = eventOf(fields);
  return { events: event ? [event] : [], answer: TAKEN };
}

function isSigned(query: URLSearchParams, token: string, said: string | null, sealed?: string): boolean {
  const parts = [
    token,
    query.get('timestamp') ?? '',
    query.get('nonce') ?? '',
    ...(sealed === undefined ? [] : [sealed]),
  ];
  return isSameText(said ?? '', hashOf(parts.sort().join(''), 'sha1'));
}

/** Sixteen bytes of chance, the length, the XML, the account's id; undefined: another key, or another account. */
function openSealed(sealed: string, key: string, app: string): ReadonlyMap<string, string> | undefined {
  try {
    const bytes = Buffer.from(`${key}=`, 'base64');
    const decipher = createDecipheriv('aes-256-cbc', bytes, bytes.subarray(0, 16)).setAutoPadding(false);
    const padded = Buffer.concat([decipher.update(sealed, 'base64'), decipher.final()]);
    const open = padded.subarray(0, padded.byteLength - (padded.at(-1) ?? 0));
    const end = 20 + open.readUInt32BE(16);
    return open.subarray(end).toString('utf8') === app ? fieldsOf(open.subarray(20, end).toString('utf8')) : undefined;
  } catch {
    return undefined;
  }
}

/** The fields of its flat XML. Nothing else of XML is read: no entity, no declaration. */
function fieldsOf(xml: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const [, name = '', , sealed, plain] of xml.matchAll(FIELD)) fields.set(name, sealed ?? plain ?? '');
  return fields;
}

const FIELD = /<(\w{1,40})>(<!\[CDATA\[([\s\S]*?)\]\]>|([^<]*))<\/\1>/g;

function eventOf(fields: ReadonlyMap<string, string>): HookEvent | undefined {
  const address = fields.get('FromUserName');
  const created = fields.get('CreateTime') ?? '';
  const type = fields.get('MsgType');
  const happened = fields.get('Event') ?? '';
  if (address === undefined) return undefined;
  const at = Number(created) * 1_000 || undefined;
  const id = fields.get('MsgId') ?? `${address} ${created} ${happened}`;
  if (type === 'text') return { id, state: 'replied', address, at, text: fields.get('Content') ?? '' };
  if (type !== 'event') return undefined;
  switch (happened) {
    case 'unsubscribe':
      return { id, state: 'opted-out', address, at };
    case 'CLICK':
      return { id, state: 'replied', address, at, text: fields.get('EventKey') ?? '' };
    case 'TEMPLATESENDJOBFINISH': {
      const status = fields.get('Status') ?? '';
      const message = fields.get('MsgID');
      const told = { id: `${message} ${status}`, message, address, at };
      return status === 'success' ? { ...told, state: 'delivered' } : { ...told, state: 'failed', reason: status };
    }
    default:
      return undefined;
  }
}
