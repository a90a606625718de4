import { ActionIcon, Group, Slider, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconPlayerTrackNext, IconPlayerTrackPrev } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { eventfulSteps, type WalkStep } from './walk-events.ts';

/** Between two fixes while it plays. */
const STEP_MS = 400;

/** Plays a walk: on and on, fix by fix by the slider, or from one event to the next. */
export function WalkPlayer({
  steps,
  index,
  go,
}: {
  readonly steps: readonly WalkStep[];
  readonly index: number;
  readonly go: (index: number) => void;
}) {
  const t = useTranslations('places.walks');
  const format = useFormatter();
  const [isPlaying, setPlaying] = useState(false);
  const now = useRef({ index, last: steps.length - 1, go });
  now.current = { index, last: steps.length - 1, go };
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(() => {
      const { index: at, last, go: onto } = now.current;
      if (at >= last) setPlaying(false);
      else onto(at + 1);
    }, STEP_MS);
    return () => clearInterval(timer);
  }, [isPlaying]);
  const events = eventfulSteps(steps);
  const next = events.find((i) => i > index);
  const before = events.findLast((i) => i < index);
  const play = () => {
    if (!isPlaying && index >= steps.length - 1) go(0);
    setPlaying(!isPlaying);
  };
  return (
    <Group gap="xs" wrap="nowrap">
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={t('before')}
        disabled={before === undefined}
        onClick={() => go(before!)}
      >
        <IconPlayerTrackPrev size={17} />
      </ActionIcon>
      <ActionIcon variant="filled" size="lg" aria-label={t(isPlaying ? 'pause' : 'play')} onClick={play}>
        {isPlaying ? <IconPlayerPause size={17} /> : <IconPlayerPlay size={17} />}
      </ActionIcon>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={t('next')}
        disabled={next === undefined}
        onClick={() => go(next!)}
      >
        <IconPlayerTrackNext size={17} />
      </ActionIcon>
      <Slider
        style={{ flex: 1 }}
        min={0}
        max={Math.max(1, steps.length - 1)}
        value={index}
        label={null}
        thumbLabel={t('slider')}
        thumbProps={{
          'aria-valuetext': t('fixOf', { number: index + 1, all: steps.length }),
        }}
        marks={events.slice(0, MOST_MARKS).map((value) => ({ value }))}
        onChange={(value) => {
          setPlaying(false);
          go(Math.min(value, steps.length - 1));
        }}
      />
      <Text size="xs" c="dimmed" w={118} ta="right" style={{ flex: 'none' }}>
        {t('fixOf', { number: index + 1, all: steps.length })}
        <br />
        {format.dateTime(new Date(steps[index]!.at), { hour: '2-digit', minute: '2-digit', second: '2-digit' })}
      </Text>
    </Group>
  );
}

const MOST_MARKS = 200;
