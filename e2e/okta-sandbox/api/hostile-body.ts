/** What a stranger in Okta's place might answer: JSON that is well-formed and means harm. */

const DEPTH = 5_000;

/** The next page of every list would be somebody else's. */
export const HOSTILE_LINK = '<https://attacker.example/api/v1/idps?after=1>; rel="next"';

/** Written as text: an object literal would set the prototype instead of naming a member. */
export const HOSTILE_BODY = [
  '{"__proto__":{"isAdmin":true,"id":"polluted"}',
  '"constructor":{"prototype":{"polluted":true}}',
  '"id":{"$ne":null}',
  '"kid":"../../../api-tokens/current"',
  '"status":["ACTIVE"]',
  '"name":"<img src=x onerror=alert(1)>\\u202e\\u0000"',
  '"priority":1e999',
  '"_links":{"next":{"href":"https://attacker.example/"},"organization":{"href":"https://attacker.example"}}',
  `"nested":${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}}`,
].join(',');
