import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import type { Catalog } from '../../../engine/api/contract.ts';
import { catalogQuery, schemasQuery } from '../../queries/catalog.ts';
import type { DraftKind } from '../../queries/drafts.ts';
import { loadPart } from '../../queries/reach.ts';
import { FourStates, Loading } from '../four-states.tsx';
import { useLanguage } from '../language.tsx';
import type { FormProblem, Schema } from '../schema-form/contract.ts';
import { useTextLanguage } from './use-text-language.ts';

const TextEditor = lazy(() => loadPart(() => import('./text-editor.tsx')));

interface DefinitionTextProps {
  readonly kind: DraftKind;
  readonly text: string;
  setText(text: string): void;
  readonly problems: readonly FormProblem[];
  readonly isReadOnly: boolean;
}

/** A definition of any kind as text, with completion from the catalog and what is wrong in its line. */
export function DefinitionText(props: DefinitionTextProps) {
  const { language } = useLanguage();
  const catalog = useQuery(catalogQuery(language));
  const schemas = useQuery(schemasQuery(language));
  return (
    <FourStates query={catalog}>
      {(words) => (
        <FourStates query={schemas}>
          {(all) => <Editor {...props} catalog={words} schema={all[props.kind] as Schema} />}
        </FourStates>
      )}
    </FourStates>
  );
}

function Editor({
  catalog,
  schema,
  kind: _,
  ...rest
}: DefinitionTextProps & { readonly catalog: Catalog; readonly schema: Schema }) {
  const t = useTranslations('changes');
  const language = useTextLanguage(catalog, schema);
  return (
    <Suspense fallback={<Loading />}>
      <TextEditor {...rest} language={language} label={t('text')} />
    </Suspense>
  );
}
