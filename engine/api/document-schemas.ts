import { templateSchema } from '../../templates/source/template-schema.ts';
import { placeSchema } from '../../triggers/places/place-schema.ts';
import { triggerSchema } from '../../triggers/reading/trigger-schema.ts';
import type { LanguageCode } from '../../triggers/words/contract.ts';
import { segmentSchema } from '../../triggers/workspace/segment-schema.ts';
import type { Language } from '../definitions/contract.ts';
import type { DocumentSchemas } from './contract.ts';
import { workspaceSchema } from './workspace-schema.ts';

/** Returns the schemas of whole documents in one language. They do not change while the engine runs. */
export function schemasOf({ vocabulary, channels, providers }: Language, language: LanguageCode): DocumentSchemas {
  return {
    trigger: triggerSchema(vocabulary, language),
    place: placeSchema(language),
    template: templateSchema(channels.values(), language),
    workspace: workspaceSchema(channels.values(), providers, language),
    segment: segmentSchema(language),
  };
}
