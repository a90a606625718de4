import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Outbound, Provider, ProviderIo } from '../../channels/contract.ts';
import { sendOnce } from '../../channels/send.ts';
import { loadFolder } from '../../triggers/vocabulary/registry.ts';
import { type HttpPeer, startHttpPeer } from '../support/http-peer.ts';

const providers = await loadFolder<Provider>(new URL('../../channels/providers/', import.meta.url));
const io: ProviderIo = { now: () => Date.now(), inbox: { put: async () => undefined } };
const APP_OF_X = { consumerKey: 'k', consumerSecret: 's', tokenSecret: 's' };
const URL_OF_ALL = { token: 'token-1', account: 'a-1', number: 'n-1', from: 'Shop', ...APP_OF_X };

let peer: HttpPeer;
beforeAll(async () => {
  peer = await startHttpPeer();
});
afterAll(() => peer.stop());

/** What a provider sends of a message with this content. */
async function sent(name: string, content: object, text = 'Your jacket waits', more: object = {}): Promise<unknown> {
  const provider = providers.get(name)!;
  const wanted = new Set(Object.keys((provider.settings as unknown as { shape: object }).shape));
  const given = Object.fromEntries(Object.entries(URL_OF_ALL).filter(([key]) => wanted.has(key)));
  const connection = provider.open({ ...given, url: `http://${peer.host}`, allow: [peer.host] }, io);
  const message = { text, content: JSON.stringify(content), ...more };
  const outbound = { id: 'd-1', to: '+4915112345678', message, expiresAt: Date.now() + 60_000 } as unknown as Outbound;
  await sendOnce(connection, outbound, 5_000);
  await connection.close();
  const { url, body } = peer.read.at(-1)!;
  return body.startsWith('{')
    ? { url, ...(JSON.parse(body) as object) }
    : { url, ...Object.fromEntries(new URLSearchParams(body)) };
}

const LINK = { label: 'To the cart', link: 'https://shop.example/cart' };
const KEEP = { label: 'Keep it', reply: 'keep' };
const PICTURE = { url: 'https://shop.example/a.jpg', text: 'The jacket' };

test('Telegram shows a picture with buttons, or a keyboard of answers', async () => {
  expect(await sent('telegram-bot', { pictures: [PICTURE], buttons: [LINK, KEEP], replies: ['No'] })).toMatchObject({
    ...{ url: '/bottoken-1/sendPhoto', photo: PICTURE.url, caption: 'Your jacket waits' },
    reply_markup: {
      inline_keyboard: [
        [{ text: 'To the cart', url: LINK.link }],
        [{ text: 'Keep it', callback_data: 'keep' }],
        [{ text: 'No', callback_data: 'No' }],
      ],
    },
  });
  expect(await sent('telegram-bot', { replies: ['Yes', 'No'] })).toMatchObject({
    ...{ url: '/bottoken-1/sendMessage', text: 'Your jacket waits' },
    reply_markup: { keyboard: [[{ text: 'Yes' }], [{ text: 'No' }]] },
  });
  expect(await sent('telegram-bot', { pictures: [PICTURE] }, 'x'.repeat(1_025))).toMatchObject({
    ...{ url: '/bottoken-1/sendMessage', link_preview_options: { url: PICTURE.url } },
  });
});

test('WhatsApp shows a list, up to three buttons with a picture, or a picture; what is more becomes text', async () => {
  const items = [{ title: 'Small', text: 'two left', reply: 's' }, { title: 'A very long name of a size of a jacket' }];
  expect(await sent('whatsapp-cloud', { list: { label: 'Sizes', items } })).toMatchObject({
    type: 'interactive',
    interactive: {
      ...{ type: 'list', body: { text: 'Your jacket waits' } },
      action: {
        button: 'Sizes',
        sections: [
          {
            rows: [
              { id: 's', title: 'Small', description: 'two left' },
              { id: items[1]!.title, title: 'A very long name of a s…' },
            ],
          },
        ],
      },
    },
  });
  expect(await sent('whatsapp-cloud', { pictures: [PICTURE], replies: ['Yes', 'No'] })).toMatchObject({
    interactive: {
      ...{ type: 'button', header: { type: 'image', image: { link: PICTURE.url } } },
      action: {
        buttons: [
          { type: 'reply', reply: { id: 'Yes', title: 'Yes' } },
          { type: 'reply', reply: { id: 'No', title: 'No' } },
        ],
      },
    },
  });
  expect(await sent('whatsapp-cloud', { pictures: [PICTURE] })).toMatchObject({
    ...{ type: 'image', image: { link: PICTURE.url, caption: 'Your jacket waits' } },
  });
  expect(await sent('whatsapp-cloud', { list: { label: 'Sizes', items }, replies: ['No'] })).toMatchObject({
    type: 'text',
    text: { body: `Your jacket waits\n1. Small – two left\n2. ${items[1]!.title}\n3. No` },
  });
});

test('Messenger shows buttons and answers, Instagram answers alone', async () => {
  const content = { buttons: [LINK, KEEP, { label: 'Call us', call: '+4930123456' }], replies: ['Yes'] };
  expect(await sent('messenger-page', content)).toMatchObject({
    message: {
      attachment: {
        payload: {
          ...{ template_type: 'button', text: 'Your jacket waits' },
          buttons: [
            { type: 'web_url', title: 'To the cart', url: LINK.link },
            { type: 'postback', title: 'Keep it', payload: 'keep' },
            { type: 'phone_number', title: 'Call us', payload: '+4930123456' },
          ],
        },
      },
      quick_replies: [{ content_type: 'text', title: 'Yes', payload: 'Yes' }],
    },
  });
  expect(await sent('instagram-account', content)).toMatchObject({
    message: {
      text: 'Your jacket waits\n1. Keep it\nTo the cart: https://shop.example/cart\nCall us: +4930123456',
      quick_replies: [{ title: 'Yes' }],
    },
  });
});

test('beside a text that is too long for buttons Messenger has a numbered menu', async () => {
  const text = 'x'.repeat(641);
  expect(await sent('messenger-page', { buttons: [LINK, KEEP], replies: ['Yes'] }, text)).toMatchObject({
    message: {
      text: `${text}\n1. Keep it\nTo the cart: https://shop.example/cart`,
      quick_replies: [{ title: 'Yes' }],
    },
  });
});

test('LINE shows a picture, buttons, a place and answers, each in a message of its own', async () => {
  const location = { lat: 52.5, lon: 13.4, name: 'Store', address: 'Main Street 1' };
  expect(
    await sent('line-messaging', { pictures: [PICTURE], buttons: [LINK], replies: ['Yes'], location }),
  ).toMatchObject({
    messages: [
      { type: 'image', originalContentUrl: PICTURE.url },
      {
        ...{ type: 'template', altText: 'Your jacket waits' },
        template: { type: 'buttons', actions: [{ type: 'uri', label: 'To the cart', uri: LINK.link }] },
      },
      {
        ...{ type: 'location', title: 'Store', latitude: 52.5, longitude: 13.4 },
        quickReply: { items: [{ type: 'action', action: { type: 'message', label: 'Yes', text: 'Yes' } }] },
      },
    ],
  });
});

test('Slack, Teams and Discord show pictures, the first two buttons too', async () => {
  const content = { pictures: [PICTURE], buttons: [LINK] };
  expect(await sent('slack-bot', content, 'Hi <!channel>')).toMatchObject({
    text: 'Hi &lt;!channel&gt;',
    blocks: [
      { type: 'section', text: { text: 'Hi &lt;!channel&gt;' } },
      { type: 'image', image_url: PICTURE.url, alt_text: 'The jacket' },
      { type: 'actions', elements: [{ type: 'button', url: LINK.link }] },
    ],
  });
  expect(await sent('teams-webhook', content)).toMatchObject({
    attachments: [
      {
        content: {
          body: [{ type: 'TextBlock' }, { type: 'Image', url: PICTURE.url }],
          actions: [{ type: 'Action.OpenUrl', title: 'To the cart', url: LINK.link }],
        },
      },
    ],
  });
  expect(await sent('discord-webhook', content)).toMatchObject({
    content: 'Your jacket waits\nTo the cart: https://shop.example/cart',
    embeds: [{ image: { url: PICTURE.url } }],
  });
});

test('a text message, Viber and X have it all in the text', async () => {
  const text = 'Your jacket waits\n1. Keep it\nTo the cart: https://shop.example/cart';
  expect(await sent('twilio', { buttons: [LINK, KEEP] })).toMatchObject({ Body: text });
  expect(await sent('viber-bot', { buttons: [LINK, KEEP] })).toMatchObject({ text });
  expect(await sent('x-account', { buttons: [LINK, KEEP] })).toEqual({
    ...{ url: '/2/dm_conversations/with/+4915112345678/messages', text },
  });
});

test('a preview shows what the reader sees, of a text message with its segments', () => {
  const show = (name: string) =>
    providers.get(name)!.show?.({ message: { text: 'Hi', content: JSON.stringify({ buttons: [LINK] }) } } as never, {});
  expect(show('twilio')).toEqual({ text: `Hi\n${LINK.label}: ${LINK.link}`, segments: '1 (GSM-7, 41)' });
  expect(show('telegram-bot')).toEqual({ text: 'Hi', buttons: `[${LINK.label}] ${LINK.link}` });
});

test('a chat through Twilio has its word before both addresses; a stored template goes by its id, with numbered values', async () => {
  const plain = await sent('twilio-whatsapp', { pictures: [PICTURE], buttons: [KEEP] });
  expect(plain).toMatchObject({
    ...{ To: 'whatsapp:+4915112345678', From: 'whatsapp:Shop', MediaUrl: PICTURE.url },
    Body: 'Your jacket waits\n1. Keep it',
  });
  const approved = await sent('twilio-whatsapp', {}, 'unused', { template: 'HX01', parameters: '["Ann", 3]' });
  expect(approved).toMatchObject({ ContentSid: 'HX01', ContentVariables: '{"1":"Ann","2":"3"}' });
  expect(approved).not.toHaveProperty('Body');
  expect(await sent('twilio-rcs', {})).toMatchObject({ To: 'rcs:+4915112345678', From: 'rcs:Shop' });
});
