import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readLogo } from './read-logo';

const coded = (code: string) => expect.objectContaining({ code }) as Error;

const picture = (options: { width?: number; height?: number; alpha?: number; grey?: number }) => {
  const { width = 40, height = 20, alpha = 1, grey = 200 } = options;
  const background = { r: grey, g: grey, b: grey, alpha };
  return sharp({ create: { width, height, channels: 4, background } });
};

/** A PNG that says it has so many pixels and holds almost nothing. */
function bomb(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'ascii'), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc(Math.ceil(width / 8 + 1) * 64));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

describe('a logo', () => {
  it.each(['png', 'jpeg', 'webp'] as const)(
    'is read from %s and written as our own PNG',
    async (kind) => {
      const { png, hash } = await readLogo(await picture({}).toFormat(kind).toBuffer());
      const { format, width, height, exif } = await sharp(png).metadata();
      expect({ format, width, height, exif }).toEqual({
        format: 'png',
        width: 40,
        height: 20,
        exif: undefined,
      });
      expect(hash).toMatch(/^[0-9a-f]{64}$/);
    },
  );

  it('is made small enough for where it stands, and keeps its shape', async () => {
    const { png } = await readLogo(await picture({ width: 2000, height: 500 }).png().toBuffer());
    const { width, height } = await sharp(png).metadata();
    expect([width, height]).toEqual([480, 120]);
  });

  it('gets a ground on which it is seen: white under dark, ink under light', async () => {
    const ground = async (grey: number) => {
      const mark = await picture({ grey, width: 10, height: 10 }).png().toBuffer();
      const clear = picture({ alpha: 0, width: 40, height: 20 });
      const { png } = await readLogo(
        await clear
          .composite([{ input: mark }])
          .png()
          .toBuffer(),
      );
      const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
      expect(info.channels).toBe(3);
      return data[data.length - 1];
    };
    expect(await ground(20)).toBe(255);
    expect(await ground(250)).toBe(0x1b);
  });

  it('G11: keeps nothing of what lies behind the picture or in its metadata', async () => {
    const script = '<script>alert(document.domain)</script>';
    const honest = await picture({})
      .jpeg()
      .withExif({ IFD0: { Copyright: script, ImageDescription: 'home address' } })
      .toBuffer();
    const polyglot = Buffer.concat([honest, Buffer.from(`${script}PK\u0003\u0004`)]);
    expect(polyglot.toString('latin1')).toContain(script);
    const { png } = await readLogo(polyglot);
    expect(Buffer.from(png).toString('latin1')).not.toMatch(/script|home address|PK/);
  });

  it.each([
    [
      'an SVG with a script',
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      'branding.logo_svg',
    ],
    [
      'an SVG behind a declaration',
      '<?xml version="1.0"?>\n<!-- x -->\n<svg viewBox="0 0 1 1"/>',
      'branding.logo_svg',
    ],
    ['HTML', '<!doctype html><script>alert(1)</script>', 'branding.logo_not_picture'],
    ['a GIF that is a script as well', 'GIF89a/*\u0000*/=1;alert(1)', 'branding.logo_not_picture'],
    ['an empty file', '', 'branding.logo_not_picture'],
  ])('G11: refuses %s', async (_name, text, code) => {
    await expect(readLogo(Buffer.from(text))).rejects.toThrow(coded(code));
  });

  it('G11: refuses an SVG that begins like a PNG', async () => {
    const fake = Buffer.concat([
      Buffer.from('89504e470d0a1a0a', 'hex'),
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    ]);
    await expect(readLogo(fake)).rejects.toThrow(coded('branding.logo_damaged'));
  });

  it('G11: refuses 50,000 by 50,000 pixels without decoding them', async () => {
    await expect(readLogo(bomb(50_000, 50_000))).rejects.toThrow(
      coded('branding.logo_too_many_pixels'),
    );
  });

  it('refuses a picture that ends too early', async () => {
    const noise = sharp({
      create: {
        width: 200,
        height: 200,
        channels: 3,
        background: '#fff',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    });
    const whole = await noise.png().toBuffer();
    await expect(readLogo(whole.subarray(0, whole.length >> 1))).rejects.toThrow(
      coded('branding.logo_damaged'),
    );
  });

  it('refuses more than 512 KB', async () => {
    await expect(readLogo(Buffer.alloc(512 * 1024 + 1, 0x89))).rejects.toThrow(
      coded('branding.logo_too_heavy'),
    );
  });
});
