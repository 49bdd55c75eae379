import clsx from 'clsx';
import { CopyButton } from './copy-button';

export interface CopyableValueProps {
  readonly value: string;
  /** What it is, for screen readers: "entity ID". */
  readonly what: string;
  /** Prose instead of monospace. */
  readonly plain?: boolean | undefined;
}

/** An identifier, URL or fingerprint with its copy button. Breaks anywhere, hides nothing. */
export function CopyableValue({ value, what, plain }: CopyableValueProps) {
  return (
    <span className="flex min-w-0 items-start justify-between gap-2">
      <span
        className={clsx('min-w-0 py-1 text-xs break-all select-all', plain !== true && 'font-mono')}
      >
        {value}
      </span>
      <CopyButton value={value} what={what} />
    </span>
  );
}
