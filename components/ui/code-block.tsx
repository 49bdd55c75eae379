import { CopyButton } from './copy-button';

export interface CodeBlockProps {
  readonly code: string;
  /** What it is: "Request body". Shown above, and used by the copy button. */
  readonly label: string;
}

/** JSON, PEM or XML to read and copy; scrolls inside itself, also by keyboard. */
export function CodeBlock({ code, label }: CodeBlockProps) {
  return (
    <figure className="rounded-control border-line min-w-0 border">
      <figcaption className="border-line bg-side text-ink-muted flex items-center justify-between gap-2 border-b py-1 pr-1 pl-3 text-xs">
        {label}
        <CopyButton value={code} what={label} />
      </figcaption>
      <pre
        tabIndex={0}
        role="region"
        aria-label={label}
        className="max-h-80 overflow-auto p-3 font-mono text-xs leading-5"
      >
        {code}
      </pre>
    </figure>
  );
}
