import { Alert, Badge, Box, Button, Card, Center, Group, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileUpload } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { ImportFileReport } from '../../../engine/api/contract.ts';
import { Failure } from '../../parts/four-states.tsx';
import { Page } from '../../parts/page.tsx';
import { useEngineWords } from '../../parts/use-engine-words.ts';
import { askAnew } from '../../queries/known.ts';
import { importPlanQuery, publishFile } from '../../queries/place-import.ts';
import { RequestRefused } from '../../queries/request.ts';
import { sessionQuery } from '../../queries/session.ts';
import { ImportMap } from './import-map.tsx';
import { ImportRows } from './import-rows.tsx';
import { COLOURS, countRows, type Importing, leaveOut, repair, requestOf } from './import-state.ts';
import { ImportTerms } from './import-terms.tsx';
import { useKeptImport } from './use-kept-import.ts';
import { useSettled } from './use-settled.ts';

/** Takes in a file of places: every row is looked at, repaired or left out before anything is live. */
export function ImportPlaces() {
  const t = useTranslations('places.importer');
  const kept = useKeptImport();
  const { importing } = kept;
  const settled = useSettled(importing, 250);
  const asked = useMemo(() => settled && requestOf(settled), [settled]);
  const query = useQuery(importPlanQuery(asked, settled?.stamp ?? ''));
  const take = async (file: File) =>
    kept.take({ file: file.name, text: await file.text(), stamp: `${file.name} ${file.size} ${file.lastModified}` });
  const { data, error } = query;
  return (
    <Page
      title={t('title')}
      fills
      actions={importing && <FileButton take={take} label={t('another')} variant="default" />}
    >
      <DropArea take={take}>
        {!importing ? (
          <NoFile take={take} />
        ) : error ? (
          <Failure error={error} retry={() => void query.refetch()} />
        ) : data && data.rows.length > 0 ? (
          <Plan
            importing={importing}
            plan={data}
            isSettled={settled === importing && !query.isFetching}
            change={kept.change}
            published={kept.forget}
          />
        ) : (
          <Center h="100%">
            <Text c="dimmed" aria-busy="true">
              {t('reading', { file: importing.file })}
            </Text>
          </Center>
        )}
      </DropArea>
    </Page>
  );
}

function DropArea({ take, children }: { readonly take: (file: File) => void; readonly children: ReactNode }) {
  const t = useTranslations('places.importer');
  return (
    <section
      aria-label={t('drop')}
      style={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        const [file] = event.dataTransfer.files;
        if (file) take(file);
      }}
    >
      {children}
    </section>
  );
}

function NoFile({ take }: { readonly take: (file: File) => void }) {
  const t = useTranslations('places.importer');
  return (
    <Center className="drop-area">
      <Stack align="center" gap="sm">
        <IconFileUpload size={44} stroke={1.3} aria-hidden />
        <Text fw={600} fz="lg">
          {t('drop')}
        </Text>
        <Text c="dimmed">{t('hint')}</Text>
        <FileButton take={take} label={t('choose')} variant="filled" />
      </Stack>
    </Center>
  );
}

function FileButton({
  take,
  label,
  variant,
}: {
  readonly take: (file: File) => void;
  readonly label: string;
  readonly variant: string;
}) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={field}
        type="file"
        hidden
        aria-label={label}
        accept=".csv,.tsv,.txt,.geojson,.json,.geojsonl,.ndjson,.kml,.gpx"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          currentTarget.value = '';
          if (file) take(file);
        }}
      />
      <Button variant={variant} onClick={() => field.current?.click()}>
        {label}
      </Button>
    </>
  );
}

function Plan({
  importing,
  plan,
  isSettled,
  change,
  published,
}: {
  readonly importing: Importing;
  readonly plan: ImportFileReport;
  readonly isSettled: boolean;
  readonly change: (importing: Importing) => void;
  readonly published: () => void;
}) {
  const { wordProblems } = useEngineWords();
  const t = useTranslations('places.importer');
  const [chosen, setChosen] = useState<number>();
  const counts = useMemo(() => countRows(plan.rows), [plan]);
  const faulty = plan.rows.filter(({ state }) => state === 'faulty').map(({ row }) => row);
  return (
    <Stack gap="sm" style={{ flex: 1, minHeight: 0 }}>
      <Group justify="space-between" align="start">
        <Group gap="xs">
          <Text size="sm" className="any-text">
            {t('counts', { all: plan.rows.length, file: importing.file })}
          </Text>
          {(['new', 'changed', 'unchanged', 'faulty', 'left-out'] as const).map(
            (state) =>
              counts[state] > 0 && (
                <Badge key={state} color={COLOURS[state]} variant="light" tt="none">
                  {t(`state.${state}`)} {counts[state]}
                </Badge>
              ),
          )}
        </Group>
        <Group gap="xs">
          {faulty.length > 0 && (
            <Button variant="default" onClick={() => change(leaveOut(importing, faulty, true))}>
              {t('leaveOutAll', { count: faulty.length })}
            </Button>
          )}
          <PublishFile
            importing={importing}
            counts={counts}
            isSettled={isSettled && plan.problems.length === 0}
            published={published}
          />
        </Group>
      </Group>
      {plan.problems.length > 0 && (
        <Alert color="red" title={t('problems')}>
          {wordProblems(plan.problems).map(({ path, expected }) => (
            <Text key={`${path} ${expected}`} size="sm" className="any-text">
              {path} {expected}
            </Text>
          ))}
        </Alert>
      )}
      {plan.gone.length > 0 && (
        <Text size="sm" c="dimmed" className="any-text" lineClamp={2}>
          {t('gone', { count: plan.gone.length, ids: plan.gone.slice(0, 20).join(', ') })}
        </Text>
      )}
      <Group align="stretch" gap="md" wrap="nowrap" className="places-columns" style={{ flex: 1, minHeight: 0 }}>
        <Card withBorder padding={0} className="import-rows">
          <ImportTerms importing={importing} columns={plan.columns} change={change} />
          <ImportRows
            plan={plan}
            importing={importing}
            chosen={chosen}
            choose={setChosen}
            repair={(row, cell, value) => change(repair(importing, row, cell, value))}
            leaveOut={(row, isOut) => change(leaveOut(importing, [row], isOut))}
          />
        </Card>
        <Box style={{ flex: 1, position: 'relative', minWidth: 0, minHeight: 240 }}>
          <ImportMap stamp={importing.stamp} rows={plan.rows} chosen={chosen} choose={setChosen} />
        </Box>
      </Group>
    </Stack>
  );
}

/** Publishes once more asked, saying what will be live. */
function PublishFile({
  importing,
  counts,
  isSettled,
  published,
}: {
  readonly importing: Importing;
  readonly counts: ReturnType<typeof countRows>;
  readonly isSettled: boolean;
  readonly published: () => void;
}) {
  const t = useTranslations('places.importer');
  const { data: session } = useQuery(sessionQuery);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const [isPublishing, setPublishing] = useState(false);
  const [refused, setRefused] = useState<RequestRefused>();
  const count = counts.new + counts.changed;
  const publish = async () => {
    setPublishing(true);
    const from = performance.now();
    try {
      await publishFile(requestOf(importing));
      const ms = Math.round(performance.now() - from);
      notifications.show({ color: 'teal', message: t('done', { count, ms }) });
      await askAnew(queries);
      await navigate({ to: '/places', search: {} });
      published();
    } catch (cause) {
      if (!(cause instanceof RequestRefused)) throw cause;
      setRefused(cause);
    } finally {
      setPublishing(false);
    }
  };
  const mayPublish = session?.may.includes('publish') === true;
  const hint = counts.faulty > 0 ? t('faultyLeft') : count === 0 ? t('nothing') : undefined;
  return (
    <>
      <Button
        disabled={!mayPublish || count === 0 || counts.faulty > 0 || !isSettled}
        title={hint}
        onClick={() => setAsking(true)}
      >
        {t('publish', { count })}
      </Button>
      <Modal opened={isAsking} onClose={() => setAsking(false)} title={t('sure')}>
        <Stack>
          <Text>{t('sureText', { fresh: counts.new, changed: counts.changed, leftOut: counts['left-out'] })}</Text>
          {refused && <Failure error={refused} retry={() => void publish()} />}
          <Group justify="end">
            <Button variant="default" onClick={() => setAsking(false)}>
              {t('cancel')}
            </Button>
            <Button data-autofocus loading={isPublishing} onClick={() => void publish()}>
              {t('confirm')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
