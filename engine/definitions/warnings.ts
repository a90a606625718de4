import type { TemplateStates } from '../../channels/templates/contract.ts';
import { needsOf } from '../../templates/previews/needs.ts';
import type { CheckInputs, NeededValues } from '../../triggers/checks/contract.ts';
import type { Problem } from '../../triggers/contract.ts';
import { templatesOf } from '../../triggers/deciding/variants.ts';
import { findWarnings } from '../../triggers/reading/find-warnings.ts';
import type { Document, Language, Live } from './contract.ts';
import { findDeafApproaches } from './deaf-approaches.ts';
import { findOddAccounts } from './odd-accounts.ts';
import { findOddCountries } from './odd-countries.ts';
import { runInSlices } from './run-in-slices.ts';
import { findSwappedPlaces } from './swapped-places.ts';
import { findUnapproved } from './unapproved-templates.ts';

/** The most triggers of one publish that are checked for warnings. */
const MOST_TRIGGERS = 10_000;

type Known = Pick<Language, 'vocabulary' | 'checks' | 'helpers' | 'channels' | 'providers'>;

/**
 * Returns warnings for what these documents may say and cannot mean. They were compiled into `live`, with its other
 * definitions. `states`: what is known of templates that services have to approve. Works in slices.
 */
export function warningsFor(
  documents: readonly Document[],
  live: Live,
  language: Known,
  states?: TemplateStates,
): Promise<readonly Problem[]> {
  return runInSlices(find(documents, live, language, states));
}

function* find(
  documents: readonly Document[],
  live: Live,
  language: Known,
  states: TemplateStates | undefined,
): Generator<void, readonly Problem[]> {
  return [
    ...(yield* findInTriggers(documents, live, language)),
    ...(yield* findSwappedPlaces(documents, live)),
    ...(yield* findOddCountries(documents, live)),
    ...(yield* findDeafApproaches(documents, live)),
    ...findUnapproved(documents, live, language, states),
    ...findOddAccounts(documents, live, language),
  ];
}

function* findInTriggers(
  documents: readonly Document[],
  live: Live,
  language: Known,
): Generator<void, readonly Problem[]> {
  const written = documents.filter(({ kind }) => kind === 'trigger');
  const templates = new Map(documents.flatMap((one) => (one.kind === 'template' ? [[one.name, one] as const] : [])));
  if (written.length === 0 && templates.size === 0) return [];
  const { checks } = language;
  const inputs = checkInputsOf(live, language);
  const warnings: Problem[] = [];
  for (const { name, source, body } of written.slice(0, MOST_TRIGGERS)) {
    const trigger = live.matcher.triggers.get(name);
    if (trigger) warnings.push(...findWarnings([{ trigger, source, body }], inputs, checks));
    yield;
  }
  if (written.length > MOST_TRIGGERS) {
    const expected = `at most ${MOST_TRIGGERS} triggers to look at for warnings; ${written.length - MOST_TRIGGERS} were not looked at`;
    warnings.push({ source: 'triggers', path: '', expected });
  }
  yield* findByTemplates(templates, new Set(written.map(({ name }) => name)), live, inputs, checks, warnings);
  return warnings;
}

/** Checks the live triggers whose template is published anew. */
function* findByTemplates(
  templates: ReadonlyMap<string, Document>,
  besides: ReadonlySet<string>,
  live: Live,
  inputs: CheckInputs,
  checks: Known['checks'],
  warnings: Problem[],
): Generator<void, void> {
  if (templates.size === 0) return;
  const asked = new Map([...checks].filter(([, { goesByTemplate }]) => goesByTemplate));
  let looked = 0;
  for (const { name, message } of inputs.triggers) {
    const template = templatesOf(message)
      .map((one) => templates.get(one))
      .find((one) => one !== undefined);
    const trigger = template && !besides.has(name) ? live.matcher.triggers.get(name) : undefined;
    if (!template || !trigger) continue;
    if (++looked > MOST_TRIGGERS) return;
    for (const { expected } of findWarnings([{ trigger, source: template.source, body: {} }], inputs, asked)) {
      warnings.push({ source: template.source, path: '', expected: `for trigger '${name}' ${expected}` });
    }
    yield;
  }
}

function checkInputsOf(live: Live, { vocabulary, helpers }: Known): CheckInputs {
  const needs = new Map<string, readonly NeededValues[]>();
  return {
    workspace: live.workspace,
    vocabulary,
    triggers: [...live.triggers.values()],
    needsOf(name) {
      const template = live.templates.get(name);
      const known = needs.get(name) ?? (template ? needsOf(template, helpers) : []);
      needs.set(name, known);
      return known;
    },
  };
}
