import type { ErrorCode } from '@/lib/shared/error-codes';
import type { AppError } from '@/lib/shared/errors';
import { fakeRefusal, type FakeCall } from './fake-around';
import { createFakeAdmin } from './fake-calls';
import { createFakeOrganisation, findFakeRoute, type FakeOrganisation } from './fake-organisation';
import type { OktaGateway } from './port';

/** A failure to come: at which call, and whether Okta does its work before failing. */
export interface FakeFailure {
  readonly call: FakeCall;
  readonly code: ErrorCode;
  /** The work is done, only the answer is lost: the worst kind. */
  readonly afterwards?: boolean;
  /** Fails every time from now on. */
  readonly always?: boolean;
  readonly oktaCode?: string;
}

/** The fake, its organisation, and what was called. */
export interface FakeOkta {
  readonly gateway: OktaGateway;
  readonly organisation: FakeOrganisation;
  readonly calls: FakeCall[];
  failAt(failure: FakeFailure): void;
  /**
   * Lets the call with this number (1 is the first ever) never come back, as when the process is
   * killed; `isDone` tells whether Okta carries it out. Resolves when that call has come.
   */
  hangAt(hang: { readonly nth: number; readonly isDone: boolean }): Promise<void>;
}

/** An in-memory {@link OktaGateway} for unit tests: stateful, with Okta's refusals that matter. */
export function createFakeOkta(options: { readonly token: string }): FakeOkta {
  const organisation = createFakeOrganisation(options.token);
  const failures: FakeFailure[] = [];
  const calls: FakeCall[] = [];
  const hang = createHang();
  const around = <A extends readonly unknown[], R>(call: FakeCall, work: (...args: A) => R) => {
    return async (...args: A): Promise<R> => {
      calls.push(call);
      if (hang.isDue(calls.length)) {
        if (hang.isDone()) await Promise.resolve(work(...args));
        return hang.forever<R>();
      }
      const at = failures.findIndex((failure) => failure.call === call);
      const failure = failures[at];
      if (failure && failure.always !== true) failures.splice(at, 1);
      if (failure && failure.afterwards !== true) throw toFailure(failure);
      const result = await Promise.resolve(work(...args));
      if (failure) throw toFailure(failure);
      return result;
    };
  };
  return {
    organisation,
    calls,
    failAt: (failure) => failures.push(failure),
    hangAt: hang.hangAt,
    gateway: {
      probe: around('probe', () => organisation.view),
      findRoute: around('findRoute', (_url: string, login: string) =>
        findFakeRoute(organisation, login),
      ),
      connect: (_url, token) => createFakeAdmin(organisation, token, around),
    },
  };
}

function toFailure({ code, oktaCode }: FakeFailure): AppError {
  return fakeRefusal(code, oktaCode ?? null);
}

/** A call that never comes back. */
function createHang() {
  let due: { readonly nth: number; readonly isDone: boolean } | null = null;
  let tell: () => void = () => undefined;
  return {
    isDue: (nth: number) => due?.nth === nth,
    isDone: () => due?.isDone === true,
    forever: <R>() => {
      tell();
      return new Promise<R>(() => undefined);
    },
    hangAt: (hang: { readonly nth: number; readonly isDone: boolean }) => {
      due = hang;
      return new Promise<void>((resolve) => {
        tell = resolve;
      });
    },
  };
}
