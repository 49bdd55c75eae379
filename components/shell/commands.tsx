import { AppWindow, FileKey, Upload, UserPlus, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';

type CommandPermission =
  'users.create' | 'users.import' | 'applications.connect' | 'certificates.read';

/** Something to do or a page beyond the places, by its address. */
export interface ShellCommand {
  readonly label: string;
  /** Further words it is found by. */
  readonly words?: string | undefined;
  readonly href: string;
  readonly icon: ReactNode;
  /** The address answers with a file. */
  readonly isDownload?: boolean | undefined;
}

/** What everybody may do is without a permission. Add a line when its page is whole. */
const commands: readonly (ShellCommand & { readonly permission?: CommandPermission })[] = [
  {
    label: 'Create person',
    words: 'user add invite new',
    href: '/users/new',
    icon: <UserPlus aria-hidden />,
    permission: 'users.create',
  },
  {
    label: 'Import people',
    words: 'csv users upload',
    href: '/users/import',
    icon: <Upload aria-hidden />,
    permission: 'users.import',
  },
  {
    label: 'Add application',
    words: 'okta integration connect new',
    href: '/applications/new',
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
    label: 'My account',
    words: 'passkeys sessions profile',
    href: '/account',
    icon: <UserRound aria-hidden />,
  },
];

/** What the command menu offers a person beside the places of the navigation. */
export function commandsFor(
  may: (permission: CommandPermission) => boolean,
): readonly ShellCommand[] {
  return commands
    .filter(({ permission }) => permission === undefined || may(permission))
    .map(({ label, words, href, icon, isDownload }) => ({ label, words, href, icon, isDownload }));
}
