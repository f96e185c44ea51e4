import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { alikeAmong, ENTITY, ENTITY_TYPES, type EntityType, sameValues } from '../../../shared/domain/entities.ts';
import { OWN_COLOURS, OWN_ICONS } from '../../../shared/domain/own-types.ts';

const light = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
const linear = (hex: string): number[] =>
  [1, 3, 5].map((at) => light(Number.parseInt(hex.slice(at, at + 2), 16) / 255));
/** Relative luminance and contrast ratio (WCAG 2.2). */
const luminance = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = linear(hex);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one: string, other: string): number => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};
/** Oklab (Ottosson 2020), in which equal distances look alike. */
const oklab = (hex: string): number[] => {
  const [r = 0, g = 0, b = 0] = linear(hex);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
};
const distance = (one: string, other: string): number => {
  const to = oklab(other);
  return Math.hypot(...oklab(one).map((part, index) => part - (to[index] as number)));
};

const tokens = readFileSync('renderer/ui/tokens.css', 'utf8');
const grounds = (theme: string): string[] => {
  const rules = tokens.slice(tokens.indexOf(`\n${theme} {`));
  return ['--rt-bg', '--rt-surface'].map((name) => {
    const found = new RegExp(`${name}: (#[0-9a-f]{6})`).exec(rules);
    if (!found?.[1]) throw new Error(`${theme} has no ${name}`);
    return found[1];
  });
};

describe('colours of entity types', () => {
  it.each([
    ['light', grounds('body')],
    ['dark', grounds('body.bp6-dark')],
    ['print, and the icon on its tile', ['#ffffff']],
  ])('reach 3:1 in %s', (_, under) => {
    const faint = ENTITY_TYPES.flatMap((type) =>
      under.filter((ground) => contrast(ENTITY[type].colour, ground) < 3).map((ground) => `${type} on ${ground}`),
    );
    expect(faint).toEqual([]);
  });
  it('can be told apart, each from each', () => {
    const near = ENTITY_TYPES.flatMap((one, index) =>
      ENTITY_TYPES.slice(index + 1)
        .filter((other) => distance(ENTITY[one].colour, ENTITY[other].colour) < 0.04)
        .map((other) => `${one} and ${other}`),
    );
    expect(near).toEqual([]);
    expect(new Set(ENTITY_TYPES.map((type) => ENTITY[type].letters)).size).toBe(ENTITY_TYPES.length);
  });
});

it("no two types share colour and icon, and none an icon of the users' own", () => {
  const drawn = ENTITY_TYPES.map((type) => ENTITY[type].icon);
  expect(new Set(drawn).size).toBe(drawn.length);
  expect(ENTITY_TYPES.length).toBeGreaterThanOrEqual(30);
  expect(OWN_ICONS.filter((icon) => (drawn as string[]).includes(icon))).toEqual([]);
  const faint = OWN_COLOURS.filter((colour) =>
    [...grounds('body'), ...grounds('body.bp6-dark'), '#ffffff'].some((ground) => contrast(colour, ground) < 3),
  );
  expect(faint).toEqual([]);
  const near = OWN_COLOURS.filter((colour) =>
    ENTITY_TYPES.some((type) => distance(ENTITY[type].colour, colour) < 0.04),
  );
  expect(near).toEqual([]);
});

describe('the same value written in another way', () => {
  const entity = (type: EntityType, label: string) => ({ type, label });
  it.each<[EntityType, string, string]>([
    ['wallet', '0x00000000219ab540356cBB839Cbe05303d7705Fa', '0x00000000219AB540356CBB839CBE05303D7705FA'],
    ['wallet', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4', 'BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4'],
    ['email', 'Mara@Example.com', 'mara@example.com'],
    ['phone', '+1 (202) 555-0143', '+12025550143'],
    ['ip', '2001:0db8:0:0::1', '2001:db8::1'],
    ['domain', 'SHOP.example.', 'shop.example'],
    ['domain', 'bücher.example', 'xn--bcher-kva.example'],
    ['url', 'HTTPS://shop.example', 'https://shop.example/'],
    ['payout', 'DE89 3704 0044 0532 0130 00', 'DE89370400440532013000'],
    ['device', '02-00-5E-10-00-01', '02:00:5e:10:00:01'],
    ['person', 'Zoe\u0308  Voss', 'zo\u00eb voss'],
    ['account', ' cafe\u0301', 'caf\u00e9'],
  ])('%s: %s and %s are alike', (type, one, other) => {
    const known = sameValues([entity(type, one)]);
    expect(known.alike(entity(type, other))?.label).toBe(one);
    expect(known.exact(entity(type, other))).toBeUndefined();
    expect(known.exact(entity(type, one))?.label).toBe(one);
    expect(known.alike(entity(type, one))).toBeUndefined();
  });
  it.each<[EntityType, string, string]>([
    ['account', '007', '7'],
    ['account', 'u_1', 'U_1'],
    ['account', '1.10', '1.1'],
    ['wallet', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', '1a1zp1ep5qgefi2dmptftl5slmv7divfna'],
    ['url', 'https://shop.example/A', 'https://shop.example/a'],
    ['payout', '12-34', '1234'],
  ])('%s: %s and %s are not', (type, one, other) => {
    expect(sameValues([entity(type, one)]).alike(entity(type, other))).toBeUndefined();
  });
  it('asks for the type too', () => {
    const known = sameValues([entity('email', 'a@example.com')]);
    expect(known.exact(entity('account', 'a@example.com'))).toBeUndefined();
    expect(known.alike(entity('account', 'A@example.com'))).toBeUndefined();
  });
  it('are noticed within one list too: the checksummed and the plain writing of an EVM address', () => {
    const [checked, plain, other] = [
      '0x00000000219ab540356cBB839Cbe05303d7705Fa',
      '0x00000000219ab540356cbb839cbe05303d7705fa',
      '0x52908400098527886E0F7030069857D2E4169EE7',
    ].map((label) => ({ type: 'wallet' as const, label }));
    if (!checked || !plain || !other) throw new Error('three values');
    const among = alikeAmong([checked, plain, other]);
    expect([among(checked), among(plain), among(other)]).toEqual([undefined, checked.label, undefined]);
  });
});
