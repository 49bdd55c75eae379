import { describe, expect, it } from 'vitest';
import { readDemoOptions } from './demo-options';

describe('readDemoOptions', () => {
  it('starts on the usual ports, afresh and by hand', () => {
    expect(readDemoOptions([], undefined)).toEqual({
      isWalk: false,
      isKept: false,
      appPort: 3000,
      oktaPort: 4820,
      contract: null,
    });
  });

  it('reads every option', () => {
    const args = ['--walk', '--keep', '--port', '3100', '--okta-port', '4900'];
    expect(readDemoOptions(args, ' okta.yaml ')).toEqual({
      isWalk: true,
      isKept: true,
      appPort: 3100,
      oktaPort: 4900,
      contract: 'okta.yaml',
    });
  });

  it.each([
    [['--port', '0']],
    [['--port', '65536']],
    [['--okta-port', 'four']],
    [['--wlak']],
    [['walk']],
  ])('refuses %j', (args) => {
    expect(() => readDemoOptions(args, undefined)).toThrow();
  });
});
