import { createProviderChoice } from '../../channels/choose-provider.ts';
import { exampleEnvironment } from '../../channels/environment.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import { systemClock } from '../clock.ts';
import { compileDocuments } from '../definitions/compile-documents.ts';
import type { Document } from '../definitions/contract.ts';
import { createTrials } from '../dispatch/trials.ts';
import { zoneAt } from '../zone-at.ts';
import { type Looks, looksOf } from './looks.ts';

/** Stands for every secret: what a reader sees has none. */
const SECRET = 'known to the engine alone';

/**
 * Shows what the templates among these documents look like, as a check by the API does, without an engine: by the
 * providers that the workspace sets up, as far as their settings can be read without secrets and without what the
 * environment of an engine gives. Throws InvalidDefinitions where the documents cannot be published.
 */
export async function looksWithoutEngine(documents: readonly Document[]): Promise<Looks> {
  const { live, language } = await compileDocuments(documents);
  const fromEnvironment = exampleEnvironment(language.providers);
  const clock = systemClock();
  const trials = createTrials({
    channels: language.channels,
    providerChoice: createProviderChoice({ ...language, fromEnvironment, reveal: () => SECRET }),
    workspace: () => live.workspace,
    io: { inbox: { put: async () => undefined }, now: clock.now },
    noteSent: async () => undefined,
    clock,
  });
  return looksOf(documents, live, {
    definitions: { live },
    language,
    customers: { read: async (id) => emptyState(id), lastSignal: async () => undefined },
    world: { zoneAt, weatherAt: NOTHING, forecastAt: NOTHING, stockAt: NOTHING },
    clock,
    trials: {
      show(trial) {
        try {
          return trials.show(trial);
        } catch {
          // A key that is none: the message is shown by its slots.
          return undefined;
        }
      },
    },
  });
}

const NOTHING = () => undefined;
