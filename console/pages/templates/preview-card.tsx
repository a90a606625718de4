import { Alert, Badge, Button, Card, Code, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { bytesAs } from '../../parts/bytes.ts';
import { diffWords } from '../../parts/diff-words.ts';
import { withKeys } from '../../parts/with-keys.ts';
import type { ShownChannel } from '../../queries/templates.ts';
import type { Device, Look } from './looks.ts';

/** Slots that are shown otherwise, or are about the mail and not in it. */
const NOT_TEXT = new Set(['html', 'text', 'language', 'unsubscribe']);
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
  const t = useTranslations('templates');
  const format = useFormatter();
  const title = t(`looks.${look}`);
  const html = shown?.shown?.html ?? shown?.message?.html;
  const differs = first !== undefined && html !== (first.shown?.html ?? first.message?.html);
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
            {shown.failed}
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
          {Object.entries(shown.message)
            .filter(([slot, text]) => !NOT_TEXT.has(slot) && text !== '')
            .map(([slot, text]) => (
              <Marked key={slot} slot={slot} text={text} first={first?.message?.[slot]} />
            ))}
          {shown.frame !== undefined && (
            <MailFrame shown={shown} title={t('preview', { look: title })} device={device} />
          )}
          <Text size="xs" c="dimmed" ta="right">
            {t('size', { size: bytesAs(format, shown.bytes) })}
          </Text>
        </Stack>
      )}
    </Card>
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
  title,
  device,
}: {
  readonly shown: ShownChannel;
  readonly title: string;
  readonly device: Device;
}) {
  const t = useTranslations('templates');
  const [images, setImages] = useState(false);
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
        src={`${frame}${images ? '?images=yes' : ''}`}
        sandbox=""
        width={device === 'phone' ? PHONE_PX : '100%'}
        height={460}
      />
    </>
  );
}
