import { Select, TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import type { Source } from '../queries/boards.ts';
import { catalogQuery } from '../queries/catalog.ts';
import { questionsQuery } from '../queries/sql.ts';
import { useLanguage } from './language.tsx';

/** What a new tile or alert asks first. */
export const FIRST_SOURCE: Source = { kind: 'named', name: 'results-funnel', params: { last: '7d' } };

/** Chooses a question, saved or the engine's, with its parameters. */
export function SourceFields({ source, setSource }: { readonly source: Source; setSource(next: Source): void }) {
  const t = useTranslations('boards');
  const { language } = useLanguage();
  const catalog = useQuery(catalogQuery(language)).data;
  const saved = useQuery(questionsQuery).data?.questions ?? [];
  const named = catalog?.queries ?? [];
  const params = Object.entries(source.params).map(([name, value]) => `${name}=${value}`);
  return (
    <>
      <Select
        label={t('question')}
        searchable
        allowDeselect={false}
        data={[
          { group: t('saved'), items: saved.map(({ id, body }) => ({ value: `saved:${id}`, label: body.title })) },
          { group: t('engines'), items: named.map(({ name, title }) => ({ value: `named:${name}`, label: title })) },
        ]}
        value={`${source.kind}:${source.name}`}
        onChange={(next) => {
          const [kind = '', name = ''] = next?.split(/:(.*)/s) ?? [];
          if (kind === 'saved') setSource({ kind, name, params: {} });
          else if (kind === 'named') setSource({ kind, name, params: { last: source.params.last ?? '7d' } });
        }}
      />
      <TagsInput
        label={t('params')}
        description={t('paramsHint')}
        value={params}
        acceptValueOnBlur
        onChange={(next) => setSource({ ...source, params: Object.fromEntries(next.flatMap(readParam)) })}
      />
    </>
  );
}

function readParam(text: string): [string, string][] {
  const at = text.indexOf('=');
  return at < 1 ? [] : [[text.slice(0, at).trim(), text.slice(at + 1).trim()]];
}
