import { Alert, Badge, Button, Card, Code, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { bytesAs } from '../../parts/bytes.ts';
import { diffWords } from '../../parts/diff-words.ts';
import { usePhrases } from '../../parts/language.tsx';
import { withKeys } from '../../parts/with-keys.ts';
import { wordPhrase } from '../../parts/word-phrase.ts';
import type { ShownChannel } from '../../queries/templates.ts';
import type { Device, Look } from './looks.ts';

/** Slots that are shown otherwise, or are about the mail and not in it. */
const NOT_TEXT = new Set(['html', 'text', 'language', 'unsubscribe', 'request', 'attachments']);
const PHONE_PX = 375;

/** One message as its reader gets it, or why there is none. */
export function PreviewCard({
  look,
  device,
  shown,
  first,
}: {
  readonly look: Look;
  readonly device: Device;
  readonly shown: ShownChannel | undefined;
  /** What the others are compared with; undefined: this is it. */
  readonly first: ShownChannel | undefined;
}) {
  const phrases = usePhrases();
  const t = useTranslations('templates');
  const format = useFormatter();
  const title = t(`looks.${look}`);
  const differs = first !== undefined && JSON.stringify(seen(shown)) !== JSON.stringify(seen(first));
  return (
    <Card withBorder component="section" aria-label={t('preview', { look: title })}>
      <Group justify="space-between" mb="xs">
        <Title order={2} fz="sm">
          {title}
        </Title>
        {differs && (
          <Badge variant="light" color="yellow" tt="none" w="max-content" maw="none" c="var(--mantine-color-text)">
            {t('differs')}
          </Badge>
        )}
      </Group>
      {shown === undefined && <Text c="dimmed">{t('noChannel')}</Text>}
      {shown?.failed !== undefined && (
        <Alert color="yellow">
          <Text size="sm" className="any-text">
            {wordPhrase({ text: shown.failed, ...shown }, phrases)}
          </Text>
          {shown.missing.length > 0 && (
            <Text size="sm" fw={600} className="any-text">
              {t('missing', { names: shown.missing.join(', ') })}
            </Text>
          )}
        </Alert>
      )}
      {shown?.message && (
        <Stack gap={6}>
          {shown.shown?.request !== undefined && <WebCall text={shown.shown.request} />}
          {Object.entries(seen(shown))
            .filter(([slot, text]) => !NOT_TEXT.has(slot) && text !== '')
            .map(([slot, text]) => (
              <Marked key={slot} slot={slot} text={text} first={first && seen(first)[slot]} />
            ))}
          <Attachments written={shown.message.attachments} />
          {shown.frame !== undefined && (
            <MailFrame shown={shown} first={first} title={t('preview', { look: title })} device={device} />
          )}
          <Group gap="xs" justify="flex-end">
            {shown.segments !== undefined && (
              <Badge variant="light" tt="none">
                {t('segments', { segments: shown.segments })}
              </Badge>
            )}
            {shown.cost !== undefined && (
              <Badge variant="light" tt="none">
                {t('cost', { cost: shown.cost })}
              </Badge>
            )}
            <Text size="xs" c="dimmed">
              {t('size', { size: bytesAs(format, shown.bytes) })}
            </Text>
          </Group>
        </Stack>
      )}
    </Card>
  );
}

/** The parts of a message as its reader gets them. */
function seen(shown: ShownChannel | undefined): Readonly<Record<string, string>> {
  return { ...shown?.message, ...shown?.shown };
}

/** The files that come with a mail: their names and sizes. */
function Attachments({ written }: { readonly written: string | undefined }) {
  const t = useTranslations('templates');
  const format = useFormatter();
  if (written === undefined) return null;
  const files = JSON.parse(written) as readonly {
    readonly name: string;
    readonly text?: string;
    readonly base64?: string;
  }[];
  if (files.length === 0) return null;
  const sizeOf = ({ text = '', base64 = '' }: (typeof files)[number]) =>
    new TextEncoder().encode(text).length + Math.floor((base64.replace(/[\s=]/g, '').length * 3) / 4);
  const names = files.map((file) => `${file.name} (${bytesAs(format, sizeOf(file))})`);
  return (
    <Text size="sm" className="any-text">
      {t('attachments', { count: files.length, names: names.join(', ') })}
    </Text>
  );
}

/** The first lines of a call to another system. */
function WebCall({ text }: { readonly text: string }) {
  const [line, ...headers] = text.split('\n');
  return (
    <div className="web-call any-text">
      <strong>{line}</strong>
      {headers.map((header) => (
        <div key={header}>{header}</div>
      ))}
    </div>
  );
}

const STRONG = new Set(['subject', 'title']);

function Marked({
  slot,
  text,
  first,
}: {
  readonly slot: string;
  readonly text: string;
  readonly first: string | undefined;
}) {
  const words =
    first === undefined
      ? text
      : withKeys(diffWords(text, first)).map(([key, { text: part, differs }]) =>
          differs ? <mark key={key}>{part}</mark> : <span key={key}>{part}</span>,
        );
  if (slot === 'payload') {
    return (
      <Code block className="any-text" style={{ whiteSpace: 'pre-wrap' }}>
        {words}
      </Code>
    );
  }
  return (
    <Text size="sm" fw={STRONG.has(slot) ? 700 : 400} className="any-text" style={{ whiteSpace: 'pre-wrap' }}>
      {words}
    </Text>
  );
}

/** A mail in a frame of its own, in which nothing runs; pictures from elsewhere come when a reader asks for them. */
function MailFrame({
  shown: { frame, hasRemoteImages },
  first,
  title,
  device,
}: {
  readonly shown: ShownChannel;
  /** What it is compared with. */
  readonly first: ShownChannel | undefined;
  readonly title: string;
  readonly device: Device;
}) {
  const t = useTranslations('templates');
  const [images, setImages] = useState(false);
  const than = first?.frame !== undefined && first.frame !== frame ? first.frame.split('/').at(-1)! : undefined;
  const search = new URLSearchParams({ ...(images && { images: 'yes' }), ...(than !== undefined && { than }) });
  return (
    <>
      {hasRemoteImages && !images && (
        <Button size="compact-xs" variant="default" w="max-content" onClick={() => setImages(true)}>
          {t('showImages')}
        </Button>
      )}
      <iframe
        className="mail-frame"
        title={title}
        src={`${frame}?${search}`}
        sandbox=""
        width={device === 'phone' ? PHONE_PX : '100%'}
        height={460}
      />
    </>
  );
}
