import { NumberInput, Stack, Switch, TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { recordOf } from '../../parts/definitions.ts';
import { USUAL_METRES } from '../../parts/draw-shape.ts';
import { useLanguage } from '../../parts/language.tsx';
import { type PlaceBody, propertyOf } from '../../parts/place-text.ts';
import { sayWithCode } from '../../parts/said-code.tsx';
import { schemasQuery } from '../../queries/catalog.ts';
import type { Change } from './use-place-draft.ts';

const KEYS = ['beacons', 'rssiAtLeast', 'silentSeconds'] as const;

/** Edits the beacons of a place that is a point, in place of its radius. Names and hints are the catalog's. */
export function BeaconFields({
  body,
  problem,
  change,
}: {
  readonly body: PlaceBody | undefined;
  readonly problem: string | undefined;
  readonly change: (changes: readonly Change[], topic?: string) => void;
}) {
  const t = useTranslations('places.editor');
  const { language } = useLanguage();
  const { data } = useQuery(schemasQuery(language));
  const members = recordOf(recordOf(recordOf(recordOf(data?.place).properties).properties).properties);
  const wordsOf = (key: (typeof KEYS)[number]) => {
    const { title, description } = recordOf(members[key]);
    return { label: String(title ?? key), description: sayWithCode(String(description ?? '')) };
  };
  const beacons = propertyOf(body, 'beacons');
  const isByBeacons = beacons !== undefined;
  const turn = (isOn: boolean) =>
    change([
      [['properties', 'radiusMetres'], isOn ? undefined : USUAL_METRES.circle],
      ...KEYS.map((key): Change => [['properties', key], isOn && key === 'beacons' ? [] : undefined]),
    ]);
  const number = (key: 'rssiAtLeast' | 'silentSeconds', least: number, most: number, suffix: string) => {
    const value = propertyOf(body, key);
    return (
      <NumberInput
        {...wordsOf(key)}
        value={typeof value === 'number' ? value : ''}
        min={least}
        max={most}
        suffix={suffix}
        onChange={(next) => change([[['properties', key], typeof next === 'number' ? next : undefined]], key)}
      />
    );
  };
  return (
    <Stack gap="xs">
      <Switch
        label={t('byBeacons')}
        checked={isByBeacons}
        onChange={({ currentTarget: { checked } }) => turn(checked)}
      />
      {isByBeacons && (
        <>
          <TagsInput
            {...wordsOf('beacons')}
            value={Array.isArray(beacons) ? beacons.map(String) : []}
            error={problem}
            maxTags={50}
            clearable={false}
            onChange={(next) => change([[['properties', 'beacons'], next]], 'beacons')}
          />
          {number('rssiAtLeast', -127, 20, ' dBm')}
          {number('silentSeconds', 5, 86_400, ' s')}
        </>
      )}
    </Stack>
  );
}
