import type { Channel, Provider } from '../../channels/contract.ts';
import type { LanguageCode } from '../../triggers/words/contract.ts';
import { speakSchema } from '../../triggers/words/speak-schema.ts';
import { WORKSPACE } from '../../triggers/workspace/workspace-keys.ts';

const PROVIDER = { en: 'Sent by', de: 'Gesendet durch' };

/** Returns the JSON Schema of `workspace.yaml` in one language, with the settings of each channel by its provider. */
export function workspaceSchema(
  channels: Iterable<Channel>,
  providers: ReadonlyMap<string, Provider>,
  language: LanguageCode,
): object {
  const schema = speakSchema(WORKSPACE, language) as { readonly properties: Record<string, object> };
  const all = [...providers.values()];
  const byChannel = [...channels].map(({ name, title, defaultProvider }) => {
    const anyOf = all
      .filter(({ channel }) => channel === name)
      .map((provider) => settingsOf(provider, provider.name === defaultProvider, language));
    return [name, { title: title[language], ...(anyOf.length === 1 ? anyOf[0] : { anyOf }) }] as const;
  });
  return {
    ...schema,
    title: WORKSPACE_TITLE[language],
    properties: {
      ...schema.properties,
      providers: {
        ...schema.properties.providers,
        properties: Object.fromEntries(byChannel),
        additionalProperties: false,
      },
    },
  };
}

const WORKSPACE_TITLE = { en: 'Workspace', de: 'Arbeitsbereich' };

/** The settings of a provider; one that is not its channel's default must be named. */
function settingsOf(provider: Provider, isDefault: boolean, language: LanguageCode): object {
  const {
    properties = {},
    required = [],
    ...rest
  } = speakSchema(provider.settings, language) as {
    readonly properties?: Record<string, object>;
    readonly required?: readonly string[];
  };
  const named = {
    const: provider.name,
    title: PROVIDER[language],
    titles: { [provider.name]: provider.title[language] },
  };
  return {
    ...rest,
    title: provider.title[language],
    description: provider.summary[language],
    properties: { provider: named, ...properties },
    required: isDefault ? required : ['provider', ...required],
  };
}
