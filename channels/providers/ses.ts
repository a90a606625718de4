import * as z from 'zod';
import { MAIL_SETTINGS, MAIL_WORDS, spellMailbox } from '../email/mail-parts.ts';
import { SES_HOOKS } from '../hooks/ses.ts';
import { defineHttpProvider } from '../http/define.ts';
import { contentOf, urlOf } from '../http/door.ts';
import { fieldOf } from '../http/field-of.ts';
import { loadMailComposer } from '../http/load-late.ts';
import { accountSettings, secretly, text } from '../http/settings.ts';
import { signAws } from '../http/sign-aws.ts';
import { mailOf } from '../smtp/mail.ts';

const settings = accountSettings(
  undefined,
  {
    url: z.url('an http(s) URL').optional(),
    region: z.string('a region').regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a region'),
    accessKeyId: text(128),
    secretAccessKey: text(),
    sessionToken: text(4_000).optional(),
    configurationSet: text(64).optional(),
    hookTopic: z
      .string('an ARN')
      .regex(/^arn:aws[\w-]*:sns:[\w-]+:\d{12}:[\w.-]+$/, 'the ARN of a topic')
      .optional(),
    ...MAIL_SETTINGS,
  },
  {
    url: { title: { en: 'Address of the service', de: 'Adresse des Dienstes' }, kind: 'address' },
    region: { title: { en: 'Region', de: 'Region' }, kind: 'text', examples: ['eu-central-1'] },
    accessKeyId: { title: { en: 'Key id', de: 'Kennung des Schlüssels' }, kind: 'text' },
    secretAccessKey: secretly({ en: 'Secret key', de: 'Geheimer Schlüssel' }),
    sessionToken: secretly({ en: 'Token of the session', de: 'Token der Sitzung' }),
    configurationSet: { title: { en: 'Configuration set', de: 'Konfigurationssatz' }, kind: 'text' },
    hookTopic: {
      title: { en: 'Topic of hooks', de: 'Thema der Rückrufe' },
      description: {
        en: 'The topic of SNS that SES publishes its events to; no other one is heard.',
        de: 'Das SNS-Thema, in dem SES seine Ereignisse veröffentlicht; auf kein anderes wird gehört.',
      },
      kind: 'text',
      examples: ['arn:aws:sns:eu-central-1:123456789012:mail'],
    },
    ...MAIL_WORDS,
  },
);

/** Amazon SES, API version 2: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html */
export default defineHttpProvider({
  name: 'ses',
  channel: 'email',
  title: { en: 'Amazon SES', de: 'Amazon SES' },
  summary: {
    en: 'Amazon Simple Email Service: the whole mail, signed with the keys of an account.',
    de: 'Amazon Simple Email Service: die ganze E-Mail, signiert mit den Schlüsseln eines Kontos.',
  },
  idempotent: false,
  hooks: SES_HOOKS,
  settings,
  async write(outbound, { configurationSet, region, ...mail }, now) {
    const raw = await new (loadMailComposer())(mailOf(outbound, mail, now)).compile().build();
    const base = mail.url ?? `https://email.${region}.amazonaws.com`;
    return {
      path: `${base}/v2/email/outbound-emails`,
      body: {
        FromEmailAddress: spellMailbox({ name: outbound.sender.name, address: outbound.sender.email }),
        Destination: { ToAddresses: [outbound.to] },
        Content: { Raw: { Data: raw.toString('base64') } },
        ...(configurationSet !== undefined && { ConfigurationSetName: configurationSet }),
        EmailTags: [{ Name: 'delivery', Value: outbound.id.replace(/[^\w.@-]/g, '_').slice(0, 256) }],
      },
    };
  },
  authorize(call, keys, _token, now) {
    const { bytes, type = '' } = contentOf(call);
    const headers = { 'content-type': type };
    const request = { method: 'POST', url: urlOf(call), headers, body: bytes };
    return { ...call, headers: { ...headers, ...signAws(request, { ...keys, service: 'ses' }, now) } };
  },
  codes: ({ headers, json }) => {
    const type = headers['x-amzn-errortype'] ?? fieldOf(json, '__type');
    return [typeof type === 'string' ? type.replace(/^.*#|:.*$/g, '') : undefined];
  },
  verdicts: {
    TooManyRequestsException: 'throttled',
    ThrottlingException: 'throttled',
    LimitExceededException: 'throttled',
    SendingPausedException: 'channel-misconfigured',
    AccountSuspendedException: 'channel-misconfigured',
    MailFromDomainNotVerifiedException: 'channel-misconfigured',
    NotFoundException: 'channel-misconfigured',
    MessageRejected: 'drop',
    InternalServiceErrorException: 'transient',
  },
  accepted: ({ json }) => fieldOf(json, 'MessageId'),
});
