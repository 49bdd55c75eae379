'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { announce } from './announce';
import { Button, type ButtonSize, type ButtonVariant } from './plain-button';

export interface CopyButtonProps {
  readonly value: string;
  /** What is copied, for screen readers: "entity ID" reads "Copy entity ID". */
  readonly what: string;
  /** Shown instead of "Copy", for example "Copy all". */
  readonly label?: string | undefined;
  readonly variant?: ButtonVariant | undefined;
  readonly size?: ButtonSize | undefined;
}

type State = 'idle' | 'copied' | 'failed';

async function copyText(value: string): Promise<State> {
  try {
    await navigator.clipboard.writeText(value);
    return 'copied';
  } catch {
    return 'failed';
  }
}

/** Copies a value and says "Copied". Where the browser refuses, it says so. */
export function CopyButton(props: CopyButtonProps) {
  const { value, what, label = 'Copy', variant = 'quiet', size = 'small' } = props;
  const [state, setState] = useState<State>('idle');
  useEffect(() => {
    if (state === 'idle') return undefined;
    const timer = window.setTimeout(() => {
      setState('idle');
    }, 2000);
    return () => {
      window.clearTimeout(timer);
    };
  }, [state]);
  const text = { idle: label, copied: 'Copied', failed: 'Select and copy' }[state];
  return (
    <Button
      variant={variant}
      size={size}
      icon={state === 'copied' ? <Check aria-hidden /> : <Copy aria-hidden />}
      aria-label={state === 'idle' ? `${label} ${what}` : text}
      onClick={() => {
        void copyText(value).then((next) => {
          setState(next);
          announce(next === 'copied' ? `Copied ${what}` : 'Copying was refused by the browser');
        });
      }}
    >
      {text}
    </Button>
  );
}
