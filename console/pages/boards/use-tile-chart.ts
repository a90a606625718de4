import { useMemo } from 'react';
import { useFormatter } from 'use-intl';
import type { TileAnswer } from '../../../engine/api/contract.ts';
import { drawBars } from '../../parts/chart/draw-bars.ts';
import { drawLines } from '../../parts/chart/draw-lines.ts';
import { useCutNote } from '../../parts/chart/use-cut-note.ts';
import type { Tile } from '../../queries/boards.ts';
import { useColumnWords } from '../results/use-column-words.ts';
import { useCells } from './use-cells.ts';

/** Further bars have no room. */
const MOST_BARS = 20;
const LINE_HEIGHT = 34;

/** The bars or the line of a tile; undefined: it shows neither. */
export function useTileChart({ look, source }: Tile, answer: TileAnswer) {
  const format = useFormatter();
  const sayCut = useCutNote();
  const word = useColumnWords();
  const say = useCells(answer.zone, source.kind);
  const { rows, names, column, of } = answer;
  const chart = useMemo(() => {
    const points = rows.map((row) => ({
      name: names.map((name) => say(name, row[name])).join(' · '),
      value: Number(row[column ?? ''] ?? 0),
    }));
    if (look === 'lines') {
      const line = { name: '', values: points.map(({ value }) => value) };
      const unit = source.kind === 'named' ? word(column ?? '') : (column ?? '');
      return {
        drawn: points.length,
        height: 220,
        draw: drawLines(
          points.map(({ name }) => name),
          [line],
          unit,
        ),
      };
    }
    const bars = points.slice(0, MOST_BARS).map((bar) => ({ ...bar, says: format.number(bar.value) }));
    return { drawn: bars.length, height: LINE_HEIGHT * bars.length + 8, draw: drawBars(bars) };
  }, [look, source.kind, rows, names, column, say, word, format]);
  if (column === undefined || (look !== 'lines' && look !== 'bars')) return undefined;
  const { drawn, ...shown } = chart;
  return { ...shown, note: sayCut(drawn, of ?? rows.length) };
}
