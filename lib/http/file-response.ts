import 'server-only';

/** Answers with a file to be saved. The name is ours: letters, digits, dots and dashes. */
export function fileResponse(file: {
  readonly fileName: string;
  readonly contentType: string;
  readonly content: Uint8Array<ArrayBuffer>;
}): Response {
  const headers = { ...fileHeaders(file), 'Content-Length': String(file.content.byteLength) };
  return new Response(file.content, { headers });
}

/**
 * Like {@link fileResponse}, for a file that is written piece by piece: the next piece is asked for
 * when the browser took the one before, and none any more once it hung up.
 */
export function streamedFileResponse(file: {
  readonly fileName: string;
  readonly contentType: string;
  readonly pieces: AsyncGenerator<string>;
}): Response {
  const encoder = new TextEncoder();
  const { pieces } = file;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const piece = await pieces.next();
      if (piece.done) controller.close();
      else controller.enqueue(encoder.encode(piece.value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
  return new Response(body, { headers: fileHeaders(file) });
}

function fileHeaders(file: { readonly fileName: string; readonly contentType: string }) {
  if (!/^[\w.-]+$/u.test(file.fileName)) throw new Error('A file name of ours has odd characters');
  return {
    'Content-Type': file.contentType,
    'Content-Disposition': `attachment; filename="${file.fileName}"`,
  };
}
