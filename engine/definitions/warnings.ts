import type { CheckScene } from '../../triggers/checks/contract.ts';
import type { Problem } from '../../triggers/contract.ts';
import { findWarnings } from '../../triggers/find-warnings.ts';
import type { Document, Live } from './contract.ts';
import { inSlices } from './in-slices.ts';
import type { Language } from './language.ts';

/** Triggers of one publish that are looked at; of more the rest is not. */
const MOST_TRIGGERS = 10_000;

/**
 * What is allowed in these documents and cannot be meant. They were compiled into `live`, beside whatever else is in it. Lets others
 * have their turn in between.
 */
export function warningsFor(
  documents: readonly Document[],
  live: Live,
  language: Pick<Language, 'vocabulary' | 'checks'>,
): Promise<readonly Problem[]> {
  return inSlices(find(documents, live, language));
}

function* find(
  documents: readonly Document[],
  live: Live,
  { vocabulary, checks }: Pick<Language, 'vocabulary' | 'checks'>,
): Generator<void, readonly Problem[]> {
  const written = documents.filter(({ kind }) => kind === 'trigger');
  if (written.length === 0) return [];
  const scene: CheckScene = { workspace: live.workspace, vocabulary, triggers: [...live.triggers.values()] };
  const warnings: Problem[] = [];
  for (const { name, source, body } of written.slice(0, MOST_TRIGGERS)) {
    const trigger = live.matcher.triggers.get(name);
    if (trigger) warnings.push(...findWarnings([{ trigger, source, body }], scene, checks));
    yield;
  }
  if (written.length > MOST_TRIGGERS) {
    const expected = `at most ${MOST_TRIGGERS} triggers to look at for warnings; ${written.length - MOST_TRIGGERS} were not looked at`;
    warnings.push({ source: 'triggers', path: '', expected });
  }
  return warnings;
}
