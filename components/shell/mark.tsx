/** Our own mark: a keyhole in a square. Decorative; the name stands beside it. */
export function Mark({ className }: { readonly className?: string | undefined }) {
  return (
    <svg viewBox="0 0 20 20" aria-hidden className={className ?? 'size-5 shrink-0'}>
      <rect width="20" height="20" rx="5" className="fill-accent-solid" />
      <circle cx="10" cy="8" r="3" className="fill-on-solid" />
      <path d="M8.6 9.5h2.8l1 6H7.6z" className="fill-on-solid" />
    </svg>
  );
}
