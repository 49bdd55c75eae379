import type { PlannedChange } from '@/lib/schemas/okta-run';

/** Before and after, marked by sign and word as well as by colour. */
export function FieldChanges({ changes }: { readonly changes: readonly PlannedChange[] }) {
  return (
    <dl className="border-line my-1 flex flex-col gap-2 border-l pl-3 text-xs">
      {changes.map(({ field, before, after }) => (
        <div key={field}>
          <dt className="font-medium">{field}</dt>
          <dd className="text-danger">
            <span aria-hidden>− </span>
            <span className="sr-only">before: </span>
            {before}
          </dd>
          <dd className="text-good">
            <span aria-hidden>+ </span>
            <span className="sr-only">after: </span>
            {after}
          </dd>
        </div>
      ))}
    </dl>
  );
}
