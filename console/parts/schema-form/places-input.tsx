import { MultiSelect } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { valueAt } from '../document/path.ts';
import type { InputProps } from './contract.ts';
import { isMapping } from './fits.ts';
import { useChoices, useFormTools } from './form-context.ts';
import { useControl } from './input-props.ts';
import { mergeChosen } from './merge-chosen.ts';

const MOST_OFFERED = 60;
/** What stands before the names of tags and places, as both may be called alike. */
const TAG = '#';
const PLACE = '@';
const ANY = '*';

/** Which places are meant: every place, those with a tag, or some by their names. */
export function PlacesOf(props: InputProps) {
  const t = useTranslations('builder');
  const { edit, valueNow } = useFormTools();
  const { path, value, isInline } = props;
  const tags = useChoices('tag');
  const places = useChoices('place');
  const chosen = useMemo(() => keysOf(value), [value]);
  const data = useMemo(() => {
    const known = new Set([...tags.map((one) => TAG + one.value), ...places.map((one) => PLACE + one.value), ANY]);
    const strangers = chosen.filter((key) => !known.has(key)).map((key) => ({ value: key, label: key.slice(1) }));
    return [
      ...(strangers.length > 0 ? [{ group: t('places.unknown'), items: strangers }] : []),
      { group: t('places.all'), items: [{ value: ANY, label: t('places.any') }] },
      { group: t('places.tags'), items: tags.map((one) => ({ value: TAG + one.value, label: one.label })) },
      { group: t('places.places'), items: places.map((one) => ({ value: PLACE + one.value, label: one.label })) },
    ];
  }, [tags, places, chosen, t]);
  const choose = (next: readonly string[]) => {
    const latest = next.find((key) => !chosen.includes(key));
    const merged = mergeChosen(chosen, next, keysOf(valueAt(valueNow(), path)));
    edit({ do: 'set', path, value: selectorOf(merged, latest) });
  };
  return (
    <MultiSelect
      {...useControl(props)}
      value={chosen}
      onChange={choose}
      data={data}
      searchable
      limit={MOST_OFFERED}
      placeholder={chosen.length === 0 ? t('places.choose') : ''}
      nothingFoundMessage={t('nothingFound')}
      {...(isInline && { miw: 220, maw: 420 })}
    />
  );
}

function keysOf(value: unknown): string[] {
  if (value === 'any') return [ANY];
  if (!isMapping(value)) return [];
  const { tag, id, ids } = value;
  if (typeof tag === 'string' && tag !== '') return [TAG + tag];
  if (typeof id === 'string' && id !== '') return [PLACE + id];
  return Array.isArray(ids) ? ids.map((one) => PLACE + String(one)) : [];
}

/** What is chosen as it is written. Every place, and a tag, stand alone: what was chosen last counts. */
export function selectorOf(keys: readonly string[], latest: string | undefined): unknown {
  const alone = latest === ANY || latest?.startsWith(TAG) ? [latest] : keys.filter((key) => key.startsWith(PLACE));
  const [first = keys[0], ...more] = alone;
  if (first === undefined) return { ids: [] };
  if (first === ANY) return 'any';
  if (first.startsWith(TAG)) return { tag: first.slice(1) };
  return more.length === 0 ? { id: first.slice(1) } : { ids: [first, ...more].map((key) => key.slice(1)) };
}
