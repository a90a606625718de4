import { Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronUp, IconSend } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'use-intl';
import { useShownZone } from '../../parts/shown-zone.tsx';
import { useReasonWords } from '../../parts/use-reason-words.ts';
import { useZonedTime } from '../../parts/zoned-time.tsx';
import type { FailedFilter, FailedGroup } from '../../queries/operations.ts';
import { FailedMessages } from './failed-messages.tsx';
import { causeOfGroup } from './failure-words.ts';

/** Messages that failed alike: why, how many, of which triggers; all of them can be sent again. */
export function FailedGroupCard({
  group,
  filter,
  resend,
}: {
  readonly group: FailedGroup;
  readonly filter: FailedFilter;
  readonly resend: (meant: FailedFilter) => void;
}) {
  const t = useTranslations('operations.failed');
  const format = useFormatter();
  const [isOpen, { toggle }] = useDisclosure();
  const { channel, kind, cause, count, tooLate, firstAt, lastAt, example, triggers } = group;
  const meant = { ...filter, channel, cause };
  const time = useZonedTime(useShownZone());
  const { word } = useReasonWords();
  const said = word(causeOfGroup(group));
  return (
    <Card withBorder component="section" aria-label={`${channel}: ${said}`}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="lg">
        <Stack gap={4} style={{ minWidth: 0 }}>
          <Group gap="xs">
            <Badge variant="light" color="gray" tt="none">
              {channel}
            </Badge>
            <Text size="sm" c="dimmed">
              {t(`kinds.${kind}`)}
            </Text>
          </Group>
          <Title order={3} className="any-text" title={example}>
            {said}
          </Title>
          <Text size="sm">
            <Text span fw={700}>
              {t('count', { count })}
            </Text>
            {tooLate > 0 && ` · ${t('tooLate', { count: tooLate })}`}
          </Text>
          <Text size="xs" c="dimmed">
            {t('window', { from: time(firstAt, 'second'), to: time(lastAt, 'second') })}
          </Text>
          <Group gap={6}>
            {Object.entries(triggers)
              .sort(([, a], [, b]) => b - a)
              .map(([name, number]) => (
                <Badge key={name} variant="outline" color="gray" tt="none" fw={500}>
                  {name} {format.number(number)}
                </Badge>
              ))}
          </Group>
        </Stack>
        <Stack gap="xs" style={{ flex: 'none' }}>
          <Button leftSection={<IconSend size={16} />} onClick={() => resend(meant)}>
            {t('resendAll')}
          </Button>
          <Button
            variant="default"
            onClick={toggle}
            aria-expanded={isOpen}
            rightSection={isOpen ? <IconChevronUp size={16} /> : <IconChevronDown size={16} />}
          >
            {t(isOpen ? 'hide' : 'show')}
          </Button>
        </Stack>
      </Group>
      {isOpen && <FailedMessages filter={meant} />}
    </Card>
  );
}
