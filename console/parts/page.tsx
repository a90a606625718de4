import { Box, Group, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';

/** A page: its title, what can be done on it, and its content. `fills`: the content takes all the height there is. */
export function Page({
  title,
  actions,
  fills = false,
  children,
}: {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly fills?: boolean;
  readonly children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Kairos`;
  }, [title]);
  return (
    <Box
      p="lg"
      style={fills ? { display: 'flex', flexDirection: 'column', height: 'calc(100dvh - 52px)' } : { maxWidth: 1_280 }}
    >
      <Group justify="space-between" mb="md" align="center">
        <Title order={1} className="any-text" flex="1 1 200px">
          {title}
        </Title>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Box>
  );
}
