import type { Renderer, Setting, View } from '../../templates/contract.ts';
import { viewOf } from '../../templates/view.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import { maskOf } from '../customers/mask.ts';
import { settingOf } from '../pipeline/compose.ts';
import { momentOfNow } from '../studies/explain-customer.ts';
import { draftRenderer } from './draft-renderer.ts';
import { notFound } from './failures.ts';
import { withMadeUp, withMoment } from './made-up-context.ts';
import type { ApiParts } from './parts.ts';
import type { PreviewContext, TemplateGiven } from './wire/preview.ts';

/** A template and the renderer that has it. */
export interface ChosenTemplate {
  readonly name: string;
  readonly renderer: Renderer;
}

/** What is read to fill a template. */
export interface FillParts extends Pick<ApiParts, 'world' | 'clock'> {
  readonly definitions: Pick<ApiParts['definitions'], 'live'>;
  readonly customers: Pick<ApiParts['customers'], 'read' | 'lastSignal'>;
}

/** What one message is filled from. */
export interface FilledFrom {
  readonly customer: string;
  readonly view: View;
  readonly setting: Setting;
}

/** Finds a live template, or compiles a draft. Throws InvalidDefinitions with every problem of the draft. */
export function chooseTemplate(
  template: TemplateGiven,
  { definitions, language }: Pick<ApiParts, 'definitions' | 'language'>,
): ChosenTemplate {
  if (typeof template !== 'string') return draftRenderer(template, language);
  const { renderer } = definitions.live;
  if (!renderer.templates.has(template)) throw notFound('template', template, renderer.templates.keys());
  return { name: template, renderer };
}

/**
 * Makes a view as a message of this moment would have it, with made-up values put over it. `isMasked`: of what names or
 * reaches the customer no more than a first letter is shown.
 */
export async function fillFrom(
  { customer, place: placeId, locale, context = {}, view: groups }: PreviewContext,
  isMasked: boolean,
  { definitions, customers, world, clock }: FillParts,
): Promise<FilledFrom> {
  const { live } = definitions;
  const place = placeId === undefined ? undefined : live.place.get(placeId);
  if (placeId !== undefined && !place) throw notFound('place', placeId, live.place.keys());
  const stored = customer === undefined ? emptyState('') : await customers.read(customer);
  const state = withMadeUp(stored, context, clock.now());
  const signal = customer === undefined ? undefined : await customers.lastSignal(state.id);
  const moment = momentOfNow(
    { state, signal },
    { live, world, at: clock.now() },
    place ? { type: 'enter', place } : { type: 'signal' },
  );
  const setting = { ...settingOf(moment, live), ...(locale !== undefined && { locale }) };
  const known = viewOf(moment, { zone: setting.zone, ...(groups && { groups }) });
  const view = withMoment(isMasked ? maskOf(stored)(known) : known, context);
  return { customer: state.id, view, setting };
}
