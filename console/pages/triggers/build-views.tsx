import { Stack } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import type { CatalogIndex } from '../../parts/conditions/catalog-index.ts';
import { recordOf } from '../../parts/definitions.ts';
import { Loading } from '../../parts/four-states.tsx';
import type { Choices, Schema } from '../../parts/schema-form/contract.ts';
import { useShownDocument } from '../../parts/schema-form/form-document.ts';
import { SchemaInput } from '../../parts/schema-form/schema-input.tsx';
import { TriggerSentence } from '../../parts/sentence/trigger-sentence.tsx';
import type { TextLanguage } from '../../parts/text-editor/words-at.ts';
import type { DraftKeeper } from '../../queries/draft-keeper.ts';
import { useDraftPart } from '../../queries/drafts.ts';
import { loadPart } from '../../queries/reach.ts';
import { BuildForm, SummaryField } from './build-form.tsx';
import { type Checked, useDraftProblems } from './use-draft-report.ts';

const TextEditor = lazy(() => loadPart(() => import('../../parts/text-editor/text-editor.tsx')));

const TAGS = ['tags'];

/** The draft in one sentence. */
export function DraftSentence({
  draft,
  index,
  choices,
}: {
  readonly draft: DraftKeeper;
  readonly index: CatalogIndex;
  readonly choices: Choices;
}) {
  const { value } = useShownDocument(useDraftPart(draft, textOf));
  return <TriggerSentence value={value} index={index} choices={choices} />;
}

/** The draft as a form. */
export function DraftForm({ draft, schema }: { readonly draft: DraftKeeper; readonly schema: Schema }) {
  const { value, unreadable } = useShownDocument(useDraftPart(draft, textOf));
  const { summary, tags } = recordOf(value);
  return (
    <Stack gap="md">
      <SummaryField value={summary} />
      <SchemaInput
        schema={schema.properties?.tags ?? NO_SCHEMA}
        value={tags}
        path={TAGS}
        label={schema.properties?.tags?.title ?? TAGS[0]!}
      />
      <BuildForm value={value} unreadable={unreadable} schema={schema} />
    </Stack>
  );
}

const NO_SCHEMA: Schema = {};

/** The draft as text. */
export function DraftText({ language, ...checked }: Checked & { readonly language: TextLanguage }) {
  const t = useTranslations('changes');
  const { draft, mayWrite } = checked;
  const text = useDraftPart(draft, textOf);
  const problems = useDraftProblems(checked);
  return (
    <Suspense fallback={<Loading />}>
      <TextEditor
        text={text}
        setText={draft.setText}
        problems={problems}
        language={language}
        label={t('text')}
        isReadOnly={!mayWrite}
      />
    </Suspense>
  );
}

function textOf({ text }: { readonly text: string }): string {
  return text;
}
