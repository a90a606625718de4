import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Refusal } from './refusal.tsx';

/** Says what will happen, and does it when asked again; a refusal stands beside it. */
export function Confirm({
  says,
  name,
  color,
  cancel,
  act,
}: {
  readonly says: string;
  readonly name: string;
  readonly color?: string;
  readonly cancel: () => void;
  readonly act: () => Promise<void>;
}) {
  const t = useTranslations('settings');
  const [fault, setFault] = useState<Error>();
  const [isBusy, setBusy] = useState(false);
  const go = () => {
    setBusy(true);
    act().catch((cause: Error) => {
      setFault(cause);
      setBusy(false);
    });
  };
  return (
    <Stack>
      <Text className="any-text">{says}</Text>
      {fault && <Refusal fault={fault} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={cancel}>
          {t('cancel')}
        </Button>
        <Button {...(color !== undefined && { color })} loading={isBusy} onClick={go}>
          {name}
        </Button>
      </Group>
    </Stack>
  );
}
