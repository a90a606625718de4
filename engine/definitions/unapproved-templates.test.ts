import { expect, test } from 'vitest';
import type { Channel, Provider } from '../../channels/contract.ts';
import type { TemplateStates } from '../../channels/templates/contract.ts';
import { documentOf, workspaceBody } from '../../test/support/workspace.ts';
import { loadFolder } from '../../triggers/vocabulary/registry.ts';
import { compileDocuments } from './compile-documents.ts';
import { findUnapproved } from './unapproved-templates.ts';

const folder = (name: string) => new URL(`../../channels/${name}/`, import.meta.url);
const channels = await loadFolder<Channel>(folder('kinds'));
const providers = await loadFolder<Provider>(folder('providers'));
const account = { number: '100', token: 't', waba: '55', url: 'https://graph.example' };
const workspace = (whatsapp: unknown) =>
  workspaceBody('https://shop.example', { providers: { whatsapp }, channels: ['whatsapp'] });
const template = (whatsapp: object, more: object = {}) =>
  documentOf('template', 'voucher', {
    name: 'voucher',
    language: 'en',
    channels: { whatsapp: { text: 'Hi', ...whatsapp } },
    ...more,
  });

const STATES: TemplateStates = {
  stateOf: (book, name, language) =>
    book === '55' && name !== 'unheard-of'
      ? { state: language === 'de' ? 'REJECTED' : 'APPROVED', reason: language === 'de' ? 'SPAM' : undefined, at: 1 }
      : undefined,
};

async function warned(
  whatsapp: unknown,
  one: ReturnType<typeof template>,
  states: TemplateStates | undefined = STATES,
) {
  const { live } = await compileDocuments([workspace(whatsapp), one]);
  return findUnapproved([one], live, { channels, providers }, states).map(
    ({ path, expected }) => `${path}: ${expected}`,
  );
}

test('a template that its service has rejected in one of its languages is warned of there', async () => {
  const one = template({ template: 'voucher_1' }, { locales: { de: { whatsapp: { text: 'Hallo' } } } });
  expect(await warned(account, one)).toEqual([
    "locales.de.whatsapp.template: a template that WhatsApp has approved in de; 'voucher_1' is REJECTED there: SPAM",
  ]);
});

test('the language of the slot counts before that of the template', async () => {
  expect(await warned([{ name: 'a', ...account }], template({ template: 'v', language: 'de' }))).toHaveLength(1);
  expect(await warned(account, template({ template: 'v', language: 'de-AT' }))).toEqual([]);
});

test.each([
  ['whose name is worked out at sending', account, { template: 'v{{customer.tier}}', language: 'de' }],
  ['of which nothing is known', account, { template: 'unheard-of', language: 'de' }],
  ['of an account that names no business account', { ...account, waba: undefined }, { template: 'v', language: 'de' }],
  ['that is none', account, { text: 'Hi', language: 'de' }],
])('a template %s is not warned of', async (_, accounts, slots) => {
  expect(await warned(accounts, template(slots))).toEqual([]);
});

test('a template at Twilio is known by its id, whatever the language', async () => {
  const twilio = { provider: 'twilio-whatsapp', account: 'AC01', token: 't', from: '+14155550100' };
  const states: TemplateStates = {
    stateOf: (book, name, language) =>
      book === 'AC01' && name === 'HX1' && language === '' ? { state: 'PENDING', at: 1 } : undefined,
  };
  const one = template({ template: 'HX1', language: 'de' });
  expect(await warned(twilio, one, states)).toEqual([
    "channels.whatsapp.template: a template that WhatsApp has approved; 'HX1' is PENDING there",
  ]);
  expect(await warned({ ...twilio, url: 'https://gateway.example' }, one, states)).toEqual([]);
  expect(await warned({ ...twilio, account: { secret: 'twilio' } }, one, states)).toEqual([]);
});
