import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import { ButtonAnchor } from '@/components/ui/button';

export interface NewTabProps {
  readonly href: string;
  readonly isMain?: boolean;
  readonly children: ReactNode;
}

/** A button that opens a page of Okta beside this one. */
export function NewTab({ href, isMain = false, children }: NewTabProps) {
  return (
    <ButtonAnchor
      href={href}
      target="_blank"
      rel="noreferrer"
      variant={isMain ? 'primary' : 'secondary'}
      icon={<ExternalLink aria-hidden />}
      className="max-w-full"
    >
      <span className="truncate">{children}</span>
      <span className="sr-only"> (opens in a new tab)</span>
    </ButtonAnchor>
  );
}
