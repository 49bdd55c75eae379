'use client';

import { Fingerprint } from 'lucide-react';
import { useState } from 'react';
import { registerPasskey } from '@/components/shell/passkey-ceremony';
import { Button } from '@/components/ui/plain-button';
import { FormError } from '@/components/ui/notice';

const paths = { options: '/api/webauthn/enrol/options', verify: '/api/webauthn/enrol/verify' };

export interface EnrolPasskeyProps {
  /** From the invitation link. */
  readonly token: string;
}

/** One button that makes the first passkey; nothing happens before it is pressed. */
export function EnrolPasskey({ token }: EnrolPasskeyProps) {
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const create = async () => {
    setBusy(true);
    setError(undefined);
    const result = await registerPasskey({
      paths,
      begin: { token },
      wrap: (response) => ({ token, response }),
    });
    if (result.ok) {
      window.location.assign(result.answer.redirectTo ?? '/');
      return;
    }
    setBusy(false);
    setError(result.refusal.message);
  };
  return (
    <div className="flex flex-col gap-4">
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
    </div>
  );
}
