import 'server-only';

/** Answers with a file to be saved. The name is ours: letters, digits, dots and dashes. */
export function fileResponse(file: {
  readonly fileName: string;
  readonly contentType: string;
  readonly content: Uint8Array<ArrayBuffer>;
}): Response {
  if (!/^[\w.-]+$/u.test(file.fileName)) throw new Error('A file name of ours has odd characters');
  return new Response(file.content, {
    headers: {
      'Content-Type': file.contentType,
      'Content-Disposition': `attachment; filename="${file.fileName}"`,
      'Content-Length': String(file.content.byteLength),
    },
  });
}
