import * as z from 'zod';
import type { Message, SlotShape } from '../../../templates/contract.ts';
import { notFound, Refused } from '../failures.ts';
import type { RouteGroup } from '../route-group.ts';
import { channelList, channelTest, channelTestAnswer, testReceipts } from '../wire/channels.ts';
import { apiError } from '../wire/contract.ts';

/** What fills a slot of a test message, by the slot's format. */
const TEST_TEXTS: Readonly<Record<string, string>> = {
  header: 'A test from Kairos',
  text: 'This is a test from Kairos. It reaches you, so the channel works.',
  html: '<p>This is a test from Kairos. It reaches you, so the channel works.</p>',
  url: 'https://example.com/',
  json: '{"test":true}',
};

/** The channels with their accounts, and a message that tries one out. */
export default {
  name: 'channels',
  summary: 'Channels and their accounts: what is set up, how it goes, and a message that tries an account out.',
  register(app, { language, accounts, readState, trials, sent }) {
    app.get(
      '/v1/channels',
      {
        config: { may: 'read' },
        schema: { summary: 'Every channel with its accounts, and how each goes.', response: { 200: channelList } },
      },
      async () => {
        const [state, known] = [await readState(), accounts()];
        const channels = [...language.channels.values()].map(({ name, defaultProvider }) => {
          const { state: now, troubles = [] } = state.channels.find((one) => one.name === name) ?? {};
          const own = known.get(name) ?? [];
          return {
            ...{ name, defaultProvider, state: now ?? ('not-set-up' as const) },
            accounts: own.map((account) => {
              const trouble = troubles.find((one) => one.account === account.name);
              return { ...account, ...(trouble && { trouble }) };
            }),
          };
        });
        return { channels };
      },
    );
    app.post(
      '/v1/channels/:channel/test',
      {
        config: { may: 'administer' },
        schema: {
          summary: 'Sends one message by an account at once, outside of consents, quiet hours, caps and figures.',
          params: z.object({ channel: z.string().min(1).max(200) }),
          body: channelTest,
          response: { 200: channelTestAnswer, 404: apiError, 422: apiError },
        },
      },
      async ({ params: { channel }, body: { to, account } }) => {
        const kind = language.channels.get(channel);
        if (!kind) throw notFound('channel', channel, language.channels.keys());
        // Without an address it goes to the one place that the account or the workspace names.
        const isPlace = to === '' ? kind.isInternal === true : (kind.isAddress?.(to) ?? true);
        if (!isPlace) throw new Refused(422, `'${to}' is no address of channel '${channel}'`);
        const own = accounts().get(channel) ?? [];
        const names = own.map(({ name }) => name);
        if (account !== undefined && !names.includes(account)) throw notFound('account', account, names);
        // Where no address can be typed, a customer is named.
        const customer = kind.isAddress ? '' : to;
        const result = await trials.send({ channel, account, customer, to, message: testMessage(kind.slots) });
        if ('refused' in result) throw new Refused(422, `the test was not sent: ${result.refused}`);
        const { id, account: by, provider } = result;
        const hasReceipts = own.some(({ name, hasReceipts: has }) => name === by && has);
        return { id, channel, account: by, provider, hasReceipts };
      },
    );
    app.get(
      '/v1/channels/tests/:id',
      {
        config: { may: 'administer' },
        schema: {
          summary: 'What the provider has told of a test message so far.',
          params: z.object({ id: z.string().min(1).max(100) }),
          response: { 200: testReceipts },
        },
      },
      async ({ params: { id } }) => ({
        receipts: (await sent.toldOfTest(id)).map(({ state, at, reason }) => ({
          state,
          ...(at !== undefined && { at }),
          ...(reason !== undefined && { reason }),
        })),
      }),
    );
  },
} satisfies RouteGroup;

/** Fills the slots that a message of the channel must have. */
function testMessage(slots: Readonly<Record<string, SlotShape>>): Message {
  return Object.fromEntries(
    Object.entries(slots).flatMap(([name, { format, required, maxChars }]) =>
      required ? [[name, (TEST_TEXTS[format] ?? TEST_TEXTS.text!).slice(0, maxChars)]] : [],
    ),
  );
}
