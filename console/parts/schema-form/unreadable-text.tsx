import { Textarea } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { UnreadableBlock } from '../document/contract.ts';
import { useFormTools } from './form-context.ts';

/** A part of the text that cannot be read: shown as it is, red, where its form would stand, and changed there. */
export function UnreadableText({ block }: { readonly block: UnreadableBlock }) {
  const t = useTranslations('builder');
  const { replace } = useFormTools();
  return (
    <Textarea
      label={t('unreadablePart', { name: block.key ?? t('asText') })}
      error={t('unreadableAt', { line: block.line, said: block.said })}
      value={block.text}
      onChange={({ currentTarget }) => replace(block.from, block.to, currentTarget.value)}
      autosize
      minRows={2}
      maxRows={16}
      className="raw-part"
      spellCheck={false}
    />
  );
}
