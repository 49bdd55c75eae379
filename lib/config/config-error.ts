/** Settings the start cannot go on with: one plain sentence for each wrong variable. */
export class ConfigError extends Error {
  readonly sentences: readonly string[];

  constructor(sentences: readonly string[], options: { readonly cause?: unknown } = {}) {
    super(sentences.join('\n'), options);
    this.name = 'ConfigError';
    this.sentences = sentences;
  }
}
