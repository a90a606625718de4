import { Alert, Anchor, Button, Group, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { Figure } from '../../parts/chart/figure.tsx';
import { FourStates } from '../../parts/four-states.tsx';
import { useReasonWords } from '../../parts/use-reason-words.ts';
import type { StoredReason } from '../../parts/word-reason.ts';
import { ZonedTime } from '../../parts/zoned-time.tsx';
import { writePathPart } from '../../queries/path-part.ts';
import { type QueryRow, questionQuery } from '../../queries/results.ts';
import { sessionQuery } from '../../queries/session.ts';
import { type ResultsAddress, resultsOf } from './address.ts';
import { behindOf } from './behind-of.ts';
import { useFactWords } from './fact-words.ts';
import { Filters } from './filters.tsx';
import { Narrowed } from './narrowed.tsx';
import { NothingHere } from './nothing-here.tsx';
import { AskedPage } from './results-page.tsx';

const PAGE = 50;
/** The decisions behind a number, the newest first; each leads to its customer's *Why?*. */
export function Decisions() {
  const t = useTranslations('results');
  return (
    <AskedPage tab="overview" title={(address) => t(behindOf(address).isOfPeople ? 'people' : 'decisions')}>
      {(address) => (
        <>
          <Filters address={address} />
          <Behind address={address} />
        </>
      )}
    </AskedPage>
  );
}

function Behind({ address }: { readonly address: ResultsAddress }) {
  const t = useTranslations('results');
  const format = useFormatter();
  const { data: session } = useQuery(sessionQuery);
  const { param, put } = address;
  const skip = Number(param('skip')) || 0;
  const { isOfPeople, ...asked } = behindOf(address);
  const mayLook = session?.may.includes('personal') ?? false;
  const page = { ...asked.params, skip: String(skip), limit: String(PAGE) };
  const query = useQuery(questionQuery({ ...asked, params: page }));
  return (
    <FourStates query={query}>
      {(answer) => (
        <>
          {session && !mayLook && <Alert color="gray">{t('noPersons')}</Alert>}
          <Group justify="space-between">
            <Text fw={600} role="status">
              {t(isOfPeople ? 'peopleOf' : 'decisionsOf', { of: answer.of })}
            </Text>
            <Narrowed address={address} />
            <Anchor component={Link} {...(resultsOf(address.trigger, resultsSearch(address)) as object)} size="sm">
              {t('toResults')}
            </Anchor>
          </Group>
          {answer.of === 0 ? (
            <NothingHere address={address} own={{ name: asked.name, params: { ...asked.params, limit: '1' } }} />
          ) : (
            <Figure
              title={t(isOfPeople ? 'oneEach' : 'decisions')}
              about={t('zoneSaid', { zone: address.zone })}
              asked={asked}
              answer={answer}
              link={address.link}
              isTableOpen
            >
              <DecisionTable rows={answer.rows} address={address} />
            </Figure>
          )}
          {answer.of > PAGE && (
            <Group>
              <Button
                variant="default"
                disabled={skip === 0}
                onClick={() => put({ skip: skip > PAGE ? String(skip - PAGE) : '' })}
              >
                {t('newer')}
              </Button>
              <Text size="sm">
                {t('pageOf', { from: skip + 1, to: skip + answer.rows.length, of: format.number(answer.of) })}
              </Text>
              <Button
                variant="default"
                disabled={skip + PAGE >= answer.of}
                onClick={() => put({ skip: String(skip + PAGE) })}
              >
                {t('older')}
              </Button>
            </Group>
          )}
        </>
      )}
    </FourStates>
  );
}

/** Period, zone and facts as the results read them. */
function resultsSearch({ asked: { trigger: _trigger, ...kept } }: ResultsAddress): Readonly<Record<string, string>> {
  return kept;
}

function DecisionTable({ rows, address }: { readonly rows: readonly QueryRow[]; readonly address: ResultsAddress }) {
  const t = useTranslations('results');
  const { value } = useFactWords();
  const { word, rule } = useReasonWords();
  // Customers then have other names, which lead nowhere.
  const isMasked = !(useQuery(sessionQuery).data?.may.includes('personal') ?? false);
  return (
    <Table striped>
      <Table.Thead>
        <Table.Tr>
          {(['at', 'customer', 'trigger', 'outcome', 'place', 'weather', 'channel'] as const).map((name) => (
            <Table.Th key={name}>{t(`columns.${name}`)}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={String(row.decision)}>
            <Table.Td>
              <ZonedTime at={Number(row.at)} zone={address.zone} />
            </Table.Td>
            <Table.Td>
              {isMasked ? (
                <Text size="sm" className="any-text">
                  {String(row.customer)}
                </Text>
              ) : (
                <Anchor
                  component={Link}
                  to="/customers/$id/why/$signal"
                  params={
                    { id: writePathPart(String(row.customer)), signal: writePathPart(String(row.signal)) } as never
                  }
                  search={{ trigger: String(row.trigger) } as never}
                  className="any-text"
                  size="sm"
                >
                  {t('why', { customer: String(row.customer) })}
                </Anchor>
              )}
            </Table.Td>
            <Table.Td className="any-text">{String(row.trigger)}</Table.Td>
            <Table.Td>
              {t(`ends.${endOf(row)}`)}
              {row.gate !== '' && (
                <Text size="xs" c="dimmed">
                  {rule(String(row.gate))}: {word(row as StoredReason)}
                </Text>
              )}
            </Table.Td>
            <Table.Td className="any-text">{row.place === '' ? '–' : String(row.place)}</Table.Td>
            <Table.Td>{row.weather === '' ? '–' : value('weather', row.weather)}</Table.Td>
            <Table.Td>{String(row.channel)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

const ENDS = [
  ...(['converted', 'clicked', 'opened', 'complained', 'bounced', 'failed', 'uncertain', 'expired', 'held'] as const),
  ...(['delivered', 'sent', 'queued', 'deferred'] as const),
] as const;

/** The furthest a decision came. */
function endOf(row: QueryRow): (typeof ENDS)[number] | 'matched' {
  return ENDS.find((step) => typeof row[`${step}_at`] === 'number') ?? 'matched';
}
