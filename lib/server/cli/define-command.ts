/** What a command of the operator is: its words, its options, what it does and how it reads. */
import type { z } from 'zod';
import { Actor } from '@/lib/auth/actor';
import type { Config } from '@/lib/config/config';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { OpenedData } from '../open-data';

/** Tells the operator what is going on. */
export type Say = (sentence: string) => void;

/** What a command works with, in the running server or in a process of its own. */
export interface CommandContext {
  readonly settings: Config;
  readonly data: OpenedData;
  readonly say: Say;
  /** Whether it works inside of the running server. */
  readonly isServer: boolean;
  /** Takes no requests while `work` runs; without a server there are none. */
  readonly pause: (work: () => Promise<void>) => Promise<void>;
}

/** An option that takes a value. */
export interface CommandOption {
  /** Stands for the value in the help. */
  readonly value: string;
  readonly about: string;
  readonly required?: boolean;
  /** The value is a path, made absolute from where the command was typed. */
  readonly isFile?: boolean;
}

/** A command as everybody but its own file sees it: inputs and results are checked inside. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** Further paragraphs of its help. */
  readonly notes: readonly string[];
  readonly options: Readonly<Record<string, CommandOption>>;
  parse(input: unknown): { readonly ok: boolean; readonly sentences: readonly string[] };
  execute(context: CommandContext, input: unknown): Promise<unknown>;
  /** Instead of `execute` when no server runs, for what must not find the data open. */
  executeClosed?: (settings: Config, input: unknown, say: Say) => Promise<unknown>;
  print(result: unknown): readonly string[];
  /** Tells whether the result, though there is one, is bad news: exit code 1. */
  isBad(result: unknown): boolean;
}

interface Definition<Input extends z.ZodType, Result extends z.ZodType> {
  readonly name: string;
  readonly summary: string;
  readonly notes?: readonly string[];
  readonly options: Readonly<Record<string, CommandOption>>;
  /** Keys are the options in camel case. */
  readonly input: Input;
  readonly result: Result;
  readonly run: (context: CommandContext, input: z.output<Input>) => Promise<z.input<Result>>;
  readonly runClosed?: (
    settings: Config,
    input: z.output<Input>,
    say: Say,
  ) => Promise<z.input<Result>>;
  readonly print: (result: z.output<Result>) => readonly string[];
  readonly isBad?: (result: z.output<Result>) => boolean;
}

/** Defines a command. Input and result cross a process boundary, so both are parsed. */
export function defineCommand<Input extends z.ZodType, Result extends z.ZodType>(
  definition: Definition<Input, Result>,
): Command {
  const { name, summary, notes = [], options, input, result, run, runClosed } = definition;
  return {
    name,
    summary,
    notes,
    options,
    parse: (given) => {
      const parsed = input.safeParse(given);
      return {
        ok: parsed.success,
        sentences: parsed.success ? [] : parsed.error.issues.map(({ message }) => message),
      };
    },
    execute: async (context, given) => result.parse(await run(context, input.parse(given))),
    ...(runClosed
      ? {
          executeClosed: async (settings: Config, given: unknown, say: Say) =>
            result.parse(await runClosed(settings, input.parse(given), say)),
        }
      : {}),
    print: (given) => definition.print(result.parse(given)),
    isBad: (given) => definition.isBad?.(result.parse(given)) ?? false,
  };
}

/** The system as the actor of a command, for the tenant it is about. */
export function actorOfCommand(name: string): (tenantId: TenantId) => Actor {
  return (tenantId) => Actor.system(tenantId, `command line: ${name}`);
}
