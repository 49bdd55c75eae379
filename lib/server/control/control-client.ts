/** Asks the running server to carry out a command. */
import { connect, type Socket } from 'node:net';
import { CommandRefusal } from '../cli/command-refusal';
import { controlAddress, readControlToken } from './control-folder';
import {
  answerSchema,
  maxAnswerBytes,
  parseLine,
  readLines,
  silenceTimeoutMs,
  type Answer,
} from './control-protocol';

/** A way to the running server. */
export interface ControlConnection {
  /** Resolves with the result, or throws {@link CommandRefusal} with what the server says. */
  ask(command: string, input: unknown, say: (sentence: string) => void): Promise<unknown>;
  close(): void;
}

/** Connects to the server that runs on this data; null when none does. */
export async function connectToServer(dataDir: string): Promise<ControlConnection | null> {
  const token = readControlToken(dataDir);
  const socket = token === null ? null : await open(controlAddress(dataDir));
  if (token === null || socket === null) return null;
  return {
    ask: (command, input, say) => ask(socket, { token, command, input }, say),
    close: () => socket.destroy(),
  };
}

/** The connected socket; null when nobody listens there. */
function open(address: string): Promise<Socket | null> {
  return new Promise((resolve, reject) => {
    const socket = connect(address);
    socket.once('connect', () => {
      socket.removeAllListeners('error');
      resolve(socket);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') resolve(null);
      else if (error.code === 'EACCES' || error.code === 'EPERM') reject(otherUser(error));
      else reject(error);
    });
  });
}

function otherUser(cause: Error): CommandRefusal {
  return new CommandRefusal(
    ['The running AdminX belongs to another user of this machine; run this as that user.'],
    { cause },
  );
}

function ask(socket: Socket, request: object, say: (sentence: string) => void): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const fail = (sentence: string) => {
      socket.destroy();
      reject(new CommandRefusal([sentence]));
    };
    const take = (answer: Answer | null) => {
      if (answer === null) fail('The running AdminX gave an answer nobody understands.');
      else if (answer.type === 'note') say(answer.text);
      else if (answer.type === 'done') resolve(answer.result);
      else if (answer.type === 'refused') reject(new CommandRefusal(answer.sentences));
    };
    socket.setTimeout(silenceTimeoutMs, () => {
      fail('The running AdminX has not answered for three minutes; its log may say why.');
    });
    socket.on('error', () => {
      fail('The connection to the running AdminX broke; its log may say why.');
    });
    socket.on('close', () => {
      fail('The running AdminX hung up before the command ended; its log may say why.');
    });
    readLines(socket, maxAnswerBytes, (line) => {
      take(parseLine(answerSchema, line));
    });
    socket.write(`${JSON.stringify(request)}\n`);
  });
}
