/** Which release of AdminX this is. */
// eslint-disable-next-line boundaries/dependencies -- package.json is of no layer; it is imported rather than read, so that the build carries it along
import manifest from '../../package.json' with { type: 'json' };

/** The version in package.json. */
export function releaseVersion(): string {
  return manifest.version;
}
