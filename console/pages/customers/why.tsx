import './customers.css';
import { Anchor, Badge, Box, Card, Group, List, Select, Stack, Text } from '@mantine/core';
import { IconArrowLeft, IconBulb } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import type { SignalExplanation, SignalTriggerExplanation, WithSaid } from '../../../engine/api/contract.ts';
import { useExplainWords } from '../../parts/explained/use-explain-words.ts';
import { FourStates } from '../../parts/four-states.tsx';
import { Page } from '../../parts/page.tsx';
import { StepBadge } from '../../parts/steps.tsx';
import { useEngineWords } from '../../parts/use-engine-words.ts';
import { usePlaceNames } from '../../parts/use-place-names.ts';
import { withKeys } from '../../parts/with-keys.ts';
import { ZonedTime } from '../../parts/zoned-time.tsx';
import { noteAskedWhy } from '../../queries/asked-why.ts';
import { signalQuery } from '../../queries/customers.ts';
import { definitionsQuery } from '../../queries/definitions.ts';
import { AboutSignal } from './about-signal.tsx';
import { customerLink, useCustomersAddress, whyLink } from './address.ts';
import { ExplainedConditions } from './explained-conditions.tsx';
import { Part } from './part.tsx';
import { useSentence } from './use-sentence.ts';
import { useStimulusWords } from './use-stimulus-words.ts';

/** Why a signal, and a trigger at it, did what they did: one sentence first, the whole tree below. */
export function WhyPage() {
  const t = useTranslations('customers.explain');
  const address = useCustomersAddress();
  const { id, signal } = address;
  const trigger = address.param('trigger');
  const query = useQuery(signalQuery(id, signal, trigger));
  const isAnswered = query.data !== undefined;
  useEffect(() => {
    if (isAnswered) noteAskedWhy();
  }, [isAnswered]);
  return (
    <Page title={t('title', { customer: id })}>
      <Stack>
        <Anchor component={Link} {...(customerLink(id) as object)} className="any-text" size="sm">
          <IconArrowLeft size={14} aria-hidden style={{ verticalAlign: 'middle' }} /> {t('back', { customer: id })}
        </Anchor>
        <FourStates query={query}>
          {(explanation) => (
            <>
              {trigger !== '' && explanation.triggers[0] && (
                <Answer explanation={explanation} of={explanation.triggers[0]} />
              )}
              <WhyNot trigger={trigger} choose={(name) => address.put({ trigger: name })} />
              <AboutSignal explanation={explanation} />
              {trigger === '' && <Triggers id={id} explanation={explanation} />}
              <Notes notes={explanation.notes} said={explanation.said} />
            </>
          )}
        </FourStates>
      </Stack>
    </Page>
  );
}

function Answer({
  explanation,
  of,
}: {
  readonly explanation: SignalExplanation;
  readonly of: SignalTriggerExplanation;
}) {
  const t = useTranslations('customers.explain');
  const sentence = useSentence(explanation.zone);
  const words = useExplainWords();
  return (
    <>
      <Card withBorder aria-label={of.trigger} component="section">
        <Group gap="sm" wrap="nowrap" align="flex-start">
          <IconBulb size={22} aria-hidden style={{ flexShrink: 0, marginTop: 2 }} />
          <Box>
            <Text fz="lg" fw={600} className="any-text" data-testid="sentence">
              {sentence(of)}
            </Text>
            <Text size="sm" c="dimmed" className="any-text">
              <Link to="/triggers/$name" params={{ name: of.trigger }} className="quiet-link">
                {of.summary || of.trigger}
              </Link>
            </Text>
            {!of.on.isWoken && of.near !== undefined && (
              <Text size="sm" mt={4} className="any-text">
                {of.near === null ? (
                  t('never')
                ) : (
                  <LastNear near={of.near} id={explanation.customer} zone={explanation.zone} trigger={of.trigger} />
                )}
              </Text>
            )}
          </Box>
        </Group>
      </Card>
      <Part title={t('conditions')}>
        <ExplainedConditions when={of.when} />
      </Part>
      <Gates of={of} zone={explanation.zone} words={words} />
      <Recorded of={of} zone={explanation.zone} words={words} />
    </>
  );
}

function LastNear({
  near,
  id,
  zone,
  trigger,
}: {
  readonly near: NonNullable<SignalTriggerExplanation['near']>;
  readonly id: string;
  readonly zone: string;
  readonly trigger: string;
}) {
  const t = useTranslations('customers.explain');
  const stimulus = useStimulusWords();
  return t.rich('lastNear', {
    what: () => (
      <Link {...whyLink(id, near.signal, trigger)} className="row-link">
        {stimulus(near.what)}
      </Link>
    ),
    time: () => <ZonedTime at={near.at} zone={zone} />,
  } as never);
}

type Words = ReturnType<typeof useExplainWords>;

function Gates({
  of,
  zone,
  words,
}: {
  readonly of: SignalTriggerExplanation;
  readonly zone: string;
  readonly words: Words;
}) {
  const t = useTranslations('customers');
  return (
    <Part title={t('gates')}>
      <Stack gap={6}>
        {of.gates.map((gate) => (
          <Group key={gate.gate} gap="xs" align="flex-start" wrap="nowrap">
            <GateBadge says={gate.says} />
            <Text size="sm" className="any-text">
              {words.gate(gate.gate)}
              {gate.says !== 'pass' && <> · {words.reason(gate)}</>}
              {gate.until !== undefined && (
                <>
                  {' '}
                  · <ZonedTime at={gate.until} zone={zone} />
                </>
              )}
            </Text>
          </Group>
        ))}
      </Stack>
    </Part>
  );
}

function GateBadge({ says }: { readonly says: SignalTriggerExplanation['gates'][number]['says'] }) {
  const t = useTranslations('customers.explain.gate');
  return (
    <Badge
      variant="light"
      tt="none"
      miw={104}
      color={GATE_COLOURS[says]}
      styles={{ root: { flexShrink: 0 }, label: { color: 'var(--mantine-color-text)' } }}
    >
      {t(says)}
    </Badge>
  );
}

const GATE_COLOURS = { pass: 'teal', hold: 'gray', defer: 'indigo' } as const;

function Recorded({
  of,
  zone,
  words,
}: {
  readonly of: SignalTriggerExplanation;
  readonly zone: string;
  readonly words: Words;
}) {
  const t = useTranslations('customers.explain');
  const place = usePlaceNames();
  return (
    <Part title={t('recorded')}>
      {of.recorded.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('notRecorded')}
        </Text>
      ) : (
        <Stack gap={6}>
          {withKeys(of.recorded).map(([key, step]) => (
            <Group key={key} gap="xs" wrap="nowrap" align="flex-start">
              <StepBadge step={step.step} />
              <Text size="sm" className="any-text">
                <ZonedTime at={step.at} zone={zone} />
                {step.place !== '' && ` · ${place(step.place)}`}
                {step.channel !== '' && ` · ${words.channel(step.channel)}`}
                {step.gate !== '' && ` · ${words.gate(step.gate)}`}
                {words.reason(step) !== '' && ` · ${words.reason(step)}`}
              </Text>
            </Group>
          ))}
        </Stack>
      )}
    </Part>
  );
}

/** Asks the same of another trigger, also of one that never woke. */
function WhyNot({ trigger, choose }: { readonly trigger: string; readonly choose: (name: string) => void }) {
  const t = useTranslations('customers');
  const { data } = useQuery(definitionsQuery);
  const names = (data?.documents ?? []).filter(({ kind }) => kind === 'trigger').map(({ name }) => name);
  return (
    <Select
      label={t('whyNot')}
      description={t('whyNotHint')}
      placeholder={t('explain.allTriggers')}
      data={names}
      value={trigger === '' ? null : trigger}
      onChange={(name) => choose(name ?? '')}
      searchable
      clearable
      maw={420}
    />
  );
}

function Triggers({ id, explanation }: { readonly id: string; readonly explanation: SignalExplanation }) {
  const t = useTranslations('customers.explain');
  const sentence = useSentence(explanation.zone);
  return (
    <Part title={t('others')}>
      <Stack gap="xs">
        {explanation.triggers.map((one) => (
          <Box key={one.trigger}>
            <Group gap="xs">
              <Link {...whyLink(id, explanation.signal.id, one.trigger)} className="row-link any-text">
                {one.trigger}
              </Link>
              <Badge size="sm" variant="light" color={one.on.isWoken ? 'petrol' : 'gray'} tt="none">
                {t(one.on.isWoken ? 'woken' : 'asleep')}
              </Badge>
            </Group>
            <Text size="sm" c="dimmed" className="any-text">
              {sentence(one)}
            </Text>
          </Box>
        ))}
      </Stack>
    </Part>
  );
}

function Notes({ notes, said }: { readonly notes: readonly string[]; readonly said: WithSaid<object>['said'] }) {
  const { wordSentence } = useEngineWords();
  const t = useTranslations('customers.explain');
  return (
    <Box component="details">
      <Box component="summary" style={{ cursor: 'pointer' }}>
        <Text size="sm" c="dimmed" component="span">
          {t('notes')}
        </Text>
      </Box>
      <List size="sm" c="dimmed" mt="xs">
        {notes.map((note) => (
          <List.Item key={note}>{wordSentence(note, said)}</List.Item>
        ))}
      </List>
    </Box>
  );
}
