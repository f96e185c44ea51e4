/**
 * The nonce that a style element made at run time must carry to be allowed by the content security policy:
 * AG Grid takes it as `styleNonce`, CodeMirror as `EditorView.cspNonce.of(…)`.
 */
export function styleNonce(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]');
  return meta?.nonce || meta?.getAttribute('nonce') || '';
}
