import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

export interface Screenshot {
  readonly name: string;
  readonly title: string;
  readonly source: string;
  readonly sensitivity: 'normal' | 'personal';
}

/** Drawn once by `assets/sample/draw.ts`. */
export const SCREENSHOTS = {
  lumen: shot('profile-lumen.vault.png', 'Profile page of lumen.vault', 'https://pinewick.example.com/u/lumen.vault'),
  brass: shot(
    'profile-brassanddusk.png',
    'Profile page of brassanddusk',
    'https://pinewick.example.com/u/brassanddusk',
  ),
  chat: shot('chat-brassanddusk.png', 'Conversation with brassanddusk', 'Buyer who reported the loss', 'personal'),
  payout: shot('payout-settings-lumen_vault_2.png', 'Payout settings of lumen_vault_2', 'Pinewick Market support view'),
} as const;

function shot(
  name: string,
  title: string,
  source: string,
  sensitivity: Screenshot['sensitivity'] = 'normal',
): Screenshot {
  return { name, title: `${title} (synthetic)`, source, sensitivity };
}

/** The folder lies beside `dist` and beside `electron` alike, so the built program and the sources both find it. */
export function screenshotBytes({ name }: Screenshot): Promise<Uint8Array> {
  const here = import.meta.url;
  const root = here.includes('/dist/electron/') ? new URL('../../', here) : new URL('../../../', here);
  return readFile(fileURLToPath(new URL(`assets/sample/${name}`, root)));
}
