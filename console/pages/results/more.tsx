import { Link } from '@tanstack/react-router';
import { useFormatter, useTranslations } from 'use-intl';
import type { QueryRow } from '../../queries/results.ts';
import type { ResultsAddress } from './address.ts';
import { AnswerFigure } from './answer-figure.tsx';
import { CountLink } from './count-link.tsx';
import { useFactWords } from './fact-words.ts';
import { Filters } from './filters.tsx';
import { countedByDays } from './nothing-here.tsx';
import { AskedPage } from './results-page.tsx';
import { useMeasureWords } from './use-measure-words.ts';

/** Who came back to a place, what messages cost, which triggers write to the same people, and what did not match. */
export function More() {
  return (
    <AskedPage tab="more">
      {(address) => (
        <>
          <Filters address={address} />
          <Returned address={address} />
          <Cost address={address} />
          <FallBacks address={address} />
          <Overlap address={address} />
          <Woken address={address} />
        </>
      )}
    </AskedPage>
  );
}

interface OfAddress {
  readonly address: ResultsAddress;
}

function useCount(): (value: unknown) => string {
  const format = useFormatter();
  return (value) => (value === null || value === undefined ? '–' : format.number(Number(value)));
}

function Returned({ address }: OfAddress) {
  const t = useTranslations('results');
  const format = useFormatter();
  const { value } = useFactWords();
  const behind = (row: QueryRow) => ({
    ...address.asked,
    ...{ of: 'return', in_group: String(row.group), days: String(row.within_days) },
  });
  const share = ({ people, returned }: QueryRow) => Number(returned) / Math.max(1, Number(people));
  const percent = (row: QueryRow) => format.number(share(row), { style: 'percent', maximumFractionDigits: 1 });
  const boundsOf = (row: QueryRow) => ({ low: Number(row.share_low), high: Number(row.share_high) });
  const between = (row: QueryRow) => {
    const { low, high } = boundsOf(row);
    return t('shareBetween', { low, high });
  };
  const name = (row: QueryRow) =>
    t('returnWithin', { group: value('group', row.group), days: Number(row.within_days) });
  return (
    <AnswerFigure
      address={address}
      name="return-to-place"
      params={address.asked}
      title={t('returned')}
      about={t('returnedAbout')}
      empty={t('returnedNone')}
      bars={{ name, value: share, says: (row) => `${percent(row)} (${between(row)})`, bounds: boundsOf }}
      columns={[
        { title: t('columns.group'), isText: true, cell: name },
        { title: t('columns.people'), cell: (row) => <CountLink count={row.people} params={behind(row)} /> },
        {
          title: t('columns.returned'),
          cell: (row) => <CountLink count={row.returned} params={{ ...behind(row), returned: 'true' }} />,
        },
        { title: t('columns.share'), cell: percent },
        { title: t('columns.between'), cell: between },
      ]}
    />
  );
}

function Cost({ address }: OfAddress) {
  const t = useTranslations('results');
  const words = useMeasureWords(address.currency);
  const { value } = useFactWords();
  const money = (amount: unknown) => (amount === null ? '–' : words.write('value', Number(amount)));
  const behind = (row: QueryRow, step: string) => ({
    ...address.asked,
    step,
    channel: row.channel === '' ? 'unknown' : String(row.channel),
  });
  return (
    <AnswerFigure
      address={address}
      name="channel-cost"
      params={address.asked}
      title={t('cost')}
      about={t('costAbout')}
      empty={t('costNone')}
      own={countedByDays(address.asked, 'sent')}
      bars={{
        name: (row) => value('channel', row.channel),
        value: (row) => Number(row.sent) + Number(row.sent_as_next),
        says: (row) => t('costSays', { sent: Number(row.sent) + Number(row.sent_as_next), cost: money(row.cost) }),
      }}
      columns={[
        { title: t('columns.channel'), isText: true, cell: (row) => value('channel', row.channel) },
        {
          title: words.name('sent'),
          cell: (row) => <CountLink count={row.sent} params={behind(row, 'sent')} />,
        },
        {
          title: t('columns.asNext'),
          cell: (row) => (
            <CountLink
              count={row.sent_as_next}
              params={{ ...address.asked, step: 'sent', next_channel: String(row.channel) }}
            />
          ),
        },
        { title: t('columns.price'), cell: (row) => money(row.price_each) },
        { title: t('columns.cost'), cell: (row) => money(row.cost) },
        {
          title: words.name('clicked'),
          cell: (row) => <CountLink count={row.clicked} params={behind(row, 'clicked')} />,
        },
        {
          title: words.name('converted'),
          cell: (row) => <CountLink count={row.converted} params={behind(row, 'converted')} />,
        },
        { title: words.name('value'), cell: (row) => money(row.value) },
        { title: t('columns.costOfSuccess'), cell: (row) => money(row.cost_of_success) },
      ]}
    />
  );
}

/** What went on by the next channel, and what came of it. */
function FallBacks({ address }: OfAddress) {
  const t = useTranslations('results');
  const words = useMeasureWords(address.currency);
  const { value } = useFactWords();
  const behind = (row: QueryRow, step: string) => ({
    ...address.asked,
    trigger: String(row.trigger),
    channel: row.first_channel === '' ? 'unknown' : String(row.first_channel),
    next_channel: String(row.channel),
    step,
  });
  const way = (row: QueryRow) =>
    t('fallBackWay', {
      trigger: String(row.trigger),
      first: value('channel', row.first_channel),
      next: value('channel', row.channel),
    });
  return (
    <AnswerFigure
      address={address}
      name="fall-backs"
      params={address.asked}
      title={t('fallBacks')}
      about={t('fallBacksAbout')}
      empty={t('fallBacksNone')}
      bars={{
        name: way,
        value: (row) => Number(row.sent),
        says: (row) => t('fallBackSays', { sent: Number(row.sent), clicked: Number(row.clicked) }),
      }}
      columns={[
        { title: t('columns.way'), isText: true, cell: way },
        {
          title: t('columns.wentOn'),
          cell: (row) => <CountLink count={row.went_on} params={behind(row, 'matched')} />,
        },
        ...(['sent', 'delivered', 'opened', 'clicked', 'converted'] as const).map((name) => ({
          title: words.name(name),
          cell: (row: QueryRow) => <CountLink count={row[name]} params={behind(row, name)} />,
        })),
        { title: words.name('value'), cell: (row) => words.write('value', Number(row.value)) },
      ]}
    />
  );
}

function Overlap({ address }: OfAddress) {
  const t = useTranslations('results');
  const count = useCount();
  const { zone: _zone, attribution: _attribution, ...params } = address.asked as Readonly<Record<string, string>>;
  const behind = (trigger: unknown) => ({ ...address.asked, of: 'overlap', trigger: String(trigger) });
  const pair = (row: QueryRow) => `${row.trigger} + ${row.other}`;
  return (
    <AnswerFigure
      address={address}
      name="trigger-overlap"
      params={params}
      title={t('overlap')}
      about={t('overlapAbout')}
      empty={t('overlapNone')}
      bars={{ name: pair, value: (row) => Number(row.people), says: (row) => count(row.people) }}
      columns={[
        { title: t('columns.triggers'), isText: true, cell: pair },
        {
          title: t('columns.both'),
          cell: (row) => <CountLink count={row.people} params={{ ...behind(row.trigger), other: String(row.other) }} />,
        },
        {
          title: t('columns.ofFirst'),
          cell: (row) => <CountLink count={row.people_trigger} params={behind(row.trigger)} />,
        },
        {
          title: t('columns.ofSecond'),
          cell: (row) => <CountLink count={row.people_other} params={behind(row.other)} />,
        },
      ]}
    />
  );
}

function Woken({ address }: OfAddress) {
  const t = useTranslations('results');
  const count = useCount();
  const { from = '', to = '', zone = '' } = address.asked;
  const params = { from, to, zone, ...(address.trigger !== '' && { trigger: address.trigger }) };
  const says = (row: QueryRow) => t('wokenSays', { count: Number(row.count), woken: Number(row.woken) });
  return (
    <AnswerFigure
      address={address}
      name="woken-by-condition"
      params={params}
      title={t('wokenBy')}
      about={t('wokenByAbout')}
      empty={t('wokenByNone')}
      bars={{ name: (row) => String(row.condition), value: (row) => Number(row.count), says }}
      columns={[
        {
          title: t('columns.trigger'),
          isText: true,
          cell: (row) => (
            <Link to="/triggers/$name" params={{ name: String(row.trigger) }} className="row-link">
              {String(row.trigger)}
            </Link>
          ),
        },
        { title: t('columns.condition'), isText: true, cell: (row) => String(row.condition) },
        {
          title: t('columns.answer'),
          isText: true,
          cell: (row) => t(row.answer === 'unknown' ? 'answerUnknown' : 'answerNo'),
        },
        { title: t('columns.times'), cell: (row) => count(row.count) },
        { title: t('measures.woken'), cell: (row) => count(row.woken) },
      ]}
    />
  );
}
