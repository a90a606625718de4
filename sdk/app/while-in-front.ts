/** Runs something while the app is in front, and not otherwise. Returns the function that ends it. */
export function whileInFront(
  begin: () => () => void,
  isInFront: () => boolean,
  watchFront: (turned: () => void) => () => void,
): () => void {
  let stop: (() => void) | undefined;
  const turned = (): void => {
    if (isInFront() === (stop !== undefined)) return;
    if (stop) {
      stop();
      stop = undefined;
    } else stop = begin();
  };
  const unwatch = watchFront(turned);
  turned();
  return () => {
    unwatch();
    stop?.();
    stop = undefined;
  };
}
