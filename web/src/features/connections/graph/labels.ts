import { GAP } from '../layout';

/** Of a letter, on average: measuring each text would cost a layout. */
const LETTER = 6.2;
const AROUND = 14;
export const LABEL_HEIGHT = 20;
/** Between two labels, and between a label and a box. */
const CLEAR = 4;
const BAND = LABEL_HEIGHT + CLEAR;
/** A label does not jump for a digit more. */
const STEP = 16;
/** After the middle, ever further from it. */
const FRACTIONS = [0.46, 0.54, 0.42, 0.58, 0.38, 0.62, 0.34, 0.66, 0.3, 0.7, 0.26, 0.74, 0.22, 0.78, 0.18, 0.82, 0.14, 0.86];
const SWEEPS = 3;

/** A connection's curve from height to height, and what stands at it. */
export type Labelled = { id: string; from: number; to: number; text: string };
/** A label's middle and width. */
type Box = { x: number; y: number; width: number };
type Place = Box & { t: number };

export function labelWidth(text: string): number {
  return text.length * LETTER + AROUND;
}

/** A place on a connection's curve: the Bézier curve whose ends leave and arrive level, bent in the middle between them. */
export function pointAt(t: number, from: { x: number; y: number }, to: { x: number; y: number }): { x: number; y: number } {
  return { x: from.x + (to.x - from.x) * ((3 * t * (1 - t)) / 2 + t ** 3), y: from.y + (to.y - from.y) * t * t * (3 - 2 * t) };
}

/** The area that two labels share. */
export function overlap(a: Box, b: Box): number {
  const across = (a.width + b.width) / 2 + CLEAR - Math.abs(a.x - b.x);
  const down = BAND - Math.abs(a.y - b.y);
  return across > 0 && down > 0 ? across * down : 0;
}

/**
 * For each label a fraction of its curve, so that they lie over each other as little as may be: one after the other takes the place that is the most free,
 * and those that found none look again once all stand somewhere. The same input gives the same places.
 */
export function fractionsOf(labels: readonly Labelled[]): Map<string, number> {
  const taken = new Taken();
  const found = new Map<string, Place>();
  // The widest first: the others find a place beside them.
  const widest = labels.map((label) => ({ ...label, width: Math.ceil(labelWidth(label.text) / STEP) * STEP })).sort((a, b) => b.width - a.width);
  let isCrowded = true;
  for (let sweep = 0; sweep < SWEEPS && isCrowded; sweep++) {
    isCrowded = false;
    for (const label of widest) {
      const before = found.get(label.id);
      if (before !== undefined) {
        taken.free(before);
      }

      const place = before !== undefined && taken.under(before) === 0 ? before : freest(label, taken);
      isCrowded ||= taken.under(place) > 0;
      taken.take(place);
      found.set(label.id, place);
    }
  }

  return new Map([...found].map(([id, { t }]) => [id, t]));
}

function freest({ from, to, width }: Labelled & { width: number }, taken: Taken): Place {
  let best: Place = { t: 0.5, x: GAP / 2, y: (from + to) / 2, width };
  let least = taken.under(best);
  for (const t of FRACTIONS) {
    if (least === 0) {
      break;
    }

    const place = { t, width, ...pointAt(t, { x: 0, y: from }, { x: GAP, y: to }) };
    const isBetweenBoxes = Math.abs(place.x - GAP / 2) + width / 2 <= GAP / 2 - CLEAR;
    const area = isBetweenBoxes ? taken.under(place) : Infinity;
    if (area < least) {
      [best, least] = [place, area];
    }
  }

  return best;
}

/** The places that are taken, by height: only what is in the same band or the next can touch. */
class Taken {
  readonly #bands = new Map<number, Set<Place>>();

  take(place: Place) {
    const band = Math.floor(place.y / BAND);
    this.#bands.set(band, (this.#bands.get(band) ?? new Set()).add(place));
  }

  free(place: Place) {
    this.#bands.get(Math.floor(place.y / BAND))?.delete(place);
  }

  /** The area of the labels that one here would lie over. */
  under(place: Place): number {
    const band = Math.floor(place.y / BAND);
    let area = 0;
    for (const near of [band - 1, band, band + 1]) {
      this.#bands.get(near)?.forEach((other) => (area += overlap(place, other)));
    }

    return area;
  }
}
