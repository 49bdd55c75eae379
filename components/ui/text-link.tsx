import { ExternalLink } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { linkClass } from './text-anchor';

export interface TextLinkProps {
  readonly href: Route;
  readonly children: ReactNode;
}

/** A link within the portal, in running text. */
export function TextLink({ href, children }: TextLinkProps) {
  return (
    <Link href={href} className={linkClass}>
      {children}
    </Link>
  );
}

export interface ExternalTextLinkProps {
  readonly href: string;
  readonly children: ReactNode;
}

/** A link to another site, opened in a new tab, and marked so. */
export function ExternalTextLink({ href, children }: ExternalTextLinkProps) {
  return (
    <a href={href} target="_blank" rel="noreferrer" className={linkClass}>
      {children}
      <ExternalLink aria-hidden className="ml-1 inline size-3.5 align-[-2px]" />
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  );
}
