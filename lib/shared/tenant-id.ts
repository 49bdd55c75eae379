declare const tenantIdBrand: unique symbol;

/** The id of a tenant. First argument of every repository function, so no query compiles without. */
export type TenantId = string & { readonly [tenantIdBrand]: true };

/** Marks a string read from the tenant table as a {@link TenantId}; never use it on outside input. */
export function asTenantId(id: string): TenantId {
  return id as TenantId;
}
