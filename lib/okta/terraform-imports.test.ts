import { describe, expect, it } from 'vitest';
import { quoteHcl, toHclComment, toHclName } from './hcl';
import { buildTerraformImports, type TerraformObjects } from './terraform-imports';

const objects: TerraformObjects = {
  orgName: 'Marlow & Finch',
  orgHost: 'marlowfinch.okta.com',
  keyKid: 'a5ec7ecd-4c2d-4360-934d-008b6b1c971f',
  idp: { id: '0oaz862ag3U9RQXOV1d7', name: '1Kosmos' },
  policyId: '00pnkw1sew5kdoN4o1d7',
  rules: [{ id: '0prnkw1sew5kdoN4o1d7', name: '1Kosmos - pilot' }],
};

const hostileNames = [
  'say "hello"',
  '${file("/etc/passwd")}',
  '%{ for x in [1] }x%{ endfor }',
  '$${already}',
  'back\\slash\\',
  'line\nimport {\n  to = okta_user.evil\n  id = "1"\n}',
  'carriage\rreturn',
  'next line\u0085import { }',
  'paragraph\u2029import { }',
  'bidi \u202e eman',
  '*/ /* # //',
  'nul\u0000byte',
  '名前 🙂',
  '',
];

/** The file as Terraform reads it: comment lines away, then nothing but import blocks. */
function readImports(text: string): readonly { readonly to: string; readonly id: string }[] {
  const code = text
    .split(/\r\n|[\n\r]/u)
    .filter((line) => line !== '' && !line.startsWith('#'))
    .join('\n');
  const block = /import \{\n {2}to = ([a-z_]+\.[a-z0-9_]+)\n {2}id = ("(?:[^"\\]|\\.)*")\n\}\n?/gu;
  expect(code.replaceAll(block, '')).toBe('');
  return [...code.matchAll(block)].map(([, to = '', id = '']) => ({ to, id: unquote(id) }));
}

/** A quoted template of HCL back to its text; a template that would be evaluated fails the test. */
function unquote(quoted: string): string {
  const inside = quoted.slice(1, -1);
  expect(inside.replaceAll(/\$\$\{|%%\{/gu, '')).not.toMatch(/\$\{|%\{/u);
  const undoubled = inside.replaceAll(/([$%])\1\{/gu, '$1{');
  return JSON.parse(`"${undoubled}"`) as string;
}

describe('Terraform import blocks', () => {
  it('name each object by the id the provider imports it by', () => {
    expect(readImports(buildTerraformImports(objects))).toEqual([
      { to: 'okta_idp_saml_key.adminx', id: 'a5ec7ecd-4c2d-4360-934d-008b6b1c971f' },
      { to: 'okta_idp_saml.adminx', id: '0oaz862ag3U9RQXOV1d7' },
      {
        to: 'okta_policy_rule_idp_discovery.adminx_1kosmos_pilot',
        id: '00pnkw1sew5kdoN4o1d7/0prnkw1sew5kdoN4o1d7',
      },
    ]);
  });

  it('say how to go on, and that only one of the two may look after an object', () => {
    const text = buildTerraformImports(objects);
    expect(text).toContain('# 2. terraform plan -generate-config-out=adminx-okta.tf');
    expect(text).toContain('either AdminX or Terraform');
    expect(text).toContain('excludeAdmins');
  });

  it('leave out what is not known', () => {
    const none = { ...objects, keyKid: null, idp: null, policyId: null };
    expect(readImports(buildTerraformImports(none))).toEqual([]);
  });

  it('number rules whose names come out the same', () => {
    const rules = [
      { id: '0pr1', name: 'A - b' },
      { id: '0pr2', name: 'a "b"' },
    ];
    const names = readImports(buildTerraformImports({ ...objects, rules })).map(({ to }) => to);
    expect(names.slice(2)).toEqual([
      'okta_policy_rule_idp_discovery.adminx_a_b',
      'okta_policy_rule_idp_discovery.adminx_a_b_2',
    ]);
  });

  it.each(hostileNames)('keep the name %j inside its comment', (name) => {
    const text = buildTerraformImports({
      ...objects,
      orgName: name,
      idp: { id: '0oa1', name },
      rules: [{ id: '0pr1', name }],
    });
    expect(readImports(text)).toHaveLength(3);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u0085\u2028\u2029\u202e]/u);
  });
});

describe('HCL', () => {
  it.each(hostileNames)('quotes %j so that it comes back as it was', (text) => {
    const quoted = quoteHcl(text);
    expect(quoted).not.toMatch(/[\n\r]/u);
    expect(unquote(quoted)).toBe(text);
  });

  it('makes names of letters, digits and underscores', () => {
    expect(hostileNames.map(toHclName).join(' ')).toMatch(/^[a-z0-9_ ]+$/u);
  });

  it('cuts a long comment', () => {
    expect(toHclComment('x'.repeat(5_000)).length).toBeLessThan(250);
  });
});
