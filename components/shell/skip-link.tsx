/** First in the tab order; the page's main part has the id `main`. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="rounded-control bg-accent-solid text-on-solid sr-only z-50 px-3 py-2 text-sm font-medium focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
    >
      Skip to content
    </a>
  );
}
