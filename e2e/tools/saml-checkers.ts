/** The independent judges and peers of our SAML: xmlsec1, xmllint, the OASIS schemas, SP libraries. */
import { existsSync } from 'node:fs';
import { findProgram, installDebianPackages } from './find-program';

const packages = [
  ...['xmlsec1', 'libxml2-utils', 'opensaml-schemas', 'xmltooling-schemas'],
  ...['python3-pysaml2', 'python3-lasso', 'ruby-saml'],
];
const wantedFiles = [
  ...['/usr/share/xml/opensaml', '/usr/share/xml/xmltooling'],
  '/usr/lib/python3/dist-packages/saml2',
  '/usr/lib/python3/dist-packages/lasso.py',
  '/usr/share/doc/ruby-saml',
];

/** What of the judges this machine lacks, by name. */
function missingSamlCheckers(): readonly string[] {
  return [
    ...['xmlsec1', 'xmllint'].filter((name) => findProgram([name]) === null),
    ...wantedFiles.filter((file) => !existsSync(file)),
  ];
}

/** Installs what is missing. Throws one sentence when it cannot. */
export async function installSamlCheckers(print: (line: string) => void): Promise<void> {
  if (missingSamlCheckers().length === 0) return;
  print(
    'Installing SAML checkers and service provider libraries, because this machine lacks some.',
  );
  await installDebianPackages(packages);
  const missing = missingSamlCheckers();
  if (missing.length === 0) return;
  throw new Error(
    `The SAML tests need ${missing.join(', ')}; on Debian: apt-get install ${packages.join(' ')}.`,
  );
}
