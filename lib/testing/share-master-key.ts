/** Lets the test process write secrets that an application it started can read. */
import { overrideConfigForTests } from '@/lib/config/config';
import { forgetMasterKeyForTests } from '@/lib/crypto/master-key';

/** Takes the master key of an application: one it was given, or the one in its folder. */
export function shareMasterKey(
  of: { readonly masterKey: Buffer } | { readonly configDir: string },
): void {
  overrideConfigForTests(
    'masterKey' in of ? { masterKey: of.masterKey } : { configDir: of.configDir },
  );
  forgetMasterKeyForTests();
}
