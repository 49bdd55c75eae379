/** The package ships its types under a name the compiler does not look for (0.1.1). */
declare module 'unicode-confusables' {
  /** The text with every confusable character replaced by its prototype. */
  export function rectifyConfusion(text: string): string;
}
