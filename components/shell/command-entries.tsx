import { AppWindow, Keyboard, LogOut, ScrollText, SunMoon, UserRound, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ShellCommand } from './commands';
import { matchCommands } from './match-commands';
import type { NavigationItem } from './navigation';
import { openKeysDialog } from './shell-signals';
import { signOut } from './sign-out';
import { chooseTheme } from './theme';
import { themeOptions } from './theme-options';
import type { SearchHit, SearchResults } from './use-search';

/** One line of the command menu. */
export interface CommandEntry {
  readonly id: string;
  readonly label: string;
  readonly words?: string | undefined;
  readonly detail?: string | undefined;
  readonly icon: ReactNode;
  readonly href: string;
  readonly isDownload?: boolean | undefined;
  /** Instead of going to `href`. */
  readonly run?: (() => void) | undefined;
}

/** Lines under one heading. */
export interface CommandSection {
  readonly heading: string;
  readonly entries: readonly CommandEntry[];
}

const ownActions: readonly CommandEntry[] = [
  ...themeOptions.map(({ value, label }) => ({
    id: `theme-${value}`,
    label: `Theme: ${label.toLowerCase()}`,
    words: 'toggle appearance colours mode switch',
    icon: <SunMoon aria-hidden />,
    href: '',
    run: () => {
      chooseTheme(value);
    },
  })),
  {
    id: 'keys',
    label: 'Keyboard shortcuts',
    words: 'keys help',
    icon: <Keyboard aria-hidden />,
    href: '',
    run: openKeysDialog,
  },
  {
    id: 'sign-out',
    label: 'Sign out',
    words: 'log out logout end session',
    icon: <LogOut aria-hidden />,
    href: '',
    run: () => void signOut(),
  },
];

/** Everything that fits what is typed, by heading; headings without a line are left out. */
export function listSections(input: {
  readonly typed: string;
  readonly places: readonly NavigationItem[];
  readonly commands: readonly ShellCommand[];
  readonly results: SearchResults;
}): readonly CommandSection[] {
  const { typed, places, commands, results } = input;
  const isPlace = ({ href }: ShellCommand) => places.some((place) => place.href === href);
  const all = commands
    .filter((command) => !isPlace(command))
    .map((command) => ({ id: command.href, ...command }));
  const pages = [
    ...places.map(({ label, href, icon }) => ({ id: href, label, href, icon })),
    ...all.filter(({ isPage }) => isPage === true),
  ];
  const actions = all.filter(({ isPage }) => isPage !== true);
  const sections: readonly CommandSection[] = [
    { heading: 'Go to', entries: matchCommands(pages, typed) },
    { heading: 'SAML traces', entries: toTrace(typed.trim(), places) },
    { heading: 'People', entries: toEntries(results.people, '/users', <UserRound aria-hidden />) },
    { heading: 'Groups', entries: toEntries(results.groups, '/groups', <Users aria-hidden />) },
    {
      heading: 'Applications',
      entries: toEntries(results.applications, '/applications', <AppWindow aria-hidden />),
    },
    { heading: 'Actions', entries: matchCommands([...actions, ...ownActions], typed) },
  ];
  return sections.filter(({ entries }) => entries.length > 0);
}

/** A pasted trace id leads to its trace, for those who may see the reports. */
function toTrace(typed: string, places: readonly NavigationItem[]): CommandEntry[] {
  const mayRead = places.some(({ href }) => href === '/reports');
  if (!mayRead || !/^[0-9a-f]{16}$/iu.test(typed)) return [];
  const href = `/reports/traces/${typed.toLowerCase()}`;
  return [{ id: href, label: `Trace ${typed}`, icon: <ScrollText aria-hidden />, href }];
}

function toEntries(hits: readonly SearchHit[], folder: string, icon: ReactNode): CommandEntry[] {
  return hits.map(({ id, title, detail }) => {
    const href = `${folder}/${id}`;
    return { id: href, label: title === '' ? detail : title, detail, icon, href };
  });
}
