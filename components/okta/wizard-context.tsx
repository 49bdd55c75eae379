'use client';

import { createContext, use, useMemo, useRef, useState, type ReactNode } from 'react';
import type { SetupRunProgress } from '@/lib/schemas/okta-run';
import type { Refusal } from './run-api';
import { runApply, type ApplyState } from './run-apply';
import { useRefreshAfterReload } from './use-refresh-after-reload';
import { useTokenGuard, type HeldToken } from './use-token-guard';

export interface Wizard {
  /** The token of this run, when this tab holds it. */
  readonly tokenFor: (runId: string) => string | null;
  readonly holdToken: (held: HeldToken) => void;
  readonly dropToken: () => void;
  readonly apply: ApplyState | null;
  /** Sends the token and the hash of the reviewed plan, and follows the run. */
  readonly startApply: (runId: string, planHash: string, token: string) => void;
}

const WizardContext = createContext<Wizard | null>(null);

/**
 * Holds the one-time token while the wizard is open: a React state in the wizard's layout, so it
 * survives moving between steps and nothing else. Never in storage, a cookie or a URL.
 */
export function WizardProvider({ children }: { readonly children: ReactNode }) {
  const [held, setHeld] = useState<HeldToken | null>(null);
  const [apply, setApply] = useState<ApplyState | null>(null);
  const isApplying = useRef(false);
  useTokenGuard(held, () => {
    setHeld(null);
  });
  useRefreshAfterReload();
  const wizard = useMemo<Wizard>(
    () => ({
      tokenFor: (runId) => (held?.runId === runId ? held.token : null),
      holdToken: setHeld,
      dropToken: () => {
        setHeld(null);
      },
      apply,
      startApply: (runId, planHash, token) => {
        if (isApplying.current) return;
        isApplying.current = true;
        const base = { runId, planHash };
        setApply({ ...base, progress: null, refusal: null, isLost: false });
        void runApply(
          { runId, planHash, token },
          {
            // The server has the token now and ends by revoking it, whatever this tab does.
            onAccepted: () => {
              setHeld(null);
            },
            onProgress: (progress: SetupRunProgress) => {
              setApply({ ...base, progress, refusal: null, isLost: false });
            },
            onRefused: (refusal: Refusal) => {
              setApply({ ...base, progress: null, refusal, isLost: false });
            },
            onLost: () => {
              setApply((before) => (before === null ? before : { ...before, isLost: true }));
            },
          },
        ).finally(() => {
          isApplying.current = false;
        });
      },
    }),
    [held, apply],
  );
  return <WizardContext value={wizard}>{children}</WizardContext>;
}

/** The wizard around a step. */
export function useWizard(): Wizard {
  const wizard = use(WizardContext);
  if (wizard === null) throw new Error('useWizard outside the WizardProvider of its layout');
  return wizard;
}
