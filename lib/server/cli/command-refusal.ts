/** The command was not carried out; each sentence says why and what to do. */
export class CommandRefusal extends Error {
  readonly sentences: readonly string[];

  constructor(sentences: readonly string[], options: { readonly cause?: unknown } = {}) {
    super(sentences.join('\n'), { cause: options.cause });
    this.name = 'CommandRefusal';
    this.sentences = sentences;
  }
}
