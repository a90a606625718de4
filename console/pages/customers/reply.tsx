import { Button, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import type { ConversationPage } from '../../../engine/api/contract.ts';
import { useExplainWords } from '../../parts/explained/use-explain-words.ts';
import { usePhrases } from '../../parts/language.tsx';
import { useEngineWords } from '../../parts/use-engine-words.ts';
import { useKept } from '../../parts/use-kept.ts';
import { wordPhrase } from '../../parts/word-phrase.ts';
import { ZonedTime } from '../../parts/zoned-time.tsx';
import { conversationQuery, type SaidLine, sendReply } from '../../queries/customers.ts';

type ReplyChannel = ConversationPage['replies'][number];

/** What is typed and not sent yet. `key` tells the engine a repeat of the same request. */
interface Draft {
  readonly key: string;
  readonly channel: string;
  /** Absent: that of the thread. */
  readonly subject?: string;
  readonly text: string;
}

const EMPTY: Draft = { key: '', channel: '', text: '' };

/** Where a person replies to a customer. `lines` is the conversation, newest first; `sent` gets what was taken. */
export function Reply({
  id,
  zone,
  lines,
  channels,
  sent,
}: {
  readonly id: string;
  readonly zone: string;
  readonly lines: readonly SaidLine[];
  readonly channels: readonly ReplyChannel[];
  sent(line: SaidLine): void;
}) {
  const t = useTranslations('customers.reply');
  const words = useExplainWords();
  const whyNot = useWhyNot();
  const queries = useQueryClient();
  const [draft, setDraft, forget] = useKept<Draft>(`reply:${id}`, EMPTY);
  const chosen = channels.find(({ channel }) => channel === draft.channel) ?? channels[0];
  const last = chosen && lines.find(({ channel }) => channel === chosen.channel);
  const subject = draft.subject ?? subjectOf(lines, last?.thread);
  const send = useMutation({
    mutationFn: (body: Parameters<typeof sendReply>[1]) => sendReply(id, body),
    onSuccess(line) {
      forget();
      sent(line);
      return queries.invalidateQueries({ queryKey: conversationQuery(id).queryKey });
    },
  });
  if (!chosen) return null;
  const change = (more: Partial<Draft>) => {
    send.reset();
    setDraft({ ...draft, key: draft.key || newKey(), ...more });
  };
  const isWhole =
    draft.text.trim() !== '' && draft.text.length <= chosen.most && (!chosen.hasSubject || subject !== '');
  const maySend = isWhole && !chosen.refused && !send.isPending;
  const submit = () => {
    if (!maySend) return;
    const { key, text } = draft;
    const mail = chosen.hasSubject && { subject, ...(last?.thread && { thread: last.thread }) };
    send.mutate({ key, channel: chosen.channel, text, ...mail });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="xs" mb="md">
        {channels.length > 1 && (
          <Select
            label={t('by')}
            data={channels.map(({ channel }) => ({ value: channel, label: words.channel(channel) }))}
            value={chosen.channel}
            onChange={(channel) => channel !== null && change({ channel })}
            allowDeselect={false}
          />
        )}
        {chosen.hasSubject && (
          <TextInput
            label={t('subject')}
            maxLength={250}
            value={subject}
            onChange={({ currentTarget: { value } }) => change({ subject: value })}
          />
        )}
        <Textarea
          label={t('label', { channel: words.channel(chosen.channel) })}
          value={draft.text}
          onChange={({ currentTarget: { value } }) => change({ text: value })}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
          }}
          error={whyNot(chosen, draft.text.length, send.error)}
          autosize
          minRows={2}
          maxRows={12}
        />
        <Group justify="space-between" gap="xs">
          <Hint channel={chosen} zone={zone} />
          <Button type="submit" loading={send.isPending} disabled={!maySend}>
            {t('send')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Until when its service takes a text; else how to send it by keys, where there are some. */
function Hint({ channel: { until, refused }, zone }: { readonly channel: ReplyChannel; readonly zone: string }) {
  const t = useTranslations('customers.reply');
  const isOpen = until !== undefined && refused === undefined;
  return (
    <Text size="xs" c="dimmed" {...(!isOpen && { visibleFrom: 'sm' })}>
      {isOpen ? t.rich('untilRich', { time: () => <ZonedTime at={until} zone={zone} /> } as never) : t('keys')}
    </Text>
  );
}

/** Returns what words why a reply is not taken, for its field; undefined: it may be sent. */
function useWhyNot() {
  const t = useTranslations('customers.reply');
  const phrases = usePhrases();
  const words = useExplainWords();
  const { wordFault } = useEngineWords();
  return ({ channel, refused, most }: ReplyChannel, length: number, fault: Error | null): string | undefined => {
    if (refused) {
      const args = { ...refused.args, channel: words.channel(channel) };
      return wordPhrase({ text: refused.error, ...refused, args }, phrases);
    }
    if (length > most) return t('tooLong', { most, length });
    return fault ? wordFault(fault) : undefined;
  };
}

/** The subject of a thread as a reply has it; empty: none of its mails says one. */
function subjectOf(lines: readonly SaidLine[], thread: string | undefined): string {
  const said = lines.find((line) => line.thread === thread && line.content.subject)?.content.subject?.trim() ?? '';
  return said === '' || /^re:/i.test(said) ? said : `Re: ${said}`.slice(0, 250);
}

/** Drawn by the browser; `randomUUID` is not there where the console is reached by plain HTTP. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-');
}
