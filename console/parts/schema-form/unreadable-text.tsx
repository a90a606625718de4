import { Textarea } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { UnreadableBlock } from '../document/contract.ts';
import { useFormTools } from './form-context.ts';
import { useTyped } from './use-typed.ts';

/** A part of the text that cannot be read: shown as it is, red, where its form would stand, and changed there. */
export function UnreadableText({ block }: { readonly block: UnreadableBlock }) {
  const t = useTranslations('builder');
  const { replaceBlock } = useFormTools();
  // The form follows a moment later; the field must not wait for it, or keys that come fast are lost.
  const [typed, type] = useTyped(block.text, (next) => replaceBlock(block.key, next));
  return (
    <Textarea
      label={t('unreadablePart', { name: block.key ?? t('asText') })}
      error={t('unreadableAt', { line: block.line, said: block.said })}
      value={typed}
      onChange={({ currentTarget }) => type(currentTarget.value)}
      autosize
      minRows={2}
      maxRows={16}
      className="raw-part"
      spellCheck={false}
    />
  );
}
