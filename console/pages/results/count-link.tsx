import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useFormatter } from 'use-intl';

/** A number that leads to the decisions behind it; without parameters, or for nothing, it is a number alone. */
export function CountLink({
  count,
  params,
}: {
  readonly count: unknown;
  readonly params: Readonly<Record<string, string>> | undefined;
}) {
  const format = useFormatter();
  if (count === null || count === undefined) return '–';
  const says = format.number(Number(count));
  if (params === undefined || Number(count) === 0) return says;
  return (
    <Anchor component={Link} {...(decisionsLink(params) as object)} inherit fw={600}>
      {says}
    </Anchor>
  );
}

/** Where the decisions behind a number are. */
export function decisionsLink(params: Readonly<Record<string, string>>) {
  return { to: '/results/decisions', search: params } as const;
}
