import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { FIRST_SOURCE, SourceFields } from '../../parts/source-fields.tsx';
import { type Tile, tileQuery } from '../../queries/boards.ts';
import type { ResultsAddress } from '../results/address.ts';
import { useColumnWords } from '../results/use-column-words.ts';
import { BoardTile } from './board-tile.tsx';

const LOOKS = ['number', 'bars', 'lines', 'table'] as const;
export const FIRST_TILE: Tile = { title: '', source: FIRST_SOURCE, look: 'bars', column: '', width: 1 };

/** What a tile shows and how, with what it shows now. */
export function EditTile({
  tile,
  address,
  keep,
  close,
}: {
  readonly tile: Tile;
  readonly address: ResultsAddress;
  keep(tile: Tile): void;
  close(): void;
}) {
  const t = useTranslations('boards');
  const [draft, setDraft] = useState(tile);
  const { data } = useQuery(tileQuery(draft, undefined));
  const word = useColumnWords();
  const change = (more: Partial<Tile>) => setDraft({ ...draft, ...more });
  const columns = [...new Set([...(data?.columns ?? []), ...(draft.column === '' ? [] : [draft.column])])];
  return (
    <Modal opened onClose={close} title={t('tile')} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          keep(draft);
        }}
      >
        <Stack>
          <SourceFields source={draft.source} setSource={(source) => change({ source, column: '' })} />
          <Group grow>
            <Select
              label={t('look')}
              allowDeselect={false}
              data={LOOKS.map((value) => ({ value, label: t(`looks.${value}`) }))}
              value={draft.look}
              onChange={(look) => look !== null && change({ look: look as Tile['look'] })}
            />
            <Select
              label={t('column')}
              placeholder={data?.column ?? ''}
              clearable
              data={columns.map((value) => ({
                value,
                label: draft.source.kind === 'named' ? word(value) : value,
              }))}
              value={draft.column === '' ? null : draft.column}
              onChange={(column) => change({ column: column ?? '' })}
            />
          </Group>
          <TextInput
            label={t('title')}
            placeholder={data?.title ?? ''}
            maxLength={120}
            value={draft.title}
            onChange={({ currentTarget: { value } }) => change({ title: value })}
          />
          <BoardTile tile={draft} period={undefined} address={address} />
          <Group justify="flex-end">
            <Button type="submit">{t('keep')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
