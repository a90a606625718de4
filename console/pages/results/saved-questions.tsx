import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormatter, useNow, useTranslations } from 'use-intl';
import { questionsQuery, removeQuestion } from '../../queries/sql.ts';

/** The saved questions; each opens at an address that can be passed on. */
export function SavedQuestions({ mayRemove }: { readonly mayRemove: boolean }) {
  const t = useTranslations('sql');
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const queries = useQueryClient();
  const { data } = useQuery(questionsQuery);
  const remove = useMutation({
    mutationFn: removeQuestion,
    onSuccess: () => queries.invalidateQueries({ queryKey: questionsQuery.queryKey }),
  });
  if (!data) return null;
  return (
    <Card withBorder component="section" aria-label={t('saved')}>
      <Title order={2} mb="sm">
        {t('saved')}
      </Title>
      {data.questions.length === 0 && <Text c="dimmed">{t('savedNone')}</Text>}
      <Stack gap="xs">
        {data.questions.map(({ id, author, at, body: { title } }) => (
          <Group key={id} justify="space-between" wrap="nowrap">
            <div>
              <Link to="/results/sql" search={{ question: id }} className="row-link any-text">
                {title}
              </Link>
              <Text size="xs" c="dimmed" className="any-text">
                {t('by', { author, when: format.relativeTime(Math.min(at, now.getTime()), now) })}
              </Text>
            </div>
            {mayRemove && (
              <Button
                size="xs"
                variant="subtle"
                color="red"
                aria-label={`${t('remove')}: ${title}`}
                onClick={() => remove.mutate(id)}
              >
                {t('remove')}
              </Button>
            )}
          </Group>
        ))}
      </Stack>
    </Card>
  );
}
