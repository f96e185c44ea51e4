export interface Images {
  /** A decoded picture; null while it is on its way, or when it cannot be decoded. */
  image(url: string): CanvasImageSource | null;
  /** Once all that were asked for are there. */
  settled(): Promise<void>;
  destroy(): void;
}

/** Pictures are decoded once: a drawing that is decoded at every use costs as much as all else together. */
export function createImages(onLoaded: () => void): Images {
  const known = new Map<string, ImageBitmap | null>();
  const loading = new Set<Promise<void>>();
  let open = true;
  const load = async (url: string): Promise<void> => {
    const element = new Image();
    element.src = url;
    await element.decode();
    const bitmap = await createImageBitmap(element);
    if (!open) return bitmap.close();
    known.set(url, bitmap);
    onLoaded();
  };
  return {
    image(url) {
      const found = known.get(url);
      if (found !== undefined) return found;
      known.set(url, null);
      const work = load(url).catch(() => {}); // stays a plain card
      loading.add(work);
      void work.then(() => loading.delete(work));
      return null;
    },
    async settled() {
      while (loading.size > 0) await Promise.all(loading);
    },
    destroy() {
      open = false;
      for (const bitmap of known.values()) bitmap?.close();
      known.clear();
    },
  };
}
