import type { Page } from 'playwright-core';

/** How often components were drawn in a page since it was asked last. */
export interface Renders {
  take(): Promise<number>;
  /** Pages that are loaded from now on are not counted. */
  stop(): Promise<void>;
}

/**
 * Counts by the hook that React calls after each change of the tree, also in the console as it is built. What a change
 * passed over has the same children as before and is not walked.
 */
export async function countRenders(page: Page): Promise<Renders> {
  const script = await page.addInitScript(`{
    const COMPONENTS = new Set([0, 1, 11, 14, 15]);
    const PERFORMED_WORK = 1;
    globalThis.kairosRenders = 0;
    const walk = (fiber) => {
      const { alternate: before } = fiber;
      const isNew = before === null;
      if (COMPONENTS.has(fiber.tag) && (isNew || (fiber.flags & PERFORMED_WORK && isChanged(fiber, before)))) {
        globalThis.kairosRenders += 1;
      }
      if (!isNew && fiber.child === before.child) return;
      for (let child = fiber.child; child; child = child.sibling) walk(child);
    };
    const isChanged = (now, before) =>
      now.memoizedProps !== before.memoizedProps || now.memoizedState !== before.memoizedState;
    globalThis.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
      renderers: new Map(),
      supportsFiber: true,
      inject: () => 1,
      onCommitFiberRoot: (_id, { current }) => walk(current),
      onPostCommitFiberRoot: () => undefined,
      onCommitFiberUnmount: () => undefined,
    };
  }`);
  return {
    stop: () => script.dispose(),
    async take() {
      return (await page.evaluate('[kairosRenders, (kairosRenders = 0)][0]')) as number;
    },
  };
}
