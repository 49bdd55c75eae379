'use client';

import { Fingerprint } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { TenantMark } from '@/components/shell/tenant-mark';
import { accentTokens, deriveAccent } from '@/lib/shared/accent-colours';

export interface SignInPreviewProps {
  readonly look: 'light' | 'dark';
  readonly name: string;
  readonly logoHash: string | null;
  /** `#rrggbb`, or null for ours. */
  readonly accent: string | null;
  readonly text: string;
}

/** A picture of the sign-in page in one theme; nothing in it works. */
export function SignInPreview({ look, name, logoHash, accent, text }: SignInPreviewProps) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { style } = ref.current ?? {};
    if (accent === null || !style) return undefined;
    const tokens = accentTokens(deriveAccent(accent)[look]);
    for (const [token, colour] of Object.entries(tokens)) style.setProperty(token, colour);
    return () => {
      for (const token of Object.keys(tokens)) style.removeProperty(token);
    };
  }, [accent, look]);
  return (
    <figure className="flex flex-col gap-1.5">
      <figcaption className="text-ink-muted text-xs">
        {look === 'light' ? 'In light' : 'In dark'}
      </figcaption>
      <div
        ref={ref}
        data-look={look}
        role="img"
        aria-label={`Sign-in page of ${name} in ${look}${text === '' ? '' : `, saying: ${text}`}`}
        className="rounded-control border-line bg-canvas text-ink flex flex-col gap-4 border p-6"
      >
        <div className="flex items-center gap-2.5">
          <TenantMark logoHash={logoHash} className="size-7 shrink-0" />
          <span className="min-w-0 text-sm font-semibold [overflow-wrap:anywhere]">{name}</span>
        </div>
        <span className="text-xl font-semibold">Sign in</span>
        <span className="rounded-control bg-accent-solid text-on-solid flex h-11 items-center justify-center gap-2 font-medium">
          <Fingerprint aria-hidden className="size-4" />
          Sign in with a passkey
        </span>
        {text !== '' && <span className="text-sm [overflow-wrap:anywhere]">{text}</span>}
        <span className="text-accent text-xs font-medium">Lost your device?</span>
      </div>
    </figure>
  );
}
