import * as z from 'zod';
import type { Renderer } from '../../../templates/contract.ts';
import { preview } from '../../../templates/preview.ts';
import { viewOf } from '../../../templates/view.ts';
import { emptyState } from '../../../triggers/state/contract.ts';
import { settingOf } from '../../pipeline/compose.ts';
import { momentOfNow } from '../../studies/explain-customer.ts';
import { draftRenderer } from '../draft-renderer.ts';
import { notFound } from '../failures.ts';
import { withMadeUp, withMoment } from '../made-up-context.ts';
import type { RouteGroup } from '../route-group.ts';
import { apiError } from '../wire/contract.ts';

const request = z.object({
  template: z
    .union([z.string().min(1).max(200), z.record(z.string(), z.unknown())])
    .describe('The name of a live template, or a draft of one.'),
  customer: z.string().max(128).optional().describe('Whose context it is filled from; nobody’s when not given.'),
  place: z.string().max(200).optional().describe('The place the message is about.'),
  locale: z.string().max(35).optional(),
  context: z
    .record(z.string().min(1).max(200), z.unknown())
    .optional()
    .describe('Values by name, such as `cart.value`, that are put over those of the customer.'),
  view: z.record(z.string(), z.unknown()).optional().describe('Groups that are put over those of the customer.'),
});
const filled = z.union([
  z.object({ message: z.record(z.string(), z.string()).readonly() }),
  z.object({ failed: z.string(), missing: z.array(z.string()).readonly() }),
]);

/** Renders a template for a customer, and sends nothing. */
export default {
  name: 'preview',
  summary: 'What a template, live or a draft, makes of a customer’s context.',
  register(app, { definitions, customers, language, world, clock }) {
    app.post(
      '/v1/preview',
      {
        config: { may: 'write' },
        schema: {
          summary: 'Fills a template on every channel it has: the message, or why there is none.',
          body: request,
          response: { 200: z.object({ channels: z.record(z.string(), filled) }), 404: apiError, 422: apiError },
        },
      },
      async ({ body }) => {
        const { live } = definitions;
        const { name, renderer } = rendererOf(body.template, live.renderer, language);
        const place = body.place === undefined ? undefined : live.place.get(body.place);
        if (body.place !== undefined && !place) throw notFound('place', body.place, live.place.keys());
        const stored = body.customer === undefined ? emptyState('') : await customers.read(body.customer);
        const state = withMadeUp(stored, body.context ?? {}, clock.now());
        const signal = body.customer === undefined ? undefined : await customers.lastSignal(state.id);
        const moment = momentOfNow(
          { state, signal },
          { live, world, at: clock.now() },
          place ? { type: 'enter', place } : { type: 'signal' },
        );
        const setting = { ...settingOf(moment, live), ...(body.locale !== undefined && { locale: body.locale }) };
        const known = viewOf(moment, { zone: setting.zone, ...(body.view && { groups: body.view }) });
        const view = withMoment(known, body.context ?? {});
        return { channels: preview(renderer, name, view, setting, language.helpers) };
      },
    );
  },
} satisfies RouteGroup;

function rendererOf(
  template: z.infer<typeof request>['template'],
  live: Renderer,
  language: Parameters<typeof draftRenderer>[1],
): { name: string; renderer: Renderer } {
  if (typeof template !== 'string') return draftRenderer(template, language);
  if (!live.templates.has(template)) throw notFound('template', template, live.templates.keys());
  return { name: template, renderer: live };
}
