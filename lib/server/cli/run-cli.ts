/** One run of the command line: understands, carries out, prints; returns the exit code. */
import { redactText } from '@/lib/log/redact';
import { carryOut } from './carry-out';
import { commands } from './commands';
import { explainFailure } from './explain-failure';
import { helpLines } from './help';
import { parseArguments, type Typed } from './parse-arguments';

/** Where lines go. */
export interface Output {
  out(line: string): void;
  err(line: string): void;
}

type Run = Extract<Typed, { kind: 'run' }>;

/** Runs what was typed. 0: done; 1: not done, or bad news; 2: not understood. */
export async function runCli(
  words: readonly string[],
  folder: string,
  output: Output,
): Promise<0 | 1 | 2> {
  const typed = parseArguments(words, commands, folder);
  if (typed.kind === 'help') {
    for (const line of helpLines(typed.command, commands)) output.out(line);
    return 0;
  }
  if (typed.kind === 'wrong') {
    printRefusal(output, typed.isJson, typed.sentences);
    if (!typed.isJson) output.err('`npm run adminx -- --help` says what there is to do.');
    return 2;
  }
  return run(typed, output);
}

async function run({ command, input, isJson }: Run, output: Output): Promise<0 | 1> {
  // Notes on the way are for people; with --json standard output holds the one object.
  const say = (sentence: string) => {
    if (!isJson) output.err(sentence);
  };
  try {
    const result = await carryOut(command, input, say);
    const isBad = command.isBad(result);
    if (isJson) output.out(JSON.stringify({ ok: !isBad, result }));
    else for (const line of command.print(result)) output.out(line);
    return isBad ? 1 : 0;
  } catch (error) {
    printRefusal(output, isJson, explainFailure(error));
    return 1;
  }
}

function printRefusal(output: Output, isJson: boolean, sentences: readonly string[]): void {
  const safe = sentences.map((sentence) => redactText(sentence));
  if (isJson) output.out(JSON.stringify({ ok: false, sentences: safe }));
  else for (const sentence of safe) output.err(sentence);
}
