import { expect, test } from 'vitest';
import { workspaceBody } from '../../test/support/workspace.ts';
import { SENDER_RULES } from '../../triggers/policy/sender-rules.ts';
import { findProblems } from './find-problems.ts';

const ACCOUNT = { provider: 'bird', workspace: 'w', channelId: 'c', key: { secret: 'bird-key' } };
const TWILIO = { provider: 'twilio', account: 'AC0123456789abcdef0123456789abcdef', token: { secret: 'twilio' } };

async function warnedOf(sms: unknown) {
  const { problems, warnings } = await findProblems([
    workspaceBody('smtp://127.0.0.1', { providers: { sms }, channels: ['sms'] }),
  ]);
  expect(problems).toEqual([]);
  return warnings.map(({ path, expected }) => `${path}: ${expected}`);
}

test.each(['secret: bird-key', '{ secret: bird-key }', '{secret: "bird-key"}', 'Secret: bird-key'])(
  'a key that says %j as text is warned of, as it would leave as it stands',
  async (key) => {
    expect(await warnedOf({ ...ACCOUNT, key })).toEqual([
      'providers.sms.key: a reference to a secret: { secret: bird-key }; as text it leaves as it stands',
    ]);
    expect(
      await warnedOf([
        { name: 'a', ...ACCOUNT },
        { name: 'b', ...ACCOUNT, key },
      ]),
    ).toEqual(['providers.sms.1.key: a reference to a secret: { secret: bird-key }; as text it leaves as it stands']);
  },
);

test('a reference to a key is right', async () => {
  expect(await warnedOf({ ...ACCOUNT, key: { secret: 'bird-key' } })).toEqual([]);
});

const KEPT =
  'a reference to a secret, as a credential is kept with `kairos secret`; here everybody reads it who may read definitions';

test.each(['k3y', 'my secret: is long and of many words'])('a key %j stands where it is read', async (key) => {
  expect(await warnedOf({ ...ACCOUNT, key })).toEqual([`providers.sms.key: ${KEPT}`]);
  expect(
    await warnedOf([
      { name: 'a', ...ACCOUNT },
      { name: 'b', ...ACCOUNT, key },
    ]),
  ).toEqual([`providers.sms.1.key: ${KEPT}`]);
});

test('a name as the sender is warned of where it is not delivered, and where it has to be registered', async () => {
  const accounts = [
    { name: 'west', ...TWILIO, from: 'Corner', countries: ['US', 'DE', 'SG'] },
    { name: 'home', ...TWILIO, from: 'Corner', country: 'CA' },
  ];
  expect(await warnedOf(accounts)).toEqual([
    'providers.sms.0.from: a number as the sender for US: names are not delivered there',
    'providers.sms.0.from: a name that is registered in SG: others are not delivered there',
    'providers.sms.1.from: a number as the sender for CA: names are not delivered there',
  ]);
});

test.each([
  ['a number', { from: '+15550001111', countries: ['US'] }],
  ['a short code', { from: '12345', countries: ['US'] }],
  ['a name for other countries', { from: 'Corner', countries: ['DE', 'FR'] }],
  ['a name for nobody knows whom', { from: 'Corner' }],
])('%s is no warning', async (_, more) => {
  expect(await warnedOf([{ name: 'a', ...TWILIO, ...more }])).toEqual([]);
});

test('every rule of senders says where it was read, and a country has one', () => {
  for (const { source, asOf } of SENDER_RULES) {
    expect(source).toMatch(/^https:\/\//);
    expect(asOf).toMatch(/^\d{4}-\d\d$/);
  }
  const countries = SENDER_RULES.flatMap((rule) => rule.countries);
  expect(new Set(countries).size).toBe(countries.length);
});
