/** Prisma's schema engine as WebAssembly: no native binary, nothing downloaded. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';

/** The engine bound to one database. Free it when done. */
export type SchemaEngine = bindings.SchemaEngine;

/** One Prisma schema file: its path and its text. */
export type SchemaFile = readonly [path: string, content: string];

let loaded: Promise<void> | undefined;

/** Starts the engine on a database, knowing the given schema files (none for applying migrations). */
export async function createSchemaEngine(
  adapterFactory: SqlMigrationAwareDriverAdapterFactory,
  schemaFiles: readonly SchemaFile[] = [],
): Promise<SchemaEngine> {
  loaded ??= loadWebAssembly();
  await loaded;
  const datamodels = schemaFiles.map(([path, content]): [string, string] => [path, content]);
  return bindings.SchemaEngine.new(
    { datamodels: datamodels.length > 0 ? datamodels : undefined },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(adapterFactory),
  );
}

/** Node cannot import `.wasm` files by itself, so the package's own loader is done by hand here. */
async function loadWebAssembly(): Promise<void> {
  const script = createRequire(import.meta.url).resolve(
    '@prisma/schema-engine-wasm/schema_engine_bg',
  );
  const bytes = await readFile(script.replace(/\.js$/, '.wasm'));
  const imports = { './schema_engine_bg.js': bindings as unknown as WebAssembly.ModuleImports };
  const { instance } = await WebAssembly.instantiate(bytes, imports);
  const engine = bindings as unknown as { __wbg_set_wasm(exports: WebAssembly.Exports): void };
  engine.__wbg_set_wasm(instance.exports);
  (instance.exports['__wbindgen_start'] as () => void)();
}
