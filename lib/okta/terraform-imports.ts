import { quoteHcl, toHclComment, toHclName } from './hcl';

/** What of ours is in an organisation: ids and names, nothing else. */
export interface TerraformObjects {
  readonly orgName: string;
  readonly orgHost: string;
  /** Key id of our certificate; null when it is not known. */
  readonly keyKid: string | null;
  readonly idp: { readonly id: string; readonly name: string } | null;
  readonly policyId: string | null;
  readonly rules: readonly { readonly id: string; readonly name: string }[];
}

interface Import {
  readonly comment: string;
  readonly type: 'okta_idp_saml_key' | 'okta_idp_saml' | 'okta_policy_rule_idp_discovery';
  readonly name: string;
  readonly id: string;
}

/**
 * `import` blocks of Terraform (1.5 and newer) for the provider `okta/okta`, UTF-8. Ids as the
 * provider takes them: the key id, the id of the identity provider, and `<policy id>/<rule id>`
 * (docs/resources of okta/terraform-provider-okta 6.12). What the provider cannot say is said in
 * comments: it replaces the identity provider whole and has no field for `excludeAdmins`.
 */
export function buildTerraformImports(objects: TerraformObjects): string {
  const where = toHclComment(`${objects.orgName} (${objects.orgHost})`);
  const blocks = listImports(objects).map(toBlock);
  return `${[`# AdminX in ${where}: what is there, for the Terraform provider okta/okta.`, ...guide, ...blocks].join('\n')}\n`;
}

const guide = [
  '#',
  '# 1. Put this file beside your configuration of the provider (Terraform 1.5 or newer).',
  '# 2. terraform plan -generate-config-out=adminx-okta.tf',
  '# 3. Read what was generated. The next "terraform plan" must say that nothing changes.',
  '#',
  '# Let either AdminX or Terraform look after an object, never both: each takes what the other',
  '# changes for drift and puts it back. Before AdminX changes something again (a run of the',
  '# wizard or a removal), take the objects out of the state: terraform state rm ADDRESS.',
  '#',
  '# Be careful with okta_idp_saml: on any change the provider replaces the identity provider whole,',
  '# and it has no field for "administrators of Okta are never linked" (excludeAdmins) and none for',
  '# the digest of requests. A change by Terraform takes both away without showing it in a plan.',
];

function listImports({ keyKid, idp, policyId, rules }: TerraformObjects): readonly Import[] {
  const key = keyKid === null ? [] : [keyImport(keyKid)];
  const provider = idp === null ? [] : [idpImport(idp)];
  const routing = policyId === null ? [] : rules.map((rule) => ruleImport(policyId, rule));
  return numberNames([...key, ...provider, ...routing]);
}

function keyImport(kid: string): Import {
  const comment = 'The signing certificate of AdminX';
  return { comment, type: 'okta_idp_saml_key', name: 'adminx', id: kid };
}

function idpImport({ id, name }: { readonly id: string; readonly name: string }): Import {
  return { comment: `The identity provider ${name}`, type: 'okta_idp_saml', name: 'adminx', id };
}

function ruleImport(policyId: string, rule: TerraformObjects['rules'][number]): Import {
  return {
    comment: `The routing rule ${rule.name}`,
    type: 'okta_policy_rule_idp_discovery',
    name: toHclName(rule.name),
    id: `${policyId}/${rule.id}`,
  };
}

/** Two rules may have names that come out the same. */
function numberNames(imports: readonly Import[]): readonly Import[] {
  const seen = new Map<string, number>();
  return imports.map((one) => {
    const address = `${one.type}.${one.name}`;
    const count = (seen.get(address) ?? 0) + 1;
    seen.set(address, count);
    return count === 1 ? one : { ...one, name: `${one.name}_${String(count)}` };
  });
}

function toBlock({ comment, type, name, id }: Import): string {
  return [
    '',
    `# ${toHclComment(comment)}`,
    'import {',
    `  to = ${type}.${name}`,
    `  id = ${quoteHcl(id)}`,
    '}',
  ].join('\n');
}
