import type { Route } from 'next';
import { Badge } from '@/components/ui/badge';
import { TextLink } from '@/components/ui/text-link';
import type { AboutCheck } from './about-checks';

/** One line: what, how it is, what that means. */
export function HealthLine({ check }: { readonly check: AboutCheck }) {
  const { label, tone, state, says, link } = check;
  return (
    <li className="grid gap-x-6 gap-y-1 py-3 sm:grid-cols-[8.5rem_8.5rem_minmax(0,1fr)] sm:items-baseline">
      <span className="flex items-center justify-between gap-3 text-sm font-medium sm:contents">
        {label}
        <span>
          <Badge tone={tone}>{state}</Badge>
        </span>
      </span>
      <span className="text-ink-muted text-sm [overflow-wrap:anywhere]">
        {says} {link && <TextLink href={link.href as Route}>{link.label}</TextLink>}
      </span>
    </li>
  );
}
