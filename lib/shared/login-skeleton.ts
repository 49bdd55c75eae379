import { rectifyConfusion } from 'unicode-confusables';

/**
 * The shape of a login as the eye sees it: equal for two logins that look alike, in any mixture of
 * capitals and small letters. `аda@example.com` with a Cyrillic `а` has the skeleton of
 * `ada@example.com`, and so have `rn` and `m`, `0` and `o`, `1`, `l`, `I` and `i`.
 *
 * It is for warnings, never for telling people apart: that is `toLoginKey`. Server only, because the
 * table behind it is large. Source: UTS #39 §4 (skeleton), with the table of the package; `i` is
 * folded into `l` because the capital `I` is, and people write logins in capitals too.
 */
export function toLoginSkeleton(login: string): string {
  const shape = skeletonOf(login.trim().normalize('NFKC')).toLowerCase();
  return skeletonOf(shape).toLowerCase().replaceAll('i', 'l');
}

function skeletonOf(text: string): string {
  return Array.from(text.normalize('NFD'), (letter) => rectifyConfusion(letter))
    .join('')
    .normalize('NFD');
}
