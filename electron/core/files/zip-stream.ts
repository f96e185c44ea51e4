import { Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';
import { Fault } from '../../../shared/contract/errors.ts';

const MOST_BYTES = 0xffff_ffff;

/**
 * A zip archive (APPNOTE 6.3.10) written from front to back, sizes after the bytes of each entry: of what comes in pieces only
 * one is held. Every entry has the same date, so that the same bytes make the same file. @throws Fault `too-large` above 4 GiB
 */
export class ZipStream {
  private readonly central: Buffer[] = [];
  private offset = 0;
  private readonly tooLarge: string;

  /** @param tooLarge what is said where the archive would be larger than its form can tell */
  constructor(tooLarge: string) {
    this.tooLarge = tooLarge;
  }

  async *entry(
    name: string,
    pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  ): AsyncIterableIterator<Uint8Array> {
    const title = Buffer.from(name, 'utf8');
    const at = this.offset;
    const local = Buffer.concat([header(0x04034b50, 0, 0, 0, title.length), title]);
    this.offset += local.length;
    yield local;
    let crc = 0;
    let bytes = 0;
    const counted = async function* () {
      for await (const piece of pieces) {
        crc = crc32(piece, crc);
        bytes += piece.length;
        yield piece;
      }
    };
    let packed = 0;
    const source = Readable.from(counted());
    const deflate = createDeflateRaw();
    source.on('error', (error) => deflate.destroy(error));
    for await (const piece of source.pipe(deflate)) {
      packed += (piece as Buffer).length;
      yield piece as Buffer;
    }
    this.offset += packed;
    if (bytes > MOST_BYTES || this.offset > MOST_BYTES) throw new Fault('too-large', this.tooLarge);
    const sizes = Buffer.alloc(16);
    sizes.writeUInt32LE(0x08074b50, 0);
    sizes.writeUInt32LE(crc, 4);
    sizes.writeUInt32LE(packed, 8);
    sizes.writeUInt32LE(bytes, 12);
    this.offset += sizes.length;
    yield sizes;
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    this.central.push(Buffer.concat([header(0x02014b50, crc, packed, bytes, title.length), rest, title]));
  }

  end(): Uint8Array {
    const list = Buffer.concat(this.central);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.central.length, 8);
    end.writeUInt16LE(this.central.length, 10);
    end.writeUInt32LE(list.length, 12);
    end.writeUInt32LE(this.offset, 16);
    return Buffer.concat([list, end]);
  }
}

/** The fields that a local and a central header share; the central one says first which version made it. */
function header(signature: number, crc: number, packed: number, bytes: number, name: number): Buffer {
  const isCentral = signature === 0x02014b50;
  const head = Buffer.alloc(isCentral ? 32 : 30);
  let at = head.writeUInt32LE(signature, 0);
  if (isCentral) at = head.writeUInt16LE(20, at);
  at = head.writeUInt16LE(20, at);
  at = head.writeUInt16LE(0x0808, at); // names in UTF-8, sizes after the bytes
  at = head.writeUInt16LE(8, at); // deflate
  at = head.writeUInt32LE(0x0021_0000, at); // 1980-01-01, so that the same rows make the same file
  at = head.writeUInt32LE(crc, at);
  at = head.writeUInt32LE(packed, at);
  at = head.writeUInt32LE(bytes, at);
  head.writeUInt16LE(name, at);
  return head;
}
