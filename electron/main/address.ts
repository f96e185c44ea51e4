/** The window's own address. A scheme of its own, so that nothing it may load is spelt like a web page. */
export const SCHEME = 'app';
export const WINDOW_ADDRESS = `${SCHEME}://redthread/`;

/** Is this the program's own page or one of its files? */
export function isOwn(address: string): boolean {
  const url = URL.parse(address);
  return (
    url !== null && url.protocol === `${SCHEME}:` && url.host === 'redthread' && url.username === '' && url.port === ''
  );
}

/**
 * May the window fetch this? Its own files, and what it made itself: `blob:` and `data:` reach no network.
 * `development` adds Chromium's own tools.
 */
export function mayRequest(address: string, development: boolean): boolean {
  if (address.startsWith('data:')) return true;
  if (address.startsWith('blob:')) return isOwn(address.slice('blob:'.length));
  return isOwn(address) || (development && address.startsWith('devtools://'));
}

/** What is known of the frame that sent a message. */
export interface Sender {
  readonly url: string;
  readonly parent: unknown;
}
/** Only the top frame of the program's own page may speak to the core; a frame that is gone is null. */
export const isOwnSender = (frame: Sender | null): boolean =>
  frame !== null && frame.parent === null && isOwn(frame.url);
