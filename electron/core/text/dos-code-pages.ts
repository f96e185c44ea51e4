import type { Decoder } from './encoding.ts';

/** Bytes 0x80 to 0xff of the code pages of DOS that `TextDecoder` lacks, as Unicode's own tables map them (VENDORS/MICSFT/PC). */
const PAGES = {
  ibm437:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
  ibm850:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
} as const;
type Page = keyof typeof PAGES;

/** Whether a label names one of them: ibm437, cp437, ibm850, cp850. */
export const isDosPage = (label: string): boolean => pageOf(label) !== null;
function pageOf(label: string): Page | null {
  const name = label.toLowerCase().replace(/^cp/, 'ibm');
  return Object.hasOwn(PAGES, name) ? (name as Page) : null;
}

/** @throws Error for another label */
export function dosDecoder(label: string): Decoder {
  const page = pageOf(label);
  if (!page) throw new Error(`no code page of DOS: ${label}`);
  const letters = PAGES[page];
  return {
    encoding: page,
    decode: (bytes = new Uint8Array(0)) =>
      // Read as ISO-8859-1, a character is its byte.
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
        .toString('latin1')
        .replaceAll(/[\u0080-\u00ff]/g, (byte) => letters.charAt(byte.charCodeAt(0) - 0x80)),
  };
}
