import { AppWindow, FileKey, LayoutGrid, UserPlus, UserRound, UsersRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { innerPages } from './inner-pages';

/** What an entry may ask for. */
export type CommandPermission =
  | 'users.create'
  | 'users.import'
  | 'groups.read'
  | 'groups.manage'
  | 'applications.connect'
  | 'applications.read'
  | 'certificates.read'
  | 'reports.verify'
  | 'settings.read'
  | 'settings.manage'
  | 'mail.read'
  | 'about.read';

/** Something to do or a page beyond the places, by its address. */
export interface ShellCommand {
  readonly label: string;
  /** Further words it is found by. */
  readonly words?: string | undefined;
  readonly href: string;
  readonly icon: ReactNode;
  /** The address answers with a file. */
  readonly isDownload?: boolean | undefined;
  /** A page to look at rather than something to do. */
  readonly isPage?: boolean | undefined;
}

/** A command, and what it takes to be offered it. */
export type GuardedCommand = ShellCommand & { readonly permission?: CommandPermission };

/** What everybody may do is without a permission. Add a line when its page is whole. */
const actions: readonly GuardedCommand[] = [
  {
    label: 'Create person',
    words: 'user add invite new',
    href: '/users/new',
    icon: <UserPlus aria-hidden />,
    permission: 'users.create',
  },
  {
    label: 'Create group',
    words: 'add new team',
    href: '/groups/new',
    icon: <UsersRound aria-hidden />,
    permission: 'groups.manage',
  },
  {
    label: 'Add application',
    words: 'okta integration connect new',
    href: '/applications/new',
    icon: <AppWindow aria-hidden />,
    permission: 'applications.connect',
  },
  {
    label: 'Add application from metadata',
    words: 'custom saml import sp service provider xml',
    href: '/applications/custom/import',
    icon: <AppWindow aria-hidden />,
    permission: 'applications.connect',
  },
  {
    label: 'Download signing certificate (PEM)',
    words: 'key file',
    href: '/api/certificates/active/pem',
    icon: <FileKey aria-hidden />,
    isDownload: true,
    permission: 'certificates.read',
  },
  {
    label: 'My applications',
    words: 'open apps sign in launch start',
    href: '/my-applications',
    icon: <LayoutGrid aria-hidden />,
    isPage: true,
  },
  {
    label: 'My account',
    words: 'passkeys sessions profile recovery codes',
    href: '/account',
    icon: <UserRound aria-hidden />,
  },
];

/** What the command menu offers a person beside the places of the navigation. */
export function commandsFor(
  may: (permission: CommandPermission) => boolean,
): readonly ShellCommand[] {
  return [...innerPages, ...actions]
    .filter(({ permission }) => permission === undefined || may(permission))
    .map(({ permission: _permission, ...command }) => command);
}
