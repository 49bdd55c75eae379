import { describe, expect, it } from 'vitest';
import { accentStyleSheet, deriveAccent, isHexColour } from './accent-colours';
import { contrast, fromOklab, toOklab } from './oklab';

const hard = [
  '#000000',
  '#ffffff',
  '#ffd400',
  '#00ff00',
  '#0000ff',
  '#ff0000',
  '#7f7f7f',
  '#ffc0cb',
];
const everyTwentieth = Array.from({ length: 820 }, (_, index) => {
  const value = (index * 20_471) % 0x1000000;
  return `#${value.toString(16).padStart(6, '0')}`;
});

describe('an accent colour', () => {
  it('is readable in every place it is used, whatever colour was given', () => {
    for (const given of [...hard, ...everyTwentieth]) {
      const { light, dark } = deriveAccent(given);
      const ratios = [
        contrast(light.accent, '#ffffff'),
        contrast(light.accent, '#f3f4f6'),
        contrast(light.accent, light.soft),
        contrast('#ffffff', light.solid),
        contrast('#ffffff', light.solidHover),
        contrast('#575b65', light.soft),
        contrast(dark.accent, '#101114'),
        contrast(dark.accent, '#1b1d22'),
        contrast(dark.accent, dark.soft),
        contrast('#ffffff', dark.solid),
        contrast('#ffffff', dark.solidHover),
        contrast('#a4a9b4', dark.soft),
      ];
      expect(Math.min(...ratios), given).toBeGreaterThanOrEqual(4.5);
      expect(contrast(dark.solid, '#101114'), given).toBeGreaterThanOrEqual(3);
    }
  });

  it('stays as given where it is readable already', () => {
    expect(deriveAccent('#2d4cc8').light).toMatchObject({ accent: '#2d4cc8', solid: '#2d4cc8' });
  });

  it('moves only as far as it must', () => {
    const { solid } = deriveAccent('#ff6600').light;
    expect(contrast('#ffffff', solid)).toBeLessThan(4.7);
  });

  it('keeps its hue when it moves', () => {
    const hue = (hex: string) => {
      const { a, b } = toOklab(hex);
      return Math.atan2(b, a);
    };
    for (const given of ['#ff6600', '#00a86b', '#8e24aa', '#ffd400']) {
      const { light, dark } = deriveAccent(given);
      for (const made of [light.solid, light.accent, dark.solid, dark.accent]) {
        expect(Math.abs(hue(made) - hue(given)), `${given} ${made}`).toBeLessThan(0.1);
      }
    }
  });

  it('changes under the pointer', () => {
    for (const given of hard) {
      const { light, dark } = deriveAccent(given);
      expect(light.solidHover).not.toBe(light.solid);
      expect(dark.solidHover).not.toBe(dark.solid);
    }
  });

  it('becomes a style sheet of tokens for each theme', () => {
    const sheet = accentStyleSheet('#2d4cc8');
    expect(sheet).toContain(':root:root{--c-accent:#2d4cc8;');
    expect(sheet).toContain(
      "@media (prefers-color-scheme:dark){:root:root:not([data-theme='light'])",
    );
    expect(sheet).toContain(":root:root[data-theme='dark']{");
  });

  it('is a hex colour in lower case and nothing else', () => {
    expect(isHexColour('#2d4cc8')).toBe(true);
    for (const text of ['#2D4CC8', '2d4cc8', '#2d4c', '#2d4cc8;}', 'red', '#2d4cc8\n']) {
      expect(isHexColour(text), text).toBe(false);
    }
  });
});

it('goes to OKLab and back', () => {
  for (const hex of hard) expect(fromOklab(toOklab(hex))).toBe(hex);
});
