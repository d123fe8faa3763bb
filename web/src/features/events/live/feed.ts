import type { LiveView } from '@/api/generated/schema';
import { Ring } from './ring';

/** A step with a number of its own, by which a row is known. */
export type Step = LiveView & { number: number };

/** What is shown: it changes once a frame at most, however much arrives. */
export type Shown = { steps: readonly Step[]; isPaused: boolean; meanwhile: number; sampled: number; missed: number };

const nothing: Shown = { steps: [], isPaused: false, meanwhile: 0, sampled: 0, missed: 0 };

/** Steps as they arrive, the newest of them kept, told to who looks once a frame. Paused, what is shown stands still and the rest is counted. */
export class Feed {
  private readonly ring: Ring<Step>;
  private readonly frame: (draw: () => void) => unknown;
  private readonly listeners = new Set<() => void>();
  private shown: Shown = nothing;
  private isDrawn = true;
  private number = 0;
  private pausedAt = 0;
  private sampled = 0;
  private missed = 0;

  /** @param frame Calls back when it is time to draw. */
  constructor(room: number, frame: (draw: () => void) => unknown) {
    this.ring = new Ring(room);
    this.frame = frame;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  readonly read = () => this.shown;

  add(step: LiveView) {
    this.ring.push({ ...step, number: this.number++ });
    this.drawSoon();
  }

  leftOut(kind: 'sampled' | 'missed', count: number) {
    this[kind] += count;
    this.drawSoon();
  }

  pause() {
    this.pausedAt = this.ring.total;
    this.show({ ...this.shown, isPaused: true, meanwhile: 0 });
  }

  resume() {
    this.show({ ...this.now(), isPaused: false });
  }

  /** Forgets what was; it goes on as it went, paused or not. */
  clear() {
    this.ring.clear();
    [this.sampled, this.missed, this.pausedAt] = [0, 0, 0];
    this.show({ ...nothing, isPaused: this.shown.isPaused });
  }

  private now(): Shown {
    return { steps: this.ring.toArray(), isPaused: false, meanwhile: 0, sampled: this.sampled, missed: this.missed };
  }

  private drawSoon() {
    if (!this.isDrawn) {
      return;
    }

    this.isDrawn = false;
    this.frame(() => {
      this.isDrawn = true;
      this.show(this.shown.isPaused ? { ...this.shown, meanwhile: this.ring.total - this.pausedAt, sampled: this.sampled, missed: this.missed } : this.now());
    });
  }

  private show(shown: Shown) {
    this.shown = shown;
    this.listeners.forEach((listener) => listener());
  }
}
