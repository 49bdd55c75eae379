/** The start cannot go on; each sentence says why and what to do. */
export class StartRefusal extends Error {
  readonly sentences: readonly string[];

  constructor(sentences: readonly string[], options: { readonly cause?: unknown } = {}) {
    super(sentences.join('\n'), { cause: options.cause });
    this.name = 'StartRefusal';
    this.sentences = sentences;
  }
}
