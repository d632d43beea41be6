// @ts-check
// Keeps the objects in the page's own world, where a view would read them.
const bridge =
  /** @type {Window & { peer: { onEvents(receive: (events: object[]) => void): void, acknowledge(kept: number): void } }} */ (
    /** @type {unknown} */ (window)
  );
/** @type {object[]} */
const kept = [];
bridge.peer.onEvents((events) => {
  for (const event of events) kept.push(event);
  bridge.peer.acknowledge(kept.length);
});
