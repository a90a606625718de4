import { Box, Text, VisuallyHidden } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { type DiffLine, diffLines } from './line-diff.ts';
import './publish.css';

/** Lines as before that are shown around a change. */
const CONTEXT = 2;

/** What differs between two texts: the lines that go and come, and what is around them. */
export function TextDiff({
  before,
  after,
  label,
}: {
  readonly before: string;
  readonly after: string;
  readonly label: string;
}) {
  const t = useTranslations('changes');
  const lines = useMemo(() => diffLines(before, after), [before, after]);
  const shown = useMemo(() => hunksOf(lines), [lines]);
  const count = (is: DiffLine['is']) => lines.filter((line) => line.is === is).length;
  if (shown.every((one) => 'gap' in one)) return <Text c="dimmed">{t('nothing')}</Text>;
  return (
    <div>
      <Text size="sm" c="dimmed" mb={6}>
        {t('changes', { added: count('added'), removed: count('removed') })}
      </Text>
      {/* It scrolls, so the keyboard must reach it. */}
      <Box component="section" className="diff" aria-label={label} tabIndex={0}>
        {shown.map((one) =>
          'gap' in one ? (
            <span key={one.key} className="diff-line diff-gap">
              {t('unchangedLines', { count: one.gap })}
            </span>
          ) : (
            <span key={one.key} className={`diff-line diff-${one.is}`}>
              {one.is !== 'same' && (
                <VisuallyHidden>{t(one.is === 'added' ? 'addedLine' : 'removedLine')} </VisuallyHidden>
              )}
              {one.text === '' ? ' ' : one.text}
            </span>
          ),
        )}
      </Box>
    </div>
  );
}

type Shown = ({ readonly gap: number } | DiffLine) & { readonly key: string };

/** The changed lines with a little around them; of the rest only how many lines they are. */
function hunksOf(lines: readonly DiffLine[]): readonly Shown[] {
  const near = lines.map((_, i) =>
    lines.slice(Math.max(0, i - CONTEXT), i + CONTEXT + 1).some(({ is }) => is !== 'same'),
  );
  const shown: Shown[] = [];
  let gap = 0;
  const close = (i: number) => {
    if (gap > 0) shown.push({ gap, key: `gap ${i}` });
    gap = 0;
  };
  for (const [i, line] of lines.entries()) {
    if (!near[i]) {
      gap++;
      continue;
    }
    close(i);
    shown.push({ ...line, key: `line ${i}` });
  }
  close(lines.length);
  return shown;
}
