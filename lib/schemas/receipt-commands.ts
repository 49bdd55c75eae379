/**
 * Verifies a signed receipt with openssl and the certificate alone, as shown beside it; prints
 * `Verified OK`, then the receipt. File names are ours: letters, digits, dots and dashes. The two
 * `=` are what base64url leaves out of a signature by a key of 2048 bits.
 */
export function receiptCommands(receiptFile: string, certificateFile: string): string {
  return [
    `openssl x509 -in ${certificateFile} -noout -pubkey > signer.pem`,
    `cut -d. -f1,2 ${receiptFile} | tr -d '\\n' > signed.txt`,
    `{ cut -d. -f3 ${receiptFile} | tr -d '\\n' | tr -- '-_' '+/'; printf '=='; } | openssl base64 -d -A > signature.bin`,
    'openssl dgst -sha256 -verify signer.pem -signature signature.bin signed.txt',
    `cut -d. -f2 ${receiptFile} | tr -- '-_' '+/' | base64 -d 2> /dev/null`,
  ].join('\n');
}
