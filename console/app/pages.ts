import {
  IconActivityHeartbeat,
  IconBolt,
  IconMail,
  IconMap2,
  IconRadar2,
  IconSettings,
  IconSparkles,
  IconUsers,
  type TablerIcon,
} from '@tabler/icons-react';

export type PageName =
  | 'welcome'
  | 'now'
  | 'places'
  | 'triggers'
  | 'templates'
  | 'customers'
  | 'operations'
  | 'settings';

/** What stands in the navigation, in its order. */
export const PAGES: readonly { readonly name: PageName; readonly address: string; readonly icon: TablerIcon }[] = [
  { name: 'now', address: '/now', icon: IconRadar2 },
  { name: 'places', address: '/places', icon: IconMap2 },
  { name: 'triggers', address: '/triggers', icon: IconBolt },
  { name: 'templates', address: '/templates', icon: IconMail },
  { name: 'customers', address: '/customers', icon: IconUsers },
  { name: 'operations', address: '/operations', icon: IconActivityHeartbeat },
  { name: 'settings', address: '/settings', icon: IconSettings },
  { name: 'welcome', address: '/welcome', icon: IconSparkles },
];
