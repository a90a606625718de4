import { ActionIcon, Group, NumberInput, Stack, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { closeRing, cornersOf, type DrawnShape, type LonLat, roundPosition } from '../../parts/draw-shape.ts';
import { withKeys } from '../../parts/with-keys.ts';

/** Rows of one line; longer ones are for the pointer. */
const MOST_ROWS = 100;

/** The coordinates of a shape as fields: whoever draws without a pointer draws here. */
export function PointsList({
  shape,
  part,
  change,
}: {
  readonly shape: DrawnShape;
  /** Of an area of several parts, the one that is shown. */
  readonly part: number;
  readonly change: (shape: DrawnShape) => void;
}) {
  const t = useTranslations('places.editor');
  if (shape.kind === 'circle') {
    return (
      <PointFields
        label={t('point', { number: 1 })}
        at={shape.centre}
        change={(centre) => change({ ...shape, centre })}
      />
    );
  }
  if (shape.kind === 'corridor') {
    return <Line line={shape.line} least={2} change={(line) => change({ ...shape, line })} />;
  }
  const rings = shape.polygons[part] ?? [];
  const changeRing = (ring: number, corners: readonly LonLat[] | undefined) => {
    const polygons = shape.polygons.map((rings, p) =>
      p !== part ? rings : rings.flatMap((one, r) => (r !== ring ? [one] : corners ? [closeRing(corners)] : [])),
    );
    change({ ...shape, polygons });
  };
  return (
    <Stack gap="xs">
      {withKeys(rings.map((_, r) => r)).map(([key, r]) => (
        <Stack key={key} gap={4}>
          {r > 0 && (
            <Group justify="space-between">
              <Text size="sm" fw={550}>
                {t('ring', { number: r })}
              </Text>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('removeRing', { number: r })}
                onClick={() => changeRing(r, undefined)}
              >
                <IconTrash size={15} />
              </ActionIcon>
            </Group>
          )}
          <Line line={cornersOf(rings[r]!)} least={3} change={(corners) => changeRing(r, corners)} />
        </Stack>
      ))}
    </Stack>
  );
}

function Line({
  line,
  least,
  change,
}: {
  readonly line: readonly LonLat[];
  readonly least: number;
  readonly change: (line: readonly LonLat[]) => void;
}) {
  const t = useTranslations('places.editor');
  const add = (i: number) => {
    const here = line[i]!;
    const next = line[(i + 1) % line.length]!;
    const between = roundPosition([(here[0] + next[0]) / 2, (here[1] + next[1]) / 2]);
    change([...line.slice(0, i + 1), between, ...line.slice(i + 1)]);
  };
  return (
    <Stack gap={4}>
      {withKeys(line.slice(0, MOST_ROWS).map((_, i) => i)).map(([key, i]) => (
        <Group key={key} gap={4} wrap="nowrap">
          <PointFields
            label={t('point', { number: i + 1 })}
            at={line[i]!}
            change={(at) => change(line.map((one, j) => (j === i ? at : one)))}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('addPoint', { number: i + 1 })}
            onClick={() => add(i)}
          >
            <IconPlus size={15} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={line.length <= least}
            aria-label={t('removePoint', { number: i + 1 })}
            onClick={() => change(line.filter((_, j) => j !== i))}
          >
            <IconTrash size={15} />
          </ActionIcon>
        </Group>
      ))}
      {line.length > MOST_ROWS && (
        <Text size="xs" c="dimmed">
          {t('morePoints', { count: line.length - MOST_ROWS })}
        </Text>
      )}
    </Stack>
  );
}

function PointFields({
  label,
  at: [lon, lat],
  change,
}: {
  readonly label: string;
  readonly at: LonLat;
  readonly change: (at: LonLat) => void;
}) {
  const t = useTranslations('places.editor');
  return (
    <Group gap={4} wrap="nowrap" role="group" aria-label={label} style={{ flex: 1 }}>
      <Degrees label={`${label}: ${t('latitude')}`} value={lat} most={90} change={(next) => change([lon, next])} />
      <Degrees label={`${label}: ${t('longitude')}`} value={lon} most={180} change={(next) => change([next, lat])} />
    </Group>
  );
}

/** An arrow key moves by about ten metres. */
const STEP = 0.0001;

function Degrees({
  label,
  value,
  most,
  change,
}: {
  readonly label: string;
  readonly value: number;
  readonly most: number;
  readonly change: (value: number) => void;
}) {
  return (
    <NumberInput
      size="xs"
      aria-label={label}
      value={Number(value.toFixed(6))}
      min={-most}
      max={most}
      step={STEP}
      decimalScale={7}
      decimalSeparator="."
      hideControls
      style={{ flex: 1, minWidth: 0 }}
      onChange={(next) => typeof next === 'number' && Math.abs(next) <= most && change(next)}
    />
  );
}
