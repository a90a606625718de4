import { InvalidDefinitions } from '../../triggers/contract.ts';
import type { Live } from '../definitions/contract.ts';
import { parseFile } from '../definitions/file.ts';
import { draftOf } from '../studies/draft.ts';
import { notFound } from './failures.ts';
import type { ApiParts } from './parts.ts';

/** A trigger as a request gives it: by its name alone, or with what is written of it. */
export interface GivenTrigger {
  readonly name: string;
  readonly text?: string | undefined;
  readonly document?: Readonly<Record<string, unknown>> | undefined;
}

/** A trigger beside all that is live. */
export interface TriggerInLive {
  readonly live: Live;
  readonly name: string;
  /** Its document. */
  readonly body: unknown;
}

/**
 * Compiles a trigger with the live definitions; it takes the place of the live one of its name. Throws
 * InvalidDefinitions for a document with problems, and refuses an unknown name.
 */
export async function compileGiven(
  given: GivenTrigger,
  definitions: Pick<ApiParts['definitions'], 'live' | 'draft' | 'get'>,
): Promise<TriggerInLive> {
  const draft = readGiven(given);
  if (draft) {
    const live = await definitions.draft([draft], { replace: false });
    return { live, name: draft.name, body: draft.body };
  }
  const { live } = definitions;
  const { name } = given;
  if (!live.triggers.has(name)) throw notFound('trigger', name, live.triggers.keys());
  return { live, name, body: (await definitions.get('trigger', name))?.body ?? {} };
}

/** Reads what is written of a trigger; undefined: only its name is given. Throws InvalidDefinitions. */
export function readGiven({ name, text, document }: GivenTrigger): ReturnType<typeof draftOf> | undefined {
  if (document) return draftOf({ name, ...document });
  if (text === undefined) return undefined;
  const { documents, problems } = parseFile('triggers/draft.yaml', text);
  if (problems.length > 0) throw new InvalidDefinitions(problems);
  const [only] = documents;
  if (!only || documents.length > 1 || typeof only.body !== 'object' || only.body === null) {
    throw new InvalidDefinitions([{ source: 'draft', path: '', expected: 'one trigger' }]);
  }
  return draftOf({ name, ...only.body });
}
