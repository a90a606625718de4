import { Alert, List, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconHandStop } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import type { EngineState, Hindrance } from '../../../engine/api/contract.ts';
import { useShownZone } from '../../parts/shown-zone.tsx';
import { useZonedTime } from '../../parts/zoned-time.tsx';

const LOOKS = {
  yes: { color: 'petrol', icon: <IconCircleCheck size={22} /> },
  partly: { color: 'yellow', icon: <IconAlertTriangle size={22} /> },
  no: { color: 'red', icon: <IconHandStop size={22} /> },
} as const;

/** One line that says whether messages flow, and what is in the way. */
export function FlowLine({ state: { flows, hindrances, at } }: { readonly state: EngineState }) {
  const t = useTranslations('operations');
  const time = useZonedTime(useShownZone());
  const { color, icon } = LOOKS[flows];
  return (
    <Alert
      color={color}
      icon={icon}
      title={t(`flows.${flows}`)}
      role="status"
      styles={{ title: { fontSize: 17, color: 'var(--mantine-color-text)' } }}
    >
      {hindrances.length > 0 && (
        <List size="sm" mb={4}>
          {hindrances.map((hindrance) => (
            <List.Item key={JSON.stringify(hindrance)} className="any-text">
              <HindranceWords hindrance={hindrance} />
            </List.Item>
          ))}
        </List>
      )}
      <Text size="xs">{t('asOf', { time: time(at, 'time') })}</Text>
    </Alert>
  );
}

const ROLES = ['ingest', 'dispatch', 'sink', 'api'] as const;

function HindranceWords({ hindrance: { code, args } }: { readonly hindrance: Hindrance }) {
  const t = useTranslations('operations');
  const role = ROLES.find((one) => one === args.role);
  return t(`hindrances.${code}`, { ...args, ...(role && { role: t(`roles.${role}`) }) } as never);
}
