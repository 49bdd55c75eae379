import { ChevronRight } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';

export interface Crumb {
  readonly label: string;
  readonly href: Route;
}

export interface PageHeaderProps {
  /** The way here, without this page itself. */
  readonly breadcrumb?: readonly Crumb[] | undefined;
  readonly title: string;
  /** A `Badge` beside the title. */
  readonly state?: ReactNode;
  /** One or two sentences: what this page is for. */
  readonly description?: ReactNode;
  /** One primary action, rarely more than two. */
  readonly actions?: ReactNode;
}

/** The top of a page: breadcrumb, title with state, actions. */
export function PageHeader(props: PageHeaderProps) {
  const { breadcrumb = [], title, state, description, actions } = props;
  return (
    <header className="flex flex-col gap-2 pb-6">
      {breadcrumb.length > 0 && <Breadcrumb crumbs={breadcrumb} />}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="min-w-0 text-lg font-semibold [overflow-wrap:anywhere] sm:text-xl">
            {title}
          </h1>
          {state}
        </div>
        {actions !== undefined && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      {description !== undefined && (
        <div className="text-ink-muted max-w-[42rem] text-sm">{description}</div>
      )}
    </header>
  );
}

function Breadcrumb({ crumbs }: { readonly crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="print:hidden">
      <ol className="text-ink-muted flex flex-wrap items-center gap-1 text-xs">
        {crumbs.map((crumb) => (
          <li key={crumb.href} className="flex min-w-0 items-center gap-1 [overflow-wrap:anywhere]">
            <Link href={crumb.href} className="rounded-control hover:text-ink py-1 hover:underline">
              {crumb.label}
            </Link>
            <ChevronRight aria-hidden className="size-4 shrink-0" />
          </li>
        ))}
      </ol>
    </nav>
  );
}
