import { Group, Menu, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useContext, useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { DocumentPath } from '../document/contract.ts';
import { pathText } from '../document/path.ts';
import { isMapping } from '../schema-form/fits.ts';
import { useFormTools } from '../schema-form/form-context.ts';
import { memoByPath } from '../schema-form/memo-by-path.ts';
import { PartProblems } from '../schema-form/problems.tsx';
import { RawOf } from '../schema-form/raw-input.tsx';
import { openField } from './catalog-index.ts';
import { ConditionAnswer } from './condition-answer.tsx';
import { FreshContext, ScopeContext, useCatalogIndex } from './conditions-context.ts';
import { EntryMenu } from './entry-menu.tsx';
import { FieldPicker } from './field-picker.tsx';
import { TestsOf } from './tests-of.tsx';
import { testsIn } from './tree.ts';
import { addTest, changeField, firstArguments } from './tree-edits.ts';

/** One condition: what it asks about, and the tests on it. */
export const ConditionRow = memoByPath(function ConditionRow({
  path,
  value,
  index: place,
  isLast = true,
  remove,
}: {
  /** Where its tests stand: the last step is the field's name. */
  readonly path: DocumentPath;
  readonly value: unknown;
  readonly index?: number | undefined;
  readonly isLast?: boolean | undefined;
  remove(path: DocumentPath): void;
}) {
  const t = useTranslations('builder');
  const { edit } = useFormTools();
  const index = useCatalogIndex();
  const scope = useContext(ScopeContext);
  const name = String(path.at(-1));
  const known = scope === 'item' ? openField(name) : index.fieldOf(name);
  const facts = known ?? openField(name);
  const isReadable = isMapping(value) ? Object.keys(value).length > 0 : value !== null && typeof value !== 'object';
  const row = useRef<HTMLDivElement>(null);
  const fresh = useContext(FreshContext);
  const here = pathText(path);
  useEffect(() => {
    if (fresh.path !== here) return;
    fresh.path = undefined;
    // Whoever writes elsewhere by now goes on writing there.
    if (document.activeElement?.matches('input, textarea, select')) return;
    const inputs = row.current?.querySelectorAll<HTMLElement>('.test-arguments input, .test-arguments select');
    (inputs?.[0] ?? row.current?.querySelector<HTMLElement>('select'))?.focus();
  }, [fresh, here]);
  const more = index.operatorsFor(facts).filter((one) => !testsIn(value).some(([used]) => used === one.name));
  return (
    <div className="condition-row" data-path={here} ref={row}>
      <Group gap={6} align="flex-start" wrap="nowrap">
        <div className="condition-line">
          <FieldPicker
            label={t('asksAbout', { name: facts.title })}
            choose={(field) => field.name !== name && edit(...changeField(index, path, value, field))}
          >
            <Text span size="sm" fw={600} className="any-text" {...(!known && { c: 'red.8' })}>
              {facts.title}
            </Text>
          </FieldPicker>
          {isReadable ? (
            <TestsOf path={path} value={value} field={facts} />
          ) : (
            <RawOf schema={{}} value={value} path={path} label={name} isInline />
          )}
        </div>
        <ConditionAnswer path={path} value={value} />
        <EntryMenu label={t('menuOf', { name: facts.title })} path={path} index={place} isLast={isLast}>
          {isReadable && more.length > 0 && (
            <Menu.Item
              leftSection={<IconPlus size={14} />}
              onClick={() => edit(...addTest(path, value, more[0]!.name, firstArguments(index, more[0]!, facts)))}
            >
              {t('addTest')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconTrash size={14} />} color="red" onClick={() => remove(path)}>
            {t('removeCondition')}
          </Menu.Item>
        </EntryMenu>
      </Group>
      <PartProblems path={path} />
    </div>
  );
});
