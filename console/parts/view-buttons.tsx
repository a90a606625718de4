import { Button } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';

const VIEWS = ['form', 'both', 'text'] as const;
export type View = (typeof VIEWS)[number];

/** What of a definition is shown: its form, its text, or both. It stands in the address. */
export function useView(): View {
  const { view } = useSearch({ strict: false }) as { readonly view?: string };
  return VIEWS.find((one) => one === view) ?? 'form';
}

/** Chooses between a definition's form, its text, and both. */
export function ViewButtons({ views = VIEWS }: { readonly views?: readonly View[] }) {
  const t = useTranslations('changes');
  const navigate = useNavigate();
  const view = useView();
  const show = (next: View) =>
    void navigate({ to: '.', search: (before: object) => ({ ...before, view: next }), replace: true } as never);
  return (
    <Button.Group aria-label={t('view')}>
      {views.map((one) => (
        <Button
          key={one}
          size="xs"
          variant={one === view ? 'filled' : 'default'}
          aria-pressed={one === view}
          onClick={() => show(one)}
        >
          {t(`views.${one}`)}
        </Button>
      ))}
    </Button.Group>
  );
}
