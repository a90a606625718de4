import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';

/** A field whose text stands in the address as `q`, so that a link shows the same list. */
export function SearchField({ label, width = 340 }: { readonly label: string; readonly width?: number | string }) {
  const navigate = useNavigate();
  const { q = '' } = useSearch({ strict: false }) as { readonly q?: string };
  return (
    <TextInput
      leftSection={<IconSearch size={16} />}
      placeholder={label}
      aria-label={label}
      w={width}
      maw="100%"
      defaultValue={q}
      onChange={({ currentTarget: { value } }) =>
        void navigate({ to: '.', search: value === '' ? {} : { q: value }, replace: true } as never)
      }
    />
  );
}

/** What stands in the field. */
export function useSearched(): string {
  return (useSearch({ strict: false }) as { readonly q?: string }).q?.trim().toLowerCase() ?? '';
}
