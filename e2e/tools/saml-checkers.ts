/** The independent judges of our SAML: xmlsec1, xmllint and the OASIS schemas. */
import { existsSync } from 'node:fs';
import { findProgram, installDebianPackages } from './find-program';

const packages = ['xmlsec1', 'libxml2-utils', 'opensaml-schemas', 'xmltooling-schemas'];
const schemaFolders = ['/usr/share/xml/opensaml', '/usr/share/xml/xmltooling'];

/** What of the judges this machine lacks, by name. */
function missingSamlCheckers(): readonly string[] {
  return [
    ...['xmlsec1', 'xmllint'].filter((name) => findProgram([name]) === null),
    ...schemaFolders.filter((folder) => !existsSync(folder)),
  ];
}

/** Installs what is missing. Throws one sentence when it cannot. */
export async function installSamlCheckers(print: (line: string) => void): Promise<void> {
  if (missingSamlCheckers().length === 0) return;
  print('Installing xmlsec1, xmllint and the SAML schemas, because this machine lacks some.');
  await installDebianPackages(packages);
  const missing = missingSamlCheckers();
  if (missing.length === 0) return;
  throw new Error(
    `The SAML tests need ${missing.join(', ')}; on Debian: apt-get install ${packages.join(' ')}.`,
  );
}
