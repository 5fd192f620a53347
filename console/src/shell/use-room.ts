import { useEffect, useRef, useState } from "react";

const LEAST_PX = 200;
const HEADING_AND_MARGIN_PX = 72;

/** The height that is left below an element: a table of ten thousand rows draws only what fits. */
export function useRoom() {
  const ref = useRef<HTMLDivElement>(null);
  const [heightPx, setHeightPx] = useState(LEAST_PX);
  useEffect(() => {
    const measure = () => {
      const top = ref.current?.getBoundingClientRect().top ?? 0;
      setHeightPx(Math.max(LEAST_PX, innerHeight - top - HEADING_AND_MARGIN_PX));
    };
    measure();
    addEventListener("resize", measure);
    return () => removeEventListener("resize", measure);
  }, []);
  return { ref, heightPx };
}
