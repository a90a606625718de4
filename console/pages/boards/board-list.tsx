import { Alert, Button, Card, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormatter, useNow, useTranslations } from 'use-intl';
import type { KeptBoard } from '../../../engine/api/contract.ts';
import { nameForAddress } from '../../parts/name-for-address.ts';
import { useEngineWords } from '../../parts/use-engine-words.ts';
import { boardsQuery, saveBoard } from '../../queries/boards.ts';

/** The boards there are, and a new one. */
export function BoardList({ boards, mayEdit }: { readonly boards: readonly KeptBoard[]; readonly mayEdit: boolean }) {
  const t = useTranslations('boards');
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  return (
    <Card withBorder component="section" aria-label={t('boards')}>
      <Stack>
        {mayEdit && <NewBoard boards={boards} />}
        {boards.length === 0 && <Text c="dimmed">{t('none')}</Text>}
        {boards.map(({ id, author, at, body: { title, about, tiles } }) => (
          <div key={id}>
            <Link to="/results/boards" search={{ board: id } as never} className="row-link any-text">
              {title}
            </Link>
            <Text size="xs" c="dimmed" className="any-text">
              {[about, t('tiles', { count: tiles.length })].filter(Boolean).join(' · ')} ·{' '}
              {t('by', { author, when: format.relativeTime(Math.min(at, now.getTime()), now) })}
            </Text>
          </div>
        ))}
      </Stack>
    </Card>
  );
}

function NewBoard({ boards }: { readonly boards: readonly KeptBoard[] }) {
  const t = useTranslations('boards');
  const { wordFault } = useEngineWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [title, setTitle] = useState('');
  const id = nameForAddress(title);
  const make = useMutation({
    mutationFn: () => saveBoard(id, { title: title.trim(), about: '', tiles: [], mailTo: [] }, 0),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: boardsQuery.queryKey });
      await navigate({ to: '/results/boards', search: { board: id, edit: '1' } as never });
    },
  });
  const isTaken = boards.some((board) => board.id === id);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <Group align="end">
        <TextInput
          label={t('newBoard')}
          value={title}
          maxLength={120}
          error={isTaken && t('taken')}
          onChange={({ currentTarget: { value } }) => setTitle(value)}
        />
        <Button type="submit" disabled={id === '' || isTaken} loading={make.isPending}>
          {t('make')}
        </Button>
      </Group>
      {make.error && (
        <Alert color="red" role="alert" mt="sm">
          {wordFault(make.error)}
        </Alert>
      )}
    </form>
  );
}
