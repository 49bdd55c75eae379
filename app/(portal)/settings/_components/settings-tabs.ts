import type { TabLink } from '@/components/ui/tab-links';
import type { Permission } from '@/lib/auth/permissions';

interface SettingsTab extends TabLink {
  readonly permission: Permission;
}

/** The pages of Settings in their order. Add a line when its page is whole. */
const settingsTabs: readonly SettingsTab[] = [
  { label: 'Branding', href: '/settings/branding', permission: 'settings.manage' },
  { label: 'Admins and roles', href: '/settings/roles', permission: 'settings.read' },
  { label: 'Mail', href: '/settings/mail', permission: 'mail.read' },
  { label: 'Retention', href: '/settings/retention', permission: 'settings.read' },
  { label: 'About', href: '/settings/about', permission: 'about.read' },
];

/** The pages of Settings a person may see. */
export function settingsTabsFor(may: (permission: Permission) => boolean): readonly TabLink[] {
  return settingsTabs
    .filter(({ permission }) => may(permission))
    .map(({ label, href }) => ({ label, href }));
}
