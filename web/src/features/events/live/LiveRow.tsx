import { memo } from 'react';
import type { Step } from './feed';
import classes from './LiveList.module.css';
import { stepOf } from '../steps';

type Props = {
  step: Step;
  /** What happened to the event before, with “By event”. */
  before: string;
  source: string;
  destination: string | null;
  onOpen: (step: Step) => void;
};

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hourCycle: 'h23' });

/** A step, of plain elements: there may be hundreds a second. */
export const LiveRow = memo(
  function LiveRow({ step, before, source, destination, onOpen }: Props) {
    const to = destination ?? (step.destinations === null ? '' : step.destinations === 1 ? '1 destination' : `${step.destinations} destinations`);
    const { label, colour } = stepOf(step.step);
    return (
      <div className={classes.row} role="row">
        <span role="cell" className={classes.quiet}>
          {clock.format(new Date(step.at))}
        </span>
        <span role="cell">
          <span className={classes.dot} style={{ background: `var(--mantine-color-${colour}-6)` }} />
          {label}
          {before !== '' && <span className={classes.quiet}>{` after ${before}`}</span>}
        </span>
        <span role="cell">
          <button type="button" className={classes.open} onClick={() => onOpen(step)}>
            {step.name === '' ? step.type : step.name}
          </button>
          {step.name !== '' && <span className={classes.quiet}>{` ${step.type}`}</span>}
        </span>
        <span role="cell">
          {source}
          {to !== '' && <span className={classes.quiet}>{` → ${to}`}</span>}
        </span>
        <span role="cell">{step.user}</span>
        <span role="cell" className={classes.quiet}>
          {[step.statusCode === 0 ? '' : String(step.statusCode), step.milliseconds === null ? '' : `${Math.round(step.milliseconds)} ms`, step.detail === `answered ${step.statusCode}` ? '' : step.detail].filter((part) => part !== '').join(' · ')}
        </span>
      </div>
    );
  },
  (was, is) => was.step === is.step && was.before === is.before && was.source === is.source && was.destination === is.destination,
);
