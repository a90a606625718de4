import { Card, Table, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** A table of a test: what each row is about, and its figures. */
export function TestFigures({
  title,
  columns: [first, ...numbers],
  children,
}: {
  readonly title: string;
  readonly columns: readonly string[];
  readonly children: ReactNode;
}) {
  return (
    <Card withBorder component="section" aria-label={title}>
      <Title order={2} mb="xs">
        {title}
      </Title>
      <Table.ScrollContainer minWidth={480} type="native">
        <Table verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{first}</Table.Th>
              {numbers.map((column) => (
                <Table.Th key={column} ta="right">
                  {column}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>{children}</Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Card>
  );
}
