import { ActionIcon, Badge, Button, Group, ScrollArea, Stack, Table, Text } from '@mantine/core';
import { IconPencil, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import type { MapPlace } from '../../../engine/api/contract.ts';
import { recordOf } from '../../parts/definitions.ts';
import { FourStates } from '../../parts/four-states.tsx';
import { placeQuery } from '../../queries/places.ts';
import { DeletePlace } from './delete-place.tsx';
import { DAYS, hoursIn, writeSpans } from './hours.ts';
import { PlacePeople } from './place-people.tsx';
import { PlaceSight } from './place-sight.tsx';
import { PlaceUsers } from './place-users.tsx';
import { PlaceVersions } from './place-versions.tsx';

/** One place: what it says of itself, and what uses it. */
export function PlaceView({
  place,
  mayWrite,
  mayPublish,
  edit,
  close,
}: {
  readonly place: MapPlace;
  readonly mayWrite: boolean;
  readonly mayPublish: boolean;
  readonly edit: () => void;
  readonly close: () => void;
}) {
  const t = useTranslations('places');
  const { id, name, shape, metres, tags } = place;
  const query = useQuery(placeQuery(id));
  return (
    <ScrollArea h="100%" type="auto">
      <Stack gap="md" p="md">
        <Group justify="space-between" wrap="nowrap" align="start">
          <div style={{ minWidth: 0 }}>
            <Text component="h2" fw={650} fz="md" className="any-text">
              {name}
            </Text>
            <Text size="xs" c="dimmed" className="any-text">
              {id}
            </Text>
          </div>
          <ActionIcon variant="subtle" color="gray" aria-label={t('closePanel', { name })} onClick={close}>
            <IconX size={17} />
          </ActionIcon>
        </Group>
        <Group gap={6}>
          <Badge variant="light" tt="none">
            {t(`shape.${shape}`)}
          </Badge>
          {metres !== undefined && (
            <Badge variant="light" tt="none">
              {t(shape === 'circle' ? 'radius' : 'width', { metres })}
            </Badge>
          )}
          {tags.map((tag) => (
            <Badge key={tag} variant="light" color="gray" tt="none" maw="100%">
              {tag}
            </Badge>
          ))}
        </Group>
        <Group gap="xs" grow>
          {mayWrite && (
            <Button variant="light" leftSection={<IconPencil size={16} />} onClick={edit}>
              {t('edit')}
            </Button>
          )}
          <PlaceVersions id={id} name={name} />
        </Group>
        <PlacePeople id={id} />
        <PlaceUsers id={id} />
        <FourStates query={query}>
          {({ body }) => (
            <>
              {shape !== 'point' && <PlaceSight body={body} />}
              <Facts properties={recordOf(recordOf(body).properties)} />
            </>
          )}
        </FourStates>
        {mayPublish && <DeletePlace id={id} name={name} done={close} />}
      </Stack>
    </ScrollArea>
  );
}

function Facts({ properties }: { readonly properties: Readonly<Record<string, unknown>> }) {
  const t = useTranslations('places');
  const hours = hoursIn(properties.hours);
  const attributes = Object.entries(recordOf(properties.attributes));
  return (
    <>
      {hours && (
        <Pairs
          title={t('hours')}
          rows={DAYS.filter((day) => (hours[day]?.length ?? 0) > 0).map((day) => [
            t(`days.${day}`),
            writeSpans(hours[day]),
          ])}
        />
      )}
      {attributes.length > 0 && (
        <Pairs
          title={t('attributes')}
          rows={attributes.map(([key, value]) => [
            key,
            typeof value === 'object' ? JSON.stringify(value) : String(value),
          ])}
        />
      )}
    </>
  );
}

function Pairs({ title, rows }: { readonly title: string; readonly rows: readonly (readonly [string, string])[] }) {
  return (
    <div>
      <Text size="xs" c="dimmed" fw={600}>
        {title}
      </Text>
      <Table verticalSpacing={2} horizontalSpacing={0} withRowBorders={false}>
        <Table.Tbody>
          {rows.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Td c="dimmed" fz="sm" className="any-text" pr="sm">
                {name}
              </Table.Td>
              <Table.Td fz="sm" className="any-text">
                {value}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
