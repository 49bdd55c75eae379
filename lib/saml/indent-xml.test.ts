import { expect, it } from 'vitest';
import { indentXml } from './indent-xml';

it('indents elements and keeps texts with theirs', () => {
  expect(indentXml('<a x="1>2"><b>t &lt;c&gt;</b><b></b><c><d>u</d></c></a>')).toBe(
    [
      '<a x="1>2">',
      '  <b>t &lt;c&gt;</b>',
      '  <b></b>',
      '  <c>',
      '    <d>u</d>',
      '  </c>',
      '</a>',
    ].join('\n'),
  );
});
