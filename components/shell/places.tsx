import { AppWindow, ShieldCheck, Users } from 'lucide-react';
import type { NavigationItem } from './navigation';

type PlacePermission = 'users.read' | 'applications.read' | 'certificates.read';

const places: readonly (NavigationItem & { readonly permission: PlacePermission })[] = [
  { label: 'Users', href: '/users', icon: <Users aria-hidden />, permission: 'users.read' },
  {
    label: 'Applications',
    href: '/applications',
    icon: <AppWindow aria-hidden />,
    permission: 'applications.read',
  },
  {
    label: 'Federation',
    href: '/federation/samlv2',
    icon: <ShieldCheck aria-hidden />,
    permission: 'certificates.read',
  },
];

/** The places of the portal a person may see. */
export function placesFor(
  may: (permission: PlacePermission) => boolean,
): readonly NavigationItem[] {
  return places
    .filter(({ permission }) => may(permission))
    .map(({ label, href, icon }) => ({ label, href, icon }));
}
