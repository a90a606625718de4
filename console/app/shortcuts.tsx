import { Kbd, Modal, Table } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { PAGES } from './pages.ts';

/** A letter counts after `g` for so long. */
const GO_MS = 1_500;

/** Goes to a page by `g` and its letter, and lists all keys by `?`; in a field keys are what is typed. */
export function Shortcuts() {
  const t = useTranslations('shell');
  const navigate = useNavigate();
  const [isOpen, { open, close }] = useDisclosure();
  const goUntil = useRef(0);
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const page = PAGES.find(({ letter }) => letter === event.key.toLowerCase());
      if (event.key === '?') open();
      else if (goUntil.current > event.timeStamp && page) void navigate({ to: page.address });
      goUntil.current = event.key === 'g' ? event.timeStamp + GO_MS : 0;
    };
    addEventListener('keydown', hear);
    return () => removeEventListener('keydown', hear);
  }, [navigate, open]);
  const keys: readonly (readonly [keys: readonly string[], does: string])[] = [
    [[t('control'), 'K'], t('search')],
    [['/'], t('search')],
    [['?'], t('shortcuts')],
    [['Esc'], t('close')],
    ...PAGES.map(({ name, letter }) => [['g', letter], t(`pages.${name}`)] as const),
  ];
  return (
    <Modal opened={isOpen} onClose={close} title={t('shortcuts')}>
      <Table verticalSpacing={6}>
        <Table.Tbody>
          {keys.map(([pressed, does]) => (
            <Table.Tr key={pressed.join(' ')}>
              <Table.Td w={110}>
                {pressed.map((key) => (
                  <Kbd key={key} mr={4}>
                    {key}
                  </Kbd>
                ))}
              </Table.Td>
              <Table.Td>{does}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable="true"]') !== null;
}
