import { Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';

/** The parts of a page, each at an address of its own. */
export function SubNav({
  label,
  links,
}: {
  readonly label: string;
  readonly links: readonly { readonly to: string; readonly name: string }[];
}) {
  return (
    <Group component="nav" aria-label={label} gap={0} mb="lg" className="sub-nav">
      {links.map(({ to, name }) => (
        <Link key={to} to={to} className="sub-nav-link" activeProps={{ 'aria-current': 'page' }}>
          {name}
        </Link>
      ))}
    </Group>
  );
}
