import { Combobox, Text, UnstyledButton, useCombobox } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { type ReactNode, useContext, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useChoices } from '../schema-form/form-context.ts';
import { type FieldFacts, openField } from './catalog-index.ts';
import { ScopeContext, useCatalogIndex } from './conditions-context.ts';

/** Fields that are offered at once; typing finds the others. */
const MOST_OFFERED = 80;

/** Chooses what a condition asks about: by its name for people, its name in the text, or what it means. */
export function FieldPicker({
  label,
  children,
  className = 'field-button',
  choose,
}: {
  readonly label: string;
  readonly children: ReactNode;
  readonly className?: string;
  choose(field: FieldFacts): void;
}) {
  const index = useCatalogIndex();
  const [searched, setSearched] = useState('');
  const combobox = useCombobox({
    onDropdownClose: () => combobox.resetSelectedOption(),
    onDropdownOpen() {
      setSearched('');
      setTimeout(() => combobox.focusSearchInput());
    },
  });
  const { selectFirstOption } = combobox;
  // As soon as the options for what was typed are there, Enter takes the first.
  useEffect(() => {
    if (searched !== '') selectFirstOption();
  }, [searched, selectFirstOption]);
  const submit = (name: string) => {
    // A family's member has a name of its own, which is typed on behind the family's.
    if (name.endsWith('.*')) return setSearched(name.slice(0, -1));
    combobox.closeDropdown();
    combobox.focusTarget();
    // What is chosen may lead the keys on: it comes after the button has them back.
    setTimeout(() => choose(index.fieldOf(name) ?? openField(name)));
  };
  return (
    <Combobox store={combobox} onOptionSubmit={submit} width={380} position="bottom-start">
      <Combobox.Target targetType="button">
        <UnstyledButton className={className} aria-label={label} onClick={() => combobox.toggleDropdown()}>
          {children}
          {className === 'field-button' && <IconChevronDown size={12} aria-hidden />}
        </UnstyledButton>
      </Combobox.Target>
      <Combobox.Dropdown>
        {combobox.dropdownOpened && <Offered searched={searched} search={setSearched} />}
      </Combobox.Dropdown>
    </Combobox>
  );
}

function Offered({ searched, search }: { readonly searched: string; search(text: string): void }) {
  const t = useTranslations('builder');
  const fields = useFieldsLike(searched);
  const groups = new Map<string, FieldFacts[]>();
  for (const field of fields.slice(0, MOST_OFFERED)) {
    groups.set(field.group, [...(groups.get(field.group) ?? []), field]);
  }
  return (
    <>
      <Combobox.Search
        value={searched}
        onChange={({ currentTarget }) => search(currentTarget.value)}
        placeholder={t('searchFields')}
        aria-label={t('searchFields')}
      />
      <Combobox.Options mah={320} style={{ overflowY: 'auto' }}>
        {fields.length === 0 && <Combobox.Empty>{t('nothingFound')}</Combobox.Empty>}
        {[...groups].map(([group, members]) => (
          <Combobox.Group key={group} label={group}>
            {members.map((field) => (
              <Combobox.Option key={field.name} value={field.name}>
                <Text size="sm" className="any-text">
                  {field.title}
                </Text>
                <Text size="xs" c="dimmed" lineClamp={2} className="any-text">
                  {field.title === field.name ? field.summary : `${field.name} · ${field.summary}`}
                </Text>
              </Combobox.Option>
            ))}
          </Combobox.Group>
        ))}
      </Combobox.Options>
    </>
  );
}

/** The fields that a text could mean; a member of a family can be named in full. */
function useFieldsLike(searched: string): readonly FieldFacts[] {
  const index = useCatalogIndex();
  const scope = useContext(ScopeContext);
  const seen = useChoices('event-property');
  const members = useChoices('field');
  const text = searched.trim();
  const words = text.toLowerCase().split(/\s+/);
  const isLike = ({ name, title, summary }: FieldFacts) =>
    words.every((word) => `${name} ${title} ${summary}`.toLowerCase().includes(word));
  if (scope === 'item') {
    const known = seen.map((one) => openField(one.value)).filter(isLike);
    return text === '' || known.some(({ name }) => name === text) ? known : [openField(text), ...known];
  }
  const named = index.fieldOf(text);
  const found = [
    ...members.flatMap(({ value }) => index.fieldOf(value) ?? []),
    ...index.fields.filter(({ family }) => family === undefined),
  ].filter(isLike);
  const families = index.fields.filter(({ family }) => family !== undefined).filter(isLike);
  const rest = found.filter(({ name }) => name !== named?.name);
  return [...(named ? [named] : []), ...rest, ...families];
}
