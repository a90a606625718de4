import { Alert, Button, Card, Group, Stack, Text } from '@mantine/core';
import { IconDeviceFloppy, IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useEngineWords } from '../../parts/use-engine-words.ts';
import { useKept } from '../../parts/use-kept.ts';
import { loadPart } from '../../queries/reach.ts';
import { sessionQuery } from '../../queries/session.ts';
import { questionsQuery, savedQuery, sqlQuery, viewsQuery } from '../../queries/sql.ts';
import { ResultsPage } from './results-page.tsx';
import { SaveQuestion } from './save-question.tsx';
import { SavedQuestions } from './saved-questions.tsx';
import { SqlFields } from './sql-fields.tsx';
import { paramsIn, shownValue, typedValue } from './sql-params.ts';
import { SqlTable } from './sql-table.tsx';

const SqlEditor = lazy(() => loadPart(() => import('../../parts/text-editor/sql-editor.tsx')));
const FIRST =
  'SELECT trigger, count() AS decisions\nFROM results.decisions\nWHERE at >= now() - INTERVAL 7 DAY\nGROUP BY trigger\nORDER BY decisions DESC';

interface Typed {
  readonly asked: string;
  readonly sql: string;
}

/** A question in SQL: its text, its parameters and its answer. What was asked stands in the address. */
export function SqlPage() {
  const t = useTranslations('sql');
  const { wordFault } = useEngineWords();
  const { data: session } = useQuery(sessionQuery);
  const { data: views } = useQuery(viewsQuery);
  const { asked, values: askedValues, question, ask, shownAs, show } = useAsked();
  const [typed, keepTyped] = useKept<Typed | undefined>('sql', undefined);
  // What is typed belongs to the question that the address asks.
  const sql = typed?.asked === asked ? typed.sql : asked || FIRST;
  const now = useRef(asked);
  now.current = asked;
  // The editor is made once: what it calls stays the same.
  const setSql = useCallback((next: string) => keepTyped({ asked: now.current, sql: next }), [keepTyped]);
  const [values, setValues] = useState(askedValues);
  const [isSaving, setIsSaving] = useState(false);
  useEffect(() => {
    if (asked === '') return;
    setValues(askedValues);
  }, [asked, askedValues]);
  const mayAsk = session?.may.includes('ask') ?? false;
  const params = paramsIn(asked);
  const given = Object.fromEntries(
    params.map((param) => [param.name, typedValue(param, askedValues[param.name] ?? '')]),
  );
  // A saved question is answered to everybody who may read; one of their own only to those who may ask.
  const isAsked = asked !== '' && (mayAsk || question !== undefined);
  const answer = useQuery({
    ...(question === undefined ? sqlQuery(asked, given) : savedQuery(question, given)),
    enabled: isAsked,
  });
  const run = () => ask(sql, values);
  return (
    <ResultsPage
      tab="sql"
      title={t('title')}
      actions={
        mayAsk && (
          <Button variant="default" leftSection={<IconDeviceFloppy size={16} />} onClick={() => setIsSaving(true)}>
            {t('save')}
          </Button>
        )
      }
    >
      <Stack gap="md">
        {!mayAsk && <Alert color="gray">{t('mayNot')}</Alert>}
        {mayAsk && (
          <Card withBorder>
            <Stack gap="sm">
              <Suspense fallback={<div style={{ minHeight: 120 }} />}>
                <SqlEditor sql={sql} setSql={setSql} run={run} views={views?.views ?? []} label={t('editor')} />
              </Suspense>
              <SqlFields params={paramsIn(sql)} values={values} setValues={setValues} />
              <Group>
                <Button leftSection={<IconPlayerPlay size={16} />} loading={answer.isFetching} onClick={run}>
                  {t('run')}
                </Button>
                <Text size="xs" c="dimmed">
                  {t('runKey')}
                </Text>
              </Group>
              <Text size="xs" c="dimmed">
                {t('hint')}
              </Text>
            </Stack>
          </Card>
        )}
        {answer.error && (
          <Alert color="red" role="alert" className="any-text">
            {wordFault(answer.error)}
          </Alert>
        )}
        {answer.data && <SqlTable answer={answer.data} sql={asked} params={given} shownAs={shownAs} show={show} />}
        <SavedQuestions mayRemove={mayAsk} />
      </Stack>
      {isSaving && (
        <SaveQuestion
          sql={sql}
          params={Object.fromEntries(paramsIn(sql).map((one) => [one.name, typedValue(one, values[one.name] ?? '')]))}
          close={() => setIsSaving(false)}
        />
      )}
    </ResultsPage>
  );
}

/** What the address asks: a text with values, or a saved question by its name. */
function useAsked() {
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const { data } = useQuery(questionsQuery);
  const saved = data?.questions.find(({ id }) => id === search.question)?.body;
  const asked = search.sql ?? saved?.sql ?? '';
  const usual = Object.entries(saved?.params ?? {}).map(([name, value]) => [name, shownValue(value)] as const);
  const own = Object.entries(search).flatMap(([key, value]) =>
    key.startsWith('p.') && value !== undefined ? [[key.slice(2), value] as const] : [],
  );
  const text = JSON.stringify(Object.fromEntries([...usual, ...own]));
  const values = useMemo(() => JSON.parse(text) as Readonly<Record<string, string>>, [text]);
  return {
    asked,
    values,
    question: search.sql === undefined && saved ? search.question : undefined,
    shownAs: { look: search.look ?? '', column: search.column ?? '' },
    show(as: { readonly look?: string; readonly column?: string }) {
      void navigate({ to: '.', search: { ...search, ...as }, replace: true } as never);
    },
    ask(sql: string, given: Readonly<Record<string, string>>) {
      const params = paramsIn(sql).map(({ name }) => [`p.${name}`, given[name] ?? '']);
      void navigate({ to: '.', search: { sql, ...Object.fromEntries(params) } } as never);
    },
  };
}
