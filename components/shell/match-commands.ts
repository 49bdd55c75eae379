/** Something the command menu offers. */
export interface Matchable {
  readonly label: string;
  /** Further words it is found by. */
  readonly words?: string | undefined;
}

/** Those whose words begin with every typed word, in their order; all of them for an empty text. */
export function matchCommands<Command extends Matchable>(
  commands: readonly Command[],
  typed: string,
): readonly Command[] {
  const wanted = wordsOf(typed);
  return commands.filter(({ label, words = '' }) => {
    const own = wordsOf(`${label} ${words}`);
    return wanted.every((word) => own.some((candidate) => candidate.startsWith(word)));
  });
}

function wordsOf(text: string): readonly string[] {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}
