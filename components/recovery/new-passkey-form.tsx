'use client';

import { Fingerprint } from 'lucide-react';
import { useState } from 'react';
import { registerPasskey, type CeremonyRefusal } from '@/components/shell/passkey-ceremony';
import { Button } from '@/components/ui/plain-button';
import { ChoiceGroup, Radio } from '@/components/ui/choice';
import { FormError } from '@/components/ui/notice';
import type { OpenRecovery } from '@/lib/schemas/recovery';
import { useClockTime } from './use-clock-time';

const paths = { options: '/api/webauthn/recover/options', verify: '/api/webauthn/recover/verify' };

export interface NewPasskeyFormProps {
  readonly recovery: OpenRecovery;
  /** Id of the SAML request that waits for this browser. */
  readonly request: string | null;
}

/** What happens to the other passkeys, and the button that makes the new one. */
export function NewPasskeyForm({ recovery, request }: NewPasskeyFormProps) {
  const [removeOthers, setRemoveOthers] = useState(true);
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const until = useClockTime(recovery.expiresAt);
  const create = async () => {
    setBusy(true);
    setError(undefined);
    const result = await registerPasskey({
      paths,
      wrap: (response) => ({ response, removeOthers, request }),
    });
    if (result.ok) {
      window.location.assign(result.answer.redirectTo ?? '/account');
      return;
    }
    setBusy(false);
    setError(toMessage(result.refusal));
  };
  return (
    <div className="flex flex-col gap-5">
      <dl className="border-line flex flex-col border-y py-2.5 text-sm">
        <dt className="text-ink-muted text-xs">Your login</dt>
        <dd className="[overflow-wrap:anywhere]">{recovery.login}</dd>
      </dl>
      {recovery.passkeys.length > 0 && (
        <OtherPasskeys
          names={recovery.passkeys}
          removeOthers={removeOthers}
          onChange={setRemoveOthers}
        />
      )}
      <FormError message={error} />
      <Button
        variant="primary"
        loading={isBusy}
        icon={<Fingerprint aria-hidden />}
        className="h-11"
        onClick={() => void create()}
      >
        Create passkey
      </Button>
      <p className="text-ink-muted text-xs">
        You are signed out everywhere else. This works in this browser only
        {until !== null && `, until ${until}`}.
      </p>
    </div>
  );
}

function OtherPasskeys(props: {
  readonly names: readonly string[];
  readonly removeOthers: boolean;
  readonly onChange: (removeOthers: boolean) => void;
}) {
  const { names, removeOthers, onChange } = props;
  const list = new Intl.ListFormat('en').format(names);
  return (
    <ChoiceGroup legend="What happens to the passkeys you have?">
      <p className="text-ink-muted text-xs [overflow-wrap:anywhere]">You have {list}.</p>
      <Radio
        name="others"
        label="Remove them"
        help="A device was lost or stolen. Whoever has it cannot sign in with it any more."
        checked={removeOthers}
        onChange={() => {
          onChange(true);
        }}
      />
      <Radio
        name="others"
        label="Keep them"
        help="Only when all of these devices are in your hands."
        checked={!removeOthers}
        onChange={() => {
          onChange(false);
        }}
      />
    </ChoiceGroup>
  );
}

function toMessage(refusal: CeremonyRefusal): string {
  if (refusal.code !== 'browser.passkey_exists') return refusal.message;
  return 'This device has a passkey of yours already, so you can sign in with it. To create a new one, use another device.';
}
