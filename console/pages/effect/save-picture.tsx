import { Button, Group, useComputedColorScheme } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { EffectAnswer } from '../../../engine/api/contract.ts';
import { CHART_LOOKS } from '../../parts/chart/look.ts';
import { saveSvg } from '../../parts/chart/save-svg.ts';
import { useZonedTime } from '../../parts/zoned-time.tsx';
import type { ComparedRow } from './compared-table.tsx';
import { drawEffect } from './draw-effect.ts';
import { useEffectFigures, useVerdict } from './say-effect.ts';

/** The sentence and the intervals as a picture. */
export function SavePicture({
  answer,
  currency,
  rows,
}: {
  readonly answer: EffectAnswer;
  readonly currency: string | undefined;
  readonly rows: readonly ComparedRow[];
}) {
  const t = useTranslations('effect');
  const { trigger, effect, plan, zone } = answer;
  const verdict = useVerdict();
  const time = useZonedTime(zone);
  const scheme = useComputedColorScheme('light');
  const { share, signed, money, bounds } = useEffectFigures(currency);
  if (!effect || !plan) return null;
  const picture = {
    title: trigger || t('all'),
    sentence: verdict(answer),
    period: t('period', { from: time(plan.from), until: time(plan.until) }),
    heads: [t('measure'), t('message'), t('control'), t('relative')] as const,
    rows: rows.map(({ name, compared: { message, control, relative, seen }, isMoney = false }) => ({
      name,
      message: (isMoney ? money : share)(message),
      control: (isMoney ? money : share)(control),
      bounds: relative,
      isJudged: seen !== 'unplanned',
      says: relative ? bounds(relative, signed) : t('unknown'),
    })),
  };
  const save = () => void saveSvg(`effect-${trigger || 'all'}.png`, drawEffect(picture, CHART_LOOKS[scheme]));
  return (
    <Group>
      <Button size="compact-xs" variant="default" onClick={save}>
        PNG
      </Button>
    </Group>
  );
}
