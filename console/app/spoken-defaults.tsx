import { MantineThemeProvider } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useTranslations } from 'use-intl';

/** Gives the buttons that close a message, a dialog or a drawer their name in the reader's language. */
export function SpokenDefaults({ children }: { readonly children: ReactNode }) {
  const close = useTranslations('shell')('close');
  const theme = useMemo(() => {
    const named = { defaultProps: { closeButtonProps: { 'aria-label': close } } };
    return { components: { Notification: named, Modal: named, Drawer: named } };
  }, [close]);
  return <MantineThemeProvider theme={theme}>{children}</MantineThemeProvider>;
}
