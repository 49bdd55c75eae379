'use client';

import { Download, Printer } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Notice } from '@/components/ui/notice';
import type { NewRecoveryCodes } from '@/lib/schemas/recovery';

export interface NewCodesProps {
  readonly fresh: NewRecoveryCodes;
  /** The person has kept them: they go from the screen. */
  readonly onKept: () => void;
}

/** New recovery codes, this once: to copy, download or print. */
export function NewCodes({ fresh, onKept }: NewCodesProps) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    ref.current?.focus();
  }, []);
  const text = toText(fresh);
  return (
    <div
      ref={ref}
      tabIndex={-1}
      role="group"
      aria-label="Your new recovery codes"
      className="flex flex-col gap-4"
    >
      <Notice tone="warning" title="Keep these codes now. They are not shown again.">
        Print them, or put them where you can reach them without this device: a safe or a password
        manager. Whoever has one and knows your login can get into your account.
      </Notice>
      <CodeSheet fresh={fresh} />
      <div className="flex flex-wrap gap-2">
        <CopyButton
          value={text}
          what="recovery codes"
          label="Copy"
          variant="secondary"
          size="medium"
        />
        <Button
          icon={<Download aria-hidden />}
          onClick={() => {
            download(`recovery-codes-${new URL(fresh.recoverUrl).hostname}.txt`, text);
          }}
        >
          Download
        </Button>
        <Button
          icon={<Printer aria-hidden />}
          onClick={() => {
            window.print();
          }}
        >
          Print
        </Button>
        <Button variant="primary" onClick={onKept}>
          I have kept them
        </Button>
      </div>
    </div>
  );
}

/** What is printed: `data-print-only` leaves the rest of the page out (globals.css). */
function CodeSheet({ fresh }: { readonly fresh: NewRecoveryCodes }) {
  return (
    <div data-print-only className="rounded-control border-line flex flex-col gap-3 border p-4">
      <p className="text-ink-muted text-xs [overflow-wrap:anywhere]">
        {fresh.tenantName} · {fresh.login}
      </p>
      <ul
        aria-label="Recovery codes"
        className="grid gap-x-8 gap-y-1.5 font-mono text-sm sm:grid-cols-2"
      >
        {fresh.codes.map((code) => (
          <li key={code} className="whitespace-nowrap">
            {code}
          </li>
        ))}
      </ul>
      <p className="text-ink-muted text-xs [overflow-wrap:anywhere]">
        Each code works once, at {fresh.recoverUrl}
      </p>
    </div>
  );
}

function toText(fresh: NewRecoveryCodes): string {
  return [
    `Recovery codes of ${fresh.login} for ${fresh.tenantName}`,
    `Made ${fresh.createdAt.slice(0, 16).replace('T', ' ')} UTC. Each code works once, at ${fresh.recoverUrl}`,
    '',
    ...fresh.codes,
    '',
  ].join('\n');
}

function download(fileName: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  window.setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 10_000);
}
