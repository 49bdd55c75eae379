const rows = [
  [
    'user.login, user.email, user.firstName, user.lastName, user.displayName',
    'Texts of the person',
  ],
  ['user.groups', 'Names of the groups: a list, which gives several values'],
  ['"text"', 'A text as it stands'],
  ['a + b', 'Both, one after the other; on every value of a list'],
  ['lower(a), upper(a), trim(a)', 'Small letters, capital letters, without space around'],
  ['before(a, "@"), after(a, "@")', 'What stands before or after the first place'],
  ['ifEmpty(a, b)', 'b, where a is empty'],
  ['only(user.groups, "crm-")', 'The values that begin so'],
  ['join(user.groups, ";")', 'One text of a list'],
] as const;

/** What an expression may hold. */
export function ExpressionHelp() {
  return (
    <details className="text-sm">
      <summary className="cursor-pointer font-medium">What an expression may hold</summary>
      <dl className="mt-3 flex flex-col gap-2 text-xs">
        {rows.map(([code, words]) => (
          <div key={code}>
            <dt className="font-mono [overflow-wrap:anywhere]">{code}</dt>
            <dd className="text-ink-muted">{words}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
