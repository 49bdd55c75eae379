/** The import matrix as cases: per row one import that is allowed and those that are not. */

export interface MatrixRow {
  readonly row: string;
  readonly file: string;
  readonly allowed: string;
  readonly banned: readonly string[];
}

/** Imports are written as the path after `@/`; the planted file of that path exists in the test's tree. */
export const matrixRows: readonly MatrixRow[] = [
  row('proxy.ts', 'proxy.ts', 'lib/shared/planted', ['lib/auth/planted', 'lib/db/planted']),
  row('instrumentation.ts', 'instrumentation.ts', 'lib/log/planted', ['lib/saml/planted']),
  row('lib/server', 'lib/server/planting.ts', 'lib/services/users/planted', [
    'components/ui/planted',
    'lib/saml/planted',
  ]),
  row('app', 'app/planting.tsx', 'components/shell/planted', ['lib/db/planted']),
  row('a route', 'app/(portal)/users/planting.tsx', 'lib/services/users/planted', [
    'lib/db/planted',
    'lib/saml/planted',
    'lib/okta/planted',
    'app/(portal)/applications/planted',
    'app/(auth)/sign-in/planted',
    'app/saml/planted',
    'app/api/okta/planted',
  ]),
  row('an API handler', 'app/api/okta/planting.ts', 'lib/http/planted', [
    'lib/db/planted',
    'app/api/webauthn/planted',
    'app/(portal)/users/planted',
  ]),
  row('a SAML handler', 'app/saml/planting.ts', 'lib/http/planted', ['lib/saml/planted']),
  row('components/<feature>', 'components/users/planting.tsx', 'components/ui/planted', [
    'components/okta/planted',
    'lib/services/users/planted',
    'lib/db/planted',
    'app/(portal)/users/planted',
  ]),
  row('components/ui', 'components/ui/planting.tsx', 'lib/shared/planted', [
    'components/shell/planted',
    'components/users/planted',
    'lib/schemas/planted',
  ]),
  row('components/shell', 'components/shell/planting.tsx', 'components/ui/planted', [
    'components/users/planted',
    'lib/auth/planted',
  ]),
  row('lib/services/<feature>', 'lib/services/users/planting.ts', 'lib/db/planted', [
    'lib/services/okta/planted',
    'lib/auth/planted',
    'lib/http/planted',
    'app/(portal)/users/planted',
  ]),
  row('lib/saml', 'lib/saml/planting.ts', 'lib/schemas/planted', [
    'lib/x509/planted',
    'lib/okta/planted',
    'lib/db/planted',
    'lib/config/planted',
  ]),
  row('lib/x509', 'lib/x509/planting.ts', 'lib/shared/planted', ['lib/saml/planted']),
  row('lib/webauthn', 'lib/webauthn/planting.ts', 'lib/schemas/planted', ['lib/db/planted']),
  row('lib/okta', 'lib/okta/planting.ts', 'lib/net/planted', [
    'lib/saml/planted',
    'lib/db/planted',
  ]),
  row('lib/net', 'lib/net/planting.ts', 'lib/config/planted', ['lib/okta/planted']),
  row('lib/crypto', 'lib/crypto/planting.ts', 'lib/config/planted', ['lib/db/planted']),
  row('lib/mail', 'lib/mail/planting.ts', 'lib/config/planted', ['lib/services/users/planted']),
  row('lib/log', 'lib/log/planting.ts', 'lib/config/planted', ['lib/net/planted']),
  row('lib/audit', 'lib/audit/planting.ts', 'lib/db/planted', [
    'lib/auth/planted',
    'lib/log/planted',
  ]),
  row('lib/db', 'lib/db/planting.ts', 'lib/crypto/planted', [
    'lib/auth/planted',
    'lib/schemas/planted',
  ]),
  row('lib/auth', 'lib/auth/planting.ts', 'lib/db/planted', [
    'lib/http/planted',
    'lib/saml/planted',
  ]),
  row('lib/http', 'lib/http/planting.ts', 'lib/auth/planted', ['lib/db/planted']),
  row('lib/schemas', 'lib/schemas/planting.ts', 'lib/shared/planted', ['lib/config/planted']),
  row('lib/config', 'lib/config/planting.ts', 'lib/shared/planted', ['lib/log/planted']),
  row('lib/shared', 'lib/shared/planting.ts', 'lib/shared/planted', ['lib/schemas/planted']),
  row('prisma', 'prisma/planting.ts', 'lib/db/planted', ['lib/services/users/planted']),
  row('lib/testing', 'lib/testing/planting.ts', 'lib/db/planted', ['lib/services/users/planted']),
  row('code beside a test', 'lib/services/users/planting.ts', 'lib/audit/planted', [
    'lib/testing/planted',
  ]),
  row('e2e/journeys', 'e2e/journeys/planting.spec.ts', 'e2e/fixtures/planted', [
    'lib/db/planted',
    'app/(portal)/users/planted',
    'components/ui/planted',
  ]),
  row('e2e/fixtures', 'e2e/fixtures/planting.ts', 'lib/testing/planted', ['app/saml/planted']),
  row('e2e/okta-sandbox', 'e2e/okta-sandbox/planting.ts', 'e2e/okta-sandbox/planted', [
    'lib/shared/planted',
    'lib/saml/planted',
    'e2e/fixtures/planted',
  ]),
];

export interface PackageCase {
  readonly name: string;
  readonly home: string;
  readonly elsewhere: readonly string[];
}

/** Packages with a file that may import them and files that may not. */
export const packageCases: readonly PackageCase[] = [
  ban('@prisma/client', 'lib/db/a.ts', ['app/a.tsx', 'lib/services/users/a.ts', 'lib/http/a.ts']),
  ban('@electric-sql/pglite', 'lib/db/a.ts', ['lib/server/a.ts', 'lib/saml/a.ts']),
  ban('@/lib/db/generated/planted', 'lib/db/a.ts', ['lib/services/users/a.ts', 'lib/auth/a.ts']),
  ban('samlify', 'lib/saml/samlify-idp.ts', [
    'lib/saml/a.ts',
    'lib/services/users/a.ts',
    'proxy.ts',
  ]),
  ban('@okta/okta-sdk-nodejs', 'lib/okta/a.ts', ['lib/services/okta/a.ts', 'lib/auth/a.ts']),
  ban('@simplewebauthn/server', 'lib/webauthn/a.ts', ['lib/services/users/a.ts', 'app/a.tsx']),
  ban('xml-crypto', 'lib/saml/a.ts', ['lib/services/users/a.ts']),
  ban('next-auth', 'lib/auth/a.ts', ['app/a.tsx', 'lib/http/a.ts']),
  ban('next-safe-action', 'lib/http/a.ts', ['app/(portal)/users/actions.ts']),
  ban('nodemailer', 'lib/mail/a.ts', ['lib/services/users/a.ts']),
  ban('node:https', 'lib/net/a.ts', [
    'lib/okta/a.ts',
    'lib/services/okta/a.ts',
    'app/api/okta/a.ts',
  ]),
  ban('next/headers', 'lib/auth/a.ts', ['lib/services/users/a.ts', 'components/users/a.tsx']),
  ban('next/link', 'components/ui/a.tsx', ['lib/saml/a.ts', 'lib/okta/a.ts', 'lib/db/a.ts']),
  ban('react', 'components/users/a.tsx', ['lib/services/users/a.ts', 'lib/server/a.ts']),
  ban('zod', 'lib/schemas/a.ts', ['components/ui/a.tsx', 'components/shell/a.tsx']),
  ban('node:crypto', 'lib/crypto/a.ts', ['lib/schemas/a.ts', 'components/users/a.tsx']),
  ban('server-only', 'lib/db/a.ts', ['components/users/a.tsx', 'lib/schemas/a.ts']),
  ban('@node-saml/node-saml', 'e2e/okta-sandbox/a.ts', ['lib/saml/a.ts', 'app/saml/a.ts']),
];

function row(name: string, file: string, allowed: string, banned: readonly string[]): MatrixRow {
  return { row: name, file, allowed, banned };
}

function ban(name: string, home: string, elsewhere: readonly string[]): PackageCase {
  return { name, home, elsewhere };
}
