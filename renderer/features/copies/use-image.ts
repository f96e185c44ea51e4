import { useEffect, useState } from 'react';

/** A decoded picture, ready to be drawn; null until it is there. */
export function useImage(url: string | null): HTMLImageElement | null {
  const [image, setImage] = useState<HTMLImageElement | null>(null);
  useEffect(() => {
    if (!url) return;
    let current = true;
    const loading = new Image();
    loading.src = url;
    loading.decode().then(
      () => current && setImage(loading),
      () => {},
    );
    return () => {
      current = false;
      setImage(null);
    };
  }, [url]);
  return image;
}
