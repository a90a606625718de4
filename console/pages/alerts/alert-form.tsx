import { Button, Checkbox, Group, Modal, Alert as Notice, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import type { KeptAlert } from '../../../engine/api/contract.ts';
import { nameForAddress } from '../../parts/name-for-address.ts';
import { FIRST_SOURCE } from '../../parts/source-fields.tsx';
import { useEngineWords } from '../../parts/use-engine-words.ts';
import { useKept } from '../../parts/use-kept.ts';
import { type Alert, alertsQuery, saveAlert, tryAlert, type Watch } from '../../queries/alerts.ts';
import { RequestRefused } from '../../queries/request.ts';
import { WatchFields } from './watch-fields.tsx';

const KINDS = ['figure', 'silent', 'skewed'] as const;
const FIRST: Readonly<Record<(typeof KINDS)[number], Watch>> = {
  figure: { kind: 'figure', source: FIRST_SOURCE, column: 'matched', is: 'below', bound: 1 },
  silent: { kind: 'silent', trigger: '', for: '6h' },
  skewed: { kind: 'skewed', trigger: '' },
};

const NOTHING_WATCHED: Alert = { title: '', watch: FIRST.silent, every: '15m', to: [] };

/** What is watched, and who is told; it can be tried before it is saved. */
export function AlertForm({
  kept,
  others,
  close,
}: {
  readonly kept: KeptAlert | undefined;
  readonly others: readonly KeptAlert[];
  close(): void;
}) {
  const t = useTranslations('boards');
  const format = useFormatter();
  const { wordFault } = useEngineWords();
  const queries = useQueryClient();
  const [alert, setAlert, forget] = useKept<Alert>(
    `alert:${kept?.id ?? ''}:${kept?.version ?? 0}`,
    kept?.body ?? NOTHING_WATCHED,
  );
  const change = (more: Partial<Alert>) => setAlert({ ...alert, ...more });
  const id = kept?.id ?? nameForAddress(alert.title);
  const isThere = kept === undefined && others.some((one) => one.id === id);
  const attempt = useMutation({ mutationFn: () => tryAlert(alert) });
  const save = useMutation({
    mutationFn: () => saveAlert(id, alert, kept?.version ?? 0),
    async onSuccess() {
      forget();
      await queries.invalidateQueries({ queryKey: alertsQuery.queryKey });
      close();
    },
  });
  const giveUp = () => {
    forget();
    close();
  };
  const isTaken = isThere || (save.error instanceof RequestRefused && save.error.status === 409);
  const isWhole =
    id !== '' && alert.to.length > 0 && (alert.watch.kind === 'figure' || alert.watch.trigger !== '') && !isThere;
  const fault = attempt.error ?? save.error;
  const found = attempt.data;
  const number =
    found === undefined || found.number === null
      ? t('noNumber')
      : format.number(found.number, { maximumFractionDigits: 2 });
  return (
    <Modal opened onClose={giveUp} title={t(kept ? 'changeAlert' : 'newAlert')} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack>
          <TextInput
            label={t('title')}
            maxLength={120}
            data-autofocus
            value={alert.title}
            error={isTaken && t('taken')}
            onChange={({ currentTarget: { value } }) => change({ title: value })}
          />
          <Select
            label={t('whatIsWatched')}
            allowDeselect={false}
            data={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
            value={alert.watch.kind}
            onChange={(kind) => kind !== null && change({ watch: FIRST[kind as Watch['kind']] })}
          />
          <WatchFields watch={alert.watch} setWatch={(watch) => change({ watch })} />
          <TextInput
            label={t('every')}
            description={t('duration')}
            value={alert.every}
            onChange={({ currentTarget: { value } }) => change({ every: value })}
          />
          <Recipients to={alert.to} setTo={(to) => change({ to })} />
          {found && (
            <Notice color={found.isRinging ? 'red' : 'teal'} role="status">
              {t(found.isRinging ? 'wouldRing' : 'wouldBeQuiet', { number })}
            </Notice>
          )}
          {fault && (
            <Notice color="red" role="alert" className="any-text">
              {wordFault(fault)}
            </Notice>
          )}
          <Group justify="flex-end">
            <Button variant="default" disabled={!isWhole} loading={attempt.isPending} onClick={() => attempt.mutate()}>
              {t('tryNow')}
            </Button>
            <Button type="submit" disabled={!isWhole} loading={save.isPending}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Recipients({ to, setTo }: { readonly to: Alert['to']; setTo(next: Alert['to']): void }) {
  const t = useTranslations('boards');
  const emails = to.flatMap((one) => (one.channel === 'email' ? [one.to] : []));
  const rest = to.filter(({ channel }) => channel !== 'email');
  return (
    <>
      <TagsInput
        label={t('emails')}
        value={emails}
        acceptValueOnBlur
        onChange={(next) => setTo([...next.map((address) => ({ channel: 'email' as const, to: address })), ...rest])}
      />
      <Group>
        {(['webhook', 'slack'] as const).map((channel) => (
          <Checkbox
            key={channel}
            label={t(channel)}
            checked={to.some((one) => one.channel === channel)}
            onChange={({ currentTarget: { checked } }) => {
              const without = to.filter((one) => one.channel !== channel);
              setTo(checked ? [...without, { channel }] : without);
            }}
          />
        ))}
      </Group>
    </>
  );
}
