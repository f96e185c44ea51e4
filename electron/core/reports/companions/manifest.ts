import canonicalize from 'canonicalize';
import { type DeliveryManifest, MANIFEST_ENDING, SIGNATURE_ENDING } from '../../../../shared/domain/deliveries.ts';
import { type MadeFile, madeFile } from './file.ts';

/** What is signed of a copy: every file by name, size and hash. The signature is over the bytes of the manifest as they are. */
export function manifestFiles(
  facts: Omit<DeliveryManifest, 'redthread' | 'format' | 'entries'>,
  files: readonly MadeFile[],
  sign: (bytes: Uint8Array) => Uint8Array,
  stem: string,
): MadeFile[] {
  const entries = files.map(({ name, what, bytes, sha256, note }) => ({
    ...{ name, what, bytes: bytes.length, sha256 },
    ...(note !== undefined && { note }),
  }));
  const manifest: DeliveryManifest = { redthread: 'delivery', format: 1, ...facts, entries };
  const bytes = Buffer.from(canonicalize(manifest) as string, 'utf8');
  return [
    madeFile(`${stem}${MANIFEST_ENDING}`, 'Signed manifest', 'application/json', bytes),
    madeFile(`${stem}${SIGNATURE_ENDING}`, 'Signature of the manifest', 'application/octet-stream', sign(bytes)),
  ];
}
