/**
 * What a value has in common with its normal form, told at a glance, for types of which a vault holds most. Where a label is written
 * plainly, its normal form has the same trait; labels with other traits need not be brought into their forms to be told apart.
 */
type Trait = (text: string) => string | null;

const plain =
  (shape: RegExp, trait: (text: string) => string): Trait =>
  (text) =>
    shape.test(text) ? trait(text) : null;

const asItIs = (text: string): string => text;
const TRAITS: Readonly<Record<string, Trait>> = {
  account: plain(/^[!-~]+$/, asItIs),
  ip: plain(/^\d{1,3}(?:\.\d{1,3}){3}$/, asItIs),
  // The name without what some providers leave out of account.
  email: plain(/^[\w.+-]+@[A-Za-z0-9.-]+$/, (text) =>
    text
      .slice(0, text.indexOf('@'))
      .toLowerCase()
      .replace(/(?<=.)\+.*$/, '')
      .replaceAll('.', ''),
  ),
  phone: plain(/^\+?[\d .()-]*\d[ .()-]*\d[ .()-]*\d[ .()-]*\d$/, (text) => text.replace(/\D/g, '').slice(-4)),
  device: plain(/^(?!imei)[A-Za-z0-9{}:.-]+$/i, (text) => text.toLowerCase().replace(/[^a-z0-9]/g, '')),
  wallet: plain(/^[A-Za-z0-9]+$/, (text) => text.toLowerCase().replace(/^0x/, '')),
};

/** @returns null where the type has no such trait, or the text is not written plainly: nothing can be said of its form then */
export const traitOf = (type: string, text: string): string | null =>
  (Object.hasOwn(TRAITS, type) ? TRAITS[type]?.(text) : null) ?? null;
