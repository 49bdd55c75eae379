/**
 * Plants violations of the import matrix and expects the linter to see each of them: a boundary
 * rule that matches nothing looks exactly like one that passes.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ESLint } from 'eslint';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import tseslint from 'typescript-eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { matrixRows, packageCases } from './lint-matrix-cases';

const repository = process.cwd();
let tree: string;
let eslint: ESLint;

beforeAll(() => {
  tree = realpathSync(mkdtempSync(join(tmpdir(), 'adminx-lint-')));
  plant('tsconfig.json', '{ "compilerOptions": { "paths": { "@/*": ["./*"] } } }');
  for (const { allowed, banned } of matrixRows) {
    for (const path of [allowed, ...banned]) plant(`${path}.ts`, 'export const planted = 1;\n');
  }
  plant('lib/db/generated/planted.ts', 'export const planted = 1;\n');
  plant('lib/saml/first.ts', "import '@/lib/saml/second';\nexport const first = 1;\n");
  plant('lib/saml/second.ts', "import '@/lib/saml/first';\nexport const second = 1;\n");
  symlinkSync(join(repository, 'node_modules'), join(tree, 'node_modules'));
  const project = join(tree, 'tsconfig.json');
  eslint = new ESLint({
    cwd: tree,
    overrideConfigFile: join(repository, 'eslint.config.mjs'),
    overrideConfig: [
      tseslint.configs.disableTypeChecked,
      { languageOptions: { parserOptions: { projectService: false } } },
      {
        settings: {
          'boundaries/root-path': tree,
          'import/resolver': { typescript: { project } },
          'import-x/resolver-next': [createTypeScriptImportResolver({ project })],
        },
      },
    ],
  });
}, 60_000);

afterAll(() => {
  rmSync(tree, { recursive: true, force: true });
});

describe('the import matrix', () => {
  it.each(matrixRows)('lets $row import $allowed', async ({ file, allowed }) => {
    expect(await brokenRules(file, importing(`@/${allowed}`))).toEqual([]);
  });

  it.each(
    matrixRows.flatMap(({ row, file, banned }) => banned.map((path) => ({ row, file, path }))),
  )('refuses $path in $row', async ({ file, path }) => {
    const broken = ['boundaries/dependencies'];
    expect(await brokenRules(file, importing(`@/${path}`))).toEqual(broken);
    expect(await brokenRules(file, `export const late = () => import('@/${path}');\n`)).toEqual(
      broken,
    );
    expect(await brokenRules(file, `export { planted } from '@/${path}';\n`)).toEqual(broken);
  });

  it('lets a use case name the type of the Actor and nothing else of lib/auth', async () => {
    const typeOnly =
      "import type { planted } from '@/lib/auth/planted';\nexport type A = typeof planted;\n";
    expect(await brokenRules('lib/services/users/planting.ts', typeOnly)).toEqual([]);
    expect(await brokenRules('lib/audit/planting.ts', typeOnly)).toEqual([]);
    expect(await brokenRules('lib/saml/planting.ts', typeOnly)).toEqual([
      'boundaries/dependencies',
    ]);
  });

  it('lets a test use lib/testing, and the code beside it not', async () => {
    const source = importing('@/lib/testing/planted');
    expect(await brokenRules('lib/saml/planting.test.ts', source)).toEqual([]);
    expect(await brokenRules('lib/saml/planting.ts', source)).toEqual(['boundaries/dependencies']);
  });

  it('refuses a file that no layer owns', async () => {
    const source = 'export const stray = 1;\n';
    expect(await brokenRules('lib/stray.ts', source)).toEqual(['boundaries/no-unknown-files']);
    expect(await brokenRules('stray/stray.ts', source)).toEqual(['boundaries/no-unknown-files']);
  });

  it('refuses an import that leads nowhere known', async () => {
    plant('lib/nowhere/planted.ts', 'export const planted = 1;\n');
    expect(await brokenRules('lib/db/planting.ts', importing('@/lib/nowhere/planted'))).toEqual([
      'boundaries/dependencies',
    ]);
  });
});

describe('package bans', () => {
  it.each(packageCases)('keeps $name in $home', async ({ name, home, elsewhere }) => {
    expect(await brokenRules(home, importing(name))).toEqual([]);
    expect(await brokenRules(home, `export const late = () => import('${name}');\n`)).toEqual([]);
    for (const file of elsewhere) {
      expect(await brokenRules(file, importing(name)), file).toContain('no-restricted-imports');
      const late = `export const late = () => import('${name}');\n`;
      expect(await brokenRules(file, late), file).toContain('no-restricted-syntax');
    }
  });

  it('does not mistake a folder of ours for a package of the same name', async () => {
    const source = importing('@/lib/net/planted');
    expect(await brokenRules('lib/okta/planting.ts', source)).toEqual([]);
  });
});

describe('bans in code', () => {
  const readsEnvironment = "export const home = process.env['HOME'];\n";
  const readsClock = 'export const now = () => Date.now();\n';
  const makesDate = 'export const now = () => new Date();\n';

  it('lets only lib/config read the environment', async () => {
    expect(await brokenRules('lib/config/planting.ts', readsEnvironment)).toEqual([]);
    for (const file of ['lib/saml/planting.ts', 'lib/server/planting.ts', 'app/planting.ts']) {
      expect(await brokenRules(file, readsEnvironment)).toEqual(['no-restricted-properties']);
      expect(
        await brokenRules(file, "import { env } from 'node:process';\nexport const home = env;\n"),
      ).toEqual(['no-restricted-imports']);
    }
  });

  it.each(['saml', 'x509', 'webauthn', 'okta'])(
    'takes the time as an argument in lib/%s',
    async (name) => {
      const file = `lib/${name}/planting.ts`;
      expect(await brokenRules(file, readsClock)).toEqual(['no-restricted-properties']);
      expect(await brokenRules(file, makesDate)).toEqual(['no-restricted-syntax']);
      expect(await brokenRules(file, 'export const epoch = new Date(0);\n')).toEqual([]);
      expect(
        await brokenRules(
          'lib/services/users/planting.ts',
          readsClock + makesDate.replace('now', 'today'),
        ),
      ).toEqual([]);
    },
  );

  it('sends every outbound request through lib/net', async () => {
    const source = "export const load = () => fetch('https://example.com');\n";
    expect(await brokenRules('lib/net/planting.ts', source)).toEqual([]);
    expect(await brokenRules('lib/okta/planting.ts', source)).toEqual(['no-restricted-globals']);
    expect(await brokenRules('lib/services/okta/planting.ts', source)).toEqual([
      'no-restricted-globals',
    ]);
  });

  it('sees a cycle', async () => {
    const [result] = await eslint.lintFiles(['lib/saml/first.ts']);
    expect(result?.messages.map(({ ruleId }) => ruleId)).toContain('import-x/no-cycle');
  });

  it('wants a reason for every suppression', async () => {
    const bare = '/* eslint-disable no-console */\nconsole.log(1);\n';
    const reasoned =
      '/* eslint-disable no-console -- the terminal is the interface */\nconsole.log(1);\n';
    expect(await brokenRules('lib/db/planting.ts', bare)).toContain(
      '@eslint-community/eslint-comments/require-description',
    );
    expect(await brokenRules('lib/db/planting.ts', reasoned)).not.toContain(
      '@eslint-community/eslint-comments/require-description',
    );
  });

  it('wants kebab-case names, a docstring on domain exports and short files', async () => {
    const source = 'export const planted = 1;\n';
    expect(await brokenRules('lib/db/Planted.ts', source)).toEqual([
      'check-file/filename-naming-convention',
    ]);
    expect(await brokenRules('lib/db/utils.ts', source)).toEqual(['check-file/filename-blocklist']);
    expect(await brokenRules('lib/saml/undocumented.ts', source)).toEqual(['jsdoc/require-jsdoc']);
    const long = Array.from({ length: 251 }, (_, index) => `export const a${index} = 1;\n`).join(
      '',
    );
    expect(await brokenRules('lib/db/long.ts', long)).toEqual(['max-lines']);
  });
});

function importing(source: string): string {
  return `import '${source}';\n`;
}

function plant(path: string, text: string): void {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), text);
}

/** The rules one planted file breaks, missing docstrings aside where they are not the point. */
async function brokenRules(file: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: join(tree, file) });
  const rules = new Set(result?.messages.map(({ ruleId, message }) => ruleId ?? message));
  if (!file.endsWith('undocumented.ts')) rules.delete('jsdoc/require-jsdoc');
  return [...rules].sort();
}
