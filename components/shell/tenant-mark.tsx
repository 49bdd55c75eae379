import clsx from 'clsx';
import { Mark } from './mark';

export interface TenantMarkProps {
  /** Null shows our own mark. */
  readonly logoHash: string | null;
  /** Of our mark: its size. A logo has that height and its own width. */
  readonly className: string;
}

/** The tenant's logo. Decorative; the name stands beside it. */
export function TenantMark({ logoHash, className }: TenantMarkProps) {
  if (logoHash === null) return <Mark className={className} />;
  return (
    // eslint-disable-next-line @next/next/no-img-element -- nothing to resize, and next/image writes an inline style, which the content security policy forbids
    <img
      src={`/api/branding/logo/${logoHash}`}
      alt=""
      className={clsx(className, 'rounded-control !w-auto max-w-32 object-contain')}
    />
  );
}
