import { AppWindow, ShieldCheck, Users } from 'lucide-react';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import type { NavigationItem } from '@/components/shell/navigation';
import { PortalShell } from '@/components/shell/portal-shell';
import { SandboxBanner } from '@/components/shell/sandbox-banner';
import { readTheme, themeCookieName } from '@/components/shell/theme';
import { getActor } from '@/lib/auth/current-actor';
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
 * The shell around the person's own page. It decides nothing: the page asks for its own permission, and
 * redirects to the sign-in page itself. Signed out, the page is shown bare until it has done so.
 */
export default async function AccountLayout({ children }: { readonly children: ReactNode }) {
  const [{ identity }, tenant, jar] = await Promise.all([getActor(), getTenant(), cookies()]);
  if (identity.kind !== 'person') return children;
  const { oktaSandboxUrl } = config();
  return (
    <PortalShell
      tenantName={tenant.name}
      navigation={placesOf(identity.person.role)}
      person={{ name: identity.person.displayName, login: identity.person.login }}
      theme={readTheme(jar.get(themeCookieName)?.value)}
      banner={oktaSandboxUrl !== null && <SandboxBanner organisationUrl={oktaSandboxUrl} />}
    >
      {children}
    </PortalShell>
  );
}
