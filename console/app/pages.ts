import {
  IconActivityHeartbeat,
  IconBolt,
  IconChartBar,
  IconMail,
  IconMap2,
  IconRadar2,
  IconSettings,
  IconSparkles,
  IconUsers,
  IconUsersGroup,
  type TablerIcon,
} from '@tabler/icons-react';

export type PageName =
  | 'welcome'
  | 'now'
  | 'places'
  | 'triggers'
  | 'templates'
  | 'customers'
  | 'segments'
  | 'results'
  | 'operations'
  | 'settings';

/**
 * What stands in the navigation, in its order; `letter`: after `g` it leads there; `also`: what begins so is part of
 * it.
 */
export const PAGES: readonly {
  readonly name: PageName;
  readonly address: string;
  readonly also?: readonly string[];
  readonly letter: string;
  readonly icon: TablerIcon;
}[] = [
  { name: 'now', address: '/now', letter: 'n', icon: IconRadar2 },
  { name: 'places', address: '/places', also: ['/draw', '/import'], letter: 'p', icon: IconMap2 },
  { name: 'triggers', address: '/triggers', also: ['/begin', '/connections'], letter: 't', icon: IconBolt },
  { name: 'templates', address: '/templates', letter: 'm', icon: IconMail },
  { name: 'customers', address: '/customers', letter: 'c', icon: IconUsers },
  { name: 'segments', address: '/segments', letter: 's', icon: IconUsersGroup },
  { name: 'results', address: '/results', letter: 'r', icon: IconChartBar },
  { name: 'operations', address: '/operations', letter: 'o', icon: IconActivityHeartbeat },
  { name: 'settings', address: '/settings', letter: 'e', icon: IconSettings },
  { name: 'welcome', address: '/welcome', letter: 'w', icon: IconSparkles },
];
