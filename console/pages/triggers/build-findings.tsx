import { Anchor, Card, List, Text, Title } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { useEngineWords } from '../../parts/use-engine-words.ts';
import { showPlace } from './show-place.ts';
import { type Checked, useDraftReport } from './use-draft-report.ts';

/** What is wrong with the draft, and what is odd; each leads to its place in the form. */
export function BuildFindings(checked: Checked) {
  const report = useDraftReport(checked);
  const t = useTranslations('triggers');
  const { wordProblems } = useEngineWords();
  const { problems = [], warnings = [] } = report ?? {};
  return (
    <Card withBorder component="section" aria-label={t('findings')} aria-live="polite">
      <Title order={2} mb="xs">
        {t('findings')}
      </Title>
      {problems.length + warnings.length === 0 && (
        <Text size="sm" c="dimmed">
          {report ? t('noProblems') : t('checking')}
        </Text>
      )}
      {[
        { name: 'problems' as const, list: problems, color: 'red.8' },
        { name: 'warnings' as const, list: warnings, color: 'orange.9' },
      ]
        .filter(({ list }) => list.length > 0)
        .map(({ name, list, color }) => (
          <div key={name}>
            <Text size="sm" fw={600} c={color}>
              {t(name, { count: list.length })}
            </Text>
            <List size="sm" mb="xs" spacing={4}>
              {wordProblems(list).map(({ path, expected }) => (
                <List.Item key={`${path} ${expected}`} className="any-text">
                  <Anchor
                    component="button"
                    type="button"
                    size="sm"
                    onClick={() => showPlace(path)}
                    className="any-text"
                    ta="left"
                  >
                    {path === '' ? t('whole') : path}
                  </Anchor>{' '}
                  {expected}
                </List.Item>
              ))}
            </List>
          </div>
        ))}
    </Card>
  );
}
