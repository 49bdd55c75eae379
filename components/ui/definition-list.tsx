import type { ReactNode } from 'react';

/** Facts as label and value; put {@link Definition}s in it. */
export function DefinitionList({ children }: { readonly children: ReactNode }) {
  return <dl className="divide-line border-line @container divide-y border-y">{children}</dl>;
}

export interface DefinitionProps {
  readonly term: ReactNode;
  /** A short explanation under the term. */
  readonly help?: ReactNode;
  readonly children: ReactNode;
}

/** One fact. Use `CopyableValue` as its child for identifiers. */
export function Definition({ term, help, children }: DefinitionProps) {
  return (
    <div className="grid gap-x-6 gap-y-0.5 py-2.5 @md:grid-cols-[8.5rem_minmax(0,1fr)] @2xl:grid-cols-[13rem_minmax(0,1fr)]">
      <dt className="text-ink-muted text-xs leading-7 @md:text-sm @md:leading-7">
        {term}
        {help !== undefined && <span className="block text-xs leading-5">{help}</span>}
      </dt>
      <dd className="min-w-0 text-sm leading-7 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}
