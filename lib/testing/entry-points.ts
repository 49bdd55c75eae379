/** Every way into the application from outside, read from its sources: actions, routes and pages. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { roleHas, type Permission, type Role } from '@/lib/auth/permissions';

/** Who an entry point lets in, as its definition says. */
export type Guard =
  | { readonly kind: 'public' }
  /** Everybody who is signed in; the page decides what there is to see. */
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'permission'; readonly permission: Permission; readonly recent: boolean };

/** One way in. */
export interface EntryPoint {
  readonly kind: 'action' | 'route' | 'page';
  /** From the root, with forward slashes. */
  readonly file: string;
  /** Export of an action, method of a route, empty for a page. */
  readonly name: string;
  /** Path with `[name]` for parameters; of an action, the folder it belongs to. */
  readonly path: string;
  /** Null when no guard was found: a hole, or a way of writing this reader does not know. */
  readonly guard: Guard | null;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Reads all of `app`. */
export function readEntryPoints(): readonly EntryPoint[] {
  const app = join(root, 'app');
  return readdirSync(app, { recursive: true, encoding: 'utf8' })
    .map((name) => relative(root, join(app, name)).split(sep).join('/'))
    .sort()
    .flatMap((file) => {
      if (file.endsWith('/page.tsx')) return [readPage(file)];
      if (file.endsWith('/route.ts')) return readExports(file, 'route');
      return /actions\.ts$/u.test(file) ? readExports(file, 'action') : [];
    });
}

/** Whether a guard keeps somebody of a role out. */
export function keepsOut(guard: Guard | null, role: Role): boolean {
  return guard?.kind === 'permission' && !roleHas(role, guard.permission);
}

/** A guard in words: `public`, `signed in`, or the permission. */
export function describeGuard(guard: Guard | null): string {
  if (guard === null) return 'NO GUARD FOUND';
  if (guard.kind !== 'permission') return guard.kind.replace('-', ' ');
  return guard.recent ? `${guard.permission}, passkey again` : guard.permission;
}

function parse(file: string): ts.SourceFile {
  const text = readFileSync(join(root, file), 'utf8');
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
}

function pathOf(file: string): string {
  const segments = file.split('/').slice(1, -1);
  return `/${segments.filter((segment) => !segment.startsWith('(')).join('/')}`;
}

function readPage(file: string): EntryPoint {
  const calls = callsIn(parse(file));
  const permission = calls.find(({ name }) => name === 'requirePageActor')?.call.arguments[0];
  const isSignedIn = calls.some(({ name }) => name === 'requireSignedIn');
  const isPublic = file.startsWith('app/(auth)/') || isForward(file, calls);
  const entry = { kind: 'page', file, name: '', path: pathOf(file) } as const;
  if (permission && ts.isStringLiteral(permission)) {
    return { ...entry, guard: toPermission(permission.text, false) };
  }
  if (isSignedIn) return { ...entry, guard: { kind: 'signed-in' } };
  return { ...entry, guard: isPublic ? { kind: 'public' } : null };
}

/** A page that only leads to another, which has a guard of its own. */
function isForward(file: string, calls: readonly FoundCall[]): boolean {
  return calls.some(({ name }) => name === 'redirect') && parse(file).text.length < 600;
}

interface FoundCall {
  readonly name: string;
  readonly call: ts.CallExpression;
}

function callsIn(node: ts.Node): readonly FoundCall[] {
  const found: FoundCall[] = [];
  const visit = (child: ts.Node) => {
    if (ts.isCallExpression(child) && ts.isIdentifier(child.expression)) {
      found.push({ name: child.expression.text, call: child });
    }
    ts.forEachChild(child, visit);
  };
  visit(node);
  return found;
}

function readExports(file: string, kind: 'action' | 'route'): readonly EntryPoint[] {
  const { statements } = parse(file);
  const constants = new Map(statements.flatMap(constantsOf));
  return statements
    .flatMap(exportsOf)
    .filter(([name]) => kind === 'action' || methods.includes(name))
    .map(([name, local]) => {
      const value = constants.get(local);
      const guard = value ? guardOf(value, constants) : null;
      return { kind, file, name, path: pathOf(file), guard };
    });
}

function constantsOf(statement: ts.Statement): readonly (readonly [string, ts.Expression])[] {
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
    initializer && ts.isIdentifier(name) ? [[name.text, initializer] as const] : [],
  );
}

/** Exported name and local name: constants, functions, and `export { handler as GET }`. */
function exportsOf(statement: ts.Statement): readonly (readonly [string, string])[] {
  if (ts.isExportDeclaration(statement)) return reexportsOf(statement);
  if (ts.isVariableStatement(statement) && isExported(statement)) {
    return constantsOf(statement).map(([name]) => [name, name]);
  }
  const isFunction = ts.isFunctionDeclaration(statement) && isExported(statement);
  return isFunction && statement.name ? [[statement.name.text, statement.name.text]] : [];
}

function reexportsOf({ exportClause }: ts.ExportDeclaration) {
  if (!exportClause || !ts.isNamedExports(exportClause)) return [];
  return exportClause.elements.map(
    ({ name, propertyName }) => [name.text, (propertyName ?? name).text] as const,
  );
}

function isExported(statement: ts.VariableStatement | ts.FunctionDeclaration): boolean {
  return statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

const publicDefinitions = new Set(['defineInstallationRoute', 'defineSamlRoute']);

function guardOf(value: ts.Expression, constants: Map<string, ts.Expression>): Guard | null {
  for (const { name, call } of callsIn(value)) {
    const [first, second] = call.arguments;
    if (publicDefinitions.has(name)) return { kind: 'public' };
    if (name === 'permissionAction' && first && ts.isStringLiteral(first)) {
      return toPermission(first.text, isTrue(property(second, 'recent', constants)));
    }
    if (name === 'defineRoute') return routeGuard(property(first, 'auth', constants), constants);
  }
  return null;
}

function routeGuard(
  auth: ts.Expression | undefined,
  constants: Map<string, ts.Expression>,
): Guard | null {
  const kind = property(auth, 'kind', constants);
  if (!kind || !ts.isStringLiteral(kind)) return null;
  if (kind.text === 'public') return { kind: 'public' };
  const permission = property(auth, 'permission', constants);
  if (!permission || !ts.isStringLiteral(permission)) return null;
  return toPermission(permission.text, isTrue(property(auth, 'recent', constants)));
}

/** A property of an object literal, also when either is named by a constant or marked `as const`. */
function property(
  object: ts.Expression | undefined,
  name: string,
  constants: Map<string, ts.Expression>,
): ts.Expression | undefined {
  const literal = resolve(object, constants);
  if (!literal || !ts.isObjectLiteralExpression(literal)) return undefined;
  for (const part of literal.properties) {
    if (part.name?.getText() !== name) continue;
    if (ts.isPropertyAssignment(part)) return resolve(part.initializer, constants);
    if (ts.isShorthandPropertyAssignment(part)) return resolve(part.name, constants);
  }
  return undefined;
}

function resolve(
  value: ts.Expression | undefined,
  constants: Map<string, ts.Expression>,
): ts.Expression | undefined {
  if (!value) return undefined;
  if (ts.isAsExpression(value) || ts.isSatisfiesExpression(value)) {
    return resolve(value.expression, constants);
  }
  return ts.isIdentifier(value) ? resolve(constants.get(value.text), constants) : value;
}

function isTrue(value: ts.Expression | undefined): boolean {
  return value?.kind === ts.SyntaxKind.TrueKeyword;
}

function toPermission(permission: string, recent: boolean): Guard {
  return { kind: 'permission', permission: permission as Permission, recent };
}
