import type { HookEvent, Hooks } from './contract.ts';
import { bareMessageId, readPostedAnswer } from './mail-answers.ts';
import { isOfAws, readSns } from './sns.ts';
import { instantOf, listOf, mapOf, readJsonBody, textOf } from './verify.ts';

const STATES: Readonly<Record<string, HookEvent['state']>> = {
  Delivery: 'delivered',
  Open: 'opened',
  Click: 'clicked',
  Bounce: 'bounced',
  Complaint: 'complained',
  Reject: 'failed',
  'Rendering Failure': 'failed',
};

/**
 * What Amazon SES publishes to a topic of its notification service:
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html. Anybody can have a topic
 * that signs, so only the account's own topic is heard; a subscription of it is confirmed at Amazon's hosts alone.
 * Answers come by a receipt rule whose action publishes whole mails to the same topic:
 * https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html
 */
export const SES_HOOKS: Hooks = {
  needs: 'hookTopic',
  headers: [],
  async read(call, settings) {
    const topic = textOf(mapOf(settings).hookTopic);
    if (topic === undefined) return { untrusted: 'this account has no topic for hooks: set hookTopic' };
    const told = await readSns(call);
    if (typeof told === 'string') return { untrusted: told };
    if (told.topic !== topic) return { untrusted: 'it is of another topic' };
    if (told.type === 'SubscriptionConfirmation') {
      if (!isOfAws(told.subscribeUrl)) return { untrusted: 'its subscription is not confirmed at Amazon' };
      await call.fetchText(told.subscribeUrl);
      return { events: [] };
    }
    return { events: told.type === 'Notification' ? eventsOf(mapOf(readJsonBody(Buffer.from(told.message)))) : [] };
  },
};

function eventsOf(told: Readonly<Record<string, unknown>>): readonly HookEvent[] {
  const type = textOf(told.eventType) ?? textOf(told.notificationType) ?? '';
  if (type === 'Received') return answersIn(told);
  const mail = mapOf(told.mail);
  const message = textOf(mail.messageId);
  const about = mapOf(told[type.toLowerCase()]);
  const isOptOut = type === 'Subscription' && mapOf(mapOf(about.newTopicPreferences)).unsubscribeAll === true;
  const state = isOptOut ? 'opted-out' : STATES[type];
  if (message === undefined || state === undefined) return [];
  const at = instantOf(about.timestamp);
  const people = listOf(about.bouncedRecipients ?? about.complainedRecipients).map(mapOf);
  const addresses = people.length > 0 ? people : listOf(mail.destination).map((emailAddress) => ({ emailAddress }));
  return addresses.slice(0, 50).map((one): HookEvent => {
    const { emailAddress, diagnosticCode } = mapOf(one);
    const address = textOf(emailAddress);
    return {
      ...{ id: [type, message, address, textOf(about.timestamp), textOf(about.link)].filter(Boolean).join(' ') },
      ...{ message, state, address, at },
      hard: type === 'Bounce' && about.bounceType === 'Permanent',
      reason: textOf(diagnosticCode) ?? textOf(about.bounceSubType) ?? textOf(about.reason),
      url: textOf(about.link),
      agent: textOf(about.userAgent),
    };
  });
}

/** A mail that Amazon took for us. */
function answersIn({ content, receipt }: Readonly<Record<string, unknown>>): readonly HookEvent[] {
  const encoding = textOf(mapOf(mapOf(receipt).action).encoding)?.toUpperCase() === 'BASE64' ? 'base64' : 'utf8';
  return readPostedAnswer(Buffer.from(textOf(content) ?? '', encoding), bareMessageId);
}
