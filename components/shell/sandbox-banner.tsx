import { FlaskConical } from 'lucide-react';

export interface SandboxBannerProps {
  /** Where the stand-in organisation runs. */
  readonly organisationUrl: string;
}

/** Says on every page that this installation trusts a stand-in Okta organisation. */
export function SandboxBanner({ organisationUrl }: SandboxBannerProps) {
  return (
    <div
      role="note"
      className="border-warning-line bg-warning-soft flex items-start gap-2 border-b px-4 py-1.5 text-xs"
    >
      <FlaskConical aria-hidden className="text-warning mt-0.5 size-4 shrink-0" />
      <p className="min-w-0 [overflow-wrap:anywhere]">
        <span className="text-warning font-medium">Demo.</span> This installation accepts the
        stand-in Okta organisation at <span className="font-mono">{organisationUrl}</span>. It is
        for trying things out on this machine, not for real people.
      </p>
    </div>
  );
}
