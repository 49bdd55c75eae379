import {
  testSignInHours,
  type ExitTest,
  type GuardCode,
  type GuardCondition,
} from '@/lib/schemas/okta-guard';
import { listNames } from './roll-out-words';

/** What is known when the guard judges; read by the caller, judged here. */
export interface GuardFacts {
  readonly now: Date;
  /** Latest sign-in to Okta through this application that succeeded. */
  readonly lastSignInAt: Date | null;
  /** The application takes part in single sign-on. */
  readonly isApplicationEnabled: boolean;
  /** The administrators named: verified with the token, and where the public question sends them. */
  readonly administrators: readonly {
    readonly login: string;
    readonly isSuperAdmin: boolean;
    readonly isWithOkta: boolean;
  }[];
  /** `excludeAdmins` as read from the identity provider. */
  readonly excludesAdmins: boolean;
  readonly isLoginDefaultConfirmed: boolean;
  readonly reach: {
    /** People here who are caught and have no passkey, or are disabled. */
    readonly notEnrolled: number;
    /** People of Okta who are caught and not known here; null when nobody knows. */
    readonly unknown: number | null;
    /** People here who are caught and may not open the application. */
    readonly withoutAccess: number;
  };
  readonly exitTest: ExitTest;
}

/**
 * The guard against lock-out: every condition for going wider, met or not. Pure. Activation is refused
 * unless all are met; a second admin may let some pass. Nobody lets pass that no super administrator
 * is proven to stay with Okta, which would stop the run anyway, nor that /login/default was not opened
 * or the application is switched off, which costs a minute.
 */
export function judgeGuard(facts: GuardFacts): readonly GuardCondition[] {
  return [
    judgeSignIn(facts),
    judgeApplication(facts),
    judgeAdministrators(facts),
    {
      code: 'admins_excluded',
      isMet: facts.excludesAdmins,
      title: facts.excludesAdmins
        ? 'Okta never links its administrators to AdminX'
        : 'Okta may link its administrators to AdminX',
      why: 'Otherwise an answer of AdminX could become the session of an administrator of Okta.',
      todo: facts.excludesAdmins
        ? null
        : 'In Okta open Security → Identity Providers, edit the identity provider of AdminX and switch on “Exclude admins” under account link, then check again.',
      isOverridable: true,
    },
    judgeLoginDefault(facts),
    judgeEnrolled(facts),
    judgeExit(facts),
  ];
}

/** Whether a plan may be applied: all met, or each of the rest approved by a second admin. */
export function findRefusals(
  conditions: readonly GuardCondition[],
  approved: readonly GuardCode[],
): readonly GuardCondition[] {
  return conditions.filter(
    ({ code, isMet, isOverridable }) => !isMet && !(isOverridable && approved.includes(code)),
  );
}

const hourMs = 3_600_000;

function judgeSignIn({ lastSignInAt, now }: GuardFacts): GuardCondition {
  const hours = lastSignInAt === null ? null : (now.getTime() - lastSignInAt.getTime()) / hourMs;
  const isMet = hours !== null && hours <= testSignInHours;
  return {
    code: 'test_sign_in',
    isMet,
    title: isMet
      ? 'A sign-in to Okta through AdminX succeeded lately'
      : `No sign-in to Okta through AdminX succeeded within ${String(testSignInHours)} hours`,
    why: 'Whoever is routed can sign in to Okta only if this works.',
    todo: isMet ? null : 'Let the test person sign in to Okta once, then load this page again.',
    isOverridable: true,
  };
}

function judgeApplication({ isApplicationEnabled, reach }: GuardFacts): GuardCondition {
  const { withoutAccess } = reach;
  const isMet = isApplicationEnabled && withoutAccess === 0;
  return {
    code: 'application_open',
    isMet,
    title: toApplicationTitle(isApplicationEnabled, withoutAccess),
    why: 'Who is routed to an application that refuses them is locked out of Okta, passkey or not.',
    todo: isMet ? null : toApplicationTodo(isApplicationEnabled),
    isOverridable: isApplicationEnabled,
  };
}

function toApplicationTitle(isEnabled: boolean, withoutAccess: number): string {
  if (!isEnabled) return 'The application is switched off here';
  if (withoutAccess === 0) return 'The application lets in everybody who is routed';
  return join([`${countPeople(withoutAccess)} who would be routed may not open the application`]);
}

function toApplicationTodo(isEnabled: boolean): string {
  return isEnabled
    ? 'On the page of the application, give access to who is routed, or to everybody.'
    : 'Switch the application on, on its page.';
}

function judgeAdministrators({ administrators }: GuardFacts): GuardCondition {
  const proven = administrators.filter((admin) => admin.isSuperAdmin && admin.isWithOkta);
  const isMet = proven.length > 0 && administrators.every(({ isWithOkta }) => isWithOkta);
  const names = listNames(proven.map(({ login }) => login));
  return {
    code: 'admin_not_routed',
    isMet,
    title: isMet
      ? `${names} ${proven.length === 1 ? 'is' : 'are'} proven to stay with Okta`
      : 'No super administrator of Okta is proven to stay with Okta',
    why: 'Somebody must be able to sign in to Okta’s Admin Console without AdminX, and mend what went wrong.',
    todo: isMet
      ? null
      : 'Name a super administrator whom no rule sends elsewhere, in the step before.',
    isOverridable: false,
  };
}

function judgeLoginDefault({ isLoginDefaultConfirmed: isMet }: GuardFacts): GuardCondition {
  return {
    code: 'login_default',
    isMet,
    title: isMet
      ? '/login/default was opened and shows Okta’s own sign-in'
      : 'Nobody has confirmed that /login/default works',
    why: 'It is the way back for everybody who is routed, whatever the rules say.',
    todo: isMet ? null : 'Open the address below, see Okta’s own sign-in there, and confirm it.',
    isOverridable: false,
  };
}

function judgeEnrolled({ reach: { notEnrolled, unknown } }: GuardFacts): GuardCondition {
  const isMet = notEnrolled === 0 && unknown === 0;
  return {
    code: 'people_enrolled',
    isMet,
    title: isMet
      ? 'Everybody who is routed has a passkey here'
      : toEnrolledTitle(notEnrolled, unknown),
    why: 'Who is routed without a passkey is locked out of Okta until one is enrolled.',
    todo: isMet ? null : toEnrolledTodo(notEnrolled, unknown),
    isOverridable: true,
  };
}

function toEnrolledTitle(notEnrolled: number, unknown: number | null): string {
  const here = notEnrolled > 0 ? [`${countPeople(notEnrolled)} here without a passkey`] : [];
  if (unknown === null) return join([...here, 'it is not known who in Okta is unknown here']);
  const there = unknown > 0 ? [`${countPeople(unknown)} of Okta unknown here`] : [];
  return join([...here, ...there]);
}

function toEnrolledTodo(notEnrolled: number, unknown: number | null): string {
  const invite = notEnrolled > 0 ? ['Invite who is named below.'] : [];
  if (unknown === null) {
    return [...invite, 'Compare the directories first: Directory → Alignment.'].join(' ');
  }
  return [...invite, ...(unknown > 0 ? ['Create and invite whom only Okta knows.'] : [])].join(' ');
}

function judgeExit({ exitTest }: GuardFacts): GuardCondition {
  return {
    code: 'exit_test',
    isMet: exitTest.isPassed,
    title: exitTest.isPassed
      ? 'The stage before has passed its exit test'
      : 'The stage before has not passed its exit test',
    why: exitTest.summary,
    todo: exitTest.isPassed ? null : exitTest.todo,
    isOverridable: true,
  };
}

function countPeople(count: number): string {
  return count === 1 ? 'one person' : `${String(count)} people`;
}

function join(parts: readonly string[]): string {
  const text = parts.join(', and ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
