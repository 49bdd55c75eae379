/** Finds or installs what the tests need beyond the packages of the repository. */
import { findOrInstallChromium } from './chromium';
import { installSamlCheckers } from './saml-checkers';

const print = (line: string) => process.stdout.write(`${line}\n`);

try {
  print(`Chromium: ${await findOrInstallChromium(print)}`);
  await installSamlCheckers(print);
  print('SAML checkers: found');
} catch (error) {
  print(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
