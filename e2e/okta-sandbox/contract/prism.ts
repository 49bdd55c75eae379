/** Prism as a proxy that compares every call and answer with the published contract. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const START_TIMEOUT_MS = 60_000;
/** Ends Prism when our end of its standard input closes, so that it never outlives us. */
const END_WITH_PARENT = 'data:text/javascript,process.stdin.on("end",()=>process.exit()).resume()';

export interface Prism {
  url: string;
  close: () => Promise<void>;
}

function findPrism(): string {
  const manifest = createRequire(import.meta.url).resolve('@stoplight/prism-cli/package.json');
  return join(dirname(manifest), 'dist', 'index.js');
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts Prism in a process of its own and waits until it listens. */
export async function startPrism(contractPath: string, upstreamUrl: string): Promise<Prism> {
  const port = await findFreePort();
  const where = ['-h', '127.0.0.1', '-p', String(port)];
  const command = ['--import', END_WITH_PARENT, findPrism(), 'proxy', ...where];
  const child = spawn(process.execPath, [...command, contractPath, upstreamUrl], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const stopWithUs = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', stopWithUs);
  try {
    await untilListening(child);
  } catch (error) {
    stopWithUs();
    throw error;
  }
  return {
    url: `http://127.0.0.1:${String(port)}`,
    close: async () => {
      process.removeListener('exit', stopWithUs);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function untilListening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => {
      reject(new Error(`Prism did not start in time: ${output.slice(-2000)}`));
    }, START_TIMEOUT_MS);
    const read = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-20_000);
      if (!output.includes('Prism is listening')) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`Prism ended with code ${String(code)}: ${output.slice(-2000)}`));
    });
  });
}
