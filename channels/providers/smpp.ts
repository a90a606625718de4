import * as z from 'zod';
import { sayEach } from '../../triggers/words/say-each.ts';
import { fitContent } from '../content/fit-content.ts';
import { showSegments } from '../content/show-content.ts';
import type { AttemptTime, Connection, Outbound, Provider, ProviderIo, SendResult } from '../contract.ts';
import sms from '../kinds/sms.ts';
import { reasonOf } from '../reason.ts';
import { classifySmpp } from '../smpp/classify.ts';
import { ALPHABETS } from '../smpp/decode-text.ts';
import { createListener } from '../smpp/listen.ts';
import { createPartReceipts } from '../smpp/part-receipts.ts';
import { COMMAND } from '../smpp/pdu.ts';
import { BindRefused, messageIdOf, openSession, type Session } from '../smpp/session.ts';
import { writeParts } from '../smpp/short-message.ts';
import { SMS_SETTINGS, SMS_WORDS } from '../sms/settings.ts';
import { untilAborted } from '../until-aborted.ts';
import { readSettings } from '../wrong-settings.ts';

const TLS = ['off', 'required', 'unverified'] as const;

const settings = sayEach(
  z.strictObject({
    host: z
      .string('a host name')
      .max(255)
      .regex(/^[\w.:-]+$/, 'a host name'),
    port: z.int('a port').min(1, 'a port').max(65_535, 'a port').default(2_775),
    user: z.string('a text').min(1, 'a text').max(15),
    password: z.string().max(8).default(''),
    systemType: z.string().max(12).default(''),
    tls: z.enum(TLS, `one of ${TLS.join(', ')}`).default('off'),
    ...SMS_SETTINGS,
    /** Messages, and parts of long ones, on their way without an answer. */
    window: z.int().min(1).max(1_000).default(10),
    /** The centre writes ids as hexadecimal in its answers, and as decimal in its receipts. */
    decimalReceipts: z.boolean().default(false),
    /** What the centre means by its default alphabet, data coding 0. */
    alphabet: z.enum(ALPHABETS, `one of ${ALPHABETS.join(', ')}`).default('gsm'),
    connectSeconds: z.number().min(0.1).max(60).default(5),
    enquireSeconds: z.number().min(0.05).max(600).default(30),
  }),
  {
    host: { title: { en: 'Server', de: 'Server' }, kind: 'address', examples: ['smpp.carrier.example'] },
    port: { title: { en: 'Port', de: 'Port' }, kind: 'number', examples: [2_775] },
    user: { title: { en: 'System id', de: 'System-Kennung' }, kind: 'text' },
    password: { title: { en: 'Password', de: 'Passwort' }, kind: 'secret' },
    systemType: { title: { en: 'System type', de: 'Systemart' }, kind: 'text' },
    tls: {
      title: { en: 'Encryption', de: 'Verschlüsselung' },
      titles: {
        off: { en: 'Never', de: 'Nie' },
        required: { en: 'Always', de: 'Immer' },
        unverified: { en: 'With any certificate', de: 'Mit jedem Zertifikat' },
      },
    },
    ...SMS_WORDS,
    window: {
      title: { en: 'Messages on their way', de: 'Nachrichten unterwegs' },
      description: {
        en: 'The most without an answer; each part of a long message counts.',
        de: 'Die meisten ohne Antwort; jeder Teil einer langen Nachricht zählt.',
      },
      kind: 'count',
    },
    decimalReceipts: {
      title: { en: 'Receipts count in decimal', de: 'Quittungen zählen dezimal' },
      description: {
        en: 'Its answers give ids in hexadecimal, its receipts in decimal.',
        de: 'Antworten nennen Kennungen hexadezimal, Quittungen dezimal.',
      },
    },
    alphabet: {
      title: { en: 'Default alphabet', de: 'Standardalphabet' },
      description: {
        en: 'What the centre means by data coding 0.',
        de: 'Was die Zentrale unter der Kodierung 0 versteht.',
      },
      titles: {
        gsm: { en: 'That of SMS (GSM 03.38)', de: 'Das der SMS (GSM 03.38)' },
        'latin-1': { en: 'Latin-1', de: 'Latin-1' },
      },
    },
    connectSeconds: { title: { en: 'Time to connect', de: 'Zeit zum Verbinden' }, unit: 's' },
    enquireSeconds: { title: { en: 'Time between enquiries', de: 'Zeit zwischen Nachfragen' }, unit: 's' },
  },
);

type SmppSettings = z.infer<typeof settings>;

/** A message centre by its own protocol, SMPP 3.4. */
export default {
  name: 'smpp',
  channel: 'sms',
  title: { en: 'SMPP', de: 'SMPP' },
  summary: {
    en: 'A message centre by SMPP 3.4: one bound connection, several messages on their way at once, receipts over it.',
    de: 'Eine Kurznachrichtenzentrale über SMPP 3.4: eine Verbindung, mehrere Nachrichten zugleich unterwegs, Quittungen darüber.',
  },
  idempotent: false,
  hears: true,
  settings,
  show: ({ message }) => showSegments(fitContent(message, sms.shows)),
  open(given, io) {
    return connectTo(readSettings(settings, given), io);
  },
} satisfies Provider;

function connectTo(account: SmppSettings, io: ProviderIo): Connection {
  const now = io.wall ?? io.now;
  let session: Session | undefined;
  let opening: Promise<Session> | undefined;
  let [reference, sessions] = [0, 0];
  const receipts = createPartReceipts((news) => io.hear?.(news));
  const listener = createListener(account, {
    now,
    // What came before it, such as the answer for its part, is noted first.
    tell: (event) => queueMicrotask(() => receipts.hear(event)),
  });
  const openNext = () => {
    sessions++;
    const number = sessions;
    return openSession(account, (body, sequence) => listener.hear(body, { session: number, sequence }));
  };
  /** The connection; one that has ended is opened anew, once for all who wait. */
  const bound = async (): Promise<Session> => {
    if (session?.isOpen) return session;
    opening ??= openNext().finally(() => {
      opening = undefined;
    });
    session = await opening;
    return session;
  };
  const slots = createSlots(account.window);
  const send = async (outbound: Outbound, time: AttemptTime): Promise<SendResult> => {
    let leaving: Promise<void> | undefined;
    reference = (reference + 1) % 256;
    const parts = writeParts({
      ...{ from: account.from, to: outbound.to, text: fitContent(outbound.message, sms.shows).text, reference },
      ...{ validSeconds: (outbound.expiresAt - now()) / 1_000, alphabet: account.alphabet },
    });
    const ids = receipts.begin(parts.length);
    const submit = async (part: Buffer, i: number, signal: AbortSignal) => {
      const opened = await bound();
      leaving ??= time.leaving();
      await leaving;
      signal.throwIfAborted();
      return opened.ask(COMMAND.submit, part).then((answer) => {
        if (answer.status === 0) ids.note(i, messageIdOf(answer));
        return answer;
      });
    };
    // Once one part is lost the others stay: they would take places in the window for nothing.
    const ended = new AbortController();
    const signal = AbortSignal.any([time.signal, ended.signal]);
    const answers = await Promise.all(
      parts.map((part, i) => slots(() => untilAborted(submit(part, i, signal), signal), signal)),
    ).finally(() => ended.abort(new Error('the attempt has ended')));
    const refused = answers.find(({ status }) => status !== 0);
    if (!refused) return { kind: 'accepted', providerId: messageIdOf(answers[0]!) };
    ids.forget();
    const result = classifySmpp(refused.status);
    const isTorn = answers.some(({ status }) => status === 0);
    return isTorn ? { kind: 'uncertain', reason: 'only some parts of it were taken' } : result;
  };
  return {
    atOnce: account.window,
    async send(outbound, time) {
      let hasLeft = false;
      const watched: AttemptTime = {
        signal: time.signal,
        hasLeft: false,
        async leaving() {
          await time.leaving();
          time.signal.throwIfAborted();
          hasLeft = true;
        },
      };
      try {
        return await send(outbound, watched);
      } catch (cause) {
        const reason = reasonOf(cause);
        if (cause instanceof BindRefused) return refuseBind(cause.status, reason);
        return { kind: hasLeft ? 'uncertain' : 'transient', reason };
      }
    },
    async close() {
      await (await opening?.catch(() => undefined))?.close();
      await session?.close();
      listener.close();
    },
  };
}

const WRONG_LOGIN = new Set([0x0d, 0x0e, 0x0f]);

function refuseBind(status: number, reason: string): SendResult {
  if (WRONG_LOGIN.has(status)) return { kind: 'permanent', reason, effect: 'channel-misconfigured' };
  return { kind: 'transient', reason };
}

/** At most so many at once; the others wait in their order, until their signal aborts. */
function createSlots(most: number) {
  let busy = 0;
  const waiting = new Set<() => void>();
  const wait = (signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const leave = () => {
        waiting.delete(enter);
        reject(signal.reason as Error);
      };
      const enter = () => {
        waiting.delete(enter);
        signal.removeEventListener('abort', leave);
        resolve();
      };
      waiting.add(enter);
      signal.addEventListener('abort', leave, { once: true });
    });
  return async <T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> => {
    signal.throwIfAborted();
    if (busy >= most) await wait(signal);
    else busy++;
    try {
      signal.throwIfAborted();
      return await work();
    } finally {
      const [next] = waiting;
      if (next) next();
      else busy--;
    }
  };
}
