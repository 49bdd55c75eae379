import clsx from 'clsx';
import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { buttonClass, type ButtonLook } from './plain-button';

export { Button, ButtonAnchor } from './plain-button';

export interface ButtonLinkProps extends ButtonLook {
  readonly href: Route;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

/** A link within the portal that looks like a button. */
export function ButtonLink({ href, variant, size, icon, className, children }: ButtonLinkProps) {
  return (
    <Link href={href} className={clsx(buttonClass({ variant, size }), className)}>
      {icon}
      {children}
    </Link>
  );
}
