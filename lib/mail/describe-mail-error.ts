import type { MailProblem } from './mail-answer';
import { toLine } from './to-line';

interface Server {
  readonly host: string;
  readonly port: number;
}

/** What nodemailer tells about an error, as far as it is used. */
interface MailError {
  readonly code: string;
  /** The command the server answered. */
  readonly command: string;
  /** The server's answer. */
  readonly response: string;
  readonly responseCode: number;
  readonly message: string;
}

/** 530 to 538 ask for encryption or a sign-in: settings, not the message. */
const settingsCodes = { from: 530, to: 538 };

/** Says what went wrong with a message in words of the mail server where it has some. */
export function describeMailError(error: unknown, server: Server): MailProblem {
  const facts = readError(error);
  if (facts.responseCode > 0) return describeAnswer(facts, server);
  return { isPermanent: false, isServerProblem: true, words: describeConnection(facts, server) };
}

function describeAnswer(facts: MailError, server: Server): MailProblem {
  const { command, responseCode, code } = facts;
  const isAboutSettings =
    code === 'EAUTH' || (responseCode >= settingsCodes.from && responseCode <= settingsCodes.to);
  const isAboutMessage = !isAboutSettings && (command === 'RCPT TO' || command === 'DATA');
  const words = isAboutMessage
    ? `The mail server answered: ${facts.response}`
    : `${describeRefusal(facts)} (${nameOf(server)} answered: ${facts.response})`;
  return {
    isPermanent: isAboutMessage && responseCode >= 500,
    isServerProblem: !isAboutMessage,
    words: toLine(words),
  };
}

function describeRefusal({ code, command }: MailError): string {
  if (code === 'EAUTH') return 'The mail server refused the user name or password';
  if (command === 'MAIL FROM') return 'The mail server refused the sender';
  return 'The mail server does not serve us now';
}

const connectionSentences: Readonly<Record<string, (server: string, reason: string) => string>> = {
  ECONNREFUSED: (server) => `Nothing accepts connections at ${server}.`,
  ETIMEDOUT: (server) => `${server} did not answer in time.`,
  EDNS: (server) => `The name of the mail server ${server} is not known.`,
  ENOTFOUND: (server) => `The name of the mail server ${server} is not known.`,
  ETLS: (server, reason) => `The encrypted connection to ${server} failed: ${reason}`,
};

function describeConnection(facts: MailError, server: Server): string {
  const code = isAboutTls(facts) ? 'ETLS' : (codeInside(facts.message) ?? facts.code);
  const describe = connectionSentences[code];
  const reason = facts.message;
  const name = nameOf(server);
  return toLine(describe ? describe(name, reason) : `The connection to ${name} failed: ${reason}`);
}

/** Node wraps the reason of a failed socket: `connect ECONNREFUSED 192.0.2.1:25`. */
function codeInside(message: string): string | null {
  return /\b(ECONNREFUSED|ENOTFOUND|ETIMEDOUT)\b/.exec(message)?.[1] ?? null;
}

function isAboutTls({ code, message }: MailError): boolean {
  return code === 'ETLS' || /certificate|\btls\b|\bssl\b/i.test(message);
}

function nameOf({ host, port }: Server): string {
  return `${host}:${port}`;
}

function readError(error: unknown): MailError {
  const facts = (typeof error === 'object' && error !== null ? error : {}) as Partial<MailError>;
  return {
    code: facts.code ?? '',
    command: facts.command ?? '',
    response: facts.response ?? '',
    responseCode: facts.responseCode ?? 0,
    message: facts.message ?? 'unknown reason',
  };
}
