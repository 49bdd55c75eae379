import type { ReactNode } from 'react';
import { CommandMenu, CommandMenuButton } from './command-menu';
import type { ShellCommand } from './commands';
import { Navigation, type NavigationItem } from './navigation';
import { PhoneBar } from './phone-bar';
import { RouteFocus } from './route-focus';
import { ShellKeys } from './shell-keys';
import { SkipLink } from './skip-link';
import { TenantMark } from './tenant-mark';
import { UnsavedChangesDialog } from './unsaved-changes-dialog';
import { UserMenu, type ShellPerson } from './user-menu';

export interface PortalShellProps {
  readonly tenantName: string;
  readonly logoHash: string | null;
  /** Only the places this person may see. */
  readonly navigation: readonly NavigationItem[];
  /** Only what this person may do. */
  readonly commands: readonly ShellCommand[];
  readonly person: ShellPerson;
  /** Above everything, on every page. */
  readonly banner?: ReactNode;
  readonly children: ReactNode;
}

/** The frame around every page of a signed-in person. Pages render their content, not `<main>`. */
export function PortalShell(props: PortalShellProps) {
  const { tenantName, logoHash, navigation, commands, person, banner, children } = props;
  return (
    <>
      <SkipLink />
      <UnsavedChangesDialog />
      <RouteFocus />
      <ShellKeys places={navigation} />
      <CommandMenu places={navigation} commands={commands} />
      <div className="md:grid md:grid-cols-[14rem_minmax(0,1fr)] print:block">
        <aside className="border-line bg-side sticky top-0 hidden h-dvh flex-col gap-5 border-r p-3 md:flex print:hidden">
          <div className="flex items-center gap-2.5 px-2.5 pt-2">
            <TenantMark logoHash={logoHash} className="size-5 shrink-0" />
            <div className="flex min-w-0 flex-col leading-4">
              <span className="truncate text-sm leading-5 font-semibold">{tenantName}</span>
              <span className="text-ink-muted text-xs">AdminX</span>
            </div>
          </div>
          <CommandMenuButton form="side" />
          <div className="min-h-0 flex-1 overflow-y-auto">
            <Navigation items={navigation} />
          </div>
          <UserMenu person={person} form="side" />
        </aside>
        <div className="min-w-0">
          <div className="print:hidden">{banner}</div>
          <PhoneBar tenantName={tenantName} logoHash={logoHash} navigation={navigation}>
            <CommandMenuButton form="bar" />
            <UserMenu person={person} form="bar" />
          </PhoneBar>
          <main id="main" tabIndex={-1} className="px-4 py-6 md:px-8 md:py-8 print:p-0">
            <div className="max-w-content mx-auto">{children}</div>
          </main>
        </div>
      </div>
    </>
  );
}
