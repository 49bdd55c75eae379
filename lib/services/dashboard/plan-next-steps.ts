import type { Permission } from '@/lib/auth/permissions';
import type { NextStep, PeopleCounts } from '@/lib/schemas/dashboard';

/** What is known about the tenant, from which the steps follow. */
export interface TenantFacts {
  readonly readerId: string;
  readonly people: PeopleCounts;
  readonly applicationCount: number;
  readonly owners: readonly {
    readonly id: string;
    readonly firstName: string;
    readonly lastName: string;
    readonly passkeys: number;
  }[];
  /** Whole days until the active certificate ends; null without one. */
  readonly certificateDaysLeft: number | null;
  readonly isMailConfigured: boolean;
  readonly failedMailCount: number;
  readonly runsWithLiveToken: readonly { readonly id: string; readonly orgUrl: string }[];
}

type Step = NextStep & { readonly permission: Permission };

/** What to do next, the most pressing first; only what the reader may do or at least look at. */
export function planNextSteps(
  facts: TenantFacts,
  may: (permission: Permission) => boolean,
): readonly NextStep[] {
  return [
    ...liveTokens(facts),
    ...certificate(facts),
    ...applications(facts),
    ...people(facts),
    ...owners(facts),
    ...mail(facts),
  ]
    .filter(({ permission }) => may(permission))
    .map(({ permission: _permission, ...step }) => step);
}

function liveTokens({ runsWithLiveToken }: TenantFacts): readonly Step[] {
  return runsWithLiveToken.map((run) => ({
    id: `token-${run.id}`,
    permission: 'applications.connect',
    tone: 'danger',
    title: `An API token of ${new URL(run.orgUrl).host} is still alive`,
    why: 'A set-up run has not ended. Finish or cancel it, so that its token is revoked.',
    href: '/applications/okta/setup',
    linkLabel: 'Open set-up runs',
  }));
}

function certificate({ certificateDaysLeft: days }: TenantFacts): readonly Step[] {
  if (days === null || days >= 60) return [];
  const when = days < 0 ? 'has ended' : `ends in ${days === 1 ? '1 day' : `${String(days)} days`}`;
  return [
    {
      id: 'certificate',
      permission: 'certificates.read',
      tone: days < 14 ? 'danger' : 'warning',
      title: `The signing certificate ${when}`,
      why: 'Afterwards applications that check its dates refuse every sign-in.',
      href: '/federation/samlv2',
      linkLabel: 'Open certificates',
    },
  ];
}

function applications({ applicationCount }: TenantFacts): readonly Step[] {
  if (applicationCount > 0) return [];
  return [
    {
      id: 'application',
      permission: 'applications.connect',
      tone: 'neutral',
      title: 'Connect Okta',
      why: 'Nothing is connected yet, so nobody signs in anywhere with a passkey. It takes about five minutes.',
      href: '/applications/new',
      linkLabel: 'Add application',
    },
  ];
}

function owners(facts: TenantFacts): readonly Step[] {
  const steps: Step[] = [];
  const single = facts.owners.filter(({ passkeys }) => passkeys === 1);
  if (single.some(({ id }) => id === facts.readerId)) steps.push(addSecondPasskey());
  if (facts.owners.length < 2) steps.push(makeSecondOwner());
  const others = single.filter(({ id }) => id !== facts.readerId).slice(0, 3);
  return [...steps, ...others.map(askForSecondPasskey)];
}

function makeSecondOwner(): Step {
  return {
    id: 'second-owner',
    permission: 'users.assign_role',
    tone: 'warning',
    title: 'Make a second person an owner',
    why: 'Only one owner can sign in. Without every passkey of theirs, only the operator of the server can help.',
    href: '/settings/roles',
    linkLabel: 'Open roles',
  };
}

function addSecondPasskey(): Step {
  return {
    id: 'second-passkey',
    permission: 'account.manage',
    tone: 'warning',
    title: 'Add a second passkey to your account',
    why: 'You have one. A lost device would lock you out.',
    href: '/account',
    linkLabel: 'Open my account',
  };
}

function askForSecondPasskey(owner: TenantFacts['owners'][number]): Step {
  const name = `${owner.firstName} ${owner.lastName}`.trim();
  return {
    id: `passkey-${owner.id}`,
    permission: 'users.assign_role',
    tone: 'neutral',
    title: `Ask ${name} to add a second passkey`,
    why: 'This owner has one. A lost device would lock them out.',
    href: `/users/${owner.id}`,
    linkLabel: 'Open person',
  };
}

function people({ people: counts, owners: { length: ownerCount } }: TenantFacts): readonly Step[] {
  const { enrolled, invited, notEnrolled } = counts;
  if (enrolled > ownerCount || invited > 0) return [];
  const isEmpty = notEnrolled === 0;
  return [
    {
      id: 'people',
      permission: 'users.invite',
      tone: 'neutral',
      title: isEmpty ? 'Create the first people' : 'Invite people',
      why: isEmpty
        ? 'Nobody but the owner exists. Create one person to try it with, then import the others.'
        : 'Nobody has been invited yet, so nobody can set up a passkey.',
      href: isEmpty ? '/users/new' : '/users',
      linkLabel: isEmpty ? 'Create person' : 'Open users',
    },
  ];
}

function mail({ isMailConfigured, failedMailCount: failed }: TenantFacts): readonly Step[] {
  if (!isMailConfigured) {
    return [
      {
        id: 'mail',
        permission: 'settings.manage',
        tone: 'neutral',
        title: 'Set up mail',
        why: 'Without a mail server, links are handed over by hand and nobody is warned of anything.',
        href: '/settings/mail',
        linkLabel: 'See what to set',
      },
    ];
  }
  if (failed === 0) return [];
  return [
    {
      id: 'failed-mail',
      permission: 'mail.read',
      tone: 'warning',
      title:
        failed === 1 ? '1 message did not arrive' : `${String(failed)} messages did not arrive`,
      why: 'They were given up in the last seven days. Whoever was to be invited still waits.',
      href: '/settings/mail?state=failed',
      linkLabel: 'Open failed messages',
    },
  ];
}
