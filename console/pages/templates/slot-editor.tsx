import { Card, Group, Select, Stack, Tabs, Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { recordOf } from '../../parts/definitions.ts';
import { useLanguage } from '../../parts/language.tsx';
import { sayWithCode } from '../../parts/said-code.tsx';
import type { Draft } from '../../queries/drafts.ts';
import type { ChannelKind } from '../../queries/templates.ts';
import { SlotField, type SlotKind } from './slot-field.tsx';
import type { SlotFault } from './slot-problems.ts';
import { slotText, type TemplateFacts, withSlot } from './template-draft.ts';

/** Languages that are offered; any other can be written in the text. */
const OFFERED = ['de', 'en', 'fr', 'es', 'it', 'nl', 'pl', 'tr', 'uk', 'pt', 'da', 'sv'] as const;
const BASE = '';

/** The parts of a template on one channel, in one language. */
export function SlotEditor({
  name,
  draft,
  facts,
  kinds,
  channel,
  locale,
  faults,
  mayWrite,
  change,
}: {
  readonly name: string;
  readonly draft: Draft;
  readonly facts: TemplateFacts;
  readonly kinds: readonly ChannelKind[];
  readonly channel: string;
  readonly locale: string | undefined;
  readonly faults: ReadonlyMap<string, readonly SlotFault[]>;
  readonly mayWrite: boolean;
  readonly change: (next: { readonly channel?: string; readonly locale?: string | undefined }) => void;
}) {
  const t = useTranslations('templates');
  const { language } = useLanguage();
  const nameOf = new Intl.DisplayNames([language], { type: 'language' });
  const languages = [...new Set([...facts.locales, ...(locale === undefined ? [] : [locale]), ...OFFERED])];
  const kind = kinds.find((one) => one.name === channel);
  // What is filled by itself, as the language of a mail is, needs no field.
  const slots = (Object.entries(recordOf(kind?.detail?.slots)) as [string, SlotKind][]).filter(
    ([, { fills }]) => fills === undefined,
  );
  // The rest of many channels is found by its name.
  const isNear = ({ name: one, isUsed }: ChannelKind) => isUsed || one === channel || facts.channels.includes(one);
  const far = kinds.filter((one) => !isNear(one));
  const prefix = locale === undefined ? 'channels' : `locales.${locale}`;
  return (
    <Card withBorder component="section" aria-label={t('slots')} style={{ overflow: 'visible', flex: 'none' }}>
      <Tabs value={channel} onChange={(to) => to !== null && change({ channel: to })}>
        <Tabs.List aria-label={t('channel')}>
          {kinds.filter(isNear).map((one) => (
            <Tabs.Tab key={one.name} value={one.name} fw={facts.channels.includes(one.name) ? 700 : 400}>
              {one.title ?? one.name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={channel} pt="md">
          <Stack gap="sm">
            {far.length > 0 && (
              <Select
                label={t('moreChannels')}
                data={far.map((one) => ({ value: one.name, label: one.title ?? one.name }))}
                value={null}
                onChange={(to) => to !== null && change({ channel: to })}
                searchable
              />
            )}
            <Select
              label={t('language')}
              data={[
                {
                  value: BASE,
                  label: t('base', {
                    language: facts.language === undefined ? t('language') : (nameOf.of(facts.language) ?? ''),
                  }),
                },
                ...languages
                  .filter((one) => one !== facts.language)
                  .map((one) => ({
                    value: one,
                    label: `${nameOf.of(one) ?? one}${facts.locales.includes(one) ? '' : ' +'}`,
                  })),
              ]}
              value={locale ?? BASE}
              onChange={(to) => change({ locale: to === null || to === BASE ? undefined : to })}
              allowDeselect={false}
            />
            <fieldset className="plain-fieldset" disabled={!mayWrite}>
              <Stack gap="sm">
                {slots.map(([slot, shape]) => (
                  <SlotField
                    key={`${prefix} ${channel} ${slot}`}
                    slot={slot}
                    shape={shape}
                    text={slotText(facts, locale, channel, slot)}
                    base={locale === undefined ? undefined : slotText(facts, undefined, channel, slot)}
                    faults={faults.get(`${prefix}.${channel}.${slot}`) ?? []}
                    write={(words) => draft.setText(withSlot(draft.text, name, [locale, channel, slot], words))}
                  />
                ))}
              </Stack>
            </fieldset>
          </Stack>
        </Tabs.Panel>
      </Tabs>
      {kind?.summary && (
        <Group mt="sm">
          <Text size="xs" c="dimmed">
            {sayWithCode(kind.summary)}
          </Text>
        </Group>
      )}
    </Card>
  );
}
