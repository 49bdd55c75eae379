/**
 * The form of a login that is compared and kept unique: NFKC, then lower case without regard to any
 * locale. A Turkish dotless `ı` stays itself and `İ` keeps its dot, so neither ever equals `i`; a
 * letter of another script that merely looks alike stays another letter (attacks.md B8).
 *
 * It judges nothing: what may stand in a login at all is the business of `lib/schemas/users.ts`.
 */
export function toLoginKey(login: string): string {
  return login.trim().normalize('NFKC').toLowerCase().replaceAll('ς', 'σ').normalize('NFKC');
}
