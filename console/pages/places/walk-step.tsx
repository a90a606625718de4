import { Badge, Divider, Group, List, Stack, Text, UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import type { WalkAnswer } from '../../../engine/api/contract.ts';
import { useBlockerWords } from '../../parts/explained/use-blocker-words.ts';
import { useExplainWords } from '../../parts/explained/use-explain-words.ts';
import { useReasonWords } from '../../parts/use-reason-words.ts';
import { withKeys } from '../../parts/with-keys.ts';
import { eventfulSteps, type TriggerAtFix, triggersAt, type WalkStep } from './walk-events.ts';

/** What one fix set off and why, and below all fixes that set something off. */
export function WalkStepView({
  steps,
  index,
  after,
  go,
}: {
  readonly steps: readonly WalkStep[];
  readonly index: number;
  readonly after: WalkAnswer['after'] | undefined;
  readonly go: (index: number) => void;
}) {
  const t = useTranslations('places.walks');
  const step = steps[index]!;
  const events = eventfulSteps(steps);
  return (
    <Stack gap="sm" p="md">
      <Text component="h2" fw={650} fz="md">
        {t('fix', { number: index + 1 })}
      </Text>
      <Moves step={step} />
      {triggersAt(step).map((one) => (
        <TriggerHere key={one.trigger} at={one} />
      ))}
      {after && index === steps.length - 1 && after.woken.length + after.decisions.length > 0 && (
        <>
          <Divider label={t('after')} />
          {triggersAt(after).map((one) => (
            <TriggerHere key={one.trigger} at={one} />
          ))}
        </>
      )}
      <Divider label={t('events', { count: events.length })} />
      {events.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('nothing')}
        </Text>
      )}
      {events.map((i) => (
        <UnstyledButton key={i} onClick={() => go(i)} aria-current={i === index || undefined}>
          <Text size="sm" fw={i === index ? 650 : 400} className="any-text">
            <Text span c="dimmed" size="xs">
              {t('fix', { number: i + 1 })}
            </Text>{' '}
            {summaryOf(steps[i]!, t)}
          </Text>
        </UnstyledButton>
      ))}
    </Stack>
  );
}

type Translate = ReturnType<typeof useTranslations<'places.walks'>>;

function summaryOf({ moves, decisions, woken }: WalkStep, t: Translate): string {
  const sent = decisions.map(({ trigger, result }) => `${trigger}: ${t(`result.${result}`)}`);
  const moved = moves.map(({ move, name }) => t(`move.${move}`, { name }));
  const asked = woken
    .filter(({ answer }) => answer === 'unknown')
    .map(({ trigger }) => `${trigger}: ${t('answer.unknown')}`);
  return [...moved, ...sent, ...asked].join(' · ');
}

function Moves({ step: { moves, ignored, inside } }: { readonly step: WalkStep }) {
  const t = useTranslations('places.walks');
  return (
    <>
      {ignored && (
        <Text size="sm" c="orange">
          {t(`ignored.${ignored}`)}
        </Text>
      )}
      {withKeys(moves).map(([key, { move, name, passing, as }]) => (
        <Group key={key} gap={6}>
          <Text size="sm" className="any-text">
            {t(`move.${move}`, { name })}
          </Text>
          {passing && (
            <Badge size="xs" variant="light" tt="none">
              {t('passing')}
            </Badge>
          )}
          {as && (
            <Badge size="xs" variant="light" color="gray" tt="none">
              {as}
            </Badge>
          )}
        </Group>
      ))}
      <Text size="xs" c="dimmed" className="any-text">
        {inside.length > 0 ? t('inside', { places: inside.join(', ') }) : t('insideNone')}
      </Text>
    </>
  );
}

const COLOURS = { send: 'teal', 'held-back': 'orange', deferred: 'blue', expired: 'gray' } as const;

function TriggerHere({ at: { trigger, woken, decisions } }: { readonly at: TriggerAtFix }) {
  const t = useTranslations('places.walks');
  const { word, rule } = useReasonWords();
  const { channel: channelWord } = useExplainWords();
  const blockers = useBlockerWords();
  const inTheWay = decisions.length === 0 && woken ? blockers(woken.when) : [];
  return (
    <Stack gap={4}>
      <Group gap={6} wrap="nowrap" justify="space-between">
        <Text size="sm" fw={600} className="any-text">
          <Link to="/triggers/$name" params={{ name: trigger }} className="row-link">
            {trigger}
          </Link>
        </Text>
        {decisions.length === 0 && woken && (
          <Badge
            variant="light"
            color={woken.answer === 'unknown' ? 'yellow' : 'gray'}
            tt="none"
            style={{ flex: 'none' }}
          >
            {t(`answer.${woken.answer}`)}
          </Badge>
        )}
      </Group>
      {withKeys(decisions).map(([key, { result, channel, place, gate, ...reason }]) => (
        <div key={key}>
          <Group gap={6}>
            <Badge variant="light" color={COLOURS[result]} tt="none">
              {t(`result.${result}`)}
            </Badge>
            <Text size="xs" c="dimmed" className="any-text">
              {[channel && channelWord(channel), gate && rule(gate), place].filter(Boolean).join(' · ')}
            </Text>
          </Group>
          {word(reason) !== '' && (
            <Text size="xs" className="any-text">
              {word(reason)}
            </Text>
          )}
        </div>
      ))}
      {inTheWay.length > 0 && (
        <List size="xs" spacing={2}>
          {withKeys(inTheWay).map(([key, one]) => (
            <List.Item key={key} className="any-text">
              {one}
            </List.Item>
          ))}
        </List>
      )}
    </Stack>
  );
}
