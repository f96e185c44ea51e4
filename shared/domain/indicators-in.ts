import { ipAddress, ipText } from './ip-address.ts';

/** What a defender can copy, found in a text. */
export interface FoundIndicator {
  readonly kind: 'IP address' | 'e-mail address' | 'SHA-256' | 'wallet address';
  readonly text: string;
  /** Where it begins, in UTF-16 units. */
  readonly at: number;
}

/** By their form alone: what could as well be something else, such as a host name or a handle, is not among them. */
const FORMS: readonly (readonly [FoundIndicator['kind'], RegExp])[] = [
  ['e-mail address', /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?![\w-])/g],
  ['wallet address', /(?<![0-9a-z])(?:0x[0-9a-f]{40}|bc1[02-9ac-hj-np-z]{11,71})(?![0-9a-z])/gi],
  ['SHA-256', /(?<![0-9a-z])[0-9a-f]{64}(?![0-9a-z])/gi],
  ['IP address', /(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})(?![\w:]|\.\d)/gi],
];

/** Each of a text once, in the order in which they first stand there. */
export function indicatorsIn(text: string): FoundIndicator[] {
  const found = FORMS.flatMap(([kind, form]) =>
    [...text.matchAll(form)]
      .filter(([each]) => kind !== 'IP address' || ipAddress(each) !== null)
      .map((match): FoundIndicator => ({ kind, text: match[0], at: match.index })),
  ).sort((one, other) => one.at - other.at);
  return [...new Map(found.toReversed().map((each) => [indicatorForm(each.text), each])).values()].sort(
    (one, other) => one.at - other.at,
  );
}

/** The same for one that is written in another way. */
export function indicatorForm(text: string): string {
  const address = ipAddress(text);
  return address ? ipText(address) : text.trim().toLowerCase();
}
