import {
  AppWindow,
  Contact,
  LayoutDashboard,
  LayoutGrid,
  ScrollText,
  Settings,
  ShieldCheck,
  UserRound,
  Users,
} from 'lucide-react';
import type { NavigationItem } from './navigation';

type PlacePermission =
  | 'dashboard.read'
  | 'users.read'
  | 'applications.read'
  | 'alignment.read'
  | 'certificates.read'
  | 'reports.read'
  | 'settings.read'
  | 'mail.read';

interface Place extends NavigationItem {
  /** One of these is enough. */
  readonly anyOf: readonly PlacePermission[];
}

/** In the order of the navigation. Add a place when its page is whole. */
const places: readonly Place[] = [
  {
    label: 'Dashboard',
    href: '/dashboard',
    icon: <LayoutDashboard aria-hidden />,
    anyOf: ['dashboard.read'],
  },
  {
    label: 'Users',
    href: '/users',
    also: ['/groups'],
    icon: <Users aria-hidden />,
    anyOf: ['users.read'],
  },
  {
    label: 'Applications',
    href: '/applications',
    icon: <AppWindow aria-hidden />,
    anyOf: ['applications.read'],
  },
  {
    label: 'Directory',
    href: '/directory/alignment',
    also: ['/directory'],
    icon: <Contact aria-hidden />,
    anyOf: ['alignment.read'],
  },
  {
    label: 'Federation',
    href: '/federation/samlv2',
    also: ['/federation'],
    icon: <ShieldCheck aria-hidden />,
    anyOf: ['certificates.read'],
  },
  {
    label: 'Reports',
    href: '/reports',
    icon: <ScrollText aria-hidden />,
    anyOf: ['reports.read'],
  },
  {
    label: 'Settings',
    href: '/settings',
    icon: <Settings aria-hidden />,
    anyOf: ['settings.read', 'mail.read'],
  },
];

/** Where everybody has a place: the whole navigation of a person without a role. */
export const ownPlaces: readonly NavigationItem[] = [
  { label: 'My applications', href: '/my-applications', icon: <LayoutGrid aria-hidden /> },
  { label: 'My account', href: '/account', icon: <UserRound aria-hidden /> },
];

/** The places of the portal a person may see. */
export function placesFor(
  may: (permission: PlacePermission) => boolean,
): readonly NavigationItem[] {
  return places
    .filter(({ anyOf }) => anyOf.some((permission) => may(permission)))
    .map(({ label, href, also, icon }) => ({ label, href, also, icon }));
}
