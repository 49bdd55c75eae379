'use client';

import { startAuthentication, startRegistration, WebAuthnError } from '@simplewebauthn/browser';

/** Why a ceremony did not succeed, in words for the page. */
export interface CeremonyRefusal {
  readonly code: string;
  readonly message: string;
}

/** What the server answers: where to go, or which passkey was added. */
interface CeremonyAnswer {
  readonly redirectTo?: string;
  readonly passkey?: { readonly id: string; readonly name: string };
}

/** What the server answered, or why there is nothing. */
export type CeremonyResult =
  | { readonly ok: true; readonly answer: CeremonyAnswer }
  | { readonly ok: false; readonly refusal: CeremonyRefusal };

export interface CeremonyPaths {
  readonly options: string;
  readonly verify: string;
}

interface Ceremony {
  readonly paths: CeremonyPaths;
  /** Sent with the request for options. */
  readonly begin?: Readonly<Record<string, unknown>>;
  /** Makes the body of the last request; by default the passkey's answer itself. */
  readonly wrap?: (response: unknown) => unknown;
}

type CreateOptions = Parameters<typeof startRegistration>[0]['optionsJSON'];
type GetOptions = Parameters<typeof startAuthentication>[0]['optionsJSON'];

/** Makes a passkey. */
export function registerPasskey(ceremony: Ceremony): Promise<CeremonyResult> {
  return run(ceremony, (options) => startRegistration({ optionsJSON: options as CreateOptions }));
}

/** Uses a passkey; `inField` waits in the browser's autofill until somebody chooses one. */
export function askForPasskey(
  ceremony: Ceremony & { readonly inField?: boolean },
): Promise<CeremonyResult> {
  return run(ceremony, (options) =>
    startAuthentication({
      optionsJSON: options as GetOptions,
      useBrowserAutofill: ceremony.inField === true,
      verifyBrowserAutofillInput: false,
    }),
  );
}

async function run(
  ceremony: Ceremony,
  ask: (options: unknown) => Promise<unknown>,
): Promise<CeremonyResult> {
  try {
    const options = await askForOptions(ceremony);
    if (!options.ok) return { ok: false, refusal: await readRefusal(options) };
    const response = await ask(await options.json());
    const body = ceremony.wrap ? ceremony.wrap(response) : response;
    const verified = await post(ceremony.paths.verify, body);
    if (!verified.ok) return { ok: false, refusal: await readRefusal(verified) };
    return { ok: true, answer: (await verified.json()) as CeremonyAnswer };
  } catch (error) {
    return { ok: false, refusal: toRefusal(error) };
  }
}

/**
 * One request for options at a time, over all tabs: the first answer gives the browser the cookie
 * its ceremonies are bound to. Two at once would get two, and one of the ceremonies be refused.
 */
function askForOptions({ paths, begin }: Ceremony): Promise<Response> {
  return navigator.locks.request('adminx-ceremony', () => post(paths.options, begin ?? {}));
}

function post(path: string, body: unknown): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function readRefusal(response: Response): Promise<CeremonyRefusal> {
  try {
    const { error } = (await response.json()) as { error: CeremonyRefusal };
    return { code: error.code, message: error.message };
  } catch {
    return noAnswer;
  }
}

const noAnswer: CeremonyRefusal = {
  code: 'browser.no_answer',
  message: 'The server did not answer. Check the connection and try again.',
};

function toRefusal(error: unknown): CeremonyRefusal {
  const name = error instanceof Error ? error.name : '';
  const cause = error instanceof WebAuthnError ? error.code : '';
  if (cause === 'ERROR_CEREMONY_ABORTED' || name === 'AbortError') {
    return { code: 'browser.aborted', message: 'Another attempt has begun.' };
  }
  if (name === 'InvalidStateError') {
    return {
      code: 'browser.passkey_exists',
      message: 'This device has a passkey of yours already. Use another device.',
    };
  }
  if (name === 'TypeError') return noAnswer;
  return {
    code: 'browser.passkey_unused',
    message: 'The passkey was not used. Press the button to try again.',
  };
}
