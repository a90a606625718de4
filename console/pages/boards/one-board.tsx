import { Alert, Button, CopyButton, Group, Stack, TagsInput, Text, Textarea, TextInput } from '@mantine/core';
import { IconPencil, IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { KeptBoard } from '../../../engine/api/contract.ts';
import { Empty, Loading } from '../../parts/four-states.tsx';
import { useEngineWords } from '../../parts/use-engine-words.ts';
import { useKept } from '../../parts/use-kept.ts';
import { useZonedTime } from '../../parts/zoned-time.tsx';
import { type Board, boardsQuery, removeBoard, saveBoard, type Tile } from '../../queries/boards.ts';
import { RequestRefused } from '../../queries/request.ts';
import { type ResultsAddress, useResultsAddress } from '../results/address.ts';
import { ResultsPage } from '../results/results-page.tsx';
import { type BoardPeriod, BoardTile } from './board-tile.tsx';
import './boards.css';
import { EditTile, FIRST_TILE } from './edit-tile.tsx';
import { TileTools } from './tile-tools.tsx';

/** One board, and what arranges it. The days of the address, where it names some, take the place of the tiles' own. */
export function OneBoard({ kept, mayEdit }: { readonly kept: KeptBoard; readonly mayEdit: boolean }) {
  const t = useTranslations('boards');
  const address = useResultsAddress();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const isEditing = mayEdit && search.edit === '1';
  const [draft, setDraft, forget] = useKept<Board>(`board:${kept.id}:${kept.version}`, kept.body);
  const board = isEditing ? draft : kept.body;
  const edit = (isOn: boolean) =>
    void navigate({ to: '.', search: { ...search, edit: isOn ? '1' : undefined }, replace: true } as never);
  const endEditing = () => {
    forget();
    edit(false);
  };
  const write = useZonedTime(address?.zone ?? 'UTC');
  if (!address) return <Loading />;
  const isOfDays = search.from !== undefined || search.period !== undefined;
  // An end alone: the board as it was then, as a mail links it.
  const asOf = !isOfDays && /^\d{1,13}$/.test(search.to ?? '') ? Number(search.to) : undefined;
  const period = isOfDays
    ? { from: address.asked.from!, to: address.asked.to!, zone: address.zone }
    : asOf === undefined
      ? undefined
      : { to: String(asOf), zone: address.zone };
  const link = `/results/boards?${new URLSearchParams({ board: kept.id, ...period })}`;
  return (
    <ResultsPage
      tab="boards"
      title={board.title}
      actions={
        <Group gap="xs">
          <CopyButton value={new URL(link, location.origin).href}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {t(copied ? 'linkCopied' : 'link')}
              </Button>
            )}
          </CopyButton>
          {mayEdit && !isEditing && (
            <Button leftSection={<IconPencil size={16} />} variant="default" onClick={() => edit(true)}>
              {t('arrange')}
            </Button>
          )}
        </Group>
      }
    >
      {board.about !== '' && <Text className="any-text">{board.about}</Text>}
      {asOf !== undefined && (
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {t('asOf', { time: write(asOf) })}
          </Text>
          <Button size="compact-xs" variant="default" onClick={() => address.put({ to: '' })}>
            {t('showNow')}
          </Button>
        </Group>
      )}
      {isEditing && <BoardForm kept={kept} address={address} board={draft} setBoard={setDraft} done={endEditing} />}
      {board.tiles.length === 0 && <Empty title={t('noTiles')} />}
      <Tiles board={board} id={kept.id} period={period} address={address} {...(isEditing && { setBoard: setDraft })} />
    </ResultsPage>
  );
}

function Tiles({
  board,
  id,
  period,
  address,
  setBoard,
}: {
  readonly board: Board;
  readonly id: string;
  readonly period: BoardPeriod | undefined;
  readonly address: ResultsAddress;
  readonly setBoard?: (next: Board) => void;
}) {
  const [edited, setEdited] = useState<number>();
  const tiles = [...board.tiles];
  const put = (next: readonly Tile[]) => setBoard?.({ ...board, tiles: [...next] });
  const open = edited === undefined ? undefined : tiles[edited];
  // A tile has no name of its own: its place is what is moved.
  const placed = tiles.map((tile, at) => ({ key: `tile-${at}`, tile, at }));
  return (
    <div className="board-tiles">
      {placed.map(({ key, tile, at }) => (
        <div key={key} className={`board-tile board-tile-${tile.width}`}>
          <BoardTile
            tile={tile}
            board={id}
            period={period}
            address={address}
            tools={
              setBoard && (
                <TileTools
                  tile={tile}
                  isFirst={at === 0}
                  isLast={at === tiles.length - 1}
                  change={(next) => put(tiles.with(at, next))}
                  move={(by) => put(tiles.toSpliced(at, 1).toSpliced(at + by, 0, tile))}
                  remove={() => put(tiles.toSpliced(at, 1))}
                  edit={() => setEdited(at)}
                />
              )
            }
          />
        </div>
      ))}
      {open && edited !== undefined && (
        <EditTile
          tile={open}
          address={address}
          close={() => setEdited(undefined)}
          keep={(tile) => {
            put(tiles.with(edited, tile));
            setEdited(undefined);
          }}
        />
      )}
    </div>
  );
}

function BoardForm({
  kept,
  address,
  board,
  setBoard,
  done,
}: {
  readonly kept: KeptBoard;
  readonly address: ResultsAddress;
  readonly board: Board;
  setBoard(next: Board): void;
  done(): void;
}) {
  const t = useTranslations('boards');
  const { wordFault } = useEngineWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [isAdding, setIsAdding] = useState(false);
  const refresh = () => queries.invalidateQueries({ queryKey: boardsQuery.queryKey });
  const save = useMutation({
    mutationFn: () => saveBoard(kept.id, board, kept.version),
    async onSuccess() {
      await refresh();
      done();
    },
  });
  const remove = useMutation({
    mutationFn: () => removeBoard(kept.id),
    async onSuccess() {
      await navigate({ to: '/results/boards', search: {} as never });
      await refresh();
    },
  });
  const fault = save.error ?? remove.error;
  const isTaken = save.error instanceof RequestRefused && save.error.status === 409;
  return (
    <Stack>
      <TextInput
        label={t('title')}
        maxLength={120}
        value={board.title}
        onChange={({ currentTarget: { value } }) => setBoard({ ...board, title: value })}
      />
      <Textarea
        label={t('about')}
        maxLength={1_000}
        autosize
        value={board.about}
        onChange={({ currentTarget: { value } }) => setBoard({ ...board, about: value })}
      />
      <TagsInput
        label={t('mailTo')}
        description={t('mailHint')}
        value={[...board.mailTo]}
        acceptValueOnBlur
        onChange={(mailTo) => setBoard({ ...board, mailTo })}
      />
      {fault && (
        <Alert color="red" role="alert" className="any-text">
          {isTaken ? t('savedMeanwhile') : wordFault(fault)}
        </Alert>
      )}
      <Group>
        <Button leftSection={<IconPlus size={16} />} variant="default" onClick={() => setIsAdding(true)}>
          {t('addTile')}
        </Button>
        <Button loading={save.isPending} disabled={board.title.trim() === ''} onClick={() => save.mutate()}>
          {t('save')}
        </Button>
        <Button variant="subtle" onClick={done}>
          {t('cancel')}
        </Button>
        <Button variant="subtle" color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
          {t('remove')}
        </Button>
      </Group>
      {isAdding && (
        <EditTile
          tile={FIRST_TILE}
          address={address}
          close={() => setIsAdding(false)}
          keep={(tile) => {
            setBoard({ ...board, tiles: [...board.tiles, tile] });
            setIsAdding(false);
          }}
        />
      )}
    </Stack>
  );
}
