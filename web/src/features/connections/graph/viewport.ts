import { NODE_HEIGHT, NODE_WIDTH, type Place } from '../layout';

const MARGIN = 32;
const SMALLEST = 0.55;
const READABLE = 0.75;

/** Where to look first: all when it can be read like that, else the top. */
export function startOf(places: ReadonlyMap<string, Place>, frame: { width: number; height: number }): { x: number; y: number; zoom: number } {
  const all = [...places.values()];
  const width = Math.max(0, ...all.map((p) => p.x)) + NODE_WIDTH;
  const height = Math.max(0, ...all.map((p) => p.y)) + NODE_HEIGHT;
  const zoom = Math.min(1, Math.max(SMALLEST, (frame.width - 2 * MARGIN) / width), Math.max(READABLE, (frame.height - 2 * MARGIN) / height));
  const isWhole = height * zoom <= frame.height - 2 * MARGIN;
  return { zoom, x: Math.max(MARGIN / 2, (frame.width - width * zoom) / 2), y: isWhole ? (frame.height - height * zoom) / 2 : MARGIN };
}
