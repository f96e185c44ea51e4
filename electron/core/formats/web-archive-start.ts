/** Whether the start of a zip archive is that of a WACZ: it lies in no other format's names. */
export const looksLikeWacz = (head: Uint8Array): boolean =>
  /archive\/[^/]{1,200}\.warc|indexes\/index\.(?:cdx|idx)|pages\/pages\.jsonl|"profile"\s*:\s*"wacz"/.test(
    Buffer.from(head.buffer, head.byteOffset, head.length).toString('latin1'),
  );

/** A page as a browser saves it whole: Blink says so, other browsers name the place of the page. */
export function looksLikeMhtml(head: string): boolean {
  const end = /\r?\n\r?\n/.exec(head)?.index ?? head.length;
  const headers = head.slice(0, end).replaceAll(/\r?\n[ \t]+/g, ' ');
  if (!/^content-type:\s*multipart\/related\b/im.test(headers)) return false;
  return /^(?:from:\s*<?saved by|snapshot-content-location:)/im.test(headers) || /^content-location:/im.test(head);
}
