import { Card, Group, SimpleGrid, Stack, Table, Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { EffectAnswer } from '../../../engine/api/contract.ts';
import { CountLink } from '../results/count-link.tsx';
import { peopleBehind } from './effect-links.ts';
import type { FoundEffect } from './say-effect.ts';

const COUNTS = ['customers', 'converted'] as const;

/** Both groups with their customers and successes; each number leads to its people. */
export function Groups({ groups, answer }: { readonly groups: FoundEffect['groups']; readonly answer: EffectAnswer }) {
  const t = useTranslations('effect');
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      {(['message', 'control'] as const).map((group) => (
        <Card key={group} withBorder component="section" aria-label={t(group)}>
          <Text size="sm" c="dimmed">
            {t(group)}
          </Text>
          <Group gap="xl">
            {COUNTS.map((count) => (
              <Stack key={count} gap={0}>
                <Text size="xl" fw={600}>
                  <CountLink
                    count={groups[group][count]}
                    params={peopleBehind(answer, { group, converted: count === 'converted' })}
                  />
                </Text>
                <Text size="sm">{t(count === 'customers' ? 'customers' : 'successes')}</Text>
              </Stack>
            ))}
          </Group>
        </Card>
      ))}
    </SimpleGrid>
  );
}

/** The customers and successes of each variant; each number leads to its people. */
export function VariantCounts({
  variants,
  answer,
}: {
  readonly variants: FoundEffect['variants'];
  readonly answer: EffectAnswer;
}) {
  const t = useTranslations('effect');
  return (
    <Card withBorder component="section" aria-label={t('variantCounts')}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('variants')}</Table.Th>
            <Table.Th>{t('customers')}</Table.Th>
            <Table.Th>{t('successes')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {variants.map(({ variant, sums }) => (
            <Table.Tr key={variant}>
              <Table.Th scope="row" className="any-text">
                {variant}
              </Table.Th>
              {COUNTS.map((count) => (
                <Table.Td key={count}>
                  <CountLink
                    count={sums[count]}
                    params={peopleBehind(answer, { group: 'message', variant, converted: count === 'converted' })}
                  />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Card>
  );
}
