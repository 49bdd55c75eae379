import { startAuthentication } from '@simplewebauthn/browser';
import { noAnswer, readRefusal, send, type Refusal } from './run-api';

const cancelled: Refusal = {
  code: 'browser.passkey_cancelled',
  message: 'The passkey was not used. Press the button to try again.',
};

/** Asks for the passkey of the signed-in person again. Null when it was proven. */
export async function reauthenticate(): Promise<Refusal | null> {
  try {
    const optionsAnswer = await send('/api/webauthn/reauthenticate/options', {});
    if (!optionsAnswer.ok) return await readRefusal(optionsAnswer);
    const options: unknown = await optionsAnswer.json();
    const response = await askForPasskey(options);
    if (response === null) return cancelled;
    const verified = await send('/api/webauthn/reauthenticate/verify', { response });
    return verified.ok ? null : await readRefusal(verified);
  } catch {
    return noAnswer();
  }
}

type AuthenticationOptions = Parameters<typeof startAuthentication>[0]['optionsJSON'];

async function askForPasskey(options: unknown) {
  try {
    return await startAuthentication({ optionsJSON: options as AuthenticationOptions });
  } catch {
    return null;
  }
}
