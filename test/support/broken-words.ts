import type { Page } from '@playwright/test';

/** Labels and amounts on screen that stand on two lines, each with where it stands; what is being edited is the editor's. */
export const brokenWords = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const whole = /\b[A-Z]{1,3}-\d+\b|\d[\d,.]*\d(?: [A-Z]{3,5}\b)?/g;
    const found: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const text = node.nodeValue ?? '';
      const around = node.parentElement;
      if (around?.closest('.rt-code, .cm-editor, .ag-root, canvas')) continue; // the texts of files, and cells of one line
      for (const { 0: words, index } of text.matchAll(whole)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + words.length);
        const lines = new Set(
          [...range.getClientRects()].filter(({ width }) => width > 1).map(({ top }) => Math.round(top / 4)),
        );
        if (lines.size > 1) found.push(`${words} in ${around?.className}: ${text.slice(0, 80)}`);
      }
    }
    return found;
  });
