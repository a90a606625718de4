import { Box, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { DAYS, type Day, type Hours, hoursOfDay, readSpans, repeatDaily, setHours, writeSpans } from './hours.ts';

const CELL = 11;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/**
 * Opening hours as a grid of seven days by hours, for pointer and keyboard; the chosen day also as text, to the minute.
 */
export function HoursGrid({
  hours,
  change,
}: {
  readonly hours: Hours | undefined;
  readonly change: (hours: Hours | undefined) => void;
}) {
  const t = useTranslations('places');
  if (!hours) {
    return (
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed">
          {t('editor.hoursNone')}
        </Text>
        <Button size="compact-sm" variant="default" onClick={() => change({})}>
          {t('editor.hoursSet')}
        </Button>
      </Group>
    );
  }
  return <Week hours={hours} change={change} />;
}

function Week({ hours, change }: { readonly hours: Hours; readonly change: (hours: Hours | undefined) => void }) {
  const t = useTranslations('places');
  const [at, setAt] = useState<{ readonly day: number; readonly hour: number }>({ day: 0, hour: 9 });
  const grid = useRef<HTMLTableElement>(null);
  /** While the pointer is down: what the hours it goes over become. */
  const brush = useRef<
    | {
        readonly day: Day;
        readonly from: number;
        readonly isOpen: boolean;
        readonly before: Hours;
      }
    | undefined
  >(undefined);
  const set = (day: Day, from: number, to: number, isOpen: boolean, before = hours) =>
    change(setHours(before, day, Math.min(from, to), Math.max(from, to) + 1, isOpen));
  const move = (event: KeyboardEvent, day: number, hour: number) => {
    const [down, right] = STEPS[event.key] ?? [];
    if (down === undefined || right === undefined) return;
    event.preventDefault();
    const next = { day: (day + down + 7) % 7, hour: (hour + right + 24) % 24 };
    setAt(next);
    grid.current?.querySelector<HTMLElement>(`[data-cell="${next.day}-${next.hour}"]`)?.focus();
  };
  const day = DAYS[at.day]!;
  return (
    <Stack gap={6}>
      <table
        ref={grid}
        className="hours-grid"
        aria-label={t('editor.hours')}
        onPointerUp={() => {
          brush.current = undefined;
        }}
      >
        <tbody>
          {DAYS.map((one, d) => (
            <tr key={one}>
              <Box component="th" scope="row" fz="xs" fw={400} c="dimmed" w={26} ta="left">
                {t(`daysShort.${one}`)}
              </Box>
              {hoursOfDay(hours, one).map((state, hour) => (
                <td key={HOURS[hour]}>
                  <button
                    type="button"
                    data-cell={`${d}-${hour}`}
                    data-state={state}
                    tabIndex={d === at.day && hour === at.hour ? 0 : -1}
                    aria-pressed={state === 'open' ? true : state === 'partly' ? 'mixed' : false}
                    aria-label={t('editor.hour', { day: t(`days.${one}`), from: hour, to: hour + 1, state })}
                    style={{ width: CELL, height: 20 }}
                    onFocus={() => setAt({ day: d, hour })}
                    onKeyDown={(event) => move(event, d, hour)}
                    onClick={({ detail }) => detail === 0 && set(one, hour, hour, state !== 'open')}
                    onPointerDown={({ currentTarget, pointerId }) => {
                      currentTarget.releasePointerCapture(pointerId);
                      brush.current = { day: one, from: hour, isOpen: state !== 'open', before: hours };
                      setAt({ day: d, hour });
                      set(one, hour, hour, state !== 'open');
                    }}
                    onPointerEnter={({ buttons }) => {
                      const { current } = brush;
                      if (buttons === 1 && current?.day === one)
                        set(one, current.from, hour, current.isOpen, current.before);
                    }}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot aria-hidden>
          <tr>
            <td />
            {[0, 6, 12, 18].map((hour) => (
              <Box component="td" key={hour} colSpan={6} fz={10} c="dimmed">
                {hour}
              </Box>
            ))}
          </tr>
        </tfoot>
      </table>
      <SpansOfDay key={`${day} ${writeSpans(hours[day])}`} day={day} hours={hours} change={change} />
      <Group justify="space-between" wrap="nowrap" align="start">
        <Text size="xs" c="dimmed">
          {t('editor.hoursHint')}
        </Text>
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          onClick={() => change(undefined)}
          style={{ flex: 'none' }}
        >
          {t('editor.hoursDrop')}
        </Button>
      </Group>
    </Stack>
  );
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The hours of one day as text; taken when the field is left, or with Enter. */
function SpansOfDay({
  day,
  hours,
  change,
}: {
  readonly day: Day;
  readonly hours: Hours;
  readonly change: (hours: Hours) => void;
}) {
  const t = useTranslations('places');
  const [text, setText] = useState(writeSpans(hours[day]));
  const spans = readSpans(text);
  const take = () => {
    if (!spans || writeSpans(spans) === writeSpans(hours[day])) return;
    const { [day]: _, ...others } = hours;
    change(spans.length > 0 ? { ...others, [day]: spans } : others);
  };
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <TextInput
        size="xs"
        flex={1}
        label={t('editor.hoursText', { day: t(`days.${day}`) })}
        value={text}
        error={spans ? undefined : t('editor.hoursFault')}
        onChange={({ currentTarget: { value } }) => setText(value)}
        onBlur={take}
        onKeyDown={({ key }) => key === 'Enter' && take()}
      />
      <Button
        size="xs"
        variant="default"
        style={{ flex: 'none' }}
        disabled={!spans}
        onClick={() => spans && change(repeatDaily(spans))}
      >
        {t('editor.hoursEachDay')}
      </Button>
    </Group>
  );
}
