import * as z from 'zod';
import { type Previewed, preview } from '../../../templates/previews/preview.ts';
import { Refused } from '../failures.ts';
import { type ChosenTemplate, chooseTemplate, type FilledFrom, fillFrom } from '../fill-preview.ts';
import { framePolicy, hasRemoteImages, holdImages } from '../frame-page.ts';
import { markDifferences } from '../mark-differences.ts';
import type { ApiParts } from '../parts.ts';
import { maySeePersonal } from '../personal.ts';
import { readPhrase } from '../phrases/read-phrase.ts';
import type { RouteGroup } from '../route-group.ts';
import { showMessage } from '../show-message.ts';
import { findUnknownFields } from '../unknown-fields.ts';
import { apiError } from '../wire/contract.ts';
import { previewAnswer, previewRequest, previewsAnswer } from '../wire/preview.ts';

/** Renders a template in one context or several, and sends nothing. */
export default {
  name: 'preview',
  summary: 'What a template, live or a draft, makes of a customer’s context.',
  register(app, parts) {
    const { language, previewFrames } = parts;
    app.post(
      '/v1/preview',
      {
        config: { may: 'write' },
        schema: {
          summary:
            'Fills a template on every channel it has, by the function that sends: the message, or why there is none.',
          body: previewRequest,
          response: { 200: z.union([previewsAnswer, previewAnswer]), 404: apiError, 422: apiError },
        },
      },
      async (request) => {
        const { template, contexts, ...context } = request.body;
        const isMasked = !maySeePersonal(request);
        const chosen = chooseTemplate(template, parts);
        const fill = ({ view, setting }: FilledFrom) =>
          preview(chosen.renderer, chosen.name, view, setting, language.helpers);
        if (!contexts) {
          const one = await fillFrom(context, isMasked, parts);
          return { channels: withCosts(fill(one), one, parts) };
        }
        const from = await Promise.all(contexts.map((one) => fillFrom(one, isMasked, parts)));
        const previews = await Promise.all(
          from.map(async (one) => ({ locale: one.setting.locale, channels: await showAll(fill(one), one, parts) })),
        );
        return { previews, unknown: unknownOf(chosen, from, parts) };
      },
    );
    app.get(
      '/v1/preview/frames/:id',
      {
        config: { may: 'write' },
        schema: {
          summary: 'The HTML of a preview, for a frame: it runs nothing and loads nothing.',
          params: z.object({ id: z.string().max(64) }),
          querystring: z.object({
            images: z.enum(['yes', 'no']).default('no'),
            than: z.string().max(64).optional().describe('Another frame: what differs from it is marked.'),
          }),
        },
      },
      async ({ params: { id }, query: { images, than } }, reply) => {
        const html = await previewFrames.read(id);
        if (html === undefined) throw new Refused(404, 'this preview is over; it is made anew when it is asked for');
        const other = than === undefined ? undefined : await previewFrames.read(than);
        const shown = other === undefined ? html : markDifferences(html, other);
        return reply
          .headers({ 'content-security-policy': framePolicy(images === 'yes'), 'referrer-policy': 'no-referrer' })
          .type('text/html; charset=utf-8')
          .send(images === 'yes' ? shown : holdImages(shown));
      },
    );
  },
} satisfies RouteGroup;

type Parts = Pick<ApiParts, 'language' | 'trials' | 'previewFrames'>;

/** Adds what it takes to send each message. */
function withCosts(channels: Readonly<Record<string, Previewed>>, { customer }: FilledFrom, { trials }: Parts) {
  return Object.fromEntries(
    Object.entries(channels).map(([name, one]) => {
      if (!('message' in one)) return [name, one];
      const { shown: _, ...toSend } = showMessage(name, customer, one.message, trials);
      return [name, { ...one, ...toSend }];
    }),
  );
}

async function showAll(channels: Readonly<Record<string, Previewed>>, from: FilledFrom, parts: Parts) {
  const shown = await Promise.all(
    Object.entries(channels).map(async ([name, one]) => [name, await show(name, one, from, parts)] as const),
  );
  return Object.fromEntries(shown);
}

async function show(channel: string, one: Previewed, { customer }: FilledFrom, parts: Parts) {
  if (!('message' in one)) return { ...one, ...readPhrase(one.failed), bytes: 0, slots: {} };
  const { message } = one;
  const shapes = parts.language.channels.get(channel)?.slots ?? {};
  const { shown, ...toSend } = showMessage(channel, customer, message, parts.trials);
  const html = (shown ?? message).html;
  const frame = html === undefined ? undefined : await parts.previewFrames.keep(html);
  return {
    message,
    missing: [],
    bytes: Object.values(message).reduce((sum, text) => sum + Buffer.byteLength(text), 0),
    slots: Object.fromEntries(
      Object.entries(message).map(([slot, { length: chars }]) => [
        slot,
        { chars, mostChars: shapes[slot]?.maxChars ?? chars },
      ]),
    ),
    ...(shown && { shown }),
    ...toSend,
    ...(frame !== undefined && { frame: `/v1/preview/frames/${frame}`, hasRemoteImages: hasRemoteImages(html ?? '') }),
  };
}

function unknownOf(
  { name, renderer }: ChosenTemplate,
  from: readonly FilledFrom[],
  { language: { vocabulary, helpers } }: Parts,
) {
  const definition = renderer.templates.get(name);
  if (!definition) return [];
  return findUnknownFields(
    definition,
    from.map(({ view }) => view),
    vocabulary,
    helpers,
  );
}
