import { Group, Stack, Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { AnswerBadge, answerName } from '../../parts/answers.tsx';
import type { Condition, ExplainedNode } from '../../parts/explained/blockers.ts';
import { type ExplainWords, useExplainWords } from '../../parts/explained/use-explain-words.ts';
import { withKeys } from '../../parts/with-keys.ts';

/** The tree of a trigger's conditions with what each answered and saw, and what would make the unknown ones known. */
export function ExplainedConditions({ when }: { readonly when: ExplainedNode }) {
  const words = useExplainWords();
  return (
    <ul className="condition-tree">
      <Node node={when} words={words} />
    </ul>
  );
}

function Node({ node, words }: { readonly node: ExplainedNode; readonly words: ExplainWords }) {
  const t = useTranslations('customers.explain');
  if (node.kind === 'condition') return <Leaf node={node} words={words} />;
  if (node.children.length === 0) {
    return (
      <li>
        <Text size="sm" c="dimmed">
          {t('always')}
        </Text>
      </li>
    );
  }
  return (
    <li>
      <Group gap="xs" mb={4}>
        <AnswerBadge answer={answerName(node.answer)} />
        <Text size="sm" fw={600}>
          {t(`groups.${node.kind}`)}
        </Text>
      </Group>
      <ul className="condition-tree">
        {withKeys(node.children).map(([key, child]) => (
          <Node key={key} node={child} words={words} />
        ))}
      </ul>
    </li>
  );
}

function Leaf({ node, words }: { readonly node: Condition; readonly words: ExplainWords }) {
  const t = useTranslations('customers');
  const answer = answerName(node.answer);
  const isKnown = node.saw !== undefined && node.saw !== null;
  const toldBy = answer === 'unknown' ? words.toldBy(node.field) : [];
  return (
    <li>
      <Group gap="xs" align="flex-start" wrap="nowrap">
        <AnswerBadge answer={answer} />
        <Stack gap={0}>
          <Text size="sm" className="any-text">
            <strong>{words.field(node.field)}</strong> {words.test(node.field, node.operator, node.args)}
          </Text>
          <Text size="xs" c="dimmed" className="any-text">
            {isKnown ? t('saw', { value: words.value(node.field, node.saw) }) : t('sawNothing')}
            {toldBy.length > 0 && ` · ${t('explain.wouldBeKnown', { signals: toldBy.join(', ') })}`}
          </Text>
        </Stack>
      </Group>
    </li>
  );
}
