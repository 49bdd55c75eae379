import type { ReactNode } from 'react';
import { TenantMark } from '@/components/shell/tenant-mark';

export interface AuthFrameProps {
  /** Whose page this is: the tenant's name. */
  readonly name: string;
  /** The tenant's logo instead of our mark. */
  readonly logoHash?: string | null | undefined;
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
}

/** The bare page of signing in, enrolling and the first run: mark, name, one thing to do. */
export function AuthFrame({ name, logoHash = null, title, lead, children }: AuthFrameProps) {
  return (
    <main
      id="main"
      className="mx-auto flex min-h-dvh w-full max-w-[26rem] flex-col justify-center gap-6 px-6 py-12"
    >
      <div className="flex items-center gap-2.5">
        <TenantMark logoHash={logoHash} className="size-7 shrink-0" />
        <span className="min-w-0 text-sm font-semibold [overflow-wrap:anywhere]">{name}</span>
      </div>
      <div className="flex flex-col gap-2">
        <h1 className="text-xl font-semibold [overflow-wrap:anywhere]">{title}</h1>
        {lead !== undefined && (
          <div className="text-ink-muted text-sm [overflow-wrap:anywhere]">{lead}</div>
        )}
      </div>
      {children}
    </main>
  );
}
