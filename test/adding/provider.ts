import type { Walk } from './contract.ts';

/** A second provider of mails, before the first one in the alphabet, with a secret from the environment. */
export default {
  name: 'provider',
  files: {
    'channels/providers/json-mail.ts': `import { Agent } from 'undici';
import * as z from 'zod';
import type { Provider, SendResult } from '../contract.ts';
import { holdContent } from '../hold-content.ts';
import { reasonOf } from '../reason.ts';
import { sayEach } from '../../triggers/words/say-each.ts';
import { readSettings } from '../wrong-settings.ts';

const token = z.string('a token').min(1, 'a token');
const schema = sayEach(z.strictObject({
  url: z.url('an http(s) URL'),
  token,
  connectSeconds: z.number().min(0.1).max(30).default(3),
}), {
  url: { title: { en: 'Address', de: 'Adresse' }, kind: 'address' },
  token: { title: { en: 'Token', de: 'Zugangsschlüssel' }, kind: 'secret' },
  connectSeconds: { title: { en: 'Time to connect', de: 'Zeit zum Verbinden' }, unit: 's' },
});

/** A sending service that takes a mail as JSON. */
export default {
  name: 'json-mail',
  channel: 'email',
  title: { en: 'Mail service', de: 'Maildienst' },
  summary: {
    en: 'A sending service that takes a mail as JSON over HTTP.',
    de: 'Ein Versanddienst, der eine E-Mail als JSON über HTTP annimmt.',
  },
  idempotent: false,
  settings: schema,
  environment: {
    KAIROS_JSON_MAIL_TOKEN: { setting: 'token', summary: 'its token', schema: token, isSecret: true, example: 't-1' },
  },
  open(given) {
    const { url, token, connectSeconds } = readSettings(schema, given);
    const { origin, pathname } = new URL(url);
    const agent = new Agent({ connect: { timeout: connectSeconds * 1_000 }, pipelining: 1 });
    return {
      async send({ id, to, sender, message }, time) {
        const { subject, html } = message;
        const content = Buffer.from(JSON.stringify({ id, from: sender.email, to, subject, html }));
        // Read once there is a connection: then the message leaves.
        const body = holdContent([content], time);
        try {
          const response = await agent.request({
            ...{ origin, path: pathname, method: 'POST', body, signal: time.signal },
            headers: { authorization: \`Bearer \${token}\`, 'content-length': String(content.byteLength) },
          });
          response.body.dump().catch(() => undefined);
          return resultOf(response.statusCode, id);
        } catch (cause) {
          return { kind: time.hasLeft ? 'uncertain' : 'transient', reason: reasonOf(cause) };
        } finally {
          body.destroy();
        }
      },
      close: () => agent.destroy(),
    };
  },
} satisfies Provider;

function resultOf(status: number, id: string): SendResult {
  const reason = \`HTTP \${status}\`;
  if (status < 300) return { kind: 'accepted', providerId: id };
  if (status === 429) return { kind: 'throttled', reason };
  if (status >= 500) return { kind: 'transient', reason };
  if (status === 401) return { kind: 'permanent', reason, effect: 'channel-misconfigured' };
  return { kind: 'permanent', reason, effect: status === 410 ? 'suppress-address' : 'drop' };
}
`,
    'test/conformance/peers/json-mail.ts': `import { type HttpScript, startHttpPeer } from '../../support/http-peer.ts';
import type { ProviderPeer } from './contract.ts';

/** A scripted HTTP server. */
export default {
  name: 'json-mail',
  async start() {
    const peer = await startHttpPeer();
    const play = (script: HttpScript) => () => {
      peer.script = script;
    };
    return {
      settings: () => ({ url: \`http://\${peer.host}/mails\`, token: 't-1' }),
      to: 'eva@example.org',
      message: { subject: 'Hi', html: '<p>Hi</p>' },
      scripts: {
        ok: play({ status: 202 }),
        'too-fast': play({ status: 429 }),
        'not-now': play({ status: 503 }),
        gone: play({ status: 410 }),
        no: play({ status: 422 }),
        misconfigured: play({ status: 401 }),
        hang: play('never'),
        'reset-before-read': play('reset-before-read'),
        'take-then-reset': play('take-then-reset'),
        slow: play({ status: 200, body: 'x', byteEveryMs: 50 }),
      },
      taken: () => peer.taken.map(({ body }) => (JSON.parse(body) as { id: string }).id),
      stop: peer.stop,
    };
  },
} satisfies ProviderPeer;
`,
  },
  tests: ['test/conformance/providers.test.ts'],
  only: 'json-mail|counterpart',
} satisfies Walk;
