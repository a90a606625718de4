import { countryOf } from '../../../triggers/state/country-of.ts';
import { momentOfNow } from '../../studies/explain-customer.ts';
import { Refused } from '../failures.ts';
import { knownCustomer } from '../known-customer.ts';
import { hashOfCustomer } from '../log-changes.ts';
import type { ApiParts } from '../parts.ts';
import { mostChars, type ReplyChannel, replyChannels, viewReplyChannel } from '../reply-channels.ts';
import { createReplyPace } from '../reply-pace.ts';
import type { RouteGroup } from '../route-group.ts';
import { customerInPath } from '../schemas.ts';
import { apiError } from '../wire/contract.ts';
import { conversationAsk, conversationPage, type ReplyBody, takenReply, writtenReply } from '../wire/customers.ts';

/** What was said between us and one customer, and what a person says to that. */
export default {
  name: 'conversation',
  summary: 'What was written to one customer, and what they wrote, page by page; and the replies of people.',
  register(app, parts) {
    const { customers, conversations, replies } = parts;
    const pace = createReplyPace(parts.clock);
    app.get(
      '/v1/customers/:id/conversation',
      {
        config: { may: 'personal' },
        schema: {
          summary: 'A page of what was written to a customer and by them, oldest message first.',
          params: customerInPath,
          querystring: conversationAsk,
          response: { 200: conversationPage, 404: apiError },
        },
      },
      async ({ params, query }) => {
        const state = await knownCustomer(customers, params.id);
        const page = await conversations.page({ ids: [state.id, ...state.aliases], ...query });
        return { ...page, replies: replyChannels(state, parts).map(viewReplyChannel) };
      },
    );
    app.post(
      '/v1/customers/:id/conversation',
      {
        config: { may: 'personal' },
        schema: {
          summary:
            'Sends what a person writes to a customer, by a channel on which the customer wrote. A repeat is sent once. A person may write 30 a minute, and a customer gets 10 a minute.',
          params: customerInPath,
          body: writtenReply,
          response: { 200: takenReply, 404: apiError, 422: apiError, 429: apiError, 503: apiError },
        },
      },
      async (request) => {
        const { params, body, author } = request;
        const state = await knownCustomer(customers, params.id);
        const { kind, to } = channelFor(body, replyChannels(state, parts));
        const thread = await threadOf(body, [state.id, ...state.aliases], parts);
        const country = countryNow(state, parts);
        const message = kind.asReply(body);
        const waitSeconds = pace.take(author, state.id);
        if (waitSeconds > 0) throw new Refused(429, `too many replies: try again in ${waitSeconds} s`);
        const job = await replies.send({
          ...{ state, channel: kind.name, to, country, thread, message, by: author, key: body.key },
        });
        // That somebody wrote is told; what they wrote stands with the customer alone.
        const after = { channel: kind.name, message: job.id };
        request.changes = [{ action: 'reply', kind: 'customers', name: hashOfCustomer(state.id), after }];
        const { id, decidedAt: at, channel } = job;
        return {
          ...{ at, mark: `${at}.${id}`, id, channel, thread: job.thread ?? channel, who: author },
          ...{ direction: 'out' as const, decision: '', content: message, isCut: false, step: 'queued' as const },
        };
      },
    );
  },
} satisfies RouteGroup;

/** Returns the channel of a reply, or refuses it in words. */
function channelFor({ channel, subject, text }: ReplyBody, channels: readonly ReplyChannel[]): ReplyChannel {
  const found = channels.find(({ kind }) => kind.name === channel);
  if (!found) throw new Refused(422, `the customer has not written by ${channel}: there is nothing to reply to`);
  if (found.refused !== undefined) throw new Refused(422, found.refused);
  const problem = (path: string, expected: string) => new Refused(422, `${path}: ${expected}`);
  const most = mostChars(found.kind);
  if (text.length > most) throw problem('text', `expected at most ${most} characters`);
  if (found.kind.slots.subject && subject === undefined) throw problem('subject', 'expected a subject');
  return found;
}

/** Returns the thread of a mail, where it goes on one that there is; on other channels all is one. */
async function threadOf(
  { channel, thread }: ReplyBody,
  ids: readonly string[],
  { conversations }: Pick<ApiParts, 'conversations'>,
): Promise<string | undefined> {
  if (channel !== 'email' || thread === undefined) return undefined;
  if (await conversations.hasThread(ids, channel, thread)) return thread;
  throw new Refused(422, `there is no thread '${thread}' with this customer`);
}

function countryNow(
  state: Parameters<typeof replyChannels>[0],
  { definitions: { live }, world, addressOf, clock }: Pick<ApiParts, 'definitions' | 'world' | 'addressOf' | 'clock'>,
): string | undefined {
  const moment = momentOfNow({ state, signal: undefined }, { live, world, addressOf, at: clock.now() });
  return countryOf(moment)?.slice(0, 2);
}
