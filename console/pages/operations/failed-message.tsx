import { Alert, Button, Code, Drawer, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { DeadLetterView } from '../../../engine/api/contract.ts';
import { FourStates } from '../../parts/four-states.tsx';
import { useShownZone } from '../../parts/shown-zone.tsx';
import { useEngineWords } from '../../parts/use-engine-words.ts';
import { useReasonWords } from '../../parts/use-reason-words.ts';
import { useZonedTime } from '../../parts/zoned-time.tsx';
import { discardOne, failedMessageQuery, mendAddress, resendOne } from '../../queries/operations.ts';
import { reasonOfMessage } from './failure-words.ts';

/** One failed message: its content where the reader may see it, another address for it, and what becomes of it. */
export function FailedMessageDrawer({ id, close }: { readonly id: string; readonly close: () => void }) {
  const t = useTranslations('operations.message');
  const query = useQuery(failedMessageQuery(id));
  return (
    <Drawer opened onClose={close} position="right" size="lg" title={t('title')}>
      <FourStates query={query}>{(letter) => <Content letter={letter} close={close} />}</FourStates>
    </Drawer>
  );
}

function Content({ letter, close }: { readonly letter: DeadLetterView; readonly close: () => void }) {
  const { wordFault } = useEngineWords();
  const t = useTranslations('operations');
  const time = useZonedTime(useShownZone());
  const { word } = useReasonWords();
  const queries = useQueryClient();
  const [isSure, setSure] = useState(false);
  const leave = useMutation({
    mutationFn: (what: 'resend' | 'discard') => (what === 'resend' ? resendOne(letter.id) : discardOne(letter.id)),
    onSuccess: () => {
      void queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('failed') });
      close();
    },
  });
  return (
    <Stack gap="md">
      <div>
        <Text size="sm" className="any-text">
          {word(reasonOfMessage(letter))}
        </Text>
        <Text size="xs" c="dimmed">
          {letter.channel} · {letter.trigger} · {time(letter.at, 'second')} ·{' '}
          {t('message.attempts', { count: letter.attempts })}
        </Text>
      </div>
      {letter.isTooLate && <Alert color="yellow">{t('message.tooLate')}</Alert>}
      <Address letter={letter} />
      {letter.message === undefined ? (
        <Text size="sm" c="dimmed">
          {t('message.hidden')}
        </Text>
      ) : (
        <Stack gap="xs" component="section" aria-label={t('message.content')}>
          {Object.entries(letter.message).map(([slot, text]) => (
            <div key={slot}>
              <Text size="xs" c="dimmed">
                {slot}
              </Text>
              <Code
                block
                mah={240}
                className="any-text"
                style={{ whiteSpace: 'pre-wrap', overflowY: 'auto' }}
                tabIndex={0}
              >
                {text}
              </Code>
            </div>
          ))}
        </Stack>
      )}
      {leave.error && (
        <Alert color="red" role="alert">
          {wordFault(leave.error)}
        </Alert>
      )}
      <Group>
        <Button onClick={() => leave.mutate('resend')} loading={leave.isPending}>
          {t('failed.resend')}
        </Button>
        <Button
          variant="default"
          color="red"
          onClick={() => (isSure ? leave.mutate('discard') : setSure(true))}
          disabled={leave.isPending}
        >
          {t(isSure ? 'message.discardSure' : 'message.discard')}
        </Button>
      </Group>
    </Stack>
  );
}

function Address({ letter: { id, to } }: { readonly letter: DeadLetterView }) {
  const { wordFault } = useEngineWords();
  const t = useTranslations('operations.message');
  const queries = useQueryClient();
  const [text, setText] = useState(to);
  const mend = useMutation({
    mutationFn: () => mendAddress(id, text.trim()),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['failed-message', id] });
    },
  });
  return (
    <Group align="flex-start" wrap="nowrap">
      <TextInput
        label={t('to')}
        value={text}
        onChange={({ currentTarget: { value } }) => setText(value)}
        error={mend.error && wordFault(mend.error)}
        {...(mend.isSuccess && { description: t('mended') })}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        style={{ flex: 1 }}
      />
      <Button
        mt={25}
        variant="default"
        onClick={() => mend.mutate()}
        loading={mend.isPending}
        disabled={text.trim() === '' || text.trim() === to}
      >
        {t('mend')}
      </Button>
    </Group>
  );
}
