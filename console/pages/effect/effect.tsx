import { Anchor, Card, Group, Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import type { StoredDefinitions } from '../../../engine/api/contract.ts';
import { recordOf } from '../../parts/definitions.ts';
import { Empty, FourStates } from '../../parts/four-states.tsx';
import { definitionsQuery } from '../../queries/definitions.ts';
import { type EffectSearch, effectQuery } from '../../queries/effect.ts';
import { ResultsPage } from '../results/results-page.tsx';
import { FoundEffectView } from './found.tsx';
import { useGoalName, useVerdict } from './say-effect.ts';

/** Lengths that are offered beside the planned one; the address takes any. */
const DAYS = [1, 7, 14, 28, 56];
/** Triggers whose sentence is asked for at once; the field finds the others. */
const MOST_SAID = 20;

interface Search extends EffectSearch {
  /** Empty: all triggers together. */
  readonly trigger?: string;
}

/** Mantine's Select takes an empty value for none. */
const ALL = '*';

/** What a trigger caused; without one in the address, the triggers that can be measured, each with its sentence. */
export function EffectPage() {
  const t = useTranslations('effect');
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const query = useQuery(definitionsQuery);
  const go = (next: Search) => void navigate({ to: '.', search: next } as never);
  const { trigger } = search;
  return (
    <ResultsPage tab="effect">
      <Text c="dimmed">{t('intro')}</Text>
      <FourStates query={query}>
        {({ documents }) => (
          <>
            <Group align="end">
              <Select
                label={t('trigger')}
                searchable
                data={[{ value: ALL, label: t('all') }, ...namesOf(documents)]}
                limit={50}
                value={trigger === '' ? ALL : (trigger ?? null)}
                onChange={(next) => go(next === null ? {} : { trigger: next === ALL ? '' : next })}
                nothingFoundMessage={t('none')}
              />
              {trigger !== undefined && <Choices search={search} trigger={trigger} go={go} />}
            </Group>
            {trigger === undefined ? (
              <Measurable names={measurable(documents)} hasControlOfAll={hasControlOfAll(documents)} />
            ) : (
              <OneEffect trigger={trigger} search={search} currency={currencyOf(documents)} />
            )}
          </>
        )}
      </FourStates>
    </ResultsPage>
  );
}

function OneEffect({
  trigger,
  search,
  currency,
}: {
  readonly trigger: string;
  readonly search: EffectSearch;
  readonly currency: string | undefined;
}) {
  const query = useQuery(effectQuery(trigger, search));
  return <FourStates query={query}>{(answer) => <FoundEffectView answer={answer} currency={currency} />}</FourStates>;
}

function Choices({
  trigger,
  search,
  go,
}: {
  readonly trigger: string;
  readonly search: Search;
  readonly go: (next: Search) => void;
}) {
  const t = useTranslations('effect');
  const nameGoal = useGoalName();
  const { data } = useQuery(effectQuery(trigger, search));
  const goals = [...new Set([data?.goal, ...(data?.others ?? []).map(({ goal }) => goal)])].filter(
    (goal) => goal !== undefined,
  );
  const planned = data?.plan?.plannedDays;
  const days = Number(search.days ?? planned);
  const lengths = [...new Set([...DAYS, days, planned ?? days])].filter(Number.isFinite).sort((a, b) => a - b);
  return (
    <>
      {goals.length > 1 && (
        <Select
          label={t('goal')}
          data={goals.sort().map((value) => ({ value, label: nameGoal(value) }))}
          value={data?.goal ?? null}
          allowDeselect={false}
          onChange={(goal) => goal !== null && go({ ...search, goal })}
        />
      )}
      <Select
        label={t('days')}
        data={lengths.map((length) => ({
          value: String(length),
          label: t(length === planned ? 'plannedDayCount' : 'dayCount', { days: length }),
        }))}
        value={Number.isFinite(days) ? String(days) : null}
        allowDeselect={false}
        onChange={(next) => next !== null && go(withDays(search, Number(next) === planned ? undefined : next))}
      />
    </>
  );
}

/** Puts a length into the address; the planned one stands in the trigger. */
function withDays({ days: _, ...search }: Search, days: string | undefined): Search {
  return days === undefined ? search : { ...search, days };
}

function Measurable({
  names,
  hasControlOfAll,
}: {
  readonly names: readonly string[];
  readonly hasControlOfAll: boolean;
}) {
  const t = useTranslations('effect');
  const all = hasControlOfAll ? [''] : [];
  if (names.length + all.length === 0) return <Empty title={t('empty')} hint={t('emptyHint')} />;
  return (
    <>
      {[...all, ...names.slice(0, MOST_SAID)].map((name) => (
        <TriggerSentence key={name} name={name} />
      ))}
      {names.length > MOST_SAID && <Text c="dimmed">{t('saidOf', { said: MOST_SAID, of: names.length })}</Text>}
    </>
  );
}

function TriggerSentence({ name }: { readonly name: string }) {
  const t = useTranslations('effect');
  const verdict = useVerdict();
  const { data } = useQuery(effectQuery(name));
  const title = name || t('all');
  return (
    <Card withBorder component="article" aria-label={title}>
      <Anchor component={Link} to="/results/effect" search={{ trigger: name } as never} className="any-text">
        {title}
      </Anchor>
      <Text>{data ? verdict(data) : '…'}</Text>
    </Card>
  );
}

type Documents = StoredDefinitions['documents'];

function namesOf(documents: Documents): string[] {
  return documents.filter(({ kind }) => kind === 'trigger').map(({ name }) => name);
}

/** The triggers with a goal and a control group. */
function measurable(documents: Documents): readonly string[] {
  return documents.flatMap(({ kind, name, body }) => {
    const { goal, holdout } = recordOf(body);
    return kind === 'trigger' && goal !== undefined && holdout !== undefined ? [name] : [];
  });
}

function hasControlOfAll(documents: Documents): boolean {
  return recordOf(documents.find(({ kind }) => kind === 'workspace')?.body)['hold-out'] !== undefined;
}

function currencyOf(documents: Documents): string | undefined {
  const { currency } = recordOf(documents.find(({ kind }) => kind === 'workspace')?.body);
  return typeof currency === 'string' ? currency : undefined;
}
