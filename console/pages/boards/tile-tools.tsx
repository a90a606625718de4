import { Button, Group, SegmentedControl } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { Tile } from '../../queries/boards.ts';

const WIDTHS = { 1: 'narrow', 2: 'wide', 3: 'whole' } as const;

/** Moves a tile, changes its width, opens it, takes it out: by pointer or keyboard. */
export function TileTools({
  tile,
  isFirst,
  isLast,
  change,
  move,
  remove,
  edit,
}: {
  readonly tile: Tile;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  change(next: Tile): void;
  move(by: -1 | 1): void;
  remove(): void;
  edit(): void;
}) {
  const t = useTranslations('boards');
  return (
    <Group gap={6} mt="sm">
      <Button size="compact-xs" variant="default" disabled={isFirst} onClick={() => move(-1)}>
        {t('earlier')}
      </Button>
      <Button size="compact-xs" variant="default" disabled={isLast} onClick={() => move(1)}>
        {t('later')}
      </Button>
      <SegmentedControl
        size="xs"
        aria-label={t('width')}
        data={([1, 2, 3] as const).map((width) => ({ value: String(width), label: t(`widths.${WIDTHS[width]}`) }))}
        value={String(tile.width)}
        onChange={(width) => change({ ...tile, width: Number(width) as Tile['width'] })}
      />
      <Button size="compact-xs" variant="default" onClick={edit}>
        {t('change')}
      </Button>
      <Button size="compact-xs" variant="subtle" color="red" onClick={remove}>
        {t('takeOut')}
      </Button>
    </Group>
  );
}
