import { AppWindow, ShieldCheck, Users } from 'lucide-react';
import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import type { NavigationItem } from '@/components/shell/navigation';
import { PortalShell } from '@/components/shell/portal-shell';
import { SandboxBanner } from '@/components/shell/sandbox-banner';
import { readTheme, themeCookieName } from '@/components/shell/theme';
import { requireSignedIn } from '@/lib/auth/current-actor';
import { roleHas, type Permission, type Role } from '@/lib/auth/permissions';
import { getTenant } from '@/lib/auth/tenant';
import { config } from '@/lib/config/config';

const places: readonly (NavigationItem & { readonly permission: Permission })[] = [
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

function placesOf(role: Role): readonly NavigationItem[] {
  return places
    .filter(({ permission }) => roleHas(role, permission))
    .map(({ label, href, icon }) => ({ label, href, icon }));
}

/**
 * The shell around the portal. It protects nothing: every page asks for its own permission. But a
 * page with a skeleton has begun its answer by then, so who is signed out, or has no place here, is
 * told by the layout already, with a real redirect or a real 404.
 */
export default async function PortalLayout({ children }: { readonly children: ReactNode }) {
  const { person } = await requireSignedIn();
  const navigation = placesOf(person.role);
  if (navigation.length === 0) notFound();
  const [tenant, jar] = await Promise.all([getTenant(), cookies()]);
  const { oktaSandboxUrl } = config();
  return (
    <PortalShell
      tenantName={tenant.name}
      navigation={navigation}
      person={{ name: person.displayName, login: person.login }}
      theme={readTheme(jar.get(themeCookieName)?.value)}
      banner={oktaSandboxUrl !== null && <SandboxBanner organisationUrl={oktaSandboxUrl} />}
    >
      {children}
    </PortalShell>
  );
}
