import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { nameForAddress } from '../../parts/name-for-address.ts';
import { useEngineWords } from '../../parts/use-engine-words.ts';
import { RequestRefused } from '../../queries/request.ts';
import { questionsQuery, type SqlParams, saveQuestion } from '../../queries/sql.ts';

/** Saves a question under a title; the same title saves its next version. */
export function SaveQuestion({
  sql,
  params,
  close,
}: {
  readonly sql: string;
  readonly params: SqlParams;
  close(): void;
}) {
  const t = useTranslations('sql');
  const { wordFault } = useEngineWords();
  const queries = useQueryClient();
  const { data } = useQuery(questionsQuery);
  const [title, setTitle] = useState('');
  const id = nameForAddress(title);
  const save = useMutation({
    mutationFn: () => {
      const since = data?.questions.find((one) => one.id === id)?.version ?? 0;
      return saveQuestion(id, { title: title.trim(), sql, params, since });
    },
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: questionsQuery.queryKey });
      close();
    },
  });
  const isTaken = save.error instanceof RequestRefused && save.error.status === 409;
  return (
    <Modal opened onClose={close} title={t('saveTitle')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack>
          <TextInput
            label={t('name')}
            value={title}
            maxLength={120}
            data-autofocus
            onChange={({ currentTarget: { value } }) => setTitle(value)}
          />
          <Text size="xs" c="dimmed" className="any-text">
            {id !== '' && t('address', { id })}
          </Text>
          {save.error && (
            <Alert color="red" role="alert">
              {isTaken ? t('taken') : wordFault(save.error)}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button type="submit" disabled={id === ''} loading={save.isPending}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
