import { useEffect, useRef, useState } from 'react';

const SETTLED_MS = 250;

/**
 * A text that is typed here and stands in the address: what is typed counts at once, and the address follows when nobody types any more.
 * @param put Puts it into the address.
 */
export function useTyped(inAddress: string, put: (text: string) => void): [text: string, type: (text: string) => void] {
  const [text, setText] = useState(inAddress);
  const [known, setKnown] = useState(inAddress);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(waiting.current), []);

  // Somebody went back, or followed a link.
  if (inAddress !== known) {
    setKnown(inAddress);
    setText(inAddress);
  }

  const type = (next: string) => {
    setText(next);
    clearTimeout(waiting.current);
    waiting.current = setTimeout(() => {
      setKnown(next);
      put(next);
    }, SETTLED_MS);
  };
  return [text, type];
}
