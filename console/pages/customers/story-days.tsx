import { ActionIcon, Badge, Box, Group, Text, Title } from '@mantine/core';
import {
  IconBell,
  IconDeviceMobile,
  IconId,
  IconMapPin,
  IconMessage2,
  IconPointFilled,
  IconShieldCheck,
  IconShoppingCart,
  IconUsers,
  type TablerIcon,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { useExplainWords } from '../../parts/explained/use-explain-words.ts';
import { useSignalWords } from '../../parts/explained/use-signal-words.ts';
import { StepBadge, shownStep } from '../../parts/steps.tsx';
import { usePlaceNames } from '../../parts/use-place-names.ts';
import { useZonedTime, ZonedTime } from '../../parts/zoned-time.tsx';
import type { StoryRow } from '../../queries/customers.ts';
import { whyLink } from './address.ts';
import { isTest, positionOf, replyStepOf, type StoryDay, textOf, titleOf, valueIn } from './story-text.ts';

interface Choosing {
  /** The signal that is chosen here and on the map; '' for none. */
  readonly chosen: string;
  readonly choose: (signal: string) => void;
}

/** A story, day by day of the customer's zone. */
export function StoryDays({
  days,
  id,
  zone,
  ...choosing
}: Choosing & { readonly days: readonly StoryDay[]; readonly id: string; readonly zone: string }) {
  return (
    <Box>
      {days.map(({ day, at, rows }) => (
        <Box key={`${day} ${rows[0]?.mark ?? ''}`} mb="sm">
          <Title order={3} fz="sm" mb={4}>
            <ZonedTime at={at} zone={zone} style="day" />
          </Title>
          <ol className="story-rows">
            {rows.map((row) => (
              <StoryEntry key={row.mark} row={row} id={id} zone={zone} {...choosing} />
            ))}
          </ol>
        </Box>
      ))}
    </Box>
  );
}

function StoryEntry({
  row,
  id,
  zone,
  chosen,
  choose,
}: Choosing & { readonly row: StoryRow; readonly id: string; readonly zone: string }) {
  const t = useTranslations('customers');
  const write = useZonedTime(zone);
  const signal = textOf(row, 'signal');
  const trigger = textOf(row, 'trigger');
  const reply = replyStepOf(row);
  const isChosen = row.type === 'signal' && signal !== '' && signal === chosen;
  const entry = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) entry.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  const { kind } = useSignalWords();
  const name = trigger === '' ? kind(row.what) : trigger;
  return (
    <li ref={entry} className="story-row" data-chosen={isChosen || undefined} data-mark={row.mark}>
      <Text size="xs" c="dimmed" span>
        <ZonedTime at={row.at} zone={zone} style="time" />
      </Text>
      <Box miw={0}>{row.type === 'signal' ? <SignalText row={row} /> : <OutcomeText row={row} zone={zone} />}</Box>
      <Group gap={4} wrap="nowrap">
        {positionOf(row) && (
          <ActionIcon
            variant={isChosen ? 'filled' : 'subtle'}
            size="sm"
            aria-pressed={isChosen}
            aria-label={`${t('onMap')} ${write(row.at, 'time')}`}
            onClick={() => choose(signal)}
          >
            <IconMapPin size={14} />
          </ActionIcon>
        )}
        {signal !== '' && reply === undefined && (
          <Link
            {...whyLink(id, signal, trigger)}
            className="row-link"
            aria-label={t('whyOf', { trigger: name, time: write(row.at) })}
          >
            <Text size="sm" span>
              {t('why')}
            </Text>
          </Link>
        )}
      </Group>
    </li>
  );
}

const ICONS: Readonly<Record<string, TablerIcon>> = {
  alias: IconUsers,
  cart: IconShoppingCart,
  consent: IconShieldCheck,
  device: IconDeviceMobile,
  event: IconBell,
  identify: IconId,
  location: IconMapPin,
  message: IconMessage2,
};

function SignalText({ row }: { readonly row: StoryRow }) {
  const t = useTranslations('customers');
  const words = useSignalWords();
  const placeName = usePlaceNames();
  const Icon = ICONS[row.what] ?? IconPointFilled;
  const moves = Array.isArray(row.moves) ? row.moves.map(String) : [];
  return (
    <>
      <Text size="sm" className="any-text">
        <Icon size={14} aria-hidden style={{ verticalAlign: '-2px' }} /> <strong>{words.kind(row.what)}</strong>{' '}
        {words.line(row.what, valueIn(row))}
        {isTest(row) && (
          <Badge size="xs" variant="light" color="grape" tt="none" ml={6}>
            {t('test')}
          </Badge>
        )}
      </Text>
      {moves.map((move) => {
        const [how, ...place] = move.split(' ');
        return (
          <Text key={move} size="sm" className="any-text" pl={18}>
            {t(how === 'exit' ? 'left' : 'entered', { place: placeName(place.join(' ')) })}
          </Text>
        );
      })}
    </>
  );
}

/** Steps on the way, and what was heard of a message afterwards. */
const OTHER_STEPS = [
  'matched',
  'attempted',
  'delivered',
  'opened',
  'clicked',
  'replied',
  'bounced',
  'complained',
] as const;
type OtherStep = (typeof OTHER_STEPS)[number];

function OutcomeText({ row, zone }: { readonly row: StoryRow; readonly zone: string }) {
  const t = useTranslations('customers.steps');
  const reply = replyStepOf(row);
  const step = reply ?? row.what;
  const words = useExplainWords();
  const placeName = usePlaceNames();
  const write = useZonedTime(zone);
  const until = typeof row.until === 'number' ? row.until : undefined;
  const args = typeof row.args === 'object' && row.args !== null ? (row.args as Record<string, unknown>) : undefined;
  const said = [
    textOf(row, 'place') && placeName(textOf(row, 'place')),
    textOf(row, 'channel') && words.channel(textOf(row, 'channel')),
    titleOf(row) && t('titled', { title: titleOf(row) }),
    textOf(row, 'gate') && words.gate(textOf(row, 'gate')),
    // What a provider says of a message that left is its own id.
    step !== 'sent' &&
      words.reason({
        code: textOf(row, 'code'),
        args,
        reason: textOf(row, 'reason'),
        words: textOf(row, 'words'),
        until,
      }),
    until !== undefined && `→ ${write(until)}`,
  ];
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      {shownStep(step) ? (
        <StepBadge step={step} />
      ) : (
        <Badge variant="outline" color="gray" tt="none" miw={104} style={{ flexShrink: 0 }}>
          {OTHER_STEPS.some((one) => one === step) ? t(step as OtherStep) : step}
        </Badge>
      )}
      <Text size="sm" className="any-text">
        <strong>{reply === undefined ? textOf(row, 'trigger') : t('reply')}</strong> {said.filter(Boolean).join(' · ')}
      </Text>
    </Group>
  );
}
