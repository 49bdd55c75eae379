import { SearchX } from 'lucide-react';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

/** Something this person may not see, or that is gone; the shell stays. */
export default function PortalNotFound() {
  return (
    <EmptyState
      icon={<SearchX />}
      title="There is nothing at this address"
      action={<ButtonLink href="/">Go to the start page</ButtonLink>}
    >
      It may have been removed, the link may be old, or your role may not show it.
    </EmptyState>
  );
}
