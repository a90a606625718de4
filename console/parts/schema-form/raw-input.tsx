import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { parseDocument } from 'yaml';
import type { InputProps } from './contract.ts';
import { useFormTools } from './form-context.ts';
import { useControl } from './input-props.ts';
import { useTyped } from './use-typed.ts';

/**
 * A part that no form can draw, as text in its place. What is typed goes into the document as soon as it can be read.
 */
export function RawOf(props: InputProps) {
  const t = useTranslations('builder');
  const { edit, sourceOf } = useFormTools();
  const { path } = props;
  const { error, label = t('asText'), ...control } = useControl(props);
  const [isReadable, setReadable] = useState(true);
  const [typed, type] = useTyped(sourceOf(path), (source) => {
    const { errors } = parseDocument(source);
    setReadable(errors.length === 0);
    if (errors.length === 0) edit({ do: 'write', path, source });
  });
  return (
    <Textarea
      {...control}
      {...(!props.isInline && { label })}
      aria-label={props.isInline ? label : undefined}
      error={isReadable ? (error ?? t('unusual')) : t('unreadable')}
      value={typed}
      onChange={({ currentTarget }) => type(currentTarget.value)}
      autosize
      minRows={1}
      maxRows={16}
      className="raw-part"
      spellCheck={false}
    />
  );
}
