import { RenderError } from '../../../templates/contract.ts';
import { Refused } from '../failures.ts';
import { chooseTemplate, fillFrom } from '../fill-preview.ts';
import type { ApiParts } from '../parts.ts';
import { maySeePersonal } from '../personal.ts';
import type { RouteGroup } from '../route-group.ts';
import { apiError } from '../wire/contract.ts';
import { testSendAnswer, testSendRequest } from '../wire/preview.ts';

/** What a test neither asks for nor counts for. */
const OUTSIDE = ['consents', 'quiet-hours', 'caps', 'figures', 'stories'] as const;
/** Test messages of one person within a minute: enough to try, too few to write to many. */
const MOST_A_MINUTE = 20;
const MINUTE_MS = 60_000;

/** Sends a message to its author, before it is live. */
export default {
  name: 'test-send',
  summary: 'Sends a message of a template, live or a draft, as a test.',
  register(app, parts) {
    const sent = new Map<string, readonly number[]>();
    app.post(
      '/v1/test-send',
      {
        config: { may: 'write' },
        schema: {
          summary:
            'Sends one message at once, marked as a test, outside of consents, quiet hours, caps, figures and stories.',
          body: testSendRequest,
          response: { 200: testSendAnswer, 404: apiError, 422: apiError, 429: apiError },
        },
      },
      async (request) => {
        const { template, channel, to, token, ...context } = request.body;
        const { name, renderer } = chooseTemplate(template, parts);
        refuseWrongAddress(channel, to, token, parts);
        const { customer, view, setting } = await fillFrom(context, !maySeePersonal(request), parts);
        const message = fill(() => renderer.render(name, channel, view, setting));
        const now = parts.clock.wall();
        const lately = (sent.get(request.author) ?? []).filter((at) => now - at < MINUTE_MS);
        if (lately.length >= MOST_A_MINUTE) {
          throw new Refused(429, `at most ${MOST_A_MINUTE} test messages a minute; try again in a minute`);
        }
        sent.set(request.author, [...lately, now]);
        const inApp = channel === 'in-app';
        const result = await parts.trials.send({ channel, customer: inApp ? to : customer, to, message });
        if ('refused' in result) throw new Refused(422, `the test was not sent: ${result.refused}`);
        return { ...result, channel, outside: OUTSIDE };
      },
    );
  },
} satisfies RouteGroup;

/** A test goes to an address that was typed, or into an app whose token its user has: never to a customer by chance. */
function refuseWrongAddress(
  channel: string,
  to: string,
  token: string | undefined,
  { language, keys }: Pick<ApiParts, 'language' | 'keys'>,
): void {
  const kind = language.channels.get(channel);
  if (!kind?.asTest) throw new Refused(422, `channel '${channel}' has no test messages`);
  if (kind.isAddress) {
    if (!kind.isAddress(to)) throw new Refused(422, `'${to}' is no address of channel '${channel}'`);
  } else if (kind.isInternal) {
    throw new Refused(422, `a test on channel '${channel}' cannot be addressed from here`);
  } else if (token === undefined || !keys.isCustomerToken(to, token)) {
    throw new Refused(422, `a test on channel '${channel}' needs the token of the app of '${to}'`);
  }
}

function fill<T>(render: () => T): T {
  try {
    return render();
  } catch (cause) {
    if (cause instanceof RenderError) throw new Refused(422, cause.message);
    throw cause;
  }
}
