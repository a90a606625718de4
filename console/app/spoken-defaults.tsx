import { MantineThemeProvider } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useTranslations } from 'use-intl';

/**
 * Gives the buttons that close a message, a dialog or a drawer, or show a password, their name in the reader's
 * language.
 */
export function SpokenDefaults({ children }: { readonly children: ReactNode }) {
  const t = useTranslations('shell');
  const [close, showPassword] = [t('close'), t('showPassword')];
  const theme = useMemo(() => {
    const named = { defaultProps: { closeButtonProps: { 'aria-label': close } } };
    const password = { defaultProps: { visibilityToggleButtonProps: { 'aria-label': showPassword } } };
    return { components: { Notification: named, Modal: named, Drawer: named, PasswordInput: password } };
  }, [close, showPassword]);
  return <MantineThemeProvider theme={theme}>{children}</MantineThemeProvider>;
}
