import {
  Brush,
  CircleQuestionMark,
  FileUp,
  CalendarClock,
  Info,
  Mail,
  ShieldUser,
  SquareCheckBig,
  UsersRound,
} from 'lucide-react';
import type { GuardedCommand } from './commands';

type Page = Required<Pick<GuardedCommand, 'label' | 'words' | 'href' | 'icon' | 'permission'>>;

/** The pages behind the places of the navigation, for the command menu. Add one when it is whole. */
const pages: readonly Page[] = [
  {
    label: 'Groups',
    words: 'teams members',
    href: '/groups',
    icon: <UsersRound aria-hidden />,
    permission: 'groups.read',
  },
  {
    label: 'Import people',
    words: 'csv users upload imports undo',
    href: '/users/import',
    icon: <FileUp aria-hidden />,
    permission: 'users.import',
  },
  {
    label: 'Help with Okta',
    words: 'errors trouble support token wizard what to do',
    href: '/applications/okta/help',
    icon: <CircleQuestionMark aria-hidden />,
    permission: 'applications.read',
  },
  {
    label: 'Verify the event log',
    words: 'audit chain hash reports check',
    href: '/reports/verify',
    icon: <SquareCheckBig aria-hidden />,
    permission: 'reports.verify',
  },
  {
    label: 'Branding',
    words: 'settings logo colour color name sign-in page',
    href: '/settings/branding',
    icon: <Brush aria-hidden />,
    permission: 'settings.manage',
  },
  {
    label: 'Admins and roles',
    words: 'settings owner support auditor permissions',
    href: '/settings/roles',
    icon: <ShieldUser aria-hidden />,
    permission: 'settings.read',
  },
  {
    label: 'Mail',
    words: 'settings smtp outbox messages email',
    href: '/settings/mail',
    icon: <Mail aria-hidden />,
    permission: 'mail.read',
  },
  {
    label: 'Retention',
    words: 'settings keep events audit days',
    href: '/settings/retention',
    icon: <CalendarClock aria-hidden />,
    permission: 'settings.read',
  },
  {
    label: 'About',
    words: 'settings version release health database clock support',
    href: '/settings/about',
    icon: <Info aria-hidden />,
    permission: 'about.read',
  },
];

/** The same as entries of the command menu. */
export const innerPages: readonly GuardedCommand[] = pages.map((page) => ({
  ...page,
  isPage: true,
}));
