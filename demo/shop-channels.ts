import { generateKeyPairSync } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Document, isSeq, parseDocument } from 'yaml';
import { SERVED } from './sink/services.ts';

/**
 * Gives the copy of the sample shop the channels of `sink/services.ts`: an account with each, and in every template and
 * trigger that speaks within the app the same words by push, SMS and chat.
 */
export async function addChannels(folder: string, pageUrl: string): Promise<void> {
  await edit(join(folder, 'workspace.yaml'), (workspace) => {
    for (const channel of SERVED) workspace.addIn(['channels'], channel);
    for (const [channel, account] of Object.entries(accountsAt(pageUrl))) {
      workspace.setIn(['providers', channel], account);
    }
  });
  for (const file of await filesIn(join(folder, 'templates'))) await edit(file, addSlots);
  for (const file of await filesIn(join(folder, 'triggers'))) {
    await edit(file, (trigger) => {
      const channels = trigger.getIn(['message', 'channels']);
      // Those with one channel mean that one.
      if (isSeq(channels) && channels.items.length > 1) {
        for (const channel of SERVED) trigger.addIn(['message', 'channels'], channel);
      }
    });
  }
}

/** What is said within the app, as a push message and as one text. */
function addSlots(template: Document): void {
  const { channels, locales = {} } = template.toJS() as {
    readonly channels: Slots;
    readonly locales?: Readonly<Record<string, Slots>>;
  };
  const places: readonly (readonly [path: readonly string[], slots: Slots])[] = [
    [['channels'], channels],
    ...Object.entries(locales).map(([locale, slots]) => [['locales', locale], slots] as const),
  ];
  for (const [path, slots] of places) {
    const shown = slots['in-app'];
    if (!shown) continue;
    const { title = '', body = '', action } = shown;
    for (const channel of SERVED) {
      const said = channel === 'push' ? { title, body, ...(action && { action }) } : { text: `${title}\n${body}` };
      template.setIn([...path, channel], said);
    }
  }
}

type Slots = Readonly<Record<string, Readonly<Record<string, string>>>>;

function accountsAt(pageUrl: string): Readonly<Record<string, object>> {
  const allow = [new URL(pageUrl).host];
  const at = (channel: string) => ({ url: `${pageUrl}/services/${channel}`, allow });
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2_048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const google = { clientEmail: 'demo@lipa.example', tokenUrl: `${pageUrl}/services/push/token`, privateKey };
  return {
    sms: { provider: 'twilio', account: 'AC01', token: 'demo-token', from: '+4934112345', ...at('sms') },
    whatsapp: { number: '4934112345', token: 'demo-token', ...at('whatsapp') },
    telegram: { token: '1:demo-token', ...at('telegram') },
    viber: { token: 'demo-token', from: 'Lipa', ...at('viber') },
    push: { fcm: { project: 'lipa', ...google, ...at('push') } },
  };
}

async function edit(file: string, change: (document: Document) => void): Promise<void> {
  const document = parseDocument(await readFile(file, 'utf8'));
  change(document);
  await writeFile(file, document.toString());
}

async function filesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).map((name) => join(folder, name));
}
