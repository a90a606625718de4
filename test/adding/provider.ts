import type { Walk } from './contract.ts';

/** A second provider of mails, before the first one in the alphabet, with a secret from the environment. */
export default {
  name: 'provider',
  files: {
    'channels/providers/json-mail.ts': `import { mailPartsOf } from '../email/mail-parts.ts';
import { defineHttpProvider } from '../http/define.ts';
import { fieldOf } from '../http/field-of.ts';
import { accountSettings, secretly, text } from '../http/settings.ts';

const token = text(100);
const settings = accountSettings(
  'https://api.json-mail.example',
  { token },
  { token: secretly({ en: 'Access token', de: 'Zugangstoken' }) },
);

/** A sending service that takes a mail as JSON. */
export default defineHttpProvider({
  name: 'json-mail',
  channel: 'email',
  title: { en: 'Mail service', de: 'Maildienst' },
  summary: {
    en: 'A sending service that takes a mail as JSON over HTTP.',
    de: 'Ein Versanddienst, der eine E-Mail als JSON über HTTP annimmt.',
  },
  idempotent: false,
  settings,
  environment: {
    KAIROS_JSON_MAIL_TOKEN: { setting: 'token', summary: 'its token', schema: token, isSecret: true, example: 't-1' },
  },
  write(outbound, account, now) {
    const { from, to, subject, html, headers } = mailPartsOf(outbound, {}, now);
    return { path: '/mails', body: { id: outbound.id, from: from.address, to, subject, html, headers } };
  },
  authorize: (call, account) => ({ ...call, headers: { authorization: \`Bearer \${account.token}\` } }),
  verdicts: { 'HTTP 410': 'suppress-address' },
  accepted: ({ json }) => fieldOf(json, 'mail'),
});
`,
    'test/conformance/peers/json-mail.ts': `import { strict as assert } from 'node:assert';
import { createVendorPeer } from '../../support/vendor-peer.ts';

/** The sending service, as strict as its documents are. */
export default createVendorPeer({
  name: 'json-mail',
  settings: () => ({ token: 't-1' }),
  to: 'eva@example.org',
  message: () => ({ subject: 'Hi', html: '<p>Hi</p>' }),
  check({ url, headers, json }) {
    assert.equal(url, '/mails');
    assert.equal(headers.authorization, 'Bearer t-1');
    const { from, to, subject } = json as Readonly<Record<string, string>>;
    assert.deepEqual({ from, to, subject }, { from: 'shop@shop.example', to: 'eva@example.org', subject: 'Hi' });
  },
  idOf: ({ json }) => (json as { readonly id: string }).id,
  answers: {
    ok: { status: 202, body: { mail: 'm-1' } },
    gone: { status: 410 },
  },
});
`,
  },
  tests: ['test/conformance/providers.test.ts'],
  only: 'json-mail|counterpart',
} satisfies Walk;
