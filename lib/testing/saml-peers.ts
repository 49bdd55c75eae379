/** Service providers nobody here wrote, as the other side of our SAML: they run beside the test. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A maker of service providers: the program that drives it, and what must be installed for it. */
export interface PeerMaker {
  readonly name: string;
  readonly command: string;
  readonly script: string;
  /** Any of these files means that the library is there. */
  readonly packagePath: string;
}

const python = '/usr/bin/python3';
const debianPython = '/usr/lib/python3/dist-packages';

/** The libraries of Debian that we talk to. `e2e/tools/saml-checkers.ts` installs them. */
export const peerMakers: readonly PeerMaker[] = [
  {
    name: 'pysaml2 (Python)',
    command: python,
    script: 'pysaml2_peer.py',
    packagePath: `${debianPython}/saml2`,
  },
  {
    name: 'lasso (C)',
    command: python,
    script: 'lasso_peer.py',
    packagePath: `${debianPython}/lasso.py`,
  },
  {
    name: 'ruby-saml (Ruby)',
    command: '/usr/bin/ruby',
    script: 'ruby_saml_peer.rb',
    packagePath: '/usr/share/doc/ruby-saml',
  },
];

/** A message as a browser would carry it. */
export interface Carried {
  readonly id?: string;
  readonly url?: string;
  readonly fields?: Readonly<Record<string, string>>;
}

/** A running peer. */
export interface Peer {
  /** Asks the library something; rejects with its own words when it refuses. */
  ask<Answer>(question: string, given: Readonly<Record<string, unknown>>): Promise<Answer>;
  stop(): void;
}

/** Whether a peer can run here. In continuous integration it must: a peer left out is a failure. */
export function isPeerHere(maker: PeerMaker): boolean {
  const isHere = existsSync(maker.command) && existsSync(maker.packagePath);
  const sentence = `${maker.name} is not installed; run e2e/tools/prepare-machine.ts`;
  if (!isHere && process.env['CI'] === 'true') throw new Error(sentence);
  if (!isHere) process.stderr.write(`NOT CHECKED: ${sentence}.\n`);
  return isHere;
}

/** Starts a peer. It answers one question after the other. */
export function startPeer(maker: PeerMaker): Peer {
  const script = join(import.meta.dirname, 'peers', maker.script);
  const child = spawn(maker.command, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting: ((line: string) => void)[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(line));
  child.once('close', () => {
    for (const answer of waiting.splice(0)) answer('{"error":"The peer ended"}');
  });
  return {
    ask: (question, given) => ask(child, waiting, { question, given }),
    stop: () => child.kill(),
  };
}

async function ask<Answer>(
  child: ChildProcess,
  waiting: ((line: string) => void)[],
  what: { readonly question: string; readonly given: Readonly<Record<string, unknown>> },
): Promise<Answer> {
  const line = await new Promise<string>((resolve) => {
    waiting.push(resolve);
    child.stdin?.write(`${JSON.stringify({ ask: what.question, with: what.given })}\n`);
  });
  const answer = JSON.parse(line) as { readonly result?: Answer; readonly error?: string };
  if (answer.result === undefined) throw new Error(answer.error ?? 'No answer');
  return answer.result;
}
