/** `npm run demo`: the whole product on this computer, by hand or (with --walk) by itself. */
import { demoUsage, readDemoOptions, type DemoOptions } from './demo-options';
import { guide } from './guide';
import { startDemo, type Demo } from './start-demo';

const print = (line: string): void => console.log(line);

process.exit(await main());

async function main(): Promise<number> {
  let options: DemoOptions;
  try {
    options = readDemoOptions(process.argv.slice(2), process.env['OKTA_CONTRACT']);
  } catch (error) {
    console.error(`${messageOf(error)}\n\n${demoUsage}`);
    return 1;
  }
  const interrupted = waitForSignal();
  try {
    print('Starting AdminX and the stand-in Okta organisation ...');
    const started = startDemo(options, print);
    const demo = await Promise.race([started, interrupted]);
    if (typeof demo === 'string') return await stopLate(started);
    return await showDemo(demo, options, interrupted);
  } catch (error) {
    console.error(`\nThe demo could not start. ${messageOf(error)}`);
    return 1;
  }
}

/** Resolves with the name of the first signal; a second one ends the process at once. */
function waitForSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        process.on(signal, () => process.exit(1));
        resolve(signal);
      });
    }
  });
}

/** Told to stop while starting: what comes up is taken down again. */
async function stopLate(started: Promise<Demo>): Promise<number> {
  await started.then(
    (demo) => demo.stop(),
    () => undefined,
  );
  return 130;
}

async function showDemo(
  demo: Demo,
  options: DemoOptions,
  interrupted: Promise<string>,
): Promise<number> {
  try {
    if (options.isWalk) {
      const { walk } = await import('./walk');
      const isDone = await Promise.race([walk(demo, print), interrupted.then(() => false)]);
      return isDone ? 0 : 1;
    }
    print(guide(demo));
    const ended = demo.appEnded.then((how) => `AdminX stopped by itself: ${how}.`);
    const reason = await Promise.race([interrupted.then(() => null), ended]);
    if (reason === null) return 0;
    console.error(`\n${reason} Its log: ${demo.logFile}`);
    return 1;
  } finally {
    print('\nStopping ...');
    await demo.stop();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
