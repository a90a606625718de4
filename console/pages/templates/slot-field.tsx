import { Button, Group, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { sayWithCode } from '../../parts/said-code.tsx';
import type { SlotFault } from './slot-problems.ts';

/** What the catalog says of a slot. */
export interface SlotKind {
  readonly title?: string;
  readonly summary?: string;
  readonly format?: string;
  readonly required?: boolean;
  readonly maxChars?: number;
  readonly fills?: string;
}

const CODE = new Set(['html', 'json']);

/** One part of a message as it is written, with what is wrong in it, line by line. */
export function SlotField({
  slot,
  shape: { title, summary, format = 'text', required = false, maxChars = 0 },
  text,
  base,
  faults,
  write,
}: {
  readonly slot: string;
  readonly shape: SlotKind;
  /** As it is written; undefined: it is not. */
  readonly text: string | undefined;
  /** As the base language has it, while another one is written. */
  readonly base: string | undefined;
  readonly faults: readonly SlotFault[];
  readonly write: (words: string) => void;
}) {
  const t = useTranslations('templates');
  // What stands in the field is what was typed, also where the document says the same in other words.
  const [typed, setTyped] = useState<string>();
  const shown = typed ?? text ?? '';
  const isCode = CODE.has(format);
  return (
    <div>
      <Textarea
        label={title ?? slot}
        description={summary && sayWithCode(summary)}
        withAsterisk={required}
        placeholder={text === undefined && base !== undefined ? t('inherits') : ''}
        value={shown}
        onChange={({ currentTarget: { value } }) => {
          setTyped(value);
          write(value);
        }}
        onBlur={() => setTyped(undefined)}
        autosize
        minRows={isCode ? 8 : 1}
        maxRows={isCode ? 18 : 6}
        spellCheck={!isCode}
        error={faults.some(({ expected }) => expected !== undefined)}
        styles={isCode ? { input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } } : {}}
      />
      <Faults faults={faults} replace={(from, to) => write(shown.replaceAll(from, to))} />
      {shown !== '' && maxChars > 0 && (
        <Text size="xs" c={shown.length > maxChars ? 'var(--mantine-color-error)' : 'dimmed'} ta="right">
          {t('chars', { chars: shown.length, most: maxChars })}
        </Text>
      )}
    </div>
  );
}

function Faults({
  faults,
  replace,
}: {
  readonly faults: readonly SlotFault[];
  readonly replace: (from: string, to: string) => void;
}) {
  const t = useTranslations('templates');
  return (
    <div role="status">
      {faults.map(({ line, expected, unknown, nearest }) => (
        <Group key={`${line} ${expected} ${unknown}`} gap="xs" mt={2}>
          <Text size="xs" c="var(--mantine-color-error)" className="any-text">
            {unknown !== undefined
              ? t('unknownField', { line: line ?? 1, name: unknown })
              : line === undefined
                ? t('problem', { expected: expected ?? '' })
                : t('problemAt', { line, expected: expected ?? '' })}
          </Text>
          {unknown !== undefined && nearest !== undefined && (
            <Button size="compact-xs" variant="light" onClick={() => replace(unknown, nearest)}>
              {t('useNearest', { name: nearest })}
            </Button>
          )}
        </Group>
      ))}
    </div>
  );
}
