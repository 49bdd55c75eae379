/** A neutral mark of an application: the beginnings of its name. */
export function ApplicationMark({ name }: { readonly name: string }) {
  return (
    <span
      aria-hidden
      className="rounded-control border-line bg-side text-ink-muted flex size-10 shrink-0 items-center justify-center border text-sm font-semibold"
    >
      {initialsOf(name)}
    </span>
  );
}

/** One letter of each of the first two words; of a script without capitals, the first sign. */
function initialsOf(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const [first = '', second = ''] = words.map((word) => Array.from(word)[0] ?? '');
  const isLatin = /^\p{Script=Latin}$/u.test(first);
  return (isLatin ? `${first}${second}` : first).toLocaleUpperCase('en');
}
