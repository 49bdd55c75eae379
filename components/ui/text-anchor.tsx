import type { Route } from 'next';
import type { ReactNode } from 'react';

/** How a link looks in running text. */
export const linkClass =
  'rounded-control font-medium text-accent underline decoration-transparent underline-offset-2 hover:decoration-current';

export interface TextAnchorProps {
  readonly href: Route;
  readonly children: ReactNode;
}

/** A plain link: it loads no router and fetches nothing ahead, for pages that have to be light. */
export function TextAnchor({ href, children }: TextAnchorProps) {
  return (
    <a href={href} className={linkClass}>
      {children}
    </a>
  );
}
