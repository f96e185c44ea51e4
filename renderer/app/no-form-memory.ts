/**
 * Keeps the browser from remembering what is typed or shown in a field. Chromium writes the values of fields to its profile,
 * for its suggestions ("Web Data") and for restoring a session ("Sessions"), and asks its spelling service about them. An
 * input is left out by its own `autocomplete="off"`; a text area only by that of the form it belongs to, so one without a
 * form is given one. A field is treated when it enters the page: a value put into it by the program is remembered as well.
 */
export function keepFormsForgetful(root: Document = document): void {
  root.body.spellcheck = false;
  const form = root.createElement('form');
  form.id = 'forgetful';
  form.autocomplete = 'off';
  form.hidden = true;
  root.body.append(form);
  const treat = (element: Element): void => {
    if (element.matches(FIELDS)) forget(element);
    for (const field of element.querySelectorAll(FIELDS)) forget(field);
  };
  treat(root.body);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) if (node instanceof Element) treat(node);
  }).observe(root.body, { childList: true, subtree: true });
}

const FIELDS = 'input, textarea, select';

function forget(field: Element): void {
  if (!field.hasAttribute('autocomplete')) field.setAttribute('autocomplete', 'off');
  field.setAttribute('spellcheck', 'false');
  if (field instanceof HTMLInputElement) return;
  const { form } = field as HTMLTextAreaElement | HTMLSelectElement;
  if (form) form.autocomplete = 'off';
  else field.setAttribute('form', 'forgetful');
}
