import { Alert, Button, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core';
import { useTranslations } from 'use-intl';

/** A secret that is shown this once, ready to be copied. */
export function ShownOnce({
  label,
  says,
  value,
  close,
}: {
  readonly label: string;
  readonly says: string;
  readonly value: string;
  readonly close: () => void;
}) {
  const t = useTranslations('shell');
  return (
    <Stack>
      <Text size="sm">{says}</Text>
      <TextInput
        label={label}
        value={value}
        readOnly
        onFocus={({ currentTarget }) => currentTarget.select()}
        ff="monospace"
      />
      <Alert color="yellow">{t('shownOnce')}</Alert>
      <Group justify="flex-end">
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {t(copied ? 'copied' : 'copy')}
            </Button>
          )}
        </CopyButton>
        <Button onClick={close}>{t('close')}</Button>
      </Group>
    </Stack>
  );
}
