'use client';

import { useRouter } from 'next/navigation';
import { useState, type ReactNode } from 'react';
import { registerPasskey } from '@/components/shell/passkey-ceremony';
import { reauthenticationRequired, useReauthentication } from '@/components/shell/reauthentication';

const paths = {
  options: '/api/webauthn/authenticators/options',
  verify: '/api/webauthn/authenticators/verify',
};

/** A passkey that was just added, with the name it got. */
export interface AddedPasskey {
  readonly id: string;
  readonly name: string;
}

export interface AddPasskey {
  readonly add: () => Promise<void>;
  readonly isAdding: boolean;
  readonly error: string | undefined;
  /** Render this once. */
  readonly dialog: ReactNode;
}

/** Adds another passkey; asks for the one there is again when it was not used just now. */
export function useAddPasskey(onAdded?: (passkey: AddedPasskey) => void): AddPasskey {
  const router = useRouter();
  const { ask, dialog } = useReauthentication();
  const [error, setError] = useState<string>();
  const [isAdding, setAdding] = useState(false);
  const add = async () => {
    setAdding(true);
    setError(undefined);
    const result = await registerPasskey({ paths });
    setAdding(false);
    if (!result.ok && result.refusal.code === reauthenticationRequired) {
      ask(() => void add());
      return;
    }
    if (!result.ok) {
      setError(result.refusal.message);
      return;
    }
    router.refresh();
    if (result.answer.passkey) onAdded?.(result.answer.passkey);
  };
  return { add, isAdding, error, dialog };
}
